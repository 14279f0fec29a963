import { once } from 'node:events'
import { createClient } from 'graphql-ws'
import { SignJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { type App, startApp } from '../../src/app.ts'
import { postgresqlDatabase, sqliteDatabase, type TestDatabase } from '../support/databases.ts'
import { type Detour, startDetour } from '../support/detour.ts'
import { countOpen, type Following, followOverSse, followOverWebSocket, untilOpen } from '../support/follow.ts'
import { writeAll } from '../support/forest.ts'
import { administrator, type Gateway, startGateway } from '../support/gateway.ts'
import { testSecret, testSettings } from '../support/settings.ts'

const query =
  'subscription ($afterId: ID) { customerChanged(afterId: $afterId) { change { id } customer { name data } } }'

interface Event {
  readonly change: { readonly id: string }
  readonly customer: { readonly name: string } | null
}

/** A token that was good until so many seconds from now; the service lets clocks differ by 30 s. */
function tokenUntil(seconds: number): Promise<string> {
  return new SignJWT({ sub: 'ada', roles: ['SystemAdministrator'], exp: Math.floor(Date.now() / 1000) + seconds })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(testSecret))
}

/** A client of our own making, for what the published one would not send. */
async function connect(url: string, ...messages: readonly string[]): Promise<WebSocket> {
  const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws')
  await once(socket, 'open')
  for (const message of messages) socket.send(message)
  return socket
}

async function closeCodeOf(socket: WebSocket): Promise<number> {
  return (await once(socket, 'close'))[0]
}

const ways = [
  ['WebSocket', followOverWebSocket<Event>],
  ['server-sent events', followOverSse<Event>],
] as const

describe('streams', () => {
  let database: TestDatabase
  let gateway: Gateway
  let url: string
  let authorization: string
  beforeAll(async () => {
    database = await sqliteDatabase()
    gateway = await startGateway(database, { MAX_QUERY_COST: '30', INTROSPECTION: 'false' })
    url = gateway.app.url
    authorization = await gateway.authorization(administrator)
  })
  afterAll(async () => {
    await gateway.app.close()
    await database.drop()
  })

  test.each([
    ['none', null],
    ['one that is none', 'Bearer nonsense'],
    ['no bearer', 'Basic YTpi'],
  ])('a token that does not hold ends the connection: %s', async (_name, bad) => {
    expect(await followOverWebSocket({ url, authorization: bad, query }).ended).toMatchObject({ code: 4401 })
    const headers = { accept: 'text/event-stream', ...(bad !== null && { authorization: bad }) }
    const answer = await fetch(`${url}/graphql/stream?query=${encodeURIComponent(query)}`, { headers })
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect(await answer.json()).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] })
  })

  test('so does one that has expired, and one that does so later', async () => {
    expect(
      await followOverWebSocket({ url, authorization: `Bearer ${await tokenUntil(-40)}`, query }).ended,
    ).toMatchObject({ code: 4401 })
    for (const [name, over] of ways) {
      const following = over({ url, authorization: `Bearer ${await tokenUntil(-28)}`, query })
      const { code } = await following.ended
      expect([name, code]).toEqual([name, name === 'WebSocket' ? 4401 : null])
      if (code === null) expect(following.errors).toMatchObject([{ extensions: { code: 'UNAUTHENTICATED' } }])
    }
    await untilOpen(url, 0)
  })

  test('a subscription before connection_init, torn messages and messages that are too long end it', async () => {
    const subscribe = { id: '1', type: 'subscribe', payload: { query } }
    expect(await closeCodeOf(await connect(url, JSON.stringify(subscribe)))).toBe(4401)
    expect(await closeCodeOf(await connect(url, '{'))).toBe(4400)
    expect(await closeCodeOf(await connect(url, ' '.repeat(1024 * 1024 + 1)))).toBe(1009)
    const init = JSON.stringify({ type: 'connection_init', payload: { authorization } })
    expect(await closeCodeOf(await connect(url, init, init))).toBe(4429)
  })

  test('no other path and no other protocol is taken', async () => {
    for (const [address, protocol] of [
      [`${url}/customers`, 'graphql-transport-ws'],
      [`${url}/graphql`, 'graphql-ws'],
    ] as const) {
      const socket = new WebSocket(address.replace('http', 'ws'), protocol)
      const ended = await Promise.race([once(socket, 'error'), once(socket, 'open').then(() => closeCodeOf(socket))])
      expect(ended).toBeTruthy()
      expect(socket.readyState).not.toBe(WebSocket.OPEN)
    }
  })

  const page = 'customerChanged { customer { children(first: 40) { nodes { id } } } }'
  test.each([
    ['cost', `subscription { ${page} }`, 'QUERY_TOO_COMPLEX'],
    ['depth', `subscription { ${'a { '.repeat(20)}b${' }'.repeat(20)} }`, 'QUERY_TOO_COMPLEX'],
    ['tokens', `subscription { customerChanged { change { ${'id '.repeat(10_000)} } } }`, 'QUERY_TOO_COMPLEX'],
    ['syntax', 'subscription {', 'GRAPHQL_PARSE_FAILED'],
    ['validity', 'subscription { customerChanged { nothing } }', 'GRAPHQL_VALIDATION_FAILED'],
    [
      'two fields',
      'subscription { a: customerChanged { change { id } } b: customerChanged { change { id } } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    [
      'introspection',
      'subscription { customerChanged { __typename change { id } } __schema { types { name } } }',
      'GRAPHQL_VALIDATION_FAILED',
    ],
    ['introspection of a query', '{ __schema { types { name } } }', 'GRAPHQL_VALIDATION_FAILED'],
    ['variables', 'subscription ($a: ID!) { customerChanged(afterId: $a) { change { id } } }', 'BAD_USER_INPUT'],
  ])('are refused as requests are: %s', async (_name, bad, code) => {
    for (const [, over] of ways) {
      const following = over({ url, authorization, query: bad })
      await following.ended
      expect(following.errors[0]).toMatchObject({ extensions: { code } })
      expect(JSON.stringify(following.errors)).not.toContain('Did you mean')
    }
  })

  test('subscriptions are refused where there is one answer', async () => {
    expect(await gateway.graphql(administrator, query)).toMatchObject({
      errors: [{ extensions: { code: 'BAD_USER_INPUT' } }],
    })
  })

  test('an event stream takes what is a request, and mutations by POST only', async () => {
    const headers = { authorization, 'content-type': 'application/json' }
    const post = (body: string) => fetch(`${url}/graphql/stream`, { method: 'POST', headers, body })
    for (const body of ['[]', '{', '{}', '{"query":1}', '{"query":"{a}","variables":[]}'])
      expect((await post(body)).status).toBe(400)
    expect((await post(' '.repeat(1024 * 1024 + 1))).status).toBe(413)
    const mutation = encodeURIComponent('mutation { newAccount(input: { name: "A" }) { userErrors { code } } }')
    expect((await fetch(`${url}/graphql/stream?query=${mutation}`, { headers })).status).toBe(405)
    expect((await fetch(`${url}/graphql/stream`, { headers, method: 'DELETE' })).status).toBe(405)
    const viewer = await fetch(`${url}/graphql/stream?query=${encodeURIComponent('{ viewer { userId } }')}`, {
      headers,
    })
    expect(viewer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8')
    expect(await viewer.text()).toBe(
      ':\n\nevent: next\ndata: {"data":{"viewer":{"userId":"ada"}}}\n\nevent: complete\ndata:\n\n',
    )
  })

  test('a connection carries a hundred operations, and each ends by itself', async () => {
    const client = createClient({
      url: `${url.replace('http', 'ws')}/graphql`,
      webSocketImpl: WebSocket,
      connectionParams: { authorization },
      retryAttempts: 0,
    })
    const refused: unknown[] = []
    const sink = { next() {}, error: (error: unknown) => refused.push(error), complete() {} }
    const ends = Array.from({ length: 101 }, () => client.subscribe({ query }, sink))
    await untilOpen(url, 100)
    await expect.poll(() => refused).toMatchObject([[{ extensions: { code: 'RATE_LIMITED' } }]])
    for (const end of ends.slice(0, 60)) end()
    await expect.poll(() => countOpen(url)).toBeLessThan(42)
    await client.dispose()
    await untilOpen(url, 0)
  })

  test('a reader who breaks off is forgotten', async () => {
    for (const [, over] of ways) {
      const following = over({ url, authorization, query })
      await untilOpen(url, 1)
      following.cut()
      await untilOpen(url, 0)
    }
  })
})

describe('a slow reader', () => {
  let database: TestDatabase
  let gateway: Gateway
  beforeAll(async () => {
    database = await postgresqlDatabase()
    gateway = await startGateway(database, { MAX_QUERY_COST: '1000000' })
    const [accountId] = await writeAll(gateway, 'newAccount', [{ name: 'Nordic' }])
    // Large enough that what is on its way fills every buffer between.
    await writeAll(gateway, 'newCustomer', [{ accountId, name: 'Acme', data: { text: 'x'.repeat(20_000) } }])
  })
  afterAll(async () => {
    await gateway.app.close()
    await database.drop()
  })

  /** Changes as another process would commit them, all at once. */
  const changeMany = (count: number) =>
    database.query(`insert into "CustomerChange" ("customerId", "version", "at", "by", "action", "accountId", "path")
      select c."id", 2, now(), 'other', 'Patched', c."accountId", c."path" from "Customer" c, generate_series(1, ${count})`)

  test('is closed when a thousand events wait, and goes on where it was', async () => {
    const { url } = gateway.app
    const authorization = await gateway.authorization(administrator)
    const wish = { url, authorization, query }
    const slow = followOverWebSocket<Event>(wish)
    const eager = followOverWebSocket<Event>(wish)
    await untilOpen(url, 2)
    slow.socket?.pause()
    await changeMany(1_600)
    await expect.poll(() => eager.events.length, { timeout: 30_000 }).toBe(1_600)
    await untilOpen(url, 1)
    slow.socket?.resume()
    expect(await slow.ended).toMatchObject({ code: 4413 })
    const got = slow.events.length
    expect(got).toBeLessThan(1_600)
    const again = followOverWebSocket<Event>({ ...wish, variables: { afterId: slow.events.at(-1)?.change.id } })
    await expect.poll(() => again.events.length, { timeout: 30_000 }).toBe(1_600 - got)
    const idsOf = (followings: readonly Following<Event>[]) =>
      followings.flatMap(({ events }) => events.map(({ change }) => change.id))
    expect(idsOf([slow, again])).toEqual(idsOf([eager]))
    for (const following of [eager, again]) following.end()
    await untilOpen(url, 0)
  })
})

test('streams go on when the database was away', async () => {
  const database = await postgresqlDatabase()
  const direct = new URL(database.url)
  const detour: Detour = await startDetour({ host: direct.hostname, port: Number(direct.port) })
  const gateway = await startGateway(database)
  direct.port = String(detour.port)
  const app: App = await startApp(testSettings({ DATABASE_URL: direct.href }))
  const authorization = await gateway.authorization(administrator)
  const followings = ways.map(([, over]) => over({ url: app.url, authorization, query }))
  await untilOpen(app.url, 2)
  const [accountId] = await writeAll(gateway, 'newAccount', [{ name: 'Nordic' }])
  await writeAll(gateway, 'newCustomer', [{ accountId, name: 'Before' }])
  const names = () => followings.map(({ events }) => events.map(({ customer }) => customer?.name))
  await expect.poll(names).toEqual([['Before'], ['Before']])
  await detour.cut()
  await writeAll(gateway, 'newCustomer', [{ accountId, name: 'Meanwhile' }])
  await detour.mend()
  await writeAll(gateway, 'newCustomer', [{ accountId, name: 'After' }])
  const all = ['Before', 'Meanwhile', 'After']
  await expect.poll(names, { timeout: 20_000 }).toEqual([all, all])
  for (const following of followings) following.end()
  await app.close()
  await gateway.app.close()
  await detour.cut()
  await database.drop()
})

test('a stop closes streams at once, so that their clients come back', async () => {
  const database = await sqliteDatabase()
  const gateway = await startGateway(database)
  const { url } = gateway.app
  const authorization = await gateway.authorization(administrator)
  const followings = ways.map(([, over]) => over({ url, authorization, query }))
  const stalled = followOverWebSocket<Event>({ url, authorization, query })
  await untilOpen(url, 3)
  stalled.socket?.pause()
  const startedAt = Date.now()
  const [overWebSocket, overSse] = await Promise.all([...followings.map(({ ended }) => ended), gateway.app.close()])
  expect(Date.now() - startedAt).toBeLessThan(5_000)
  expect(overWebSocket).toMatchObject({ code: 1001 })
  // An end without `complete` is one that its client connects again after.
  expect(overSse).toMatchObject({ errors: [{ name: 'NetworkError' }] })
  stalled.socket?.terminate()
  await database.drop()
})
