import { RequestError } from '../../core/errors.ts'
import type { Dto, Type } from '../description.ts'

/**
 * A wire format. What it writes is a DTO's plain object, checked and in the documents' order; what it reads has the
 * DTO's names and as much of its types as the text allowed: values that do not fit stay as they came, for the domain to
 * refuse with their path. Every reader takes time in proportion to the text; who calls bounds its size.
 */
export interface Format {
  readonly name: 'json' | 'xml' | 'csv' | 'jsv'
  readonly contentType: string
  write(type: Type, value: unknown): string
  /** @throws {UnreadableBody} */
  read(type: Type, text: string): unknown
  /** Writes a ListResponse piece by piece. */
  list(response: Dto): ListWriter
}

/** The members of a ListResponse beside its items. */
export interface ListTotals {
  readonly totalCount?: number
  readonly totalPages?: number
  readonly hasMorePages?: boolean
}

export interface ListWriter {
  /** Of `known` it takes what has its place before the items. */
  opening(known: ListTotals): string
  /** `index` counts from 0. */
  item(value: unknown, index: number): string
  closing(totals: ListTotals): string
}

/** A text that is not of its format, or breaks a limit of it. `position` says where, for people. */
export class UnreadableBody extends RequestError {
  readonly position: string

  constructor(message: string, position: string) {
    super('BAD_USER_INPUT', `body: ${message}, at ${position}`, { details: { position } })
    this.position = position
  }
}

/** Refuses a text at `offset`, in UTF-16 code units from 0; lines and columns count from 1. */
export function unreadableAt(text: string, offset: number, message: string): UnreadableBody {
  const before = text.slice(0, offset)
  const line = before.split('\n').length
  return new UnreadableBody(message, `line ${line}, column ${offset - before.lastIndexOf('\n')}`)
}

/** NUL and lone surrogates: no format writes them, and a database does not store them. */
const unsound = /\0|\p{Surrogate}/u

export function isSoundText(text: string): boolean {
  return !unsound.test(text)
}

/** @throws {UnreadableBody} where the text is not sound. */
export function checkText(text: string): void {
  const offset = text.search(unsound)
  if (offset >= 0) throw unreadableAt(text, offset, 'expected no NUL and no lone surrogate')
}
