import { beforeAll, expect, test } from 'vitest'
import { type Forest, plantForest, writeAll } from '../support/forest.ts'
import { administrator, customer, manager, onBothDatabases } from '../support/gateway.ts'
import { AccountsDocument, CustomersDocument, TagsDocument } from '../support/operations.ts'

const sizes = [1, 50, 250]

onBothDatabases('the number of SQL statements', (gateway) => {
  let forest: Forest
  let accountIds: readonly string[]
  beforeAll(async () => {
    forest = await plantForest(gateway(), Math.max(...sizes))
    const others = Array.from({ length: Math.max(...sizes) - 1 }, (_, n) => ({ name: `Other ${n}` }))
    accountIds = [forest.accountId, ...(await writeAll(gateway(), 'newAccount', others))]
  })

  /** The larger reads take no more statements than the smallest, and less where much of their rows is kept. */
  const expectNoMoreForMore = async (read: (size: number) => Promise<{ nodes: readonly unknown[] }>) => {
    const counts: number[] = []
    for (const size of sizes) {
      counts.push(
        await gateway().statements(async () => {
          expect((await read(size)).nodes).toHaveLength(size)
        }),
      )
    }
    expect(counts[0]).toBe(Math.max(...counts))
  }

  test.each([
    ['an administrator', () => administrator],
    ['a manager', () => manager(forest.accountId)],
    ['a customer', () => customer(forest.rootId)],
  ])('for every relation of customers depends on the query alone, for %s', async (_who, viewer) => {
    await expectNoMoreForMore(async (first) => {
      const filter = { specificIds: forest.branchIds.slice(0, first) }
      return (await gateway().data(viewer(), CustomersDocument, { first, filter })).customers
    })
  })

  const isSqlite = () => gateway().database.url.startsWith('file:')
  const one = 'id name version dateCreated'
  const page = `nodes { ${one} parent { name } account { name } tags { name } breadcrumb { name } } pageInfo { endCursor }`
  test.each([
    ['one by id', [1, 1, 1], [1, 1, 1], `query ($id: ID!) { customer(id: $id) { ${one} } }`],
    [
      'a page of an account',
      [2, 1, 1],
      [5, 1, 1],
      `query ($account: ID!) { customers(filter: { accountIds: [$account] }) { ${page} } }`,
    ],
    [
      'descendants and their number',
      [2, 2, 2],
      [3, 3, 3],
      `query ($id: ID!) { customer(id: $id) { descendants { totalCount nodes { ${one} } } } }`,
    ],
  ])('for %s is %j on PostgreSQL, where a level is one, and less for rows that are kept', async (...row) => {
    const [, onPostgresql, onSqlite, query] = row
    const variables = { id: forest.rootId, account: forest.accountId }
    const counts: number[] = []
    for (let time = 0; time < 3; time++) {
      counts.push(await gateway().statements(() => gateway().data(manager(forest.accountId), query, variables)))
    }
    const expected = isSqlite() ? onSqlite : onPostgresql
    // What graphql-js answers is not kept.
    expect(counts).toEqual(process.env.TEST_COMPILES === 'false' ? expected.fill(expected[0] ?? 0) : expected)
  })

  test('of a page is no more where a row of it was changed', async () => {
    const ask = () => gateway().data(manager(forest.accountId), `{ customers(first: 20) { ${page} } }`)
    const first = await gateway().statements(ask)
    for (let time = 0; time < 2; time++) await ask()
    await writeAll(gateway(), 'patchCustomer', [{ customerId: forest.branchIds[0], name: 'Branch 0 changed' }])
    // The fewest columns are read first; the others come with the relations, where a level is one.
    expect(await gateway().statements(ask)).toBeLessThanOrEqual(isSqlite() ? first + 1 : first)
  })

  test('for estimates depends on the query alone', async () => {
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Customer {
      billingEstimate(usage: [{ item: base, rawUnits: "3" }]) { total }
    } } }`
    await expectNoMoreForMore((size) =>
      gateway().data<{ nodes: readonly unknown[] }>(administrator, query, { ids: forest.branchIds.slice(0, size) }),
    )
  })

  test('for states and timelines depends on the query alone', async () => {
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Customer {
      scheduleState { stateName since until trace { owner { ... on Customer { name } } because } }
      scheduleTimeline(from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z") { stateName }
    } } }`
    await expectNoMoreForMore((size) =>
      gateway().data<{ nodes: readonly unknown[] }>(administrator, query, { ids: forest.branchIds.slice(0, size) }),
    )
  })

  test('for every relation of accounts depends on the query alone', async () => {
    await expectNoMoreForMore(async (first) => {
      const filter = { specificIds: accountIds.slice(0, first) }
      return (await gateway().data(administrator, AccountsDocument, { first, filter })).accounts
    })
  })

  test('for every relation of tags depends on the query alone', async () => {
    await expectNoMoreForMore(async (first) => {
      const filter = { specificIds: forest.tagIds.slice(0, first) }
      return (await gateway().data(administrator, TagsDocument, { first, filter })).tags
    })
  })
})

const hidden = ['data', 'schedule', 'integrationData', 'billingSettings', 'appSettings', 'referenceId']

onBothDatabases('columns', (gateway) => {
  let forest: Forest
  /** Gives columns another name while `work` runs: a statement that reads one of them fails. */
  const without = async (columns: readonly string[], work: () => Promise<void>) => {
    const rename = (from: string, to: string) =>
      gateway().database.query(`ALTER TABLE "Customer" RENAME COLUMN "${from}" TO "${to}"`)
    for (const column of columns) await rename(column, `no ${column}`)
    await work().finally(async () => {
      for (const column of columns) await rename(`no ${column}`, column)
    })
  }
  const ask = (selection: string) =>
    gateway().graphql(administrator, `query ($id: ID!) { customer(id: $id) { ${selection} } }`, {
      id: forest.branchIds[0],
    })
  beforeAll(async () => {
    forest = await plantForest(gateway(), 1)
  })

  test('that a query does not ask for are not read', () =>
    without(hidden, async () => {
      const others = 'id name version tags { name } parent { name } breadcrumb { name } children { nodes { name } }'
      expect(await ask(others)).toMatchObject({ data: { customer: { name: 'Branch 0', parent: { name: 'Root' } } } })
    }))

  test.each([
    ['data', 'data'],
    ['schedule', 'schedule { inherit }'],
    ['integrationData', 'integrationData { key }'],
    ['billingSettings', 'billingSettings { base { baseCost } }'],
    ['billingSettings', 'billingEstimate(usage: []) { total }'],
    ['appSettings', 'appSettings { pageTitle }'],
    ['appSettings', 'effectiveAppSettings { inherited }'],
    ['schedule', 'effectiveSchedule { inherited inheritedFrom { __typename } }'],
  ])('as %s alone is read for %s', async (column, selection) => {
    const others = hidden.filter((name) => name !== column)
    await without(others, async () => expect((await ask(selection)).errors).toBeUndefined())
    await without([column], async () => expect((await ask(selection)).errors).toHaveLength(1))
  })
})

onBothDatabases(
  'with TEXT_CACHE_MB=0 the number of SQL statements',
  (gateway) => {
    test('is the same each time', async () => {
      const { accountId } = await plantForest(gateway(), 3)
      const query = '{ customers { nodes { name account { name } tags { name } } } }'
      const counts: number[] = []
      for (let time = 0; time < 3; time++) {
        counts.push(await gateway().statements(() => gateway().data(manager(accountId), query)))
      }
      expect(new Set(counts).size).toBe(1)
      expect(counts[0]).toBeGreaterThan(1)
    })
  },
  { TEXT_CACHE_MB: '0' },
)
