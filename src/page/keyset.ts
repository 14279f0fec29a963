import sql, { raw, type Sql } from 'sql-template-tag'
import type { Dialect } from '../database/dialect.ts'
import type { PageRequest } from './arguments.ts'
import { readCursor, writeCursor } from './cursor.ts'

/** An order of a list: by one column of `c`, ties by id. */
export interface Order<Row> {
  /** Names the list and the column in cursors. */
  readonly kind: string
  readonly column: string
  readonly descending: boolean
  /** What a cursor keeps of a row. */
  readonly sortKey: (row: Row) => string
  /** A cursor's sort key as the database compares it. */
  readonly toSql: (sortKey: string, dialect: Dialect) => Sql
}

/** The rows of one page of one list, and where it lies. */
export interface Page<Row> {
  readonly edges: readonly { readonly cursor: string; readonly node: Row }[]
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
}

/** The clauses that read one page: one row more than its size, which tells whether there are further ones. */
export interface Keyset<Row> {
  readonly where: Sql
  readonly orderBy: Sql
  /** How many rows to read. */
  readonly count: number
  /** The page that the rows make, which the clauses gave. */
  toPage(rows: readonly (Row & { readonly id: string })[]): Page<Row>
}

/**
 * A page costs the same wherever it lies: a row comparison starts the index at the cursor.
 * @throws {RequestError} `BAD_USER_INPUT` for a cursor of another list.
 */
export function keyset<Row>(order: Order<Row>, page: PageRequest, dialect: Dialect): Keyset<Row> {
  const column = raw(`c."${order.column}"`)
  const ascending = order.descending === page.backward
  const bound = (field: 'after' | 'before', forward: boolean): Sql => {
    const cursor = page[field]
    if (cursor === null) return sql`true`
    const position = readCursor(field, cursor, order.kind)
    const sign = forward === order.descending ? sql`<` : sql`>`
    if (order.column === 'id') return sql`c."id" ${sign} ${order.toSql(position.id, dialect)}`
    return sql`(${column}, c."id") ${sign} (${order.toSql(position.sortKey, dialect)}, ${position.id})`
  }
  const direction = ascending ? sql`asc` : sql`desc`
  return {
    where: sql`${bound('after', true)} and ${bound('before', false)}`,
    orderBy: order.column === 'id' ? sql`c."id" ${direction}` : sql`${column} ${direction}, c."id" ${direction}`,
    count: page.size + 1,
    toPage: (rows) => toPage(order, page, rows),
  }
}

/** A row and its place, which is written when it is asked for: most pages are asked for one or two. */
class Edge<Row> {
  readonly node: Row & { readonly id: string }
  readonly #order: Order<Row>

  constructor(order: Order<Row>, node: Row & { readonly id: string }) {
    this.node = node
    this.#order = order
  }

  get cursor(): string {
    const { kind, sortKey } = this.#order
    return writeCursor(kind, { sortKey: sortKey(this.node), id: this.node.id })
  }
}

function toPage<Row>(
  order: Order<Row>,
  page: PageRequest,
  rows: readonly (Row & { readonly id: string })[],
): Page<Row> {
  const hasMore = rows.length > page.size
  const within = rows.slice(0, page.size)
  if (page.backward) within.reverse()
  return {
    edges: within.map((node) => new Edge(order, node)),
    hasNextPage: page.backward ? page.before !== null : hasMore,
    hasPreviousPage: page.backward ? hasMore : page.after !== null,
  }
}
