import { badInput } from '../core/errors.ts'

export const defaultPageSize = 25
export const maxPageSize = 250
/** Entries of a list of ids, in a filter, in `nodes` and in inputs. */
export const maxIds = 1000

/** The arguments of a Relay connection. */
export interface PageArguments {
  readonly first?: number | null
  readonly after?: string | null
  readonly last?: number | null
  readonly before?: string | null
}

/** Which page is wanted: `size` rows after and before the cursors, counted from the end when `backward`. */
export interface PageRequest {
  readonly size: number
  readonly backward: boolean
  readonly after: string | null
  readonly before: string | null
}

/** @throws {RequestError} `BAD_USER_INPUT` for both `first` and `last`, or one out of range. */
export function readPage({ first, after, last, before }: PageArguments): PageRequest {
  if (isGiven(first) && isGiven(last)) throw badInput('first', 'give first or last, got both')
  const size = isGiven(last) ? checkSize('last', last) : checkSize('first', first ?? defaultPageSize)
  return { size, backward: isGiven(last), after: after ?? null, before: before ?? null }
}

/** @throws {RequestError} `BAD_USER_INPUT` when the list is longer than `maxIds`. */
export function checkIds(field: string, ids: readonly unknown[]): void {
  if (ids.length > maxIds) throw badInput(field, `at most ${maxIds} entries, got ${ids.length}`)
}

function isGiven(size: number | null | undefined): size is number {
  return size !== undefined && size !== null
}

function checkSize(field: string, size: number): number {
  if (size < 0 || size > maxPageSize) throw badInput(field, `0 to ${maxPageSize}, got ${size}`)
  return size
}
