import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Viewer } from '../../src/auth/viewer.ts'
import type { Database } from '../../src/database/database.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { administrator, customer, type Gateway, manager, startGateway } from '../support/gateway.ts'
import { inputTypeOf } from '../support/input-type.ts'
import { importText, openMigrated } from '../support/transfer.ts'

const own = `id name referenceId isStaging version lastModifiedBy data integrationData { key thirdPartyId }
  schedule { timeZoneId } overrideAppSettings billingSettings { base { baseCost } }`
const around = `parentCustomerId accountName account { id name parentAccountId billingSettings { base { baseCost } } }
  tags { id name color } breadcrumb { id name }
  parent { ${own} parentCustomerId tags { name } accountName parent { name isStaging breadcrumb { name } } }`

/** What is kept of a row is its own, or others' as well; and one below the other. */
const queries = [
  `{ customers(first: 50) { nodes { ${own} } } }`,
  `{ customers(first: 50) { totalCount edges { cursor node { ${own} ${around} } } pageInfo { endCursor } } }`,
  `{ customers(first: 50) { nodes { id parent { id } } edges { node { name tags { name } } } } }`,
  `{ customer(id: "c0") { id descendants(first: 50) { totalCount nodes { ${own} ${around} } } } }`,
  `{ account(id: "a1") { customers(first: 50) { nodes { id ...c } } } } fragment c on Customer { name accountName }`,
]

/** Three accounts, each below the one before, and trees of customers in the second. */
const seedRecords = [
  { id: 'a0', name: 'Top', billingSettings: { base: { baseCost: 1 } } },
  { id: 'a1', name: 'Nordic', parentAccountId: 'a0' },
  { id: 'a2', name: 'Other', parentAccountId: 'a0' },
  ...[null, 'c0', 'c1', 'c1', 'c0', 'c4', null, 'c6'].map((parentCustomerId, n) => ({
    id: `c${n}`,
    accountId: 'a1',
    name: `Customer ${n}`,
    ...(parentCustomerId && { parentCustomerId }),
    tags: [{ id: `t${n % 3}`, name: `Tag ${n % 3}`, color: 'Red' }],
  })),
]

interface Step {
  readonly kind: (typeof kinds)[number]
  readonly one: number
  readonly other: number
  readonly word: string
}

const kinds = [
  'rename',
  'document',
  'retag',
  'move',
  'add',
  'delete',
  'restore',
  'integration',
  'staging',
  'renameTag',
  'deleteTag',
  'patchAccount',
  'import',
  'importTag',
  'moveAccount',
  'dryRun',
] as const

const steps = fc.array(
  fc.record({
    kind: fc.constantFrom(...kinds),
    one: fc.nat(7),
    other: fc.nat(8),
    word: fc.stringMatching(/^[a-zé🦊]{1,6}$/u),
  }),
  { minLength: 1, maxLength: 12 },
)

describe.each(databases)('texts of rows that are kept, on %s', (_engine, makeDatabase) => {
  let database: TestDatabase
  let opened: Database
  let kept: Gateway
  let plain: Gateway
  let viewers: readonly Viewer[]

  beforeAll(async () => {
    database = await makeDatabase()
    kept = await startGateway(database)
    plain = await startGateway(database, {}, { compiles: false })
    opened = await openMigrated(database)
    viewers = [administrator, manager('a1'), manager('a0'), customer('c1', 'c6')]
  })
  afterAll(async () => {
    await opened.close()
    await plain.app.close()
    await kept.app.close()
    await database.drop()
  })

  const importRecords = (...records: readonly object[]) =>
    importText(opened, records.map((record) => JSON.stringify(record)).join('\n'))

  const carryOut = async ({ kind, one, other, word }: Step) => {
    const [customerId, tagId] = [`c${one}`, `t${one % 3}`]
    const write = (mutation: string, input: object) => {
      const type = inputTypeOf(mutation)
      const query = `mutation ($input: ${type}) { ${mutation}(input: $input) { userErrors { code } } }`
      return plain.graphql(administrator, query, { input })
    }
    switch (kind) {
      case 'rename':
        return write('patchCustomer', { customerId, name: word })
      case 'document':
        return write('patchCustomer', { customerId, data: { word }, schedule: { timeZoneId: 'Europe/Oslo' } })
      case 'retag':
        return write('patchCustomer', { customerId, tagIds: [tagId, `t${other % 3}`] })
      case 'move':
        return write('patchCustomer', { customerId, parentCustomerId: other === 8 ? null : `c${other}` })
      case 'add':
        return write('newCustomer', { name: word, parentCustomerId: customerId })
      case 'delete':
        return write('deleteCustomer', { customerId, withDescendants: true })
      case 'restore':
        return write('restoreCustomer', { customerId })
      case 'integration':
        return write('setCustomerIntegration', { customerId, key: 'crm', thirdPartyId: word })
      case 'staging':
        return write('setCustomerStagingMode', { customerId, isStaging: other % 2 === 0 })
      case 'renameTag':
        return write('patchTag', { tagId, name: word })
      case 'deleteTag':
        return write('deleteTag', { tagId })
      case 'patchAccount':
        return write('patchAccount', { accountId: `a${one % 2}`, name: word })
      case 'import':
        return importRecords({ id: customerId, accountId: 'a1', name: word, parentCustomerId: 'c0' })
      case 'importTag':
        return importRecords({ id: 'x', accountId: 'a1', name: 'x', tags: [{ id: tagId, name: word, color: 'Blue' }] })
      case 'moveAccount':
        return importRecords({ id: 'a1', name: word, parentAccountId: other % 2 === 0 ? 'a2' : 'a0' })
      case 'dryRun': {
        const query = `mutation ($input: PatchCustomerInput!) { patchCustomer(input: $input) {
          customer { parent { descendants(first: 50) { nodes { ${own} ${around} } } } } } }`
        const input = { customerId, name: `${word} not`, dryRun: true }
        return kept.graphql(administrator, query, { input })
      }
    }
  }

  const expectSameAnswers = async () => {
    for (const viewer of viewers) {
      for (const query of queries) {
        const answer = await plain.graphql(viewer, query)
        // Kept by the first, looked for by the second, and expected by the third.
        for (let time = 0; time < 3; time++) expect(await kept.graphql(viewer, query)).toEqual(answer)
      }
    }
  }

  test('tell after any writes what is stored', { timeout: 300_000 }, async () => {
    const walk = async (all: readonly Step[]) => {
      await importRecords(...seedRecords)
      await expectSameAnswers()
      for (const step of all) {
        await carryOut(step)
        await expectSameAnswers()
      }
    }
    await fc.assert(fc.asyncProperty(steps, walk), {
      numRuns: 12,
      endOnFailure: true,
      // One of each, as all have to raise what tells of them.
      examples: kinds.map((kind): [Step[]] => [[{ kind, one: 1, other: 5, word: 'one' }]]),
    })
  })
})
