import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type Served, startServing } from '../support/cli.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { writeAll } from '../support/forest.ts'
import { administrator, type Gateway, startGateway } from '../support/gateway.ts'
import { type Receiver, startReceiver, until } from '../support/receiver.ts'
import { testSecret } from '../support/settings.ts'

/** How often a sender is killed; more are for a run of this file by itself. */
const kills = Number(process.env.WEBHOOK_KILLS ?? 1)
const customersPerKill = 30

describe.each(databases)('processes that send from %s', (_engine, makeDatabase) => {
  let folder: string
  let stored: TestDatabase
  let gateway: Gateway
  let receiver: Receiver
  let accountId: string
  const serving: Served[] = []

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'customer-gateway-'))
    stored = await makeDatabase()
    gateway = await startGateway(stored)
    receiver = await startReceiver()
    ;[accountId = ''] = await writeAll(gateway, 'newAccount', [{ name: 'Acme' }])
    await gateway.data(
      administrator,
      'mutation ($input: NewWebhookInput!) { newWebhook(input: $input) { webhook { id } } }',
      { input: { accountId, url: 'https://example.org' } },
    )
    await stored.query(`update "Webhook" set "url" = '${receiver.url}'`)
  })
  afterEach(async () => {
    for (const served of serving.splice(0)) await served.stop('SIGKILL')
    await gateway.app.close()
    await receiver.close()
    await stored.drop()
    await rm(folder, { recursive: true, force: true })
  })

  const serve = async () => {
    const served = await startServing(folder, {
      DATABASE_URL: stored.url,
      JWT_SECRET: testSecret,
      SAMPLE_DATA: 'false',
      WEBHOOK_ALLOW_PRIVATE: 'true',
    })
    serving.push(served)
    return served
  }
  const newCustomers = (count: number) =>
    writeAll(
      gateway,
      'newCustomer',
      Array.from({ length: count }, (_, n) => ({ accountId, name: `Customer ${n}` })),
    )
  const renameAll = (customerIds: readonly string[], name: string) =>
    writeAll(
      gateway,
      'patchCustomer',
      customerIds.map((customerId) => ({ customerId, name })),
    )
  const isSettled = async () => {
    const query = `select count(*) as "count" from "WebhookDelivery" where "status" = 'Delivered'`
    const [delivered] = await stored.query(query)
    const [all] = await stored.query('select count(*) as "count" from "CustomerChange"')
    return Number(delivered?.count) === Number(all?.count)
  }
  /** The versions of each customer as they came in. */
  const versionsOf = (customerId: string) =>
    receiver.received.filter(({ data }) => data.customerId === customerId).map(({ data }) => data.version)

  test('two send nothing twice, and keep the order of each customer', async () => {
    await Promise.all([serve(), serve()])
    const customerIds = await newCustomers(60)
    for (const name of ['again', 'and again']) await renameAll(customerIds, name)
    await until(isSettled)
    for (const customerId of customerIds) expect(versionsOf(customerId)).toEqual([1, 2, 3])
    expect(await serving[0]?.stop()).toBe(0)
    expect(await serving[1]?.stop()).toBe(0)
  })

  test('one that is killed loses nothing', { timeout: (1 + kills) * 60_000 }, async () => {
    const customerIds: string[] = []
    receiver.answer(async () => {
      await new Promise((resolve) => setTimeout(resolve, Math.random() * 20))
      return 200
    })
    for (let kill = 0; kill < kills; kill++) {
      const served = await serve()
      const sent = receiver.received.length
      const made = await newCustomers(customersPerKill)
      customerIds.push(...made)
      await renameAll(made, 'again')
      await receiver.until(sent + 1 + Math.floor(Math.random() * customersPerKill))
      await served.stop('SIGKILL')
      // What it was sending is taken over after a minute, which has passed now.
      await stored.query(
        `update "WebhookDelivery" set "nextAttemptAt" = "dateCreated" where "nextAttemptAt" is not null`,
      )
    }
    await serve()
    await until(isSettled)
    for (const customerId of customerIds) {
      const versions = versionsOf(customerId)
      expect(new Set(versions)).toEqual(new Set([1, 2]))
      // The second comes when the first has been answered, though that may not have been stored.
      expect(versions).toEqual(versions.toSorted((one, other) => one - other))
    }
    const ids = new Map(receiver.received.map(({ headers, data }) => [headers['webhook-id'], data.id]))
    expect(ids.size).toBe(2 * customerIds.length)
  })
})
