import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { postgresqlDatabase, type TestDatabase } from '../support/databases.ts'
import { administrator, type Gateway, startGateway } from '../support/gateway.ts'
import { inputTypeOf } from '../support/input-type.ts'
import { importText, openMigrated } from '../support/transfer.ts'

/**
 * A change of a customer with nobody below it tells nobody else that what they show has changed. So whoever puts others
 * below waits until such a change is stored. (On SQLite a transaction has the database to itself.)
 */
let database: TestDatabase
let gateway: Gateway
let opened: Database
let writer: pg.Client

beforeAll(async () => {
  database = await postgresqlDatabase()
  gateway = await startGateway(database)
  opened = await openMigrated(database)
  writer = new pg.Client({ connectionString: database.url })
  await writer.connect()
  const records = [
    { id: 'a', name: 'Account' },
    ...['parent', 'other'].map((id) => ({ id, accountId: 'a', name: id })),
    ...['child', 'deleted'].map((id) => ({ id, accountId: 'a', name: id, parentCustomerId: 'other' })),
  ]
  await importText(opened, records.map((record) => JSON.stringify(record)).join('\n'))
})
afterAll(async () => {
  await writer.end()
  await opened.close()
  await gateway.app.close()
  await database.drop()
})

async function waiting(): Promise<number> {
  const [row] = await database.query(`select count(*) as "count" from pg_stat_activity
    where "datname" = current_database() and "wait_event_type" = 'Lock'`)
  return Number(row?.count)
}

/** Runs `write` while the customer is changed, which it has to wait for. */
async function expectToWaitFor(customerId: string, write: () => Promise<unknown>): Promise<void> {
  await writer.query('begin')
  await writer.query('select 1 from "Customer" where "id" = $1 for no key update', [customerId])
  let isDone = false
  const done = write().finally(() => {
    isDone = true
  })
  await expect.poll(async () => isDone || (await waiting()) > 0, { timeout: 10_000, interval: 5 }).toBe(true)
  expect(isDone).toBe(false)
  await writer.query('commit')
  await done
}

const mutate = async (mutation: string, input: object) => {
  const type = inputTypeOf(mutation)
  const query = `mutation ($input: ${type}) { done: ${mutation}(input: $input) { userErrors { code field } } }`
  const { done } = await gateway.data<{ done: { userErrors: unknown[] } }>(administrator, query, { input })
  expect(done.userErrors).toEqual([])
}

test('a new customer waits for a change of the one above it', async () => {
  await expectToWaitFor('parent', () => mutate('newCustomer', { name: 'New', parentCustomerId: 'parent' }))
})

test('a customer that moves waits for a change of the one that it moves to', async () => {
  await expectToWaitFor('parent', () => mutate('patchCustomer', { customerId: 'child', parentCustomerId: 'parent' }))
})

test('a customer that is restored waits for a change of the one above it', async () => {
  await mutate('deleteCustomer', { customerId: 'deleted' })
  await expectToWaitFor('other', () => mutate('restoreCustomer', { customerId: 'deleted' }))
})

test('an import waits for changes of those above its customers', async () => {
  const record = { id: 'imported', accountId: 'a', name: 'Imported', parentCustomerId: 'parent' }
  await expectToWaitFor('parent', () => importText(opened, JSON.stringify(record)))
})
