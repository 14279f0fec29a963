import { afterAll, beforeAll, expect, test } from 'vitest'
import { postgresqlDatabase, type TestDatabase } from '../support/databases.ts'
import { writeAll } from '../support/forest.ts'
import { administrator, customer, type Gateway, manager, startGateway } from '../support/gateway.ts'
import { inputTypeOf } from '../support/input-type.ts'
import { type CountingDetour, startCountingDetour } from '../support/round-trips.ts'

let database: TestDatabase
let detour: CountingDetour
let gateway: Gateway
let accountId: string
let customerId: string
let tagIds: readonly string[]

beforeAll(async () => {
  database = await postgresqlDatabase()
  const way = new URL(database.url)
  detour = await startCountingDetour({ host: way.hostname, port: Number(way.port) })
  way.port = String(detour.port)
  gateway = await startGateway({ ...database, url: way.href })
  accountId = (await writeAll(gateway, 'newAccount', [{ name: 'Nordic' }]))[0] ?? ''
  customerId = (await writeAll(gateway, 'newCustomer', [{ accountId, name: 'Acme' }]))[0] ?? ''
  tagIds = await writeAll(
    gateway,
    'newTag',
    ['Gold', 'Lime', 'Red'].map((color) => ({ accountId, name: color, color })),
  )
})

afterAll(async () => {
  await gateway.app.close()
  await detour.cut()
  await database.drop()
})

/** How often a mutation waits for the database, up to its answer. */
async function count(mutation: string, input: object, viewer = administrator): Promise<number> {
  const type = inputTypeOf(mutation)
  const query = `mutation ($input: ${type}) {
    sent: ${mutation}(input: $input) { customer { id name version tags { name } } userErrors { code } } }`
  detour.take()
  const { sent } = await gateway.data<{ sent: object }>(viewer, query, { input })
  expect(sent).toMatchObject({ userErrors: [] })
  return detour.take()
}

test('a patch of name and tags, with its record and an answer that shows both, takes three round trips', async () => {
  const [gold = '', lime = '', red = ''] = tagIds
  expect(await count('patchCustomer', { customerId, name: 'One', tagIds: [gold, lime] })).toBe(3)
  expect(await count('patchCustomer', { customerId, name: 'Two', tagIds: [lime, red] }, manager(accountId))).toBe(3)
  expect(await database.query('select "version" from "CustomerChange" order by "id"')).toHaveLength(3)
})

test('for a customer what they may see is asked for before', async () => {
  const [gold = ''] = tagIds
  expect(await count('patchCustomer', { customerId, name: 'Three', tagIds: [gold] }, customer(customerId))).toBe(5)
})

test.each([
  ['setCustomerStagingMode', () => ({ customerId, isStaging: true })],
  ['setCustomerIntegration', () => ({ customerId, key: 'hubspot', thirdPartyId: '1' })],
])('%s takes three round trips', async (mutation, input) => {
  expect(await count(mutation, input())).toBe(3)
})

test('a patch that changes nothing takes two, one that is refused a single one', async () => {
  await count('patchCustomer', { customerId, name: 'Same' })
  expect(await count('patchCustomer', { customerId, name: 'Same' })).toBe(2)
  const query = `mutation ($input: PatchCustomerInput!) { patchCustomer(input: $input) { userErrors { code } } }`
  detour.take()
  const input = { customerId, name: 'Other', expectedVersion: 1 }
  const answer = await gateway.data(administrator, query, { input })
  expect(answer).toEqual({ patchCustomer: { userErrors: [{ code: 'Conflict' }] } })
  expect(detour.take()).toBe(1)
})
