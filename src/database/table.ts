import sql, { join, raw, type Sql } from 'sql-template-tag'
import type { StoredRow } from './database.ts'

/** How a column's value comes out of either database: PostgreSQL's driver, SQLite's, or Prisma within a transaction. */
export interface Column<Value> {
  readonly decode: (stored: unknown) => Value
  /** Whether a text comes out as it is. */
  readonly isText?: boolean
}

/** The columns of a table by name. */
export type Columns = Readonly<Record<string, Column<unknown>>>

/** A row of a table. A read fills the columns that it was asked for, and no others. */
export type Row<Table extends Columns> = {
  readonly [Name in keyof Table]: Table[Name] extends Column<infer Value> ? Value : never
}

export const text: Column<string> = { decode: String, isText: true }
export const integer: Column<number> = { decode: Number }
export const boolean: Column<boolean> = { decode: (stored) => stored === true || stored === 1 }
export const instant: Column<Date> = {
  decode: (stored) => (stored instanceof Date ? stored : new Date(String(stored))),
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
    [...names].map((name) => {
      const column = raw(`"${name}"`)
      return name in instead ? sql`${instead[name]} as ${column}` : sql`c.${column}`
    }),
  )
}

/**
 * A stored row in the types of its table; columns that were not selected are left out. It is the same object: nobody
 * else has it, and most of its values stay as they are.
 */
export function decode<Table extends Columns>(columns: Table, stored: StoredRow): Row<Table> {
  const row: Record<string, unknown> = stored
  // Drivers give rows without anything inherited; this is the way through them that takes no list of names.
  for (const name in row) {
    const value = row[name]
    const column = columns[name]
    if (column && !(column.isText && typeof value === 'string')) row[name] = column.decode(value)
  }
  return row as Row<Table>
}
