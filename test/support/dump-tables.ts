import type { TestDatabase } from './databases.ts'

/** Every row of every table, and the last number that each sequence gave. */
export async function dumpTables({ url, query }: TestDatabase): Promise<Readonly<Record<string, readonly unknown[]>>> {
  const isSqlite = url.startsWith('file:')
  const tables = await query(
    isSqlite
      ? "select name from sqlite_master where type = 'table' order by name"
      : "select tablename as name from pg_tables where schemaname = 'public' order by tablename",
  )
  const dump: Record<string, readonly unknown[]> = {}
  for (const { name } of tables) {
    const rows = await query(`select * from "${name}"`)
    dump[String(name)] = rows.map((row) => JSON.stringify(row)).sort()
  }
  if (!isSqlite) dump.sequences = await query('select sequencename, last_value from pg_sequences order by sequencename')
  return dump
}
