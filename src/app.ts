import type { Logger } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import { type Keys, openKeys } from './auth/keys.ts'
import { createAuthentication } from './auth/sign-in.ts'
import { within } from './core/within.ts'
import { openDatabase } from './database/open.ts'
import { fieldsByType } from './graphql/schema.ts'
import { startGraphql } from './graphql/server.ts'
import { graphqlRoute } from './http/graphql.ts'
import { healthRoutes } from './http/health.ts'
import { listen } from './http/listener.ts'
import { createMetrics, metricsRoute } from './http/metrics.ts'
import { createLog } from './log.ts'
import { prepareDatabase } from './prepare.ts'
import { documentRoutes } from './rest/documents.ts'
import { findRestRoute } from './rest/routes.ts'
import { findScheduleFileRoute } from './rest/schedule-files.ts'
import type { Settings } from './settings.ts'
import { importSampleData } from './transfer/sample-data.ts'

/** How long a stop waits for what runs, and for each part that is closed after it: together at most 10 s. */
const finishWithinMs = 9_000
const closeWithinMs = 500

/** The running program. */
export interface App {
  /** Where it listens, without a path: `http://127.0.0.1:4000`. */
  readonly url: string
  readonly port: number
  readonly keys: Keys
  /** Stops accepting, finishes what runs, for at most 10 s, and closes the database. A second call awaits the first. */
  close(): Promise<void>
}

export interface AppOptions {
  /** Where to log; standard output where left out. */
  readonly log?: Logger
  /** How long to wait at start for a database that does not answer; 30 s where left out. */
  readonly databaseWaitMs?: number
}

/**
 * Builds everything from the settings, and serves.
 * @throws {StartError} when the database or the port cannot be had; then nothing stays open.
 */
export async function startApp(settings: Settings, options: AppOptions = {}): Promise<App> {
  const log = options.log ?? createLog(settings.logLevel)
  const opened: (() => Promise<unknown>)[] = []
  const closeAll = async () => {
    for (let close = opened.pop(); close; close = opened.pop()) await close()
  }
  try {
    const keys = await openKeys(settings)
    const metrics = createMetrics()
    const database = openDatabase(settings.database, metrics.countStatement)
    opened.push(() => within(closeWithinMs, database.close()))
    metrics.watchPool(database.pool)
    await prepareDatabase(database, settings.migrate, {
      waitMs: options.databaseWaitMs ?? 30_000,
      onWaiting: (reason) => log.warn({ reason }, 'waiting for the database'),
    })
    const customers = settings.sampleData ? await importSampleData(database) : 0
    if (customers > 0) log.info({ customers }, 'loaded the sample data into the empty database')

    const { observeOperation: onOperation } = metrics
    const graphql = await startGraphql({ settings, database, keys, now: () => new Date(), newId: uuidv7, onOperation })
    opened.push(() => within(closeWithinMs, graphql.stop()))
    const authentication = createAuthentication({ database, keys, secure: settings.production })
    const rest = { database, authentication, fields: fieldsByType, now: () => new Date(), newId: uuidv7 }
    const listener = await listen({
      host: settings.host,
      port: settings.port,
      log,
      onRequest: metrics.countRequest,
      findRoute: (path) => findScheduleFileRoute(rest, path) ?? findRestRoute(rest, path),
      routes: {
        ...graphqlRoute({ graphql, settings, keys, database }),
        ...(settings.introspection && documentRoutes(graphql.schema)),
        ...(await healthRoutes(database)),
        ...metricsRoute(metrics),
      },
    })
    opened.push(() => listener.close(finishWithinMs))
    let closing: Promise<void> | undefined
    return {
      url: listener.url,
      port: listener.port,
      keys,
      close() {
        closing ??= closeAll()
        return closing
      },
    }
  } catch (error) {
    await closeAll()
    throw error
  }
}
