import { late, within } from '../core/within.ts'
import type { Database } from '../database/database.ts'
import { type Migration, pendingMigrations, readMigrations } from '../database/migrations.ts'
import { type Answer, json, type Route, type Routes } from './exchange.ts'

const checkWithinMs = 2_000

/** Ready: the database answers, and its migrations are current. Live: the process answers. */
export async function healthRoutes(database: Database): Promise<Routes> {
  const known = await readMigrations(database.provider)
  const tzdata = process.versions.tz ?? null
  return {
    '/healthz/live': probe(() => json(200, { status: 'live', tzdata })),
    '/healthz/ready': probe(async () => {
      const checks = await checkDatabase(database, known)
      const isReady = checks.database === 'ok' && checks.migrations === 'current'
      return json(isReady ? 200 : 503, { status: isReady ? 'ready' : 'not ready', checks, tzdata })
    }),
  }
}

function probe(handler: () => Answer | Promise<Answer>): Route {
  return { methods: { GET: handler, HEAD: handler }, logLevel: 'debug' }
}

interface Checks {
  readonly database: 'ok' | 'unavailable'
  readonly migrations: 'current' | 'pending' | 'foreign' | 'unknown'
}

async function checkDatabase(database: Database, known: readonly Migration[]): Promise<Checks> {
  const entries = await within(checkWithinMs, database.ledger.entries()).catch((): typeof late => late)
  if (entries === late) return { database: 'unavailable', migrations: 'unknown' }
  try {
    const pending = pendingMigrations(known, entries)
    return { database: 'ok', migrations: pending.length === 0 ? 'current' : 'pending' }
  } catch {
    return { database: 'ok', migrations: 'foreign' }
  }
}
