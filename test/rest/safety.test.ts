import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { postgresqlDatabase, sqliteDatabase } from '../support/databases.ts'
import { type Detour, startDetour } from '../support/detour.ts'
import { customer, type Gateway, manager, onBothDatabases, startGateway } from '../support/gateway.ts'
import { make, type RestAnswer, refusalOf, rest, sendJson } from '../support/rest.ts'
import { giveUser, password } from '../support/users.ts'

onBothDatabases('REST', (gateway) => {
  let accountId: string
  let id: string
  let cookie: string
  beforeAll(async () => {
    accountId = await make(gateway(), '/accounts', { name: 'Nordic' })
    id = await make(gateway(), '/customers', { accountId, name: 'Acme' })
    await giveUser(gateway(), { userName: 'max' })
    cookie = await signIn(gateway())
  })

  const stored = async () => (await rest(gateway(), `/customers/${id}`)).json
  const byCookie = (headers: Record<string, string>, method = 'PATCH', path = `/customers/${id}`) =>
    sendJson(gateway(), method, path, { as: null, headers: { cookie, ...headers }, value: { name: 'Changed' } })
  const own = () => gateway().app.url

  describe('with a cookie', () => {
    test.each<[string, Record<string, string>]>([
      ['another origin', { origin: 'https://evil.example' }],
      ['no origin that can be told', { origin: 'null' }],
      ['another port of the same host', { origin: 'http://127.0.0.1:1' }],
      ['another site, as the browser says', { 'sec-fetch-site': 'cross-site' }],
      ['another host of the same site', { 'sec-fetch-site': 'same-site' }],
    ])('a write from %s is 403', async (_what, headers) => {
      const before = await stored()
      expect(refusalOf(await byCookie(headers))).toBe('403 Forbidden')
      expect(refusalOf(await byCookie(headers, 'POST', '/customers'))).toBe('403 Forbidden')
      expect(refusalOf(await byCookie(headers, 'POST', `/customers/${id}/staging`))).toBe('403 Forbidden')
      expect(refusalOf(await byCookie(headers, 'POST', '/auth/logout'))).toBe('403 Forbidden')
      expect(refusalOf(await byCookie({ ...headers, 'x-http-method-override': 'PATCH' }, 'POST'))).toBe('403 Forbidden')
      expect(await stored()).toEqual(before)
    })

    test('a read from elsewhere is answered, for nobody else to see', async () => {
      const headers = { cookie, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' }
      const answer = await rest(gateway(), `/customers/${id}`, { as: null, headers })
      expect(answer.status).toBe(200)
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
      expect(answer.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    })

    test('a write from here is carried out', async () => {
      for (const headers of [{}, { origin: own() }, { 'sec-fetch-site': 'same-origin' }])
        expect((await byCookie(headers)).json).toMatchObject({ name: 'Changed', lastModifiedBy: 'id of max' })
    })

    test('GraphQL is not authorised', async () => {
      for (const query of [
        '{ viewer { userId } }',
        'mutation { newAccount(input: { name: "x" }) { account { id } } }',
      ]) {
        const answer = await sendJson(gateway(), 'POST', '/graphql', {
          as: null,
          headers: { cookie },
          value: { query },
        })
        expect([answer.status, answer.text]).toEqual([401, expect.stringContaining('UNAUTHENTICATED')])
      }
    })

    test('a sign-in from another origin is 403', async () => {
      const value = { userName: 'max', password }
      const headers = { origin: 'https://evil.example' }
      const answer = await sendJson(gateway(), 'POST', '/auth/credentials', { as: null, headers, value })
      expect([refusalOf(answer), answer.headers.getSetCookie()]).toEqual(['403 Forbidden', []])
    })
  })

  test('a password that a browser remembers authorises no write from another origin, a token does', async () => {
    const headers = { authorization: `Basic ${Buffer.from(`max:${password}`).toString('base64')}` }
    const elsewhere = { origin: 'https://app.example' }
    const path = `/customers/${id}`
    const value = { name: 'Changed' }
    const basic = (more: object) =>
      sendJson(gateway(), 'PATCH', path, { as: null, headers: { ...headers, ...more }, value })
    expect((await basic({})).status).toBe(200)
    expect((await basic(elsewhere)).status).toBe(403)
    expect((await sendJson(gateway(), 'PATCH', path, { headers: elsewhere, value })).status).toBe(200)
  })

  describe('without a good identity', () => {
    test.each<[string, Record<string, string>]>([
      ['nothing', {}],
      ['a forged token', { authorization: 'Bearer x.y.z' }],
      ['no scheme', { authorization: 'administrator' }],
      ['a torn Basic', { authorization: 'Basic !' }],
      ['a session that there is not', { cookie: `ss-id=${'x'.repeat(43)}` }],
    ])('%s is 401 with the ways to sign in', async (_what, headers) => {
      for (const path of ['/customers', `/customers/${id}`, '/customers/nobody', '/accounts', '/api/GetCustomer']) {
        const answer = await rest(gateway(), path, { as: null, headers })
        expect(refusalOf(answer)).toBe('401 Unauthorized')
        expect(answer.headers.get('www-authenticate')).toMatch(/^Bearer, Basic realm="/)
      }
      const write = await sendJson(gateway(), 'POST', '/customers', {
        as: null,
        headers,
        value: { accountId, name: 'x' },
      })
      expect(refusalOf(write)).toBe('401 Unauthorized')
    })
  })

  test('what is hidden is as what there is not, word by word', async () => {
    const other = await make(gateway(), '/accounts', { name: 'Other' })
    const requests: readonly ((at: string) => Promise<RestAnswer>)[] = [manager(other), customer('none')].flatMap(
      (as) => [
        (at: string) => rest(gateway(), `/customers/${at}`, { as }),
        (at: string) => rest(gateway(), `/customers/${at}/inherited-schedule`, { as }),
        (at: string) => sendJson(gateway(), 'PATCH', `/customers/${at}`, { as, value: { name: '', tagIds: ['x'] } }),
        (at: string) => sendJson(gateway(), 'POST', `/customers/${at}/staging`, { as, value: { isStaging: true } }),
        (at: string) =>
          sendJson(gateway(), 'PATCH', `/customers/${at}`, { as, value: {}, headers: { 'if-match': '"9"' } }),
        (at: string) => rest(gateway(), `/accounts/${at}`, { as }),
        (at: string) => sendJson(gateway(), 'PATCH', `/accounts/${at}`, { as, value: { name: '' } }),
      ],
    )
    for (const request of requests) {
      const unknown = await request('none')
      expect(unknown.status).toBe(404)
      for (const hidden of [id, accountId]) {
        const { status, text } = await request(hidden)
        expect([status, text]).toEqual([404, unknown.text])
      }
    }
  })

  test('what a role may not do is 403', async () => {
    const as = customer(id)
    expect(refusalOf(await sendJson(gateway(), 'PATCH', `/accounts/${accountId}`, { as, value: { name: 'x' } }))).toBe(
      '403 NotAllowed AccountId',
    )
    const root = await sendJson(gateway(), 'POST', '/customers', { as, value: { accountId, name: 'x' } })
    expect(refusalOf(root)).toBe('403 NotAllowed ParentCustomerId')
  })

  test('too many failed sign-ins are 429, for a while, also with the right password', async () => {
    await giveUser(gateway(), { userName: 'victim' })
    const attempt = (word: string) =>
      sendJson(gateway(), 'POST', '/auth/credentials', { as: null, value: { userName: 'victim', password: word } })
    for (let index = 0; index < 10; index++) expect((await attempt(`guess ${index}`)).status).toBe(401)
    const refused = await attempt(password)
    expect(refusalOf(refused)).toBe('429 TooManyRequests')
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(refused.headers.getSetCookie()).toEqual([])
    const headers = { authorization: `Basic ${Buffer.from(`victim:${password}`).toString('base64')}` }
    const basic = await rest(gateway(), '/customers', { as: null, headers })
    expect([basic.status, basic.headers.get('retry-after')]).toEqual([429, expect.stringMatching(/^\d+$/)])
    expect((await byCookie({})).status).toBe(200)
  })
})

async function signIn(gateway: Gateway): Promise<string> {
  const value = { userName: 'max', password }
  const { headers } = await sendJson(gateway, 'POST', '/auth/credentials', { as: null, value })
  return headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
}

test('what breaks here is 500 with a request id, and no word of why', async () => {
  const database = await sqliteDatabase()
  const gateway = await startGateway(database)
  await database.query('drop table "CustomerTag"')
  await make(gateway, '/accounts', { name: 'Nordic' })
  const headers = { 'x-request-id': 'a-request-of-mine' }
  for (const [path, format] of [
    ['/customers?tagIds=x', 'json'],
    ['/customers.xml?tagIds=x&all=true', 'xml'],
  ] as const) {
    const answer = await rest(gateway, path, { headers })
    expect(answer.status).toBe(500)
    expect(answer.headers.get('content-type')).toContain(format)
    expect(answer.headers.get('x-request-id')).toBe('a-request-of-mine')
    expect(answer.text).toContain('a-request-of-mine')
    expect(answer.text).not.toMatch(/CustomerTag|sql|table|\.ts/i)
  }
  await gateway.app.close()
  await database.drop()
})

describe('while the database is away', () => {
  let detour: Detour
  let gateway: Gateway
  let stop: () => Promise<void>
  beforeAll(async () => {
    const database = await postgresqlDatabase()
    const direct = new URL(database.url)
    detour = await startDetour({ host: direct.hostname, port: Number(direct.port) })
    const url = new URL(database.url)
    url.port = String(detour.port)
    gateway = await startGateway({ ...database, url: url.href })
    stop = async () => {
      await gateway.app.close()
      await detour.cut()
      await database.drop()
    }
  })
  afterAll(() => stop())

  test('requests are 503, and answered once it is back', async () => {
    const id = await make(gateway, '/accounts', { name: 'Nordic' })
    await detour.cut()
    const basic = { authorization: `Basic ${Buffer.from('max:wrong').toString('base64')}` }
    const value = { name: 'x' }
    for (const answer of [
      await rest(gateway, '/customers'),
      await rest(gateway, '/customers?all=true'),
      await rest(gateway, `/accounts/${id}`),
      await sendJson(gateway, 'PATCH', `/accounts/${id}`, { value }),
      await sendJson(gateway, 'PATCH', `/accounts/${id}`, { value, headers: { 'idempotency-key': 'k' } }),
      await sendJson(gateway, 'POST', '/auth/credentials', { as: null, value: { userName: 'max', password } }),
      await rest(gateway, '/auth/status', { as: null, headers: basic }),
    ])
      expect(refusalOf(answer)).toBe('503 ServiceUnavailable')
    await detour.mend()
    await expect.poll(async () => (await rest(gateway, `/accounts/${id}`)).json).toMatchObject({ name: 'Nordic' })
  })
})
