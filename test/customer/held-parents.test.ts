import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Scene, setScene } from '../support/bystander.ts'
import { importText } from '../support/transfer.ts'

/**
 * A change of a customer with nobody below it tells nobody else that what they show has changed. So whoever puts others
 * below waits until such a change is stored. (On SQLite a transaction has the database to itself.)
 */
let scene: Scene

beforeAll(async () => {
  scene = await setScene([
    { id: 'a', name: 'Account' },
    ...['parent', 'other'].map((id) => ({ id, accountId: 'a', name: id })),
    ...['child', 'deleted'].map((id) => ({ id, accountId: 'a', name: id, parentCustomerId: 'other' })),
  ])
})
afterAll(() => scene.close())

/** Runs `write` while the customer is changed, which it has to wait for. */
async function expectToWaitFor(customerId: string, write: () => Promise<unknown>): Promise<void> {
  const { bystander, waiting } = scene
  await bystander.query('begin')
  await bystander.query('select 1 from "Customer" where "id" = $1 for no key update', [customerId])
  let isDone = false
  const done = write().finally(() => {
    isDone = true
  })
  await expect.poll(async () => isDone || (await waiting()) > 0, { timeout: 10_000, interval: 5 }).toBe(true)
  expect(isDone).toBe(false)
  await bystander.query('commit')
  await done
}

const mutate = async (mutation: string, input: object) => {
  expect(await scene.mutate(mutation, input)).toEqual([])
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
  await expectToWaitFor('parent', () => importText(scene.opened, JSON.stringify(record)))
})
