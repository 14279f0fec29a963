import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { migrate, readMigrations } from '../../src/database/migrations.ts'
import { openDatabase } from '../../src/database/open.ts'
import { importRecords } from '../../src/transfer/import.ts'
import { databases } from '../support/databases.ts'
import { plantForest } from '../support/forest.ts'
import { administrator, type Gateway, onBothDatabases } from '../support/gateway.ts'
import { inputTypeOf } from '../support/input-type.ts'
import { rebuildAll } from '../support/rebuild.ts'
import { sendJson } from '../support/rest.ts'
import { testSettings } from '../support/settings.ts'

/** Names that objects of JavaScript and JSON's readers are known to trip over. */
const anyName = fc.constantFrom('__proto__', 'constructor', 'toString', '', 'a', '7', 'é', '🦊', '\u2028')
const anyNumber = fc.constantFrom(0, -1.5, 1e21, 1e-7, 0.1, 9007199254740991)
const anyText = fc.constantFrom('', ' ', 'x', '"\\', '\u00a0', '𝒳')
const { struct: anyData } = fc.letrec<{ value: unknown; struct: object }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    fc.boolean(),
    anyText,
    anyNumber,
    tie('struct'),
    fc.array(tie('struct'), { maxLength: 2 }),
  ),
  struct: fc.array(fc.tuple(anyName, tie('value')), { maxLength: 3 }).map(Object.fromEntries),
}))

/** What the writes are about: customers, parents and tags by their numbers in it. */
interface World {
  readonly gateway: Gateway
  readonly accountId: string
  readonly customerIds: readonly string[]
  readonly tagIds: readonly string[]
}

/** A write; whether it is refused makes no difference. */
type Work = (world: World) => Promise<unknown>

const anyIndex = fc.nat({ max: 3 })
const anyTags = fc.subarray([0, 1, 2, 3])
const anyBilling = fc.record({ item: anyName, cost: anyNumber }).map(({ item, cost }) => {
  const unknown = Object.fromEntries([[item, { baseCost: cost }]])
  return { base: { unitCost: cost }, ...unknown }
})

const anyWrite: fc.Arbitrary<Work> = fc.oneof(
  patching(fc.record({ data: anyData })),
  patching(fc.record({ name: fc.constantFrom('A', 'B', 'ß'), referenceId: fc.option(anyText) })),
  patching(fc.record({ schedule: fc.record({ inherit: fc.boolean(), timeZoneId: fc.constantFrom('UTC', null) }) })),
  patching(fc.record({ appSettings: fc.option(fc.record({ pageTitle: fc.option(anyText) })) })),
  fc.record({ index: anyIndex, tags: anyTags }).map(({ index, tags }): Work => {
    return (world) => patch(world, index, { tagIds: tags.map((tag) => world.tagIds[tag]) })
  }),
  fc.record({ index: anyIndex, parent: fc.option(anyIndex) }).map(({ index, parent }): Work => {
    return (world) => patch(world, index, { parentCustomerId: parent === null ? null : world.customerIds[parent] })
  }),
  fc.record({ index: anyIndex, isStaging: fc.boolean() }).map(({ index, isStaging }): Work => {
    return (world) => send(world, 'setCustomerStagingMode', { customerId: world.customerIds[index], isStaging })
  }),
  fc.record({ index: anyIndex, key: anyName, id: fc.option(anyText) }).map(({ index, key, id }): Work => {
    const input = { key, thirdPartyId: id }
    return (world) => send(world, 'setCustomerIntegration', { customerId: world.customerIds[index], ...input })
  }),
  // GraphQL cannot say items that the documents do not name.
  fc.record({ index: anyIndex, billingSettings: anyBilling }).map(({ index, billingSettings }): Work => {
    return ({ gateway, customerIds }) =>
      sendJson(gateway, 'PATCH', `/customers/${customerIds[index]}`, { value: { billingSettings } })
  }),
  fc.array(fc.record({ index: anyIndex, data: anyData, tags: anyTags, parent: fc.option(anyIndex) })).map(importing),
)

function patching(anyFields: fc.Arbitrary<object>): fc.Arbitrary<Work> {
  return fc.record({ index: anyIndex, fields: anyFields }).map(({ index, fields }): Work => {
    return (world) => patch(world, index, fields)
  })
}

function patch(world: World, index: number, fields: object): Promise<unknown> {
  return send(world, 'patchCustomer', { customerId: world.customerIds[index], ...fields })
}

function send({ gateway }: World, mutation: string, input: object): Promise<unknown> {
  const type = inputTypeOf(mutation)
  const query = `mutation ($input: ${type}) { ${mutation}(input: $input) { userErrors { code } } }`
  return gateway.data(administrator, query, { input })
}

interface ImportedCustomer {
  readonly index: number
  readonly data: object
  readonly tags: readonly number[]
  readonly parent: number | null
}

/** One batch, which may be about a customer more than once, and about one that is new. */
function importing(customers: readonly ImportedCustomer[]): Work {
  return async ({ gateway, accountId, customerIds, tagIds }) => {
    const records = customers.map(({ index, data, tags, parent }) => ({
      id: index === 3 ? 'imported' : customerIds[index],
      accountId,
      name: `Imported ${tags.length}`,
      parentCustomerId: parent === null ? null : customerIds[parent],
      data: Object.fromEntries(Object.keys(data).map((name) => [name, { stringValue: name }])),
      tags: tags.map((tag) => ({ id: tagIds[tag], name: `Tag ${tag}`, color: 'Gold' })),
      ...(tags.length > 1 && { dateLastModified: '2001-01-01T00:00:00.000Z', createdBy: 'someone' }),
    }))
    const database = await openDatabase(testSettings({ DATABASE_URL: gateway.database.url }).database)
    const bytes = Readable.from([Buffer.from(records.map((record) => `${JSON.stringify(record)}\n`).join(''))])
    const listeners = { onProgress() {}, onRefused() {} }
    await importRecords(database, [{ name: 'records', bytes, format: 'jsonl' }], {
      dryRun: false,
      now: () => new Date(),
      ...listeners,
    })
    await database.close()
  }
}

onBothDatabases('the records of a customer', (gateway) => {
  test('put together give it exactly as it is stored', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyWrite, { minLength: 1, maxLength: 12 }), async (writes) => {
        const { accountId, rootId, branchIds, leafIds, tagIds } = await plantForest(gateway(), 4)
        const customerIds = [rootId, ...branchIds.slice(0, 1), ...leafIds.slice(0, 1), ...branchIds.slice(1, 2)]
        for (const write of writes) await write({ gateway: gateway(), accountId, customerIds, tagIds })
        const { stored, rebuilt } = await rebuildAll(gateway().database)
        expect(rebuilt).toEqual(stored)
      }),
      { numRuns: 12 },
    )
  }, 60_000)
})

/** The migration before which nothing was recorded. */
const recording = /_customer_changes$/

test.each(databases)('of those that were there before records begin with all of it, on %s', async (_, makeDatabase) => {
  const made = await makeDatabase()
  try {
    const database = await openDatabase(testSettings({ DATABASE_URL: made.url }).database)
    const migrations = await readMigrations(database.provider)
    const first = migrations.findIndex(({ name }) => recording.test(name))
    await migrate(database.ledger, migrations.slice(0, first))
    for (const statement of olderRows(database.provider)) await made.query(statement)
    await migrate(database.ledger, migrations)
    await database.close()
    const { stored, rebuilt } = await rebuildAll(made)
    expect(rebuilt).toEqual(stored)
    expect(Object.keys(stored)).toEqual(['acme', 'oslo'])
  } finally {
    await made.drop()
  }
})

/** An account with two customers and two tags, written as this product did before it kept records. */
function olderRows(provider: Database['provider']): string[] {
  const [date, isTrue] =
    provider === 'sqlite' ? ["'2020-02-29T12:00:00.120+00:00'", '1'] : ["'2020-02-29T12:00:00.120Z'", 'true']
  const stamps = `${date}, ${date}, 'ada', 'bob'`
  const odd = '{"__proto__":{"numberValue":1e21},"a":{"stringValue":"it\'\'s"},"":{}}'
  const stampNames = '"dateCreated", "dateLastModified", "createdBy", "lastModifiedBy"'
  const names = `"id", "accountId", "path", "name", "nameKey", "referenceKey", "data", "schedule", "integrationData", ${stampNames}`
  return [
    `insert into "Account" ("id", "path", "name", "nameKey", ${stampNames})
      values ('north', '00000001', 'North', 'north', ${stamps})`,
    `insert into "Tag" ("id", "accountId", "name", "nameKey", "color") values ('b', 'north', 'B', 'b', 'Red')`,
    `insert into "Tag" ("id", "accountId", "name", "nameKey", "color") values ('a', 'north', 'A', 'a', 'Red')`,
    `insert into "Customer" (${names}) values
      ('acme', 'north', '00000001', 'Acme', 'acme', '~', '${odd}', '{"inherit":true}', '{}', ${stamps})`,
    `insert into "Customer" (${names}, "parentCustomerId", "referenceId", "isStaging", "billingSettings", "version") values
      ('oslo', 'north', '0000000100000002', 'Oslo', 'oslo', '=7', '{}', '{}', '{"crm":{"thirdPartyId":"1"}}', ${stamps},
      'acme', '7', ${isTrue}, '{"aiMessages":{"unitCost":0.10}}', 7)`,
    `insert into "CustomerTag" ("customerId", "tagId") values ('oslo', 'b')`,
    `insert into "CustomerTag" ("customerId", "tagId") values ('oslo', 'a')`,
  ]
}
