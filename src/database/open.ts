import type { DatabaseAddress } from '../settings.ts'
import type { Database, OnStatement } from './database.ts'
import { openPostgresql } from './postgresql.ts'
import { openSqlite } from './sqlite.ts'

/**
 * Opens the database that the settings name.
 * @param gathers see `Database.gathers`; SQLite never does.
 * @throws {StartError} when its file cannot be opened.
 */
export function openDatabase(
  address: DatabaseAddress,
  onStatement: OnStatement = () => {},
  gathers: boolean = true,
): Database {
  return address.provider === 'sqlite'
    ? openSqlite(address.file, onStatement)
    : openPostgresql(address.url, onStatement, gathers)
}
