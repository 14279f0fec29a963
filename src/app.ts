import type { Logger } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import { type Keys, openKeys } from './auth/keys.ts'
import { createAuthentication } from './auth/sign-in.ts'
import { openFeed } from './change/feed.ts'
import { within } from './core/within.ts'
import { openDatabase } from './database/open.ts'
import { fieldsByType } from './graphql/schema.ts'
import { startGraphql } from './graphql/server.ts'
import { openEventStreams } from './http/event-stream.ts'
import { graphqlRoute } from './http/graphql.ts'
import { healthRoutes } from './http/health.ts'
import { listen } from './http/listener.ts'
import { createMetrics, type MetricValues, metricsRoute } from './http/metrics.ts'
import { openWebSockets } from './http/web-socket.ts'
import { createLog } from './log.ts'
import { prepareDatabase } from './prepare.ts'
import { openLimiter } from './rate-limit/limiter.ts'
import { documentRoutes } from './rest/documents.ts'
import { findRestRoute } from './rest/routes.ts'
import { findScheduleFileRoute } from './rest/schedule-files.ts'
import type { Settings } from './settings.ts'
import { importSampleData } from './transfer/sample-data.ts'
import { createPoster } from './webhook/post.ts'
import { startSender } from './webhook/sender.ts'

/** How long a stop waits for what runs, and for each part that is closed after it: together at most 10 s. */
const finishWithinMs = 9_000
const closeWithinMs = 500

/** How long a stop waits for messages on their way to webhooks; meanwhile requests are finished. */
const sendWithinMs = 5_000

/** The running program. */
export interface App {
  /** Where it listens, without a path: `http://127.0.0.1:4000`. */
  readonly url: string
  readonly port: number
  readonly keys: Keys
  /** What this process has counted. */
  metrics(): Promise<MetricValues>
  /** Stops accepting, finishes what runs, for at most 10 s, and closes the database. A second call awaits the first. */
  close(): Promise<void>
}

export interface AppOptions {
  /** Where to log; standard output where left out. */
  readonly log?: Logger
  /** How long to wait at start for a database that does not answer; 30 s where left out. */
  readonly databaseWaitMs?: number
  /** Whether changes are sent to webhooks, as they are where this is left out. */
  readonly sendsWebhooks?: boolean
  /** Whether operations are compiled, as they are where this is left out; graphql-js answers them otherwise. */
  readonly compiles?: boolean
  /** Whether look-ups of different requests travel together, as they do where this is left out. */
  readonly gathers?: boolean
  /** The metrics of all processes that serve on the port; those of this one where left out. */
  readonly gatherMetrics?: () => Promise<readonly MetricValues[]>
  /** The clock; the machine's where left out. */
  readonly now?: () => Date
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
    const database = await openDatabase(settings.database, metrics.countStatement, options.gathers)
    opened.push(() => within(closeWithinMs, database.close()))
    metrics.watchPool(database.pool)
    await prepareDatabase(database, settings.migrate, {
      waitMs: options.databaseWaitMs ?? 30_000,
      onWaiting: (reason) => log.warn({ reason }, 'waiting for the database'),
    })
    const customers = settings.sampleData ? await importSampleData(database) : 0
    if (customers > 0) log.info({ customers }, 'loaded the sample data into the empty database')

    const feed = openFeed(database, log)
    opened.push(async () => feed.close())
    const { observeOperation: onOperation, watchStreams: onStream } = metrics
    const makers = { now: options.now ?? (() => new Date()), newId: uuidv7 }
    const limiter = openLimiter({ limit: settings.rateLimit, database, now: makers.now, log })
    opened.push(() => within(closeWithinMs, limiter.close()))
    const graphql = await startGraphql({
      settings,
      database,
      keys,
      feed,
      limiter,
      onOperation,
      onStream,
      compiles: options.compiles ?? true,
      ...makers,
    })
    opened.push(() => within(closeWithinMs, graphql.stop()))
    const eventStreams = openEventStreams({ graphql, keys })
    const webSockets = openWebSockets({ graphql, keys, log })
    const authentication = createAuthentication({ database, keys, secure: settings.production })
    const rest = { database, authentication, limiter, fields: fieldsByType, ...makers }
    const listener = await listen({
      host: settings.host,
      port: settings.port,
      log,
      onRequest: metrics.countRequest,
      findRoute: (path) => findScheduleFileRoute(rest, path) ?? findRestRoute(rest, path),
      findUpgrade: (path) => (path === '/graphql' ? webSockets.upgrade : null),
      routes: {
        ...graphqlRoute({ graphql, settings, keys, database, eventStreams }),
        ...eventStreams.routes,
        ...(settings.introspection && documentRoutes(graphql.schema)),
        ...(await healthRoutes(database)),
        ...metricsRoute(metrics, options.gatherMetrics ?? null),
      },
    })
    const sender =
      options.sendsWebhooks === false
        ? null
        : startSender({
            database,
            feed,
            poster: createPoster({ allowPrivate: settings.webhookAllowPrivate }),
            log,
            random: Math.random,
            onAttempt: metrics.countDelivery,
            ...makers,
          })
    opened.push(() => Promise.all([listener.close(finishWithinMs), sender?.stop(sendWithinMs)]))
    opened.push(() => webSockets.close())
    opened.push(async () => eventStreams.close())
    let closing: Promise<void> | undefined
    return {
      url: listener.url,
      port: listener.port,
      keys,
      metrics: metrics.values,
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
