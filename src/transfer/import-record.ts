import { isObject } from '../core/read.ts'
import { UnreadableBody } from '../rest/formats/format.ts'

/** A record of a file, or why it cannot be read. `line` counts from 1 and is where the record begins. */
export type ImportRecord =
  | { readonly line: number; readonly value: Readonly<Record<string, unknown>> }
  | { readonly line: number; readonly error: string }

/** What `read` answers as a record; an error where it throws, or answers no object. */
export function toImportRecord(line: number, read: () => unknown): ImportRecord {
  try {
    const value = read()
    if (isObject(value)) return { line, value }
    return { line, error: `record: expected an object, got ${kindOf(value)}` }
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    return { line, error: `record: ${cause instanceof UnreadableBody ? reason.replaceAll(/\bbody: /g, '') : reason}` }
  }
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'list' : typeof value
}
