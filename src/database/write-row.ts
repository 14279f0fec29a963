import sql, { join, raw, Sql } from 'sql-template-tag'
import type { Sending } from './database.ts'
import type { Dialect } from './dialect.ts'

/** Writes a new row, of columns by name, if a condition holds; those that are left out are as the schema has them. */
export function insertRow(tx: Sending, table: string, row: object, where = sql`true`): void {
  const columns = Object.entries(row)
  tx.send(sql`insert into ${quoted(table)} (${join(columns.map(([name]) => quoted(name)))})
    select ${join(columns.map(([, value]) => toSql(tx.dialect, value)))} where ${where}`)
}

/** Writes columns, by name, of the row `c` with an id, if it is there and a condition holds for it. */
export function updateRow(tx: Sending, table: string, id: string, columns: object, where = sql`true`): void {
  const sets = Object.entries(columns).map(([name, value]) => sql`${quoted(name)} = ${toSql(tx.dialect, value)}`)
  tx.send(sql`update ${quoted(table)} as c set ${join(sets)} where c."id" = ${id} and ${where}`)
}

/** What makes the column `version` that of the next one. */
export const nextVersion = sql`c."version" + 1`

function quoted(name: string): Sql {
  return raw(`"${name}"`)
}

function toSql(dialect: Dialect, value: unknown): Sql {
  if (value instanceof Sql) return value
  if (value === null) return sql`null`
  if (value instanceof Date) return dialect.instant(value)
  return typeof value === 'object' ? dialect.json(value) : sql`${value}`
}
