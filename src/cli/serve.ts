import cluster from 'node:cluster'
import type { Command } from 'commander'
import type { Logger } from 'pino'
import { developmentViewer, type Keys, openKeys } from '../auth/keys.ts'
import { createLog } from '../log.ts'
import { readSettings, type Settings } from '../settings.ts'
import { version } from './version.ts'
import { linkToPrimary } from './worker.ts'
import { startWorkers } from './workers.ts'

const tokenTtlSeconds = 12 * 60 * 60
/** Ctrl-C under npm, and `timeout`, send the same signal twice. */
const echoMs = 500

export function addServe(program: Command): void {
  program
    .command('serve')
    .description('Serve GraphQL, GraphiQL, health and metrics until SIGTERM or Ctrl-C.')
    .addHelpText(
      'after',
      `
Examples:
  $ customer-gateway serve
  $ PORT=8080 DATABASE_URL=postgresql://app:secret@db/customers JWT_SECRET=… customer-gateway serve`,
    )
    .action(serve)
}

/** What can be stopped: an app, or the workers that are one each. */
interface Running {
  close(): Promise<void>
}

async function serve(): Promise<void> {
  const settings = readSettings()
  const log = createLog(settings.logLevel)
  const running: { app?: Running } = {}
  stopOnSignals(running, log)
  if (cluster.isWorker) {
    running.app = await serveAsWorker(settings, log)
    return
  }
  const app = settings.workers > 1 ? await startWorkers(settings.workers, log) : await serveAlone(settings, log)
  running.app = app
  const { url } = app
  if (process.stdout.isTTY) process.stdout.write(await greeting(url, await openKeys(settings), settings))
  else log.info({ url, ...(settings.workers > 1 && { workers: settings.workers }) }, 'listening')
  if (isOpenToOthers(settings)) log.warn('not in production, and open to other machines: GraphiQL hands out tokens')
}

async function serveAlone(settings: Settings, log: Logger) {
  // Half a second of modules, which a setting that cannot be used, or another command, need not wait for.
  const { startApp } = await import('../app.ts')
  return startApp(settings, { log })
}

/** The primary speaks for all workers, to whoever started them. */
async function serveAsWorker(settings: Settings, log: Logger) {
  const { startApp } = await import('../app.ts')
  const primary = linkToPrimary()
  try {
    const app = await startApp(settings, { log, gatherMetrics: primary.gatherMetrics })
    primary.serving(app)
    return app
  } catch (error) {
    // Else it would stay for the sake of the primary.
    cluster.worker?.disconnect()
    throw error
  }
}

/** The first signal stops gracefully; another one, or one before all is up, ends the process at once. */
function stopOnSignals(running: { app?: Running }, log: Logger): void {
  const level = cluster.isWorker ? 'debug' : 'info'
  let stoppingSince: number | null = null
  const stop = async (signal: string) => {
    if (!running.app) process.exit(0)
    if (stoppingSince !== null) return Date.now() - stoppingSince < echoMs ? undefined : process.exit(1)
    stoppingSince = Date.now()
    log[level]({ signal }, 'stopping')
    await running.app.close()
    log[level]('stopped')
    process.exit(0)
  }
  for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, stop)
  process.on('uncaughtException', (err) => {
    log.fatal({ err }, 'unexpected error')
    process.exit(1)
  })
}

function isOpenToOthers({ host, graphiql, production }: Settings): boolean {
  return graphiql && !production && !/^(127\.|::1$|localhost$)/.test(host)
}

/** What somebody at a terminal wants to know first; the only place where a token is shown. */
async function greeting(url: string, keys: Keys, { database, graphiql, production }: Settings): Promise<string> {
  const token = production ? null : await keys.sign?.(developmentViewer, tokenTtlSeconds)
  const lines = [
    `customer-gateway ${version}`,
    '',
    `  ${graphiql ? 'GraphiQL ' : 'GraphQL  '}  ${url}/graphql`,
    `  Health     ${url}/healthz/ready`,
    `  Metrics    ${url}/metrics`,
    `  Database   ${database.provider === 'sqlite' ? `SQLite, ${database.file}` : 'PostgreSQL'}`,
    ...(token ? ['', '  An administrator for 12 hours:', `  Authorization: Bearer ${token}`] : []),
    '',
    'Ctrl-C stops.',
    '',
  ]
  return `\n${lines.join('\n')}\n`
}
