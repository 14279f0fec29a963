import type { FormatName } from './negotiate.ts'

/** What a path names: an operation's route with its variables, or an operation by its name. */
export interface Target {
  /** The route's template, or null where the operation is named. */
  readonly segments: readonly string[]
  /** The operation that the path names; null for a route. */
  readonly operation: string | null
  /** Whether it is a list of requests: `/json/reply/NewCustomer[]`. */
  readonly isBatch: boolean
  /** The format that the path asks for, by a suffix or `/{format}/reply/`. */
  readonly format: FormatName | null
  /** Whether the path is `/{format}/reply/…`, whose CSV is of another shape. */
  readonly isReply: boolean
}

const formats: readonly FormatName[] = ['json', 'xml', 'csv', 'jsv']

/** Reads a path. Segments are decoded; a path that cannot be decoded, or holds NUL, names nothing. */
export function readPath(path: string): Target | null {
  const segments = decode(path)
  if (segments === null) return null
  const [first = '', second = '', third = ''] = segments
  if (second.toLowerCase() === 'reply' && segments.length === 3) {
    const format = formats.find((name) => name === first.toLowerCase())
    return format ? { ...named(third), format, isReply: true } : null
  }
  if (first.toLowerCase() === 'api' && segments.length === 2) return { ...withSuffix(second, named), isReply: false }
  const last = segments.at(-1) ?? ''
  const { format, segments: own } = withSuffix(last, (text) => ({ ...named(''), segments: [text] }))
  return { segments: [...segments.slice(0, -1), ...own], operation: null, isBatch: false, format, isReply: false }
}

type Named = Pick<Target, 'segments' | 'operation' | 'isBatch'>

function named(text: string): Named {
  const isBatch = text.endsWith('[]')
  return { segments: [], operation: isBatch ? text.slice(0, -2) : text, isBatch }
}

function withSuffix<Value extends object>(text: string, read: (text: string) => Value): Value & Pick<Target, 'format'> {
  const [, stem = '', suffix = ''] = /^(.+)\.(\w+)$/.exec(text) ?? []
  const format = formats.find((name) => name === suffix.toLowerCase()) ?? null
  return { ...read(format === null ? text : stem), format }
}

function decode(path: string): string[] | null {
  try {
    const segments = path.split('/').slice(1).map(decodeURIComponent)
    return segments.some((segment) => segment.includes('\0')) ? null : segments
  } catch {
    return null
  }
}

/**
 * The variables of a template such as `/customers/{customerId}` that a path has, its words in any case; null where it
 * is another one.
 */
export function match(template: string, segments: readonly string[]): Readonly<Record<string, string>> | null {
  const parts = template.split('/').slice(1)
  if (parts.length !== segments.length) return null
  const variables: Record<string, string> = {}
  for (const [index, part] of parts.entries()) {
    const segment = segments[index] ?? ''
    const variable = /^\{(\w+)\}$/.exec(part)?.[1]
    if (variable !== undefined && segment !== '') variables[variable] = segment
    else if (part !== segment.toLowerCase()) return null
  }
  return variables
}
