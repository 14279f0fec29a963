import sql, { raw, type Sql } from 'sql-template-tag'
import type { Reader } from '../database/database.ts'
import { type Columns, decoder, type Row, select } from '../database/table.ts'
import type { PageRequest } from './arguments.ts'
import { keyset, type Order, type Page } from './keyset.ts'

/** A table whose rows are listed: statements speak of it as `c`. */
export interface Listed<Table extends Columns> {
  readonly name: string
  readonly columns: Table
}

/** Which rows to read, and which columns of them. */
export interface RowQuery {
  readonly wanted: Iterable<string>
  readonly where: Sql
  /** Expressions in the place of columns, where a viewer may see a row but not all of it. */
  readonly instead?: Readonly<Record<string, Sql>> | undefined
  /** Words after the table, such as a join. */
  readonly join?: Sql | undefined
  /** Words after the conditions, such as an order or a lock. */
  readonly after?: Sql
  /** The part of the rows that is read; all where left out. */
  readonly part?: Part
  /** Whether the rows may lie unevenly along their order: see `Dialect.firstOfUneven`. */
  readonly isUneven?: boolean | undefined
  /** See `ReadOptions`: where the values in the conditions make no difference to how the rows are best found. */
  readonly plans?: 'Once' | undefined
  /** See `ReadOptions`. */
  readonly typeName?: string | undefined
}

/** At most `count` rows, after `skip` of them. */
interface Part {
  readonly count: number
  readonly skip?: number
}

/** One page of a list, or one of each list of a kind. */
export interface PageQuery<Table extends Columns> extends RowQuery {
  readonly order: Order<Row<Table>>
  readonly page: PageRequest
}

/** The rows that a condition holds for. */
export async function readRows<Table extends Columns>(
  reader: Reader,
  table: Listed<Table>,
  { wanted, where, instead, join = sql``, after = sql``, part, isUneven = false, plans, typeName }: RowQuery,
): Promise<Row<Table>[]> {
  const names = new Set(['id', ...wanted])
  const from = sql`select ${select(names, instead)} from ${tableName(table)} c${join}`
  const selection = sql`${from} where ${where}${after}`
  const statement = part ? partOf(reader, selection, part, isUneven) : selection
  const rows = await reader.rows(statement, { plans, columns: [...names], typeName })
  return rows.map(decoder(table.columns, names))
}

/**
 * Those of the rows with these ids that a condition holds for, by id. Each carries the name of its type, which is how
 * GraphQL tells the members of an interface or a union apart: whatever stands for one of several types is read by its id.
 */
export async function readByIds<Table extends Columns>(
  reader: Reader,
  table: Listed<Table>,
  ids: readonly string[],
  query: Pick<RowQuery, 'wanted' | 'where' | 'instead' | 'plans'>,
): Promise<Map<string, Row<Table>>> {
  const { wanted, instead, plans } = query
  const where = sql`${reader.dialect.anyOf(sql`c."id"`, ids)} and ${query.where}`
  const rows = withId(await readRows(reader, table, { wanted, where, instead, plans, typeName: table.name }))
  return new Map(rows.map((row) => [row.id, row]))
}

function partOf({ dialect }: Reader, selection: Sql, { count, skip }: Part, isUneven: boolean): Sql {
  const offset = skip === undefined ? sql`` : sql` offset ${skip}`
  const limit = sql` limit ${inText(count)}${offset}`
  return isUneven ? dialect.firstOfUneven(selection, limit, count + (skip ?? 0)) : sql`${selection}${limit}`
}

/** PostgreSQL keeps no plan for a list of which it does not know how long a page is, as it would of a parameter. */
function inText(count: number): Sql {
  return raw(String(count))
}

/** One page of the rows that a condition holds for. */
export async function readOnePage<Table extends Columns>(
  reader: Reader,
  table: Listed<Table>,
  query: PageQuery<Table>,
): Promise<Page<Row<Table>>> {
  const { order, instead, join, isUneven, plans } = query
  const clauses = keyset(order, query.page, reader.dialect)
  const rows = await readRows(reader, table, {
    wanted: new Set([...query.wanted, order.column]),
    where: sql`${query.where} and ${clauses.where}`,
    instead,
    join,
    after: sql` order by ${clauses.orderBy}`,
    part: { count: clauses.count },
    isUneven,
    plans,
  })
  return clauses.toPage(withId(rows))
}

/** Rows by their number in the list, as the service's paging has them: `skip` of them, then at most `size`. */
export async function readNumberedPage<Table extends Columns>(
  reader: Reader,
  table: Listed<Table>,
  query: RowQuery & { readonly order: Order<Row<Table>>; readonly skip: number; readonly size: number },
): Promise<{ readonly rows: readonly Row<Table>[]; readonly hasMore: boolean }> {
  const page = { size: query.size, backward: false, after: null, before: null }
  const { orderBy, count } = keyset(query.order, page, reader.dialect)
  const part = { count, skip: query.skip }
  const rows = await readRows(reader, table, { ...query, after: sql` order by ${orderBy}`, part })
  return { rows: rows.slice(0, query.size), hasMore: rows.length > query.size }
}

/** All rows in order, a chunk at a time, for readers that take as long as they like: rows may come and go meanwhile. */
export async function* readInChunks<Table extends Columns>(
  reader: Reader,
  table: Listed<Table>,
  query: RowQuery & { readonly order: Order<Row<Table>>; readonly size: number },
): AsyncGenerator<readonly Row<Table>[]> {
  for (let after: string | null = null, hasMore = true; hasMore; ) {
    const page: PageRequest = { size: query.size, backward: false, after, before: null }
    const { edges, hasNextPage } = await readOnePage(reader, table, { ...query, page })
    if (edges.length > 0) yield edges.map(({ node }) => node)
    after = edges.at(-1)?.cursor ?? null
    hasMore = hasNextPage
  }
}

/** One page for each key, in one statement; `where` tells with `k."value"` which rows belong to a key. */
export async function readPageOfEach<Table extends Columns>(
  reader: Reader,
  table: Listed<Table>,
  keys: readonly string[],
  query: PageQuery<Table>,
): Promise<Map<string, Page<Row<Table>>>> {
  const clauses = keyset(query.order, query.page, reader.dialect)
  const [onlyKey] = keys.length === 1 ? keys : []
  const names = new Set([...(onlyKey === undefined ? ['of'] : []), 'id', ...query.wanted, query.order.column])
  const statement = reader.dialect.firstOfEach({
    columns: select(names, { of: sql`k."value"`, ...query.instead }),
    table: tableName(table),
    list: keys,
    where: sql`${query.where} and ${clauses.where}`,
    orderBy: clauses.orderBy,
    limit: inText(clauses.count),
  })
  const rowsOf = new Map<string, Row<Table>[]>(keys.map((key) => [key, []]))
  const toRow = decoder(table.columns, names)
  const rows = await reader.rows(statement, { plans: query.plans, columns: [...names] })
  for (const row of rows) rowsOf.get(onlyKey ?? String(row.of))?.push(toRow(row))
  return new Map([...rowsOf].map(([key, rows]) => [key, clauses.toPage(withId(rows))]))
}

/** How many rows a condition holds for. */
export async function countRows(reader: Reader, table: Listed<Columns>, where: Sql): Promise<number> {
  const statement = sql`select count(*) as "count" from ${tableName(table)} c where ${where}`
  const [row] = await reader.rows(statement, { columns: ['count'] })
  return Number(row?.count)
}

/** How many rows belong to each key, in one statement. */
export async function countOfEach(
  reader: Reader,
  table: Listed<Columns>,
  keys: readonly string[],
  where: Sql,
  plans?: RowQuery['plans'],
): Promise<Map<string, number>> {
  const count = sql`(select count(*) from ${tableName(table)} c where ${where})`
  const statement = sql`select k."value" as "of", ${count} as "count" from ${reader.dialect.list(keys)}`
  const rows = await reader.rows(statement, { plans, columns: ['of', 'count'] })
  return new Map(rows.map((row) => [String(row.of), Number(row.count)]))
}

function tableName(table: Listed<Columns>): Sql {
  return raw(`"${table.name}"`)
}

function withId<R>(rows: readonly R[]): readonly (R & { readonly id: string })[] {
  return rows as readonly (R & { readonly id: string })[]
}
