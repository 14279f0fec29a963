import { type Command, InvalidArgumentError, Option } from 'commander'
import { type Role, roles } from '../auth/viewer.ts'

/** Adds `--role`, `--account` and `--customer`: who somebody is; each may be repeated, and a role is needed. */
export function addViewerOptions(command: Command): Command {
  return command
    .addOption(
      new Option('--role <role>', `one of ${roles.join(', ')}; may be repeated`)
        .argParser(collect(parseRole))
        .makeOptionMandatory(),
    )
    .option('--account <id>', 'an account that a Manager manages; may be repeated', collect(parseText), [])
    .option('--customer <id>', 'a customer that a Customer is; may be repeated', collect(parseText), [])
}

/** What `addViewerOptions` come to. */
export interface ViewerOptions {
  readonly role: readonly Role[]
  readonly account: readonly string[]
  readonly customer: readonly string[]
}

/** @throws {InvalidArgumentError} when the text is blank. */
export function parseText(text: string): string {
  if (text.trim() === '') throw new InvalidArgumentError('Expected a text that is not blank.')
  return text
}

const secondsOf: Readonly<Record<string, number>> = { s: 1, m: 60, h: 3600, d: 86_400 }
const maxSeconds = 3650 * 86_400

/** Seconds of `90s`, `15m`, `1h` or `7d`. @throws {InvalidArgumentError} for another text, no time, and more than ten years. */
export function parseDuration(text: string): number {
  const [, count, unit = ''] = /^(\d{1,9})([smhd])$/.exec(text) ?? []
  const seconds = Number(count) * (secondsOf[unit] ?? 0)
  if (seconds > 0 && seconds <= maxSeconds) return seconds
  throw new InvalidArgumentError('Expected a number and s, m, h or d, such as 90s or 1h, and at most 3650d.')
}

/** Options that may be repeated; what they hold before the first one is nothing, or their default. */
function collect<Value>(parse: (text: string) => Value) {
  return (text: string, previous: readonly Value[] = []) => [...previous, parse(text)]
}

function parseRole(text: string): Role {
  const role = roles.find((role) => role === text)
  if (role === undefined) throw new InvalidArgumentError(`Expected one of ${roles.join(', ')}.`)
  return role
}
