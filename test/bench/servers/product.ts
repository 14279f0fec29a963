import { spawn } from 'node:child_process'
import { closeSync, openSync } from 'node:fs'
import { devNull } from 'node:os'
import { openKeys } from '../../../src/auth/keys.ts'
import { writeCursor } from '../../../src/page/cursor.ts'
import { readSettings } from '../../../src/settings.ts'
import { freePort } from '../../support/free-port.ts'
import type { Cluster } from '../cluster.ts'
import type { Data } from '../data.ts'
import { gatewayEnvironment, gatewayMain, nodeFlags } from '../gateway.ts'
import { operationNames } from '../operations.ts'
import type { Position } from '../samples.ts'
import { endWithThis, graphqlRequest, type Running, type Server, type ServerName, stop } from './server.ts'

const serve = [gatewayMain, 'serve']
const unbatchedMain = 'test/bench/servers/unbatched/main.ts'
const tokenTtlSeconds = 24 * 60 * 60
const startWithinMs = 30_000

/** The gateway as it is built, with the token of a Manager of all accounts, and everything on. */
export const product = productOn('product', onPostgresql('product'))

/** The same where nothing is kept of what was answered before. */
export const productUncached = productOn('product-uncached', onPostgresql('product-uncached'), { TEXT_CACHE_MB: '0' })

/** The same where look-ups by id of different requests do not go to the database together. */
export const productUnbatched: Server = {
  ...productOn('product-unbatched', onPostgresql('product-unbatched'), {}, ['--import', 'tsx', unbatchedMain]),
  operations: ['Q1'],
}

/** The same on SQLite. */
export const productSqlite = productOn('product-sqlite', async ({ data }) => `file:${data.sqliteFile}`)

interface Place {
  readonly cluster: Cluster
  readonly data: Data
}

function onPostgresql(role: string) {
  return ({ cluster, data }: Place) => cluster.url(data.database, role)
}

function productOn(
  name: ServerName,
  url: (place: Place) => Promise<string>,
  settings: Readonly<Record<string, string>> = {},
  program: readonly string[] = serve,
): Server {
  return {
    name,
    isPeer: false,
    operations: operationNames,
    async start(cluster, data) {
      return startGateway(program, { DATABASE_URL: await url({ cluster, data }), ...settings }, data)
    },
    request: graphqlRequest,
    normalise: (_operation, answer) => answer,
  }
}

function cursor({ nameKey, id }: Position): string {
  return writeCursor('Customer.Name', { sortKey: nameKey, id })
}

async function startGateway(
  program: readonly string[],
  settings: Readonly<Record<string, string>>,
  data: Data,
): Promise<Running> {
  const port = await freePort()
  const environment = { ...gatewayEnvironment, PORT: String(port), MIGRATE: 'true', ...settings }
  // Its log is written, as it is in production, to where nobody reads it.
  const log = openSync(devNull, 'w')
  const child = endWithThis(
    spawn(process.execPath, [...nodeFlags(), ...program], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', log, 'inherit'],
    }),
  )
  closeSync(log)
  await untilReady(`http://127.0.0.1:${port}/healthz/ready`, () => child.exitCode)
  const keys = await openKeys(readSettings(environment))
  const viewer = {
    userId: 'bench',
    roles: ['Manager'] as const,
    accountIds: data.samples.rootAccountIds,
    customerIds: [],
  }
  const token = await keys.sign?.(viewer, tokenTtlSeconds)
  const headers = { authorization: `Bearer ${token}` }
  return { port, pid: child.pid ?? 0, headers, cursor, stop: () => stop(child) }
}

async function untilReady(url: string, exitCode: () => number | null): Promise<void> {
  const deadline = Date.now() + startWithinMs
  while (Date.now() < deadline && exitCode() === null) {
    const isReady = await fetch(url).then(
      ({ ok }) => ok,
      () => false,
    )
    if (isReady) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  throw new Error(`The gateway is not ready at ${url}${exitCode() === null ? '' : `: it ended with ${exitCode()}`}`)
}
