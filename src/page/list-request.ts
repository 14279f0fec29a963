import { badInput } from '../core/errors.ts'
import { checkIds } from './arguments.ts'

/** ListRequest of the service documents: pages are numbered from 0. */
export interface ListRequest {
  readonly page?: number
  readonly all?: boolean
  readonly countPerPage?: number
  readonly specificIds?: readonly string[]
  readonly sortField?: string
  readonly sortOrder?: 'Ascend' | 'Descend'
  /** Leaves out the totals. */
  readonly simplifiedPaging?: boolean
}

const defaultCountPerPage = 25
const maxCountPerPage = 1000

/** How many rows the page has at most. @throws {RequestError} `BAD_USER_INPUT`. */
export function sizeIn({ countPerPage = defaultCountPerPage }: ListRequest): number {
  if (countPerPage < 1 || countPerPage > maxCountPerPage) {
    throw badInput('countPerPage', `1 to ${maxCountPerPage}, got ${countPerPage}`)
  }
  return countPerPage
}

/** How many rows come before the page, and how many it has at most. @throws {RequestError} `BAD_USER_INPUT`. */
export function pageIn({ page = 0, ...request }: ListRequest): { skip: number; size: number } {
  const size = sizeIn(request)
  if (page < 0) throw badInput('page', `0 or more, got ${page}`)
  return { skip: page * size, size }
}

/** The order that a request asks for, by name where it names none. @throws {RequestError} `BAD_USER_INPUT`. */
export function orderIn<SortField extends string>(
  { sortField, sortOrder = 'Ascend' }: ListRequest,
  fields: readonly SortField[],
): { readonly field: SortField; readonly direction: 'Ascend' | 'Descend' } {
  const wanted = (sortField || 'Name').toLowerCase()
  const field = fields.find((name) => name.toLowerCase() === wanted)
  if (field === undefined) throw badInput('sortField', `one of ${fields.join(', ')}, got ${JSON.stringify(sortField)}`)
  return { field, direction: sortOrder }
}

/** The ids of a filter; null where it is empty, which is none. @throws {RequestError} `BAD_USER_INPUT` for too many. */
export function idsIn<List extends string>(
  request: Readonly<Partial<Record<List, readonly string[]>>>,
  list: List,
): readonly string[] | null {
  const ids = request[list] ?? []
  checkIds(list, ids)
  return ids.length > 0 ? ids : null
}

/** ListResponse of the service documents. */
export interface ListResponse<Item> {
  readonly items: readonly Item[]
  readonly totalCount?: number
  readonly totalPages?: number
  readonly hasMorePages: boolean
}
