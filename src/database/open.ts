import type { DatabaseAddress } from '../settings.ts'
import type { Database, OnStatement } from './database.ts'
import { openPostgresql } from './postgresql.ts'
import { openSqlite } from './sqlite.ts'

/** Opens the database that the settings name. @throws {StartError} when its file cannot be opened. */
export function openDatabase(address: DatabaseAddress, onStatement: OnStatement = () => {}): Database {
  return address.provider === 'sqlite'
    ? openSqlite(address.file, onStatement)
    : openPostgresql(address.url, onStatement)
}
