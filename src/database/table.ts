import sql, { join, raw, type Sql } from 'sql-template-tag'
import type { StoredRow } from './database.ts'

/** How a column's value comes out of either database: PostgreSQL's driver, SQLite's, or Prisma within a transaction. */
export interface Column<Value> {
  readonly decode: (stored: unknown) => Value
  /** Whether every value comes out as it is. */
  readonly isText?: boolean
}

/** The columns of a table by name. */
export type Columns = Readonly<Record<string, Column<unknown>>>

/** A row of a table. A read fills the columns that it was asked for, and no others. */
export type Row<Table extends Columns> = {
  readonly [Name in keyof Table]: Table[Name] extends Column<infer Value> ? Value : never
}

export const text: Column<string> = { decode: String, isText: true }
/** A whole number of any size, as decimal digits. */
export const digits: Column<string> = { decode: String }
export const integer: Column<number> = { decode: Number }
export const boolean: Column<boolean> = { decode: (stored) => stored === true || stored === 1 }
/** A point in time as `DateTime` answers it: ISO 8601 in UTC with milliseconds. Most are read to be shown. */
export const timestamp: Column<string> = { decode: toTimestamp }
export const instant: Column<Date> = {
  decode: (stored) => (stored instanceof Date ? stored : new Date(toTimestamp(stored))),
}

/** Databases write `2026-11-21 09:30:00.1+00`, or with `T` and `+00:00` or `Z`, with no more digits than it takes. */
function toTimestamp(stored: unknown): string {
  if (stored instanceof Date) return stored.toISOString()
  const text = String(stored)
  const end = text.indexOf('+', 19)
  return `${text.slice(0, 10)}T${text.slice(11, 19)}.${text.slice(20, end).padEnd(3, '0')}Z`
}

export function optional<Value>(column: Column<Value>): Column<Value | null> {
  return { ...column, decode: (stored) => (stored === null ? null : column.decode(stored)) }
}

/** A JSON document. Its shape was checked before it was written. */
export function document<Value>(): Column<Value> {
  return { decode: (stored) => (typeof stored === 'string' ? JSON.parse(stored) : stored) }
}

/** The columns of alias `c` to select; `instead` puts an expression in a column's place. */
export function select(names: Iterable<string>, instead: Readonly<Record<string, Sql>> = {}): Sql {
  return join(
    [...names].map((name) => (name in instead ? sql`${instead[name]} as ${raw(`"${name}"`)}` : raw(`c."${name}"`))),
  )
}

/**
 * Gives rows of which `names` were selected, all columns where left out, the types of their table. They stay the same
 * objects: nobody else has them, and most of their values stay as they are.
 */
export function decoder<Table extends Columns>(
  columns: Table,
  names: Iterable<string> = Object.keys(columns),
): (stored: StoredRow) => Row<Table> {
  const decoded = [...names].flatMap((name) => {
    const column = columns[name]
    return column && !column.isText ? [{ name, decode: column.decode }] : []
  })
  return (stored) => {
    for (const { name, decode } of decoded) stored[name] = decode(stored[name])
    return stored as Row<Table>
  }
}
