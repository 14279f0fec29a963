import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Viewer } from '../../src/auth/viewer.ts'
import { databases, sqliteDatabase, type TestDatabase } from '../support/databases.ts'
import { followOverSse, followOverWebSocket } from '../support/follow.ts'
import { administrator, type Gateway, startGateway } from '../support/gateway.ts'
import { refusalOf, rest, sendJson } from '../support/rest.ts'

const limit = 100
/** A process asks for what others say of a user once a second. */
const patience = { timeout: 20_000 }
const noon = Date.parse('2026-11-21T12:00:00.000Z')
const rateLimit = 'rateLimit { limit cost remaining resetAt }'
/** A query that costs as much; 1 at least. */
const costing = (cost: number) =>
  `{ ${cost === 1 ? 'viewer { userId }' : `customers(first: ${cost - 1}) { nodes { id } }`} }`

interface RateLimit {
  readonly limit: number
  readonly cost: number
  readonly remaining: number
  readonly resetAt: string
}

let users = 0
/** A user who has spent nothing. */
const somebody = (): Viewer => ({ ...administrator, userId: `user ${++users}` })

async function ask(gateway: Gateway, viewer: Viewer | null, query: string, variables?: object) {
  const authorization = viewer && (await gateway.authorization(viewer))
  const headers = { 'content-type': 'application/json', ...(authorization && { authorization }) }
  const body = JSON.stringify({ query, variables })
  const {
    status,
    headers: answered,
    ...answer
  } = await fetch(`${gateway.app.url}/graphql`, { method: 'POST', headers, body }).then(async (answer) => ({
    status: answer.status,
    headers: answer.headers,
    body: (await answer.json()) as Answer,
  }))
  return { status, retryAfter: answered.get('retry-after'), ...answer.body }
}

interface Answer {
  readonly data?: { readonly rateLimit: RateLimit } | null
  readonly errors?: readonly { readonly message: string; readonly extensions: Readonly<Record<string, unknown>> }[]
}

const remaining = async (gateway: Gateway, viewer: Viewer) =>
  (await ask(gateway, viewer, `{ ${rateLimit} }`)).data?.rateLimit.remaining

describe('the rate limit', () => {
  let database: TestDatabase
  let gateway: Gateway
  let now = noon
  beforeAll(async () => {
    database = await sqliteDatabase()
    const options = { now: () => new Date(now) }
    gateway = await startGateway(database, { RATE_LIMIT: String(limit), MAX_QUERY_COST: '1000' }, options)
  })
  afterAll(async () => {
    await gateway.app.close()
    await database.drop()
  })

  test('tells what a request cost, and what is left', async () => {
    const viewer = somebody()
    now = noon + 30_500
    const shown = { limit, resetAt: '2026-11-21T12:01:00.000Z' }
    const first = await ask(gateway, viewer, `{ ${rateLimit} customers(first: 40) { nodes { id } } }`)
    expect(first.data?.rateLimit).toEqual({ ...shown, cost: 42, remaining: limit - 42 })
    const second = await ask(gateway, viewer, `{ viewer { userId } ${rateLimit} }`)
    expect(second.data?.rateLimit).toEqual({ ...shown, cost: 2, remaining: limit - 44 })
  })

  test('refuses what costs more than is left, and nothing of it runs', async () => {
    const viewer = somebody()
    now = noon + 30_500
    await ask(gateway, viewer, costing(95))
    const name = `made by ${viewer.userId}`
    const mutation = `mutation { newAccount(input: { name: "${name}" }) { account { id } } }`
    expect(await ask(gateway, viewer, mutation)).toEqual({
      status: 429,
      retryAfter: '30',
      errors: [
        {
          message: `The request costs 12 points, and 5 of ${limit} are left; try again in 30 s.`,
          extensions: { code: 'RATE_LIMITED', retryAfterSeconds: 30 },
        },
      ],
    })
    const found = `{ accounts(filter: { nameFilter: "${name}" }) { totalCount } }`
    expect(await gateway.data(somebody(), found)).toEqual({ accounts: { totalCount: 0 } })
    expect((await ask(gateway, viewer, costing(5))).status).toBe(200)
    expect(await remaining(gateway, viewer)).toBe(0)
    expect((await ask(gateway, viewer, costing(1))).status).toBe(429)
  })

  test('begins anew with the next minute', async () => {
    const viewer = somebody()
    now = noon + 59_999
    await ask(gateway, viewer, costing(limit))
    expect(await ask(gateway, viewer, costing(1))).toMatchObject({ status: 429, retryAfter: '1' })
    now = noon + 60_000
    expect(await remaining(gateway, viewer)).toBe(limit)
    expect((await ask(gateway, viewer, costing(limit))).status).toBe(200)
  })

  test('is one for each user', async () => {
    const [one, other] = [somebody(), somebody()]
    await ask(gateway, one, costing(limit))
    expect([await remaining(gateway, one), await remaining(gateway, other)]).toEqual([0, limit])
    const long = { ...administrator, userId: 'long '.repeat(200) }
    await ask(gateway, long, costing(60))
    expect(await remaining(gateway, long)).toBe(limit - 60)
    expect(await remaining(gateway, { ...long, userId: `${long.userId}er` })).toBe(limit)
  })

  test('is told for free, also where nothing is left', async () => {
    const viewer = somebody()
    await ask(gateway, viewer, costing(limit))
    const { status, data } = await ask(gateway, viewer, `{ ${rateLimit} __typename }`)
    expect([status, data?.rateLimit.cost, data?.rateLimit.remaining]).toEqual([200, 0, 0])
    expect((await ask(gateway, viewer, `{ ${rateLimit} viewer { userId } }`)).status).toBe(429)
  })

  test('counts every request as one point at least, and what is refused as none', async () => {
    const viewer = somebody()
    await ask(gateway, viewer, '{ __typename }')
    expect(await remaining(gateway, viewer)).toBe(limit - 1)
    await ask(gateway, viewer, '{ nothing }')
    await ask(gateway, viewer, costing(limit))
    expect(await remaining(gateway, viewer)).toBe(limit - 1)
  })

  test('charges a text that is known once, also where its variables are refused', async () => {
    const viewer = somebody()
    const query = 'query ($id: ID!) { customer(id: $id) { id } }'
    for (let times = 0; times < 2; times++) await ask(gateway, viewer, query, { id: 'none' })
    const before = (await remaining(gateway, viewer)) ?? 0
    expect((await ask(gateway, viewer, query, {})).errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
    expect(await remaining(gateway, viewer)).toBe(before - 1)
  })

  test('refuses what costs more than there ever is as too complex', async () => {
    const viewer = somebody()
    const answer = await ask(gateway, viewer, costing(limit + 1))
    const refusal = { code: 'QUERY_TOO_COMPLEX', what: 'cost', got: limit + 1, limit }
    expect([answer.status, answer.retryAfter, answer.errors?.[0]?.extensions]).toEqual([400, null, refusal])
    expect(await remaining(gateway, viewer)).toBe(limit)
  })

  test('is nobody’s', async () => {
    for (let times = 0; times <= limit; times++) expect((await ask(gateway, null, '{ __typename }')).status).toBe(200)
    expect((await ask(gateway, null, `{ ${rateLimit} }`)).status).toBe(401)
  })

  test('holds for what begins on a stream', async () => {
    const query = 'subscription { customerChanged { change { id } customer { id } } }'
    for (const follow of [followOverSse, followOverWebSocket]) {
      const viewer = somebody()
      const wish = { url: gateway.app.url, authorization: await gateway.authorization(viewer), query }
      const following = follow(wish)
      await expect.poll(() => remaining(gateway, viewer), patience).toBe(limit - 3)
      following.end()
      await ask(gateway, viewer, costing(limit - 3))
      const refused = follow(wish)
      const { errors } = await refused.ended
      const told = errors.length > 0 ? errors : refused.errors
      expect(JSON.stringify(told)).toContain('"RATE_LIMITED"')
      refused.end()
    }
  })

  describe('on REST', () => {
    test.each([
      ['GET', '/customers/nobody', 1],
      ['GET', '/customers', 1 + 25],
      ['GET', '/accounts?countPerPage=40', 1 + 40],
      ['GET', '/auth/status', 1],
      ['GET', '/customers/nobody/schedule.svg', 1],
      ['DELETE', '/customers/nobody', 1 + 10],
      ['POST', '/customers/nobody/test-schedule', 1],
    ])('%s %s costs %i', async (method, path, cost) => {
      const viewer = somebody()
      await rest(gateway, path, { method, as: viewer })
      expect(await remaining(gateway, viewer)).toBe(limit - cost)
    })

    test('a list of requests costs what they do, together', async () => {
      const viewer = somebody()
      const send = (count: number) => {
        const value = Array.from({ length: count }, () => ({ customerId: 'nobody', name: 'x' }))
        return sendJson(gateway, 'POST', '/json/reply/PatchCustomer[]', { as: viewer, value })
      }
      expect(refusalOf(await send(10))).toBe('400 TooComplex')
      expect(refusalOf(await send(9))).not.toContain('429')
      expect(await remaining(gateway, viewer)).toBe(1)
    })

    test('all of a list is charged as it is read', async () => {
      const viewer = somebody()
      const accountIds = await makeAccounts(gateway, 5)
      const ids = accountIds.join(',')
      const answer = await rest(gateway, `/accounts?all=true&specificIds=${ids}`, { as: viewer })
      expect(answer.status).toBe(200)
      expect(await remaining(gateway, viewer)).toBe(limit - 1 - 5)
    })

    test('more is refused with 429, in the format asked for', async () => {
      now = noon + 30_500
      const viewer = somebody()
      await ask(gateway, viewer, costing(limit))
      const answer = await rest(gateway, '/customers/nobody', { as: viewer })
      expect([refusalOf(answer), answer.headers.get('retry-after')]).toEqual(['429 TooManyRequests', '30'])
      const xml = await rest(gateway, '/customers.xml', { as: viewer })
      expect([xml.status, xml.text]).toEqual([429, expect.stringContaining('<ErrorCode>TooManyRequests</ErrorCode>')])
    })
  })
})

async function makeAccounts(gateway: Gateway, count: number): Promise<string[]> {
  const ids: string[] = []
  for (let n = 0; n < count; n++) {
    // Each by a user of their own, for whom it is not too much.
    const answer = await sendJson(gateway, 'POST', '/accounts', { as: somebody(), value: { name: `account ${n}` } })
    ids.push(String(answer.json?.id))
  }
  return ids
}

test('without a limit, requests tell their cost and leave as much as can be said', async () => {
  const database = await sqliteDatabase()
  const gateway = await startGateway(database)
  const most = 2 ** 31 - 1
  const { data } = await ask(gateway, somebody(), `{ ${rateLimit} viewer { userId } }`)
  expect(data?.rateLimit).toEqual({ limit: most, cost: 2, remaining: most, resetAt: expect.any(String) })
  expect(await gateway.statements(() => ask(gateway, somebody(), `{ ${rateLimit} }`))).toBe(0)
  await gateway.app.close()
  await database.drop()
})

describe.each(databases)('the rate limit of several processes on %s', (_, makeDatabase) => {
  let database: TestDatabase
  let now = noon
  const start = () => startGateway(database, { RATE_LIMIT: String(limit) }, { now: () => new Date(now) })
  beforeAll(async () => {
    database = await makeDatabase()
  })
  afterAll(() => database.drop())

  test('is one for all of them', async () => {
    const [one, other] = [await start(), await start()]
    const viewer = somebody()
    await Promise.all([ask(one, viewer, costing(40)), ask(other, viewer, costing(30))])
    for (const each of [one, other]) await expect.poll(() => remaining(each, viewer), patience).toBe(limit - 70)
    expect((await ask(one, viewer, costing(31))).status).toBe(429)
    await ask(other, viewer, costing(30))
    await expect.poll(() => remaining(one, viewer), patience).toBe(0)
    expect((await ask(one, viewer, costing(1))).status).toBe(429)
    now += 60_000
    for (const each of [one, other]) expect(await remaining(each, viewer)).toBe(limit)
    await ask(one, viewer, costing(10))
    await ask(other, viewer, costing(10))
    for (const each of [one, other]) await expect.poll(() => remaining(each, viewer), patience).toBe(limit - 20)
    await Promise.all([one.app.close(), other.app.close()])
  })

  test('goes on after a restart', async () => {
    const viewer = somebody()
    const first = await start()
    await ask(first, viewer, costing(60))
    const stored = () => database.query(`SELECT "userId" FROM "PointsSpent" WHERE "userId" = '${viewer.userId}'`)
    await expect.poll(stored, patience).toHaveLength(1)
    await first.app.close()
    const second = await start()
    await ask(second, viewer, costing(1))
    await expect.poll(() => remaining(second, viewer), patience).toBe(limit - 61)
    await second.app.close()
  })

  test('forgets who has spent nothing for a while', async () => {
    const gateway = await start()
    await ask(gateway, somebody(), costing(1))
    const rows = () => database.query('SELECT "userId" FROM "PointsSpent"')
    await expect.poll(async () => (await rows()).length, patience).toBeGreaterThan(0)
    now += 10 * 60_000
    const viewer = somebody()
    await ask(gateway, viewer, costing(1))
    await expect.poll(rows, patience).toEqual([{ userId: viewer.userId }])
    await gateway.app.close()
  })
})
