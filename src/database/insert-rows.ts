import sql, { join, raw } from 'sql-template-tag'
import type { Sending } from './database.ts'
import type { ColumnTypes } from './dialect.ts'

/** What to write, and where. */
export interface Writing {
  readonly table: string
  readonly columns: ColumnTypes
  /** Plain JSON; instants are ISO 8601 texts in UTC. */
  readonly rows: readonly object[]
}

/** Writes new rows, as many as there are in one statement, and in none where there are none. */
export function insertRows(tx: Sending, { table, columns, rows }: Writing): void {
  if (rows.length === 0) return
  const names = Object.keys(columns).map((name) => raw(`"${name}"`))
  tx.send(sql`insert into ${raw(`"${table}"`)} (${join(names)})
    select ${join(names.map((name) => sql`r.${name}`))} from ${tx.dialect.rowsOf(rows, columns)}`)
}
