import type { Context } from '../context.ts'

/**
 * Charges an operation to who asks for it: its cost, at least 1. One that asks for nothing but `rateLimit` is free, so
 * that it is answered also when nothing is left; nobody, who is answered no data, is charged nothing.
 * @param rootFields the names of the operation's root fields.
 * @throws {RequestError} as `Meter.charge`.
 */
export function charge({ meter, refusal }: Context, rootFields: ReadonlySet<string>, cost: number): void {
  if (refusal === null) meter?.charge(isFree(rootFields) ? 0 : Math.max(1, cost))
}

function isFree(rootFields: ReadonlySet<string>): boolean {
  return rootFields.has('rateLimit') && [...rootFields].every((name) => name === 'rateLimit' || name === '__typename')
}
