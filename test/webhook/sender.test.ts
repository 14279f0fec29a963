import { pino } from 'pino'
import { v7 as uuidv7 } from 'uuid'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openFeed } from '../../src/change/feed.ts'
import type { Database } from '../../src/database/database.ts'
import { openDatabase } from '../../src/database/open.ts'
import { createPoster } from '../../src/webhook/post.ts'
import { type Sender, startSender } from '../../src/webhook/sender.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { writeAll } from '../support/forest.ts'
import { administrator, type Gateway, startGateway } from '../support/gateway.ts'
import { type Receiver, startReceiver, until } from '../support/receiver.ts'
import { testSettings } from '../support/settings.ts'

const [minute, hour] = [60_000, 3_600_000]

describe.each(databases)('the sender on %s', (_engine, makeDatabase) => {
  let stored: TestDatabase
  let gateway: Gateway
  let receiver: Receiver
  let accountId: string
  let webhookId: string
  const started: (() => Promise<unknown>)[] = []
  /** The clock of the senders. */
  let now: number

  beforeEach(async () => {
    stored = await makeDatabase()
    gateway = await startGateway(stored)
    receiver = await startReceiver()
    ;[accountId = ''] = await writeAll(gateway, 'newAccount', [{ name: 'Acme' }])
    webhookId = await addWebhook('https://example.org/hook')
    await stored.query(`update "Webhook" set "url" = '${receiver.url}'`)
    now = Date.now()
  })
  afterEach(async () => {
    for (const stop of started.splice(0)) await stop()
    await gateway.app.close()
    await receiver.close()
    await stored.drop()
  })

  const addWebhook = async (url: string) => {
    const { newWebhook } = await gateway.data<{ newWebhook: { webhook: { id: string } } }>(
      administrator,
      'mutation ($input: NewWebhookInput!) { newWebhook(input: $input) { webhook { id } } }',
      { input: { accountId, url } },
    )
    return newWebhook.webhook.id
  }
  const open = async (): Promise<Database> => {
    const database = await openDatabase(testSettings({ DATABASE_URL: stored.url }).database)
    started.push(() => database.close())
    return database
  }
  const outcomes: string[] = []
  /** A sender as another process has it, on the clock of the test. */
  const start = async (from?: Database): Promise<Sender> => {
    const database = from ?? (await open())
    outcomes.length = 0
    const log = pino({ level: 'silent' })
    const feed = openFeed(database, log)
    const sender = startSender({
      database,
      feed,
      log,
      poster: createPoster({ allowPrivate: true }),
      now: () => new Date(now),
      newId: uuidv7,
      random: () => 0,
      lookMs: 5,
      onAttempt: (outcome) => outcomes.push(outcome),
    })
    started.push(async () => {
      await sender.stop(0)
      feed.close()
    })
    return sender
  }
  const newCustomers = (...names: string[]) =>
    writeAll(
      gateway,
      'newCustomer',
      names.map((name) => ({ accountId, name })),
    )
  const rename = (customerId: string, ...names: string[]) =>
    writeAll(
      gateway,
      'patchCustomer',
      names.map((name) => ({ customerId, name })),
    )
  const names = () => receiver.received.map(({ data }) => data.after?.name)
  interface Delivery {
    readonly status: string
    readonly attempts: number
    readonly lastStatusCode: number | null
    readonly lastAttemptAt: string | null
    readonly nextAttemptAt: string | null
  }
  const deliveries = async (): Promise<readonly Delivery[]> => {
    const { node } = await gateway.data<{ node: { deliveries: { nodes: readonly Delivery[] } } }>(
      administrator,
      `query ($id: ID!) { node(id: $id) { ... on Webhook { deliveries(first: 250) { nodes {
        status attempts lastStatusCode lastAttemptAt nextAttemptAt
      } } } } }`,
      { id: webhookId },
    )
    return node.deliveries.nodes.toReversed()
  }
  const statuses = async () => (await deliveries()).map(({ status }) => status)
  const settled = (...expected: string[]) => until(async () => (await statuses()).join() === expected.join())

  test('a delivery that fails holds back its customer, and no other', async () => {
    const [one = '', two = ''] = await newCustomers('one', 'two')
    await rename(one, 'one again')
    await rename(two, 'two again')
    receiver.answer(({ data }) => (data.customerId === one ? 500 : 200))
    await start()
    await settled('Retrying', 'Delivered', 'Pending', 'Delivered')
    expect(names().filter((name) => name !== 'one')).toEqual(['two', 'two again'])
    expect((await deliveries())[2]).toMatchObject({ attempts: 0, lastAttemptAt: null })
    receiver.answer(() => 200)
    now += 5_000
    await settled('Delivered', 'Delivered', 'Delivered', 'Delivered')
    expect(names().slice(-2)).toEqual(['one', 'one again'])
  })

  test('is tried again after pauses that grow, and parked after three days', async () => {
    receiver.answer(() => 503)
    const [one = ''] = await newCustomers('one')
    await rename(one, 'two')
    const startedAt = now
    await start()
    await settled('Retrying', 'Pending')
    const pauses: number[] = []
    for (let tries = 1; (await statuses())[0] === 'Retrying'; tries++) {
      const [first] = await deliveries()
      expect(first).toMatchObject({ attempts: tries, lastStatusCode: 503 })
      const next = Date.parse(first?.nextAttemptAt ?? '')
      pauses.push(next - now)
      now = next - 1
      await new Promise((resolve) => setTimeout(resolve, 20))
      expect(receiver.received).toHaveLength(tries)
      now = next
      await until(async () => (await deliveries())[0]?.attempts === tries + 1)
      await until(async () => (await deliveries())[0]?.nextAttemptAt !== new Date(next + minute).toISOString())
    }
    expect(pauses.slice(0, 9)).toEqual([
      5_000,
      30_000,
      2 * minute,
      10 * minute,
      30 * minute,
      hour,
      2 * hour,
      4 * hour,
      8 * hour,
    ])
    expect(new Set(pauses.slice(9, -1))).toEqual(new Set([8 * hour]))
    expect(now - startedAt).toBe(72 * hour)
    // What waited for it has been due for as long.
    await settled('Parked', 'Parked')
    expect(names().at(-1)).toBe('two')
    expect((await deliveries())[0]).toMatchObject({ nextAttemptAt: null, lastStatusCode: 503 })
    expect(outcomes.filter((outcome) => outcome === 'Parked')).toHaveLength(2)
    // Later changes go on, and what is parked may be replayed.
    receiver.answer(() => 200)
    await rename(one, 'three')
    await settled('Parked', 'Parked', 'Delivered')
    const fromChangeId = receiver.received[0]?.data.id
    await gateway.data(
      administrator,
      'mutation ($input: ReplayWebhookInput!) { replayWebhook(input: $input) { userErrors { code } } }',
      { input: { webhookId, fromChangeId } },
    )
    await settled('Delivered', 'Delivered', 'Delivered')
    expect(names().slice(-4)).toEqual(['three', 'one', 'two', 'three'])
  })

  test('410 Gone parks at once, a redirect is no delivery, and a closed port is tried again', async () => {
    receiver.answer(({ data }) => (data.after?.name === 'gone' ? 410 : 302))
    await newCustomers('gone', 'moved')
    await start()
    await settled('Parked', 'Retrying')
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hook', '/hook'])
    await stored.query(`update "Webhook" set "url" = 'http://127.0.0.1:1/'`)
    now += 5_000
    await until(async () => (await deliveries())[1]?.lastStatusCode === null)
    expect((await deliveries())[1]).toMatchObject({ status: 'Retrying', attempts: 2, lastStatusCode: null })
  })

  test('takes over what another process was sending when it ended', async () => {
    receiver.answer(() => new Promise<number>(() => {}))
    await newCustomers('one')
    await start()
    await receiver.until(1)
    receiver.answer(() => 200)
    await start()
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(receiver.received).toHaveLength(1)
    now += minute
    await settled('Delivered')
    expect(receiver.received).toHaveLength(2)
    const [first, second] = receiver.received
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
  })

  test('stops with what is under way stored, and breaks off what takes too long', async () => {
    const waiting: ((status: number) => void)[] = []
    receiver.answer(() => new Promise<number>((resolve) => waiting.push(resolve)))
    await newCustomers('one', 'two')
    const sender = await start()
    await receiver.until(2)
    const stopped = sender.stop(200)
    await newCustomers('three')
    waiting[0]?.(200)
    await stopped
    expect((await statuses()).sort()).toEqual(['Delivered', 'Pending'])
    expect(receiver.received).toHaveLength(2)
    receiver.answer(() => 200)
    await start()
    await settled('Delivered', 'Delivered', 'Delivered')
  })

  test('several of them send nothing twice', async () => {
    for (let process = 0; process < 3; process++) await start()
    const customers = await newCustomers(...Array.from({ length: 40 }, (_, n) => `${n}`))
    for (const name of ['again', 'and again']) {
      await Promise.all(customers.map((customerId) => rename(customerId, name)))
    }
    await receiver.until(120)
    await settled(...Array.from({ length: 120 }, () => 'Delivered'))
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(120)
    expect(receiver.received).toHaveLength(120)
    for (const customerId of customers) {
      const own = receiver.received.filter(({ data }) => data.customerId === customerId)
      expect(own.map(({ data }) => data.version)).toEqual([1, 2, 3])
    }
  })

  test('costs one statement a look where there is nothing to do', async () => {
    await stored.query('delete from "Webhook"')
    const database = await open()
    let statements = 0
    await start({
      ...database,
      rows(statement) {
        statements++
        return database.rows(statement)
      },
      transaction: () => Promise.reject(new Error('nothing is written')),
    })
    await newCustomers('one')
    await until(() => statements > 10)
    expect(receiver.received).toEqual([])
  })
})
