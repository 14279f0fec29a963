import { setTimeout as sleep } from 'node:timers/promises'
import { isUnavailable, RequestError, StartError } from './core/errors.ts'
import { late, within } from './core/within.ts'
import type { Database } from './database/database.ts'
import { type LedgerEntry, migrate, pendingMigrations, readMigrations } from './database/migrations.ts'

const retryMs = 500

/** How long to wait for a database that does not answer, and whom to tell that we wait. */
export interface Patience {
  readonly waitMs: number
  onWaiting(reason: string): void
}

/**
 * Brings a database to where this version of the program can work with it.
 * @returns the names of the migrations that were applied.
 * @throws {StartError} when it does not answer in time, cannot be used, or lacks migrations that may not be applied.
 */
export async function prepareDatabase(
  database: Database,
  mayMigrate: boolean,
  patience: Patience,
): Promise<readonly string[]> {
  const known = await readMigrations(database.provider)
  const pending = pendingMigrations(known, await awaitLedger(database, patience)).map(({ name }) => name)
  if (pending.length === 0) return []
  if (mayMigrate) return migrate(database.ledger, known)
  throw new StartError(`database: lacks the migrations ${pending.join(', ')}; run customer-gateway migrate`)
}

async function awaitLedger(database: Database, patience: Patience): Promise<LedgerEntry[] | null> {
  const deadline = Date.now() + patience.waitMs
  for (let isFirst = true; ; isFirst = false) {
    try {
      const entries = await within(Math.max(deadline - Date.now(), retryMs), database.ledger.entries())
      if (entries !== late) return entries
      throw new RequestError('UNAVAILABLE', 'it does not answer')
    } catch (error) {
      const reason = reasonOf(error)
      if (!isUnavailable(error)) throw new StartError(`DATABASE_URL: the database cannot be used: ${reason}`, 1, error)
      if (isFirst) patience.onWaiting(reason)
      if (Date.now() + retryMs > deadline) {
        const seconds = patience.waitMs / 1000
        throw new StartError(`DATABASE_URL: the database did not answer for ${seconds} s: ${reason}`, 1, error)
      }
    }
    await sleep(retryMs)
  }
}

/** The innermost cause in a few words; drivers leave the message empty where several addresses failed. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  if (error.cause !== undefined) return reasonOf(error.cause)
  return error.message || ('code' in error ? String(error.code) : error.name)
}
