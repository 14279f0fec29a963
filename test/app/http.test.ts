import { once } from 'node:events'
import { request } from 'node:http'
import { pino } from 'pino'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type App, startApp } from '../../src/app.ts'
import { developmentViewer } from '../../src/auth/keys.ts'
import { startingTabs } from '../../src/http/graphiql-tabs.ts'
import { sqliteDatabase, type TestDatabase } from '../support/databases.ts'
import { testSettings } from '../support/settings.ts'

const browser = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8'

let database: TestDatabase
let app: App
const lines: Record<string, unknown>[] = []

beforeAll(async () => {
  database = await sqliteDatabase()
  const log = pino({ level: 'debug' }, { write: (line) => lines.push(JSON.parse(line)) })
  app = await startApp(testSettings({ DATABASE_URL: database.url }), { log })
})

afterAll(async () => {
  await app.close()
  await database.drop()
})

const get = (path: string, headers: Record<string, string> = {}) =>
  fetch(app.url + path, { headers, redirect: 'manual' })

async function post(body: BodyInit, headers: Record<string, string> = {}) {
  const token = await app.keys.sign?.(developmentViewer, 60)
  return fetch(`${app.url}/graphql`, {
    method: 'POST',
    body,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
  })
}

const query = (text: string) => post(JSON.stringify({ query: text }))

describe('routes', () => {
  test('GraphQL answers a POST', async () => {
    const answer = await query('{ viewer { userId roles } }')
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ data: { viewer: { userId: 'developer', roles: ['SystemAdministrator'] } } })
  })

  test('a GET of GraphQL is a query', async () => {
    const answer = await get('/graphql?query=%7B__typename%7D', { 'apollo-require-preflight': 'yes' })
    expect([answer.status, await answer.json()]).toEqual([200, { data: { __typename: 'Query' } }])
  })

  test.each([
    ['GET', '/healthz/live', ''],
    ['POST', '/graphql', '{"query":"{ __typename }"}'],
  ])('a client that asks for HTTP/2 is answered in HTTP/1.1: %s %s', async (method, path, body) => {
    const token = await app.keys.sign?.(developmentViewer, 60)
    const headers = {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
      'content-length': body.length,
      connection: 'Upgrade, HTTP2-Settings',
      upgrade: 'h2c',
      'http2-settings': 'AAEAAEAAAAIAAAAB',
    }
    const sent = request(app.url + path, { method, headers, agent: false })
    sent.end(body)
    const [answer] = await once(sent, 'response')
    answer.resume()
    await once(answer, 'end')
    expect(answer.statusCode).toBe(200)
  })

  test('the root leads to GraphQL', async () => {
    const answer = await get('/')
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/graphql'])
  })

  test.each(['/nothing', '/graphql/', '/healthz', '/__proto__', '/constructor', '//', '/%'])(
    '%s is 404',
    async (path) => {
      const answer = await get(path)
      expect(answer.status).toBe(404)
      expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'NOT_FOUND' } }] })
    },
  )

  test.each(['PUT', 'DELETE', 'HEAD'])('%s of GraphQL is 405', async (method) => {
    const answer = await fetch(`${app.url}/graphql`, { method })
    expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, POST'])
  })

  test('live tells the version of the time zones', async () => {
    const answer = await get('/healthz/live')
    expect([answer.status, await answer.json()]).toEqual([200, { status: 'live', tzdata: process.versions.tz }])
  })

  test('ready tells of the database and its migrations', async () => {
    const answer = await get('/healthz/ready')
    const checks = { database: 'ok', migrations: 'current' }
    expect([answer.status, await answer.json()]).toEqual([
      200,
      { status: 'ready', checks, tzdata: process.versions.tz },
    ])
  })

  test('HEAD of a probe has the headers alone', async () => {
    const answer = await fetch(`${app.url}/healthz/live`, { method: 'HEAD' })
    expect([answer.status, await answer.text()]).toEqual([200, ''])
  })
})

describe('request ids', () => {
  test('the sender’s own is taken over', async () => {
    const answer = await get('/nothing', { 'x-request-id': 'order-1.A_b' })
    expect(answer.headers.get('x-request-id')).toBe('order-1.A_b')
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { requestId: 'order-1.A_b' } }] })
  })

  test.each(['a b', 'x'.repeat(65), '"', 'é'])('%j is replaced', async (id) => {
    const answer = await get('/healthz/live', { 'x-request-id': id })
    expect(answer.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/)
  })

  test('each request is one line of the log, without what was asked', async () => {
    await post(JSON.stringify({ query: '{ __typename }', variables: { secret: 'Geheimnis' } }), {
      'x-request-id': 'one',
    })
    await get('/healthz/live', { 'x-request-id': 'two' })
    await get('/nothing?token=Geheimnis', { 'x-request-id': 'three' })
    await expect
      .poll(() => lines.filter(({ requestId }) => ['one', 'two', 'three'].includes(String(requestId))))
      .toEqual([
        expect.objectContaining({ level: 30, route: '/graphql', method: 'POST', status: 200, ms: expect.any(Number) }),
        expect.objectContaining({ level: 20, route: '/healthz/live', method: 'GET', status: 200 }),
        expect.objectContaining({ level: 30, route: 'other', method: 'GET', status: 404 }),
      ])
    expect(JSON.stringify(lines)).not.toMatch(/Geheimnis|Bearer|eyJ/)
  })
})

describe('bodies', () => {
  const max = 1024 * 1024

  test('one of 1 MiB is taken', async () => {
    const body = JSON.stringify({ query: '{ __typename }' }).padEnd(max)
    expect((await post(body)).status).toBe(200)
  })

  test.each([max + 1, 3 * max, 40 * max])('one of %i bytes is not', async (size) => {
    const answer = await post(' '.repeat(size)).catch((error) => error)
    // A sender that goes on long after the answer is cut off, and may not see it.
    if (answer instanceof Error) return expect(size).toBe(40 * max)
    expect(answer.status).toBe(413)
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'REQUEST_TOO_LARGE' } }] })
  })

  test('one without a stated length is cut off where it is too large', async () => {
    const answer = await new Promise<number | undefined>((resolve, reject) => {
      const sent = request(`${app.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' } })
      sent.on('response', (response) => resolve(response.resume().statusCode))
      sent.on('error', reject)
      sent.write(' '.repeat(max))
      sent.end(' ')
    })
    expect(answer).toBe(413)
  })

  test.each([
    ['{', 400],
    ['', 400],
    [Buffer.from([0x22, 0xff, 0x22]), 400],
  ])('%j is %i', async (body, status) => {
    const answer = await post(body)
    expect([answer.status, await answer.json()]).toEqual([
      status,
      { errors: [{ message: 'body: JSON in UTF-8', extensions: expect.objectContaining({ code: 'BAD_USER_INPUT' }) }] },
    ])
  })

  test.each(['text/plain', 'application/json; charset=latin1', 'multipart/form-data; boundary=x', ''])(
    'type %j is 415',
    async (type) => {
      expect((await post('{"query":"{ __typename }"}', { 'content-type': type })).status).toBe(415)
    },
  )

  test.each(['application/json; charset=utf-8', 'application/JSON;charset="UTF-8"'])(
    'type %j is taken',
    async (type) => {
      expect((await post('{"query":"{ __typename }"}', { 'content-type': type })).status).toBe(200)
    },
  )

  test('a compressed one is 415', async () => {
    expect((await post('{}', { 'content-encoding': 'gzip' })).status).toBe(415)
  })
})

describe('metrics', () => {
  test('count requests, operations and statements', async () => {
    await query('query ForMetrics { viewer { userId } }')
    const answer = await get('/metrics')
    expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
    const text = await answer.text()
    expect(text).toMatch(/customer_gateway_http_requests_total{route="\/graphql",method="POST",status="200"} \d+/)
    expect(text).toMatch(/customer_gateway_graphql_operation_seconds_count{operation="ForMetrics",type="query"} 1/)
    expect(text).toMatch(/customer_gateway_sql_statements_total \d+/)
    expect(text).toMatch(/customer_gateway_database_connections{state="idle"} 1/)
    expect(text).toMatch(/nodejs_eventloop_lag_seconds/)
    expect(text).toMatch(/process_resident_memory_bytes/)
  })

  test('tell 200 names of operations apart, and no more', async () => {
    for (let index = 0; index < 210; index++) await query(`query Name${index} { __typename }`)
    const text = await (await get('/metrics')).text()
    const names = new Set([...text.matchAll(/_seconds_count{operation="(\w*)"/g)].map(([, name]) => name))
    expect(names).toContain('other')
    expect(names.size).toBeLessThanOrEqual(201)
  })
})

describe('GraphiQL', () => {
  test('is what a browser gets, signed in, and with nothing from another host', async () => {
    const answer = await get('/graphql', { accept: browser })
    const page = await answer.text()
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    const nonce = /<script nonce="([^"]+)">/.exec(page)?.[1]
    expect(answer.headers.get('content-security-policy')).toContain(`script-src 'nonce-${nonce}'`)
    expect(page).not.toMatch(/<(script|link|img|iframe)[^>]+(src|href)="?(https?:)?\/\//)
    const token = /Bearer ([\w.-]+)/.exec(page.slice(-20_000))?.[1]
    expect(await app.keys.authenticate(`Bearer ${token}`)).toEqual(developmentViewer)
  })

  test.each(['application/json', '*/*', 'application/json, text/html;q=0.9', 'text/html;q=0'])(
    'is not for %s',
    async (accept) => {
      const answer = await get('/graphql', { accept })
      expect(answer.headers.get('content-type')).not.toMatch(/html/)
    },
  )

  test('gives no token to a page under a stranger’s name', async () => {
    const page = await new Promise<string>((resolve, reject) => {
      const headers = { host: 'evil.example:4000', accept: browser }
      request(`${app.url}/graphql`, { headers }, async (response) => resolve((await response.toArray()).join('')))
        .on('error', reject)
        .end()
    })
    expect(page).toContain('</html>')
    expect(page.slice(-20_000)).not.toContain('Bearer ')
  })

  /** Subscriptions go on, and over another transport; `graphiql.test.ts` runs theirs. */
  const tabs = startingTabs.filter(({ query }) => !/^subscription/m.test(query))

  test.each(tabs)('its starting query is answered: $query', async ({ query, variables = '{}' }) => {
    const answer = await post(JSON.stringify({ query, variables: JSON.parse(variables) }))
    expect([answer.status, await answer.json()]).toEqual([200, { data: expect.any(Object) }])
  })

  test('is not there where it is off', async () => {
    const other = await startApp(testSettings({ DATABASE_URL: database.url, GRAPHIQL: 'false' }))
    const answer = await fetch(`${other.url}/graphql`, { headers: { accept: browser } })
    expect(answer.headers.get('content-type')).not.toMatch(/html/)
    await other.close()
  })
})

test('every answer says how it may be used', async () => {
  for (const path of ['/', '/nothing', '/healthz/ready', '/metrics', '/graphql?query={__typename}']) {
    const { headers } = await get(path)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('content-security-policy')).toMatch(/default-src 'none'/)
    expect(headers.get('x-request-id')).not.toBeNull()
    expect(headers.get('x-powered-by')).toBeNull()
  }
})
