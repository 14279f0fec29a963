import sql, { join, raw, type Sql } from 'sql-template-tag'
import { storable } from './parameters.ts'

/** What PostgreSQL and SQLite say differently. The statements themselves are the same. */
export interface Dialect {
  /**
   * `column` is one of `values`: one parameter, whatever their number. A single one has a text of its own, as PostgreSQL
   * keeps a plan for that: for a list it makes one anew each time, which takes longer than to carry it out.
   */
  anyOf(column: Sql, values: readonly string[]): Sql
  /**
   * `isIn` for a statement that may go through many values. PostgreSQL takes `isIn` for a join, of which it guesses wrong
   * how many rows are left; here it decides whether to look for each value or to read all rows once.
   */
  isInForMany(value: Sql, values: Values): Sql
  /** The values as a table to select from, with the columns `key` (their order) and `value`. */
  list(values: readonly string[]): Sql
  /** A point in time as the database compares it. */
  instant(date: Date): Sql
  /** A document as a column holds it. Prisma drops a member that is named `__proto__`. */
  json(document: object): Sql
  /** Words after a select that keep its rows from other writers until the transaction ends. */
  readonly forUpdate: Sql
  /** The same, leaving out the rows that other writers have: nothing waits. */
  readonly forUpdateOfFree: Sql
  /** The same as `forUpdate`, and from those who keep its rows from being deleted. */
  readonly forDelete: Sql
  /** The same as `forUpdate`, but only from being deleted. */
  readonly forReference: Sql
  /** The first rows of `table` for each of `list`: at most `limit` each. */
  firstOfEach(query: FirstOfEach): Sql
  /**
   * The first rows of an ordered selection that may lie anywhere along its order. PostgreSQL takes them to be spread
   * evenly, so that it would go along the order for the few rows of a page, through up to all others; planned for
   * `plannedRows` of them, it looks for all where these are few, and puts them in order.
   * @param limit words after the selection, which reach so far into it as `reach` tells.
   */
  firstOfUneven(selection: Sql, limit: Sql, reach: number): Sql
  /** The next free keys of a table. */
  nextKeys(table: 'Customer' | 'Account', count: number): Sql
  /** Rows of JSON as a table `r` to select from, in one parameter; instants are ISO 8601 texts in UTC. */
  rowsOf(rows: readonly object[], columns: ColumnTypes): Sql
  /** A statement after which other imports wait until the transaction ends; null where transactions do that anyway. */
  readonly lockImports: Sql | null
  /** How far ids of records of changes were given, and who is writing some: see `change/frontier.ts`. */
  readonly frontier: Sql
  /**
   * Selections as one, of one row: in the column `0`, as JSON, what the first has in each of its columns from row to row,
   * or null for a column without rows. So that takes half as long to make and to read as rows that name their columns.
   * Null where a statement costs no round trip.
   */
  readonly together: ((selections: readonly Selection[]) => Sql) | null
  /** How statements write as one; null where a statement costs no round trip. */
  readonly atOnce: AtOnce | null
  /** Customers whose folded name holds `term`, which is folded and has at least three characters. */
  nameHolds(term: string): Sql
}

/** Writing without a transaction, and without keeping others from what was read for it. */
export interface AtOnce {
  /**
   * One statement of several, none of which may read or write what another one writes. It selects a row for each that the
   * first one changes, and the others are to do something only where `isChanged`.
   */
  join(statements: readonly Sql[]): Sql
  /** Whether the first statement has found something to change. */
  readonly isChanged: Sql
  /** Tells a row `c` from all that it was before, whoever changed it. */
  readonly state: Sql
  /** What a selection has in its only column, as a list in JSON. */
  listOf(selection: Sql): Sql
}

/** A statement that selects, and the names of what it does. */
export interface Selection {
  readonly statement: Sql
  readonly columns: readonly string[]
}

/** A column of some rows; `rows` is what follows `from` in a select, with a condition. */
export interface Values {
  readonly column: Sql
  readonly rows: Sql
}

/** `value` is one of `values`. */
export function isIn(value: Sql, { column, rows }: Values): Sql {
  return sql`${value} in (select ${column} from ${rows})`
}

/** The columns of a table by name, in the order in which they are written. */
export type ColumnTypes = Readonly<Record<string, ColumnType>>
export type ColumnType = 'text' | 'integer' | 'boolean' | 'instant' | 'json'

/** `columns`, `where` and `orderBy` speak of the table as `c` and of the list as `k`. */
export interface FirstOfEach {
  readonly columns: Sql
  readonly table: Sql
  readonly list: readonly string[]
  readonly where: Sql
  readonly orderBy: Sql
  readonly limit: Sql
}

const importLock = 6_153_008
const plannedRows = 1_000

export const postgresql: Dialect & { readonly atOnce: AtOnce } = {
  anyOf: (column, values) =>
    values.length === 1 ? sql`${column} = ${values[0]}` : sql`${column} = any(${textArray(values)}::text[])`,
  // `is true` keeps it from becoming a join.
  isInForMany: (value, { column, rows }) => sql`(exists (select from ${rows} and ${column} = ${value})) is true`,
  list: (values) => sql`unnest(${textArray(values)}::text[]) with ordinality as k("value", "key")`,
  instant: (date) => sql`${isoText(date)}::timestamptz`,
  json: (document) => sql`${JSON.stringify(document)}::json`,
  forUpdate: sql` for no key update`,
  forUpdateOfFree: sql` for update skip locked`,
  forDelete: sql` for update`,
  forReference: sql` for key share`,
  firstOfEach: ({ columns, table, list, where, orderBy, limit }) => sql`
    select ${columns}
    from ${postgresql.list(list)}
    cross join lateral (select c.* from ${table} c where ${where} order by ${orderBy} limit ${limit}) c
    order by k."key", ${orderBy}`,
  // What is materialized is read in its order, and no further than it is asked for.
  firstOfUneven: (selection, limit, reach) => {
    const planned = Math.ceil(reach / plannedRows) * plannedRows
    return sql`with c as materialized (${selection} limit ${raw(String(planned))}) select * from c${limit}`
  },
  nextKeys: (table, count) =>
    sql`select nextval(pg_get_serial_sequence(${`"${table}"`}, 'key')) as "key" from generate_series(1, ${count}::int)`,
  rowsOf: (rows, columns) => {
    const types = Object.entries(columns).map(([name, type]) =>
      raw(`"${name}" ${type === 'instant' ? 'timestamptz' : type}`),
    )
    return sql`json_to_recordset(${JSON.stringify(rows)}::json) as r(${join(types)})`
  },
  lockImports: sql`select pg_advisory_xact_lock(${importLock})`,
  // Not the numbers of a snapshot: its `xmax` tells what has ended, and nothing of what has begun.
  frontier: sql`select coalesce(pg_sequence_last_value(pg_get_serial_sequence('"CustomerChange"', 'id')), 0) as "given", (
    select coalesce(string_agg(l."virtualtransaction", ' '), '') from pg_locks l
    where l."locktype" = 'relation' and l."relation" = '"CustomerChange"'::regclass and l."mode" = 'RowExclusiveLock'
      and l."database" = (select d."oid" from pg_database d where d."datname" = current_database())
  ) as "writers"`,
  together: (selections) => {
    const answers = selections.map(({ statement, columns }, n) => {
      const values = raw(columns.map((name) => `json_agg(t."${name}")`).join())
      return sql`(select json_build_array(${values}) from (${statement}) t)::text as ${raw(`"${n}"`)}`
    })
    return sql`select ${join(answers)}`
  },
  atOnce: {
    join([first, ...others]) {
      const parts = [
        sql`"changed" as (${first} returning 1)`,
        ...others.map((each, n) => sql`${raw(`w${n}`)} as (${each})`),
      ]
      return sql`with ${join(parts)} select from "changed"`
    },
    isChanged: sql`exists (select from "changed")`,
    state: sql`c."xmin"::text`,
    listOf: (selection) => sql`array_to_json(array(${selection}))::text`,
  },
  nameHolds: (term) => like(sql`c."nameKey"`, term),
}

export const sqlite: Dialect = {
  anyOf: (column, values) =>
    values.length === 1
      ? sql`${column} = ${values[0]}`
      : sql`${column} in (select "value" from json_each(${JSON.stringify(values.map(storable))}))`,
  isInForMany: isIn,
  list: (values) => sql`json_each(${JSON.stringify(values.map(storable))}) k`,
  instant: (date) => sql`${isoText(date).replace('Z', '+00:00')}`,
  json: (document) => sql`${JSON.stringify(document)}`,
  // A transaction has the whole database to itself from its first word.
  forUpdate: sql``,
  forUpdateOfFree: sql``,
  forDelete: sql``,
  forReference: sql``,
  // SQLite has no lateral join; a list of keys per row of the list says the same.
  firstOfEach: ({ columns, table, list, where, orderBy, limit }) => sql`
    select ${columns}
    from ${sqlite.list(list)}
    cross join ${table} c
    where c.rowid in (select c.rowid from ${table} c where ${where} order by ${orderBy} limit ${limit})
    order by k."key", ${orderBy}`,
  firstOfUneven: (selection, limit) => sql`${selection}${limit}`,
  // AUTOINCREMENT never gives a key twice, and a transaction writes alone.
  nextKeys: (table, count) => sql`
    with recursive next("key", "left") as (
      select coalesce((select "seq" from sqlite_sequence where "name" = ${table}), 0) + 1, ${count}
      union all select "key" + 1, "left" - 1 from next where "left" > 1
    ) select "key" from next`,
  rowsOf: (rows, columns) => {
    const values = Object.entries(columns).map(([name, type]) => {
      const value = `"value" ->> '${name}'`
      return raw(`${type === 'instant' ? `replace(${value}, 'Z', '+00:00')` : value} as "${name}"`)
    })
    return sql`(select ${join(values)} from json_each(${JSON.stringify(rows)})) r`
  },
  lockImports: null,
  // Whoever writes is alone, and others see what is given once it is committed.
  frontier: sql`select coalesce(max("seq"), 0) as "given", null as "writers" from sqlite_sequence
    where "name" = 'CustomerChange'`,
  together: null,
  atOnce: null,
  nameHolds: (term) =>
    sql`c."key" in (select rowid from "CustomerName" where "nameKey" match ${`"${term.replaceAll('"', '""')}"`})`,
}

/** A list as PostgreSQL writes it, once for all statements that it is sent with. */
function textArray(values: readonly string[]): string {
  return `{${values.map((value) => `"${storable(value).replaceAll(/["\\]/g, '\\$&')}"`).join()}}`
}

const [firstInstant, lastInstant] = [Date.parse('0001-01-01T00:00:00.000Z'), Date.parse('9999-12-31T23:59:59.999Z')]

/** As both databases read it, which know years of four digits; nothing stored lies outside these. */
function isoText(date: Date): string {
  return new Date(Math.min(Math.max(date.getTime(), firstInstant), lastInstant)).toISOString()
}

/** `text` holds `term`, in which `%` and `_` are ordinary characters. */
export function like(text: Sql, term: string): Sql {
  return sql`${text} like ${`%${term.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`
}
