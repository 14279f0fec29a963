/** What any list of the model may be asked for; cursors are not modelled. */
export interface ListArguments<Filter> {
  readonly first?: number
  readonly last?: number
  readonly filter?: Filter
  readonly orderBy?: { readonly field: string; readonly direction: string }
}

interface Row {
  readonly id: string
  readonly name: string
}

/** The sort keys of a row by sort field; `Id` and `Name` are every row's. */
type SortKeys<Listed> = Readonly<Record<string, (row: Listed) => string>>

/** A connection over `rows`, which are those that the viewer may see and that the filter leaves. */
export function connectionOf<Listed extends Row>(
  rows: readonly Listed[],
  { first, last, orderBy }: ListArguments<unknown>,
  answer: (row: Listed) => object,
  sortKeys: SortKeys<Listed> = {},
): object {
  const sorted = sort(rows, orderBy ?? { field: 'Name', direction: 'Ascend' }, sortKeys)
  const size = last ?? first ?? 25
  const page = last === undefined ? sorted.slice(0, size) : sorted.slice(Math.max(0, sorted.length - size))
  const hasMore = sorted.length > size
  return {
    totalCount: sorted.length,
    nodes: page.map(answer),
    edges: page.map((row) => ({ node: answer(row) })),
    pageInfo: { hasNextPage: last === undefined && hasMore, hasPreviousPage: last !== undefined && hasMore },
  }
}

function sort<Listed extends Row>(
  rows: readonly Listed[],
  { field, direction }: { readonly field: string; readonly direction: string },
  sortKeys: SortKeys<Listed>,
): readonly Listed[] {
  const keys: SortKeys<Listed> = { Id: ({ id }) => id, Name: ({ name }) => name.toLowerCase(), ...sortKeys }
  const keyOf = keys[field] ?? (() => '')
  const sorted = rows.toSorted((one, other) => compare(keyOf(one), keyOf(other)) || compare(one.id, other.id))
  return direction === 'Descend' ? sorted.reverse() : sorted
}

function compare(one: string, other: string): number {
  return one === other ? 0 : one < other ? -1 : 1
}

/** Whether any of a filter's values holds; a filter that is not given always does. */
export function anyHolds<Value>(given: readonly Value[] | undefined, holds: (value: Value) => boolean): boolean {
  return given === undefined || given.some(holds)
}

/** Whether a part of the name is as the filter wants it. */
export function nameHolds({ name }: Row, part: string | undefined): boolean {
  return part === undefined || name.toLowerCase().includes(part.toLowerCase())
}
