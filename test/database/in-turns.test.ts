import { beforeAll, expect, test } from 'vitest'
import { type Forest, plantForest } from '../support/forest.ts'
import { administrator, customer, manager, onBothDatabases } from '../support/gateway.ts'

/** Reads of every kind of column and of statement, by the name that each has in one query for all. */
const reads = {
  customers: `customers(first: 3) { totalCount pageInfo { hasNextPage endCursor } nodes {
    id dateCreated dateLastModified version name referenceId isStaging data schedule { inherit timeZoneId }
    tags { id name color } breadcrumb { id name } parent { name } account { name parent { id } } accountName
    history(first: 2) { totalCount nodes { id at by action fields before after } }
    children(first: 1) { totalCount nodes { id tags { name } } } effectiveAppSettings { inherited }
  } }`,
  byDate: `customers(first: 2, orderBy: { field: DateCreated }) { nodes { id dateCreated } }`,
  named: `customers(filter: { nameFilter: "branch" }, last: 2) { totalCount nodes { id name } }`,
  none: `customers(filter: { specificIds: [] }) { totalCount nodes { id } }`,
  nobody: `customer(id: "none") { id }`,
  accounts: `accounts { totalCount nodes { id name maxPhoneNumbers billingSettings { base { baseCost } } } }`,
  children: `accounts { nodes { children { totalCount nodes { name } } tags(first: 1) { totalCount nodes { id } } } }`,
  tags: `tags(first: 2, orderBy: { field: Name, direction: Descend }) { nodes { id name customers { totalCount } } }`,
  account: `account(id: "none") { id }`,
}

const early = '0001-01-01T00:00:00.007+00:00'

onBothDatabases('statements of one turn', (gateway) => {
  let forest: Forest
  beforeAll(async () => {
    forest = await plantForest(gateway(), 3)
    const data = JSON.parse(
      '{ "__proto__": { "toString": "×" }, "big": 9007199254740993, "odd": "a\\t\\"\\\\\\u2028𝄞" }',
    )
    const input = { customerId: forest.branchIds[0], data }
    await gateway().data(
      administrator,
      'mutation ($input: PatchCustomerInput!) { patchCustomer(input: $input) { userErrors { code } } }',
      { input },
    )
    await gateway().database.query(`UPDATE "Customer" SET "dateCreated" = '${early}' WHERE "id" = '${forest.rootId}'`)
  })

  test.each([
    ['an administrator', () => administrator],
    ['a manager', () => manager(forest.accountId)],
    ['a customer', () => customer(forest.rootId)],
  ])('answer as each does alone, for %s', async (_who, viewer) => {
    const alone = await Promise.all(
      Object.entries(reads).map(async ([name, read]) => gateway().data<object>(viewer(), `{ ${name}: ${read} }`)),
    )
    const fields = Object.entries(reads).map(([name, read]) => `${name}: ${read}`)
    expect(await gateway().data(viewer(), `{ ${fields.join('\n')} }`)).toEqual(Object.assign({}, ...alone))
    expect(JSON.stringify(alone)).toContain('"dateCreated":"0001-01-01T00:00:00.007Z"')
    expect(JSON.stringify(alone)).toContain('"__proto__":{"toString":"×"}')
  })

  test('are one where each costs a round trip', async () => {
    const count = (query: string) => gateway().statements(() => gateway().data(administrator, query))
    const isRemote = gateway().database.url.startsWith('postgresql')
    expect(await count('{ customers { totalCount nodes { id } } tags { nodes { id } } }')).toBe(isRemote ? 1 : 3)
    const page = '{ customers { nodes { parent { name } account { name } tags { name } breadcrumb { name } } } }'
    expect(await count(page)).toBe(isRemote ? 2 : 5)
  })

  test('fail alone', async () => {
    const rename = (from: string, to: string) =>
      gateway().database.query(`ALTER TABLE "Tag" RENAME COLUMN "${from}" TO "${to}"`)
    await rename('color', 'no color')
    const answer = await gateway()
      .graphql(
        administrator,
        '{ accounts { totalCount } tags { totalCount nodes { color } } customers { totalCount } }',
      )
      .finally(() => rename('no color', 'color'))
    expect(answer.errors?.map(({ path }) => path)).toEqual([['tags', 'nodes']])
    const more = await gateway().data(administrator, '{ tags { totalCount nodes { color } } customers { totalCount } }')
    expect(more).toMatchObject({ tags: { totalCount: 3 }, customers: { totalCount: 7 } })
  })
})
