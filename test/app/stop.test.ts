import { once } from 'node:events'
import { Agent, type ClientRequest, type IncomingMessage, request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { pino } from 'pino'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type App, startApp } from '../../src/app.ts'
import { listen } from '../../src/http/listener.ts'
import { sqliteDatabase, type TestDatabase } from '../support/databases.ts'
import { testSettings } from '../support/settings.ts'

let database: TestDatabase
let app: App

beforeAll(async () => {
  database = await sqliteDatabase()
})
beforeEach(async () => {
  app = await startApp(testSettings({ DATABASE_URL: database.url }))
})
afterAll(() => database.drop())

/** A request whose body is on its way, until `end` is called. */
function begin(url: string): { sent: ClientRequest; response: Promise<IncomingMessage> } {
  const headers = { 'content-type': 'application/json' }
  const sent = request(`${url}/graphql`, { method: 'POST', headers, agent: new Agent({ keepAlive: true }) })
  sent.write('{"query":')
  return { sent, response: once(sent, 'response').then(([response]) => response) }
}

test('finishes what runs, and then closes its connection', async () => {
  const { sent, response } = begin(app.url)
  await sleep(100)
  const closing = app.close()
  expect(await Promise.race([closing, sleep(200, 'still open')])).toBe('still open')
  await expect(fetch(`${app.url}/healthz/live`)).rejects.toThrow()
  sent.end('"{ __typename }"}')
  const { statusCode, headers } = await response
  expect([statusCode, headers.connection]).toEqual([200, 'close'])
  await closing
})

test('closes idle connections at once', async () => {
  const unused = connect(app.port, '127.0.0.1')
  await once(unused, 'connect')
  const agent = new Agent({ keepAlive: true })
  const used = request(`${app.url}/healthz/live`, { agent }).end()
  const [response] = await once(used, 'response')
  response.resume()
  await once(response, 'end')
  const startedAt = Date.now()
  await app.close()
  expect(Date.now() - startedAt).toBeLessThan(1_000)
  unused.destroy()
})

test('can be asked twice', async () => {
  await Promise.all([app.close(), app.close()])
  await app.close()
})

test('gives up on what does not end', async () => {
  await app.close()
  const forever = { methods: { GET: () => new Promise<never>(() => {}) }, logLevel: 'info' } as const
  const log = pino({ level: 'silent' })
  const listener = await listen({
    host: '127.0.0.1',
    port: 0,
    log,
    findRoute: () => null,
    findUpgrade: () => null,
    onRequest() {},
    routes: { '/': forever },
  })
  const answer = fetch(listener.url).catch((error) => error)
  await sleep(100)
  await listener.close(300)
  expect(await answer).toBeInstanceOf(Error)
})

test('answers what goes wrong with an id and no detail', async () => {
  await app.close()
  const logged: Record<string, unknown>[] = []
  const log = pino({}, { write: (line) => logged.push(JSON.parse(line)) })
  const broken = {
    methods: {
      GET: () => {
        throw new Error('the detail')
      },
    },
    logLevel: 'info',
  } as const
  const listener = await listen({
    host: '127.0.0.1',
    port: 0,
    log,
    findRoute: () => null,
    findUpgrade: () => null,
    onRequest() {},
    routes: { '/': broken },
  })
  const answer = await fetch(listener.url, { headers: { 'x-request-id': 'r-1' } })
  const text = await answer.text()
  expect(answer.status).toBe(500)
  expect(JSON.parse(text)).toMatchObject({
    errors: [{ extensions: { code: 'INTERNAL_SERVER_ERROR', requestId: 'r-1' } }],
  })
  expect(text).not.toMatch(/the detail|\.ts|at /)
  expect(logged).toContainEqual(expect.objectContaining({ requestId: 'r-1', msg: 'request failed' }))
  await listener.close(300)
})
