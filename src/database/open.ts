import type { DatabaseAddress } from '../settings.ts'
import type { Database, OnStatement } from './database.ts'

/**
 * Opens the database that the settings name; the drivers of the other one are not loaded, which take megabytes.
 * @param gathers see `Database.gathers`; SQLite never does.
 * @throws {StartError} when its file cannot be opened.
 */
export async function openDatabase(
  address: DatabaseAddress,
  onStatement: OnStatement = () => {},
  gathers: boolean = true,
): Promise<Database> {
  if (address.provider === 'sqlite') {
    const { openSqlite } = await import('./sqlite.ts')
    return openSqlite(address.file, onStatement)
  }
  const { openPostgresql } = await import('./postgresql.ts')
  return openPostgresql(address.url, onStatement, gathers)
}
