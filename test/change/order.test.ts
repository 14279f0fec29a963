import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Viewer } from '../../src/auth/viewer.ts'
import { type Served, startServing } from '../support/cli.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { type Following, followOverSse, followOverWebSocket } from '../support/follow.ts'
import { writeAll } from '../support/forest.ts'
import { administrator, customer, type Gateway, manager, startGateway } from '../support/gateway.ts'
import { testSecret } from '../support/settings.ts'

const writers = 8
/** CI proves the way; more writes look harder for what is rare. */
const writesEach = Number(process.env.ORDER_TEST_WRITES ?? 15)

const query = 'subscription ($afterId: ID) { customerChanged(afterId: $afterId) { change { id } customer { id } } }'

interface Event {
  readonly change: { readonly id: string }
}

describe.each(databases)('many writers in two processes on %s', (_engine, makeDatabase) => {
  let database: TestDatabase
  let gateway: Gateway
  let folder: string
  let served: readonly Served[]
  beforeAll(async () => {
    database = await makeDatabase()
    folder = await mkdtemp(join(tmpdir(), 'customer-gateway-'))
    gateway = await startGateway(database)
    const environment = { DATABASE_URL: database.url, JWT_SECRET: testSecret, NODE_ENV: 'test', SAMPLE_DATA: 'false' }
    served = await Promise.all([1, 2].map(() => startServing(folder, { ...environment, LOG_LEVEL: 'info' })))
  })
  afterAll(async () => {
    await Promise.all(served.map((each) => each.stop()))
    await gateway.app.close()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  test('each subscriber ends with exactly what they may see, in order, however often they are cut off', async () => {
    const one = async (mutation: Parameters<typeof writeAll>[1], input: object) =>
      (await writeAll(gateway, mutation, [input]))[0] ?? ''
    const [accountId, elsewhereId] = [await one('newAccount', { name: 'A' }), await one('newAccount', { name: 'B' })]
    const rootIds = [
      await one('newCustomer', { accountId, name: 'R' }),
      await one('newCustomer', { accountId, name: 'S' }),
    ]
    const customerIds = await writeAll(gateway, 'newCustomer', [
      ...rootIds.map((parentCustomerId) => ({ parentCustomerId, name: 'C' })),
      { accountId: elsewhereId, name: 'E' },
    ])
    const [start] = await database.query('select max("id") as "id" from "CustomerChange"')
    const startId = String(start?.id)

    const viewers: readonly Viewer[] = [
      administrator,
      manager(accountId),
      customer(rootIds[0] ?? ''),
      manager(elsewhereId),
    ]
    const urls = served.map(({ url }) => url)
    const finished = new AbortController()
    const subscribers = viewers.map((viewer, index) =>
      followWithCuts({
        urls: index % 2 === 0 ? urls : urls.toReversed(),
        authorization: () => gateway.authorization(viewer),
        afterId: startId,
        signal: finished.signal,
        over: index === 1 ? followOverSse : followOverWebSocket,
      }),
    )
    await Promise.all(
      Array.from({ length: writers }, (_, index) =>
        write({ gateway, url: urls[index % 2] ?? '', customerIds, rootIds, accountIds: [accountId, elsewhereId] }),
      ),
    )

    const changes = await database.query(`select c."id", c."accountId", c."path", c."pathBefore" from "CustomerChange" c
      where c."id" > ${startId} order by c."id"`)
    const [root] = await database.query(`select "path" from "Customer" where "id" = '${rootIds[0]}'`)
    const idsOf = (sees: (change: Record<string, unknown>) => boolean) =>
      changes.filter(sees).map(({ id }) => String(id))
    const isBelow = (path: unknown) => String(path ?? '').startsWith(String(root?.path))
    const expected = [
      idsOf(() => true),
      idsOf((change) => change.accountId === accountId),
      idsOf(({ path, pathBefore }) => isBelow(path) || isBelow(pathBefore)),
      idsOf((change) => change.accountId === elsewhereId),
    ]
    expect(expected[0]?.length).toBeGreaterThan(writers * writesEach * 0.6)
    for (const [index, subscriber] of subscribers.entries()) {
      const last = expected[index]?.at(-1)
      await expect.poll(() => subscriber.ids.at(-1), { timeout: 30_000 }).toBe(last)
    }
    finished.abort()
    const cuts = await Promise.all(subscribers.map(({ cuts }) => cuts))
    expect(subscribers.map(({ ids }) => ids)).toEqual(expected)
    expect(Math.min(...cuts.slice(0, 2))).toBeGreaterThan(0)
  }, 600_000)
})

interface Writing {
  readonly gateway: Gateway
  readonly url: string
  readonly customerIds: readonly string[]
  readonly rootIds: readonly string[]
  readonly accountIds: readonly string[]
}

/** Writes one after the other, as an administrator through one process: patches, moves, new customers, and refused ones. */
async function write({ gateway, url, customerIds, rootIds, accountIds }: Writing): Promise<void> {
  for (let count = 0; count < writesEach; count++) {
    const customerId = pick(customerIds)
    const name = `${url} ${count} ${Math.random()}`
    const [mutation, input] = pick([
      ['patchCustomer', { customerId, name }],
      ['patchCustomer', { customerId: customerIds[0], name, parentCustomerId: pick(rootIds) }],
      ['patchCustomer', { customerId, name, expectedVersion: 1 }],
      ['newCustomer', { accountId: pick(accountIds), name }],
      ['newCustomer', { parentCustomerId: pick(rootIds), name }],
    ] as const)
    const type = mutation === 'newCustomer' ? 'NewCustomerInput' : 'PatchCustomerInput'
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization: await gateway.authorization(administrator), 'content-type': 'application/json' },
      body: JSON.stringify({
        query: `mutation ($input: ${type}!) { ${mutation}(input: $input) { userErrors { code } } }`,
        variables: { input },
      }),
    })
    expect(await response.json()).not.toHaveProperty('errors')
  }
}

function pick<Value>(values: readonly Value[]): Value {
  const value = values[Math.floor(Math.random() * values.length)]
  if (value === undefined) throw new Error('there is nothing to pick from')
  return value
}

interface Subscriber {
  readonly urls: readonly string[]
  readonly authorization: () => Promise<string>
  readonly afterId: string
  readonly signal: AbortSignal
  readonly over: typeof followOverSse<Event>
}

/** Follows, is cut off after a few events or for no reason, and goes on at the other process after the last event. */
function followWithCuts({ urls, authorization, afterId, signal, over }: Subscriber) {
  const ids: string[] = []
  const follow = async (): Promise<number> => {
    for (let cuts = 0; ; cuts++) {
      const following: Following<Event> = over({
        url: urls[cuts % urls.length] ?? '',
        authorization: await authorization(),
        query,
        variables: { afterId: ids.at(-1) ?? afterId },
      })
      const enough = 1 + Math.floor(Math.random() * 25)
      const patience = Date.now() + 200 + Math.random() * 1_500
      while (following.events.length < enough && Date.now() < patience && !signal.aborted) await sleep(5)
      following.cut()
      ids.push(...following.events.map(({ change }) => change.id))
      if (signal.aborted) return cuts
    }
  }
  return { ids, cuts: follow() }
}
