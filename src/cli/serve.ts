import type { Command } from 'commander'
import type { Logger } from 'pino'
import type { App } from '../app.ts'
import { developmentViewer } from '../auth/keys.ts'
import { createLog } from '../log.ts'
import { readSettings, type Settings } from '../settings.ts'
import { version } from './version.ts'

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

async function serve(): Promise<void> {
  const settings = readSettings()
  const log = createLog(settings.logLevel)
  const running: { app?: App } = {}
  stopOnSignals(running, log)
  // Half a second of modules, which a setting that cannot be used, or another command, need not wait for.
  const { startApp } = await import('../app.ts')
  running.app = await startApp(settings, { log })
  if (process.stdout.isTTY) process.stdout.write(await greeting(running.app, settings))
  else log.info({ url: running.app.url }, 'listening')
  if (isOpenToOthers(settings)) log.warn('not in production, and open to other machines: GraphiQL hands out tokens')
}

/** The first signal stops gracefully; another one, or one before all is up, ends the process at once. */
function stopOnSignals(running: { app?: App }, log: Logger): void {
  let stoppingSince: number | null = null
  const stop = async (signal: string) => {
    if (!running.app) process.exit(0)
    if (stoppingSince !== null) return Date.now() - stoppingSince < echoMs ? undefined : process.exit(1)
    stoppingSince = Date.now()
    log.info({ signal }, 'stopping')
    await running.app.close()
    log.info('stopped')
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
async function greeting({ url, keys }: App, { database, graphiql, production }: Settings): Promise<string> {
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
