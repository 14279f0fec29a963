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

  /** How many statements a read of each size takes; all are to be the same. */
  const countAtEachSize = async (read: (size: number) => Promise<{ nodes: readonly unknown[] }>) => {
    const counts = new Set<number>()
    for (const size of sizes) {
      counts.add(
        await gateway().statements(async () => {
          expect((await read(size)).nodes).toHaveLength(size)
        }),
      )
    }
    return [...counts]
  }

  test.each([
    ['an administrator', () => administrator],
    ['a manager', () => manager(forest.accountId)],
    ['a customer', () => customer(forest.rootId)],
  ])('for every relation of customers depends on the query alone, for %s', async (_who, viewer) => {
    const counts = await countAtEachSize(async (first) => {
      const filter = { specificIds: forest.branchIds.slice(0, first) }
      return (await gateway().data(viewer(), CustomersDocument, { first, filter })).customers
    })
    expect(counts).toHaveLength(1)
  })

  const one = 'id name version dateCreated'
  const page = `nodes { ${one} parent { name } account { name } tags { name } breadcrumb { name } } pageInfo { endCursor }`
  test.each([
    ['one by id', 1, 1, `query ($id: ID!) { customer(id: $id) { ${one} } }`],
    [
      'a page of an account',
      2,
      5,
      `query ($account: ID!) { customers(filter: { accountIds: [$account] }) { ${page} } }`,
    ],
    [
      'descendants and their number',
      2,
      3,
      `query ($id: ID!) { customer(id: $id) { descendants { totalCount nodes { ${one} } } } }`,
    ],
  ])('for %s is %i on PostgreSQL, where a level is one', async (_what, onPostgresql, onSqlite, query) => {
    const variables = { id: forest.rootId, account: forest.accountId }
    const ask = () => gateway().data(manager(forest.accountId), query, variables)
    await ask()
    const isSqlite = gateway().database.url.startsWith('file:')
    expect(await gateway().statements(ask)).toBe(isSqlite ? onSqlite : onPostgresql)
  })

  test('for estimates depends on the query alone', async () => {
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Customer {
      billingEstimate(usage: [{ item: base, rawUnits: "3" }]) { total }
    } } }`
    const counts = await countAtEachSize((size) =>
      gateway().data<{ nodes: readonly unknown[] }>(administrator, query, { ids: forest.branchIds.slice(0, size) }),
    )
    expect(counts).toHaveLength(1)
  })

  test('for states and timelines depends on the query alone', async () => {
    const query = `query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Customer {
      scheduleState { stateName since until trace { owner { ... on Customer { name } } because } }
      scheduleTimeline(from: "2026-11-20T00:00:00Z", to: "2026-11-21T00:00:00Z") { stateName }
    } } }`
    const counts = await countAtEachSize((size) =>
      gateway().data<{ nodes: readonly unknown[] }>(administrator, query, { ids: forest.branchIds.slice(0, size) }),
    )
    expect(counts).toHaveLength(1)
  })

  test('for every relation of accounts depends on the query alone', async () => {
    const counts = await countAtEachSize(async (first) => {
      const filter = { specificIds: accountIds.slice(0, first) }
      return (await gateway().data(administrator, AccountsDocument, { first, filter })).accounts
    })
    expect(counts).toHaveLength(1)
  })

  test('for every relation of tags depends on the query alone', async () => {
    const counts = await countAtEachSize(async (first) => {
      const filter = { specificIds: forest.tagIds.slice(0, first) }
      return (await gateway().data(administrator, TagsDocument, { first, filter })).tags
    })
    expect(counts).toHaveLength(1)
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
