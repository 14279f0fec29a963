import { readFile } from 'node:fs/promises'
import { beforeEach, describe, expect, test } from 'vitest'
import { writeAll } from '../support/forest.ts'
import { administrator, customer, type Gateway, manager, onBothDatabases } from '../support/gateway.ts'
import { inputTypeOf } from '../support/input-type.ts'
import { rebuildAll } from '../support/rebuild.ts'
import { rest } from '../support/rest.ts'
import { importText, openMigrated } from '../support/transfer.ts'

/** A customer with all that a restored one has again. */
const whole = `id version name data referenceId isStaging accountId parentCustomerId breadcrumb { id } tags { id name }
  integrationData { key thirdPartyId } schedule { timeZoneId defaultState } effectiveSchedule { timeZoneId }
  overrideAppSettings appSettings { pageTitle } dateCreated createdBy children { nodes { id } } descendants { totalCount }`

interface Sent {
  readonly deletedCustomerIds?: readonly string[]
  readonly customer?: Readonly<Record<string, unknown>> | null
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] }[]
}

async function send(gateway: Gateway, mutation: string, input: object, viewer = administrator): Promise<Sent> {
  const type = inputTypeOf(mutation)
  const answered = mutation === 'deleteCustomer' ? 'deletedCustomerIds' : `customer { ${whole} }`
  const query = `mutation ($input: ${type}) { sent: ${mutation}(input: $input) { ${answered} userErrors { code field } } }`
  return (await gateway.data<{ sent: Sent }>(viewer, query, { input })).sent
}

const refused = (code: string, field = 'customerId') => ({ userErrors: [{ code, field: [field] }] })

onBothDatabases('a customer', (gateway) => {
  let accountId: string
  let tagIds: readonly string[]
  /** Root, North, Oslo and Desk below each other; South beside North. */
  let ids: Record<'Root' | 'North' | 'Oslo' | 'Desk' | 'South', string>
  const make = async (mutation: Parameters<typeof writeAll>[1], input: object) =>
    (await writeAll(gateway(), mutation, [input]))[0] ?? ''
  const remove = (id: string, more = {}, viewer = administrator) =>
    send(gateway(), 'deleteCustomer', { customerId: id, ...more }, viewer)
  const restore = (id: string, viewer = administrator) => send(gateway(), 'restoreCustomer', { customerId: id }, viewer)
  const patch = (id: string, change: object, viewer = administrator) =>
    send(gateway(), 'patchCustomer', { customerId: id, ...change }, viewer)
  const find = async (id: string, viewer = administrator) => {
    const query = `query ($id: ID!) { customer(id: $id) { ${whole} } }`
    return (await gateway().data<{ customer: Readonly<Record<string, unknown>> | null }>(viewer, query, { id }))
      .customer
  }
  const actions = async (id: string) => {
    const query = 'query ($id: ID!) { customer(id: $id) { history { nodes { action version fields before after } } } }'
    type Changes = { customer: { history: { nodes: readonly object[] } } }
    return (await gateway().data<Changes>(administrator, query, { id })).customer.history.nodes
  }

  beforeEach(async () => {
    accountId = await make('newAccount', { name: 'Nordic' })
    tagIds = await writeAll(gateway(), 'newTag', [
      { accountId, name: 'Gold', color: 'Gold' },
      { accountId, name: 'Silver', color: 'Cyan' },
    ])
    const Root = await make('newCustomer', { accountId, name: 'Root' })
    const North = await make('newCustomer', { name: 'North', parentCustomerId: Root })
    const Oslo = await make('newCustomer', { name: 'Oslo', parentCustomerId: North, data: { seats: 3 } })
    const Desk = await make('newCustomer', { name: 'Desk', parentCustomerId: Oslo })
    const South = await make('newCustomer', { name: 'South', parentCustomerId: Root })
    ids = { Root, North, Oslo, Desk, South }
    await patch(Oslo, {
      tagIds,
      referenceId: 'o',
      schedule: { timeZoneId: 'Europe/Oslo', defaultState: 'Open' },
      overrideAppSettings: true,
      appSettings: { pageTitle: 'Oslo' },
    })
    await send(gateway(), 'setCustomerIntegration', { customerId: Oslo, key: 'hubspot', thirdPartyId: '9' })
  })

  describe('that is deleted', () => {
    test('takes all below it along when asked to, and is refused when not', async () => {
      const before = await find(ids.North)
      expect(await remove(ids.North)).toEqual({ deletedCustomerIds: [], ...refused('HasChildren') })
      expect(await find(ids.North)).toEqual(before)
      expect(await remove(ids.North, { withDescendants: true })).toEqual({
        deletedCustomerIds: [ids.North, ids.Oslo, ids.Desk],
        userErrors: [],
      })
      expect(await find(ids.Root)).toMatchObject({ children: { nodes: [{ id: ids.South }] } })
      expect(await remove(ids.North)).toMatchObject(refused('NotFound'))
      expect(await remove(ids.South, { withDescendants: null })).toMatchObject({ deletedCustomerIds: [ids.South] })
    })

    test('vanishes everywhere at once', async () => {
      await remove(ids.Oslo, { withDescendants: true })
      const list = 'totalCount nodes { id }'
      const query = `query ($id: ID!, $tagId: ID!, $accountId: ID!, $name: String!) {
        node(id: $id) { id } nodes(ids: [$id]) { id } customer(id: $id) { history { totalCount } }
        past: customer(id: $id, asOf: "2999-01-01T00:00:00Z") { id }
        _entities(representations: [{ __typename: "Customer", id: $id }]) { __typename }
        these: customers(filter: { specificIds: [$id] }) { ${list} }
        below: customers(filter: { parentCustomerIds: [$id] }) { ${list} }
        rightBelow: customers(filter: { parentCustomerIds: [$id], shallowParent: true }) { ${list} }
        tagged: customers(filter: { tagIds: [$tagId] }) { ${list} }
        named: customers(filter: { nameFilter: $name, accountIds: [$accountId] }) { ${list} }
        account(id: $accountId) { customers(filter: { nameFilter: "o", isStaging: false }) { totalCount } }
        tag(id: $tagId) { customers { ${list} } }
      }`
      const none = { totalCount: 0, nodes: [] }
      const variables = { id: ids.Oslo, tagId: tagIds[0], accountId, name: 'Oslo' }
      expect(await gateway().data(administrator, query, variables)).toEqual({
        node: null,
        nodes: [null],
        customer: null,
        past: null,
        _entities: [null],
        these: none,
        below: none,
        rightBelow: none,
        tagged: none,
        named: none,
        account: { customers: { totalCount: 3 } },
        tag: { customers: none },
      })
      expect(await find(ids.North)).toMatchObject({ children: { nodes: [] }, descendants: { totalCount: 0 } })
      expect((await rest(gateway(), `/customers/${ids.Oslo}`)).status).toBe(404)
      expect((await rest(gateway(), `/customers?specificIds=${ids.Oslo}`)).json).toMatchObject({ totalCount: 0 })
      expect(await find(ids.Desk, customer(ids.Desk))).toBeNull()
      expect(await patch(ids.Oslo, { name: 'x' })).toMatchObject(refused('NotFound'))
      expect(await patch(ids.South, { parentCustomerId: ids.Oslo })).toMatchObject(
        refused('NotFound', 'parentCustomerId'),
      )
    })

    test('has to have the expected version', async () => {
      const stale = { customerId: ids.North, expectedVersion: 7 }
      expect(await remove(ids.North, stale)).toMatchObject({
        userErrors: [
          { code: 'Conflict', field: ['expectedVersion'] },
          { code: 'HasChildren', field: ['customerId'] },
        ],
      })
      expect(await remove(ids.North, { withDescendants: true, expectedVersion: 2 })).toMatchObject(
        refused('Conflict', 'expectedVersion'),
      )
      expect(await remove(ids.North, { withDescendants: true, expectedVersion: 1 })).toMatchObject({ userErrors: [] })
    })

    test('stays in a dry run, which says what would go', async () => {
      const before = await find(ids.North)
      const all = { deletedCustomerIds: [ids.North, ids.Oslo, ids.Desk], userErrors: [] }
      expect(await remove(ids.North, { withDescendants: true, dryRun: true })).toEqual(all)
      expect(await remove(ids.North, { dryRun: true })).toMatchObject(refused('HasChildren'))
      expect(await find(ids.North)).toEqual(before)
    })

    test('is none of those that a viewer does not manage and sees none above', async () => {
      expect(await remove(ids.North, {}, customer(ids.North))).toMatchObject(refused('NotAllowed'))
      expect(await remove(ids.Root, {}, customer(ids.North))).toMatchObject(refused('NotFound'))
      expect(await remove(ids.Desk, {}, customer(ids.North))).toMatchObject({ userErrors: [] })
      expect(await remove(ids.South, {}, manager('another'))).toMatchObject(refused('NotFound'))
      expect(await remove(ids.South, {}, manager(accountId))).toMatchObject({ userErrors: [] })
    })
  })

  describe('that is restored', () => {
    test('is as it was, with all that went along', async () => {
      const before = await find(ids.Oslo)
      await remove(ids.North, { withDescendants: true })
      expect(await restore(ids.North)).toMatchObject({
        customer: {
          id: ids.North,
          version: 3,
          children: { nodes: [{ id: ids.Oslo }] },
          descendants: { totalCount: 2 },
        },
        userErrors: [],
      })
      expect(await find(ids.Oslo)).toEqual({ ...before, version: Number(before?.version) + 2 })
      expect(await find(ids.Desk)).toMatchObject({
        breadcrumb: [{ id: ids.Root }, { id: ids.North }, { id: ids.Oslo }],
      })
      const nothing = { fields: [], before: {}, after: {} }
      expect((await actions(ids.Desk)).slice(0, 2)).toEqual([
        { action: 'Restored', version: 3, ...nothing },
        { action: 'Deleted', version: 2, ...nothing },
      ])
      const search = { filter: { nameFilter: 'Oslo', accountIds: [accountId] } }
      const query = 'query ($filter: CustomerFilter) { customers(filter: $filter) { nodes { id } } }'
      expect(await gateway().data(administrator, query, search)).toEqual({ customers: { nodes: [{ id: ids.Oslo }] } })
    })

    test('brings back nothing that went in another act', async () => {
      await remove(ids.Desk)
      await remove(ids.North, { withDescendants: true })
      expect(await restore(ids.Desk)).toMatchObject(refused('Conflict'))
      expect(await restore(ids.Oslo)).toMatchObject(refused('Conflict'))
      expect(await restore(ids.North)).toMatchObject({ customer: { descendants: { totalCount: 1 } } })
      expect(await restore(ids.Desk)).toMatchObject({ customer: { id: ids.Desk } })
    })

    test('and was not deleted stays as it is', async () => {
      const before = await find(ids.Oslo)
      expect(await restore(ids.Oslo)).toEqual({ customer: before, userErrors: [] })
      expect(await restore('nobody')).toEqual({ customer: null, ...refused('NotFound') })
    })

    test('lies where the customer above it is by now', async () => {
      await remove(ids.Oslo, { withDescendants: true })
      await patch(ids.North, { parentCustomerId: ids.South })
      expect(await restore(ids.Oslo, customer(ids.South))).toMatchObject({
        customer: { breadcrumb: [{ id: ids.South }, { id: ids.North }], children: { nodes: [{ id: ids.Desk }] } },
      })
      await remove(ids.Desk)
      await importAgain(gateway(), { id: ids.North, name: 'North', accountId, parentCustomerId: ids.Root })
      await restore(ids.Desk)
      expect(await find(ids.Desk)).toMatchObject({
        breadcrumb: [{ id: ids.Root }, { id: ids.North }, { id: ids.Oslo }],
      })
    })

    test('does not come to lie too deep', async () => {
      await remove(ids.Desk)
      let parentCustomerId = ids.South
      for (let level = 3; level <= 30; level++) {
        parentCustomerId = await make('newCustomer', { name: `Level ${level}`, parentCustomerId })
      }
      expect(await patch(ids.North, { parentCustomerId })).toMatchObject({ userErrors: [] })
      expect(await restore(ids.Desk)).toMatchObject(refused('Invalid'))
      await patch(ids.North, { parentCustomerId: ids.Root })
      expect(await restore(ids.Desk)).toMatchObject({ userErrors: [] })
    })

    test('lacks the tags that are gone, which its history tells', async () => {
      await remove(ids.Oslo, { withDescendants: true })
      await gateway().data(administrator, 'mutation ($id: ID!) { deleteTag(input: { tagId: $id }) { deletedTagId } }', {
        id: tagIds[0],
      })
      expect(await restore(ids.Oslo)).toMatchObject({ customer: { tags: [{ name: 'Silver' }] } })
      expect((await actions(ids.Oslo))[0]).toEqual({
        action: 'Restored',
        version: 5,
        fields: ['tagIds'],
        before: { tagIds: tagIds.toSorted() },
        after: { tagIds: tagIds.slice(1) },
      })
    })

    test('is one that the viewer would see were it there', async () => {
      await remove(ids.North, { withDescendants: true })
      expect(await restore(ids.North, customer(ids.South))).toMatchObject(refused('NotFound'))
      expect(await restore(ids.North, customer(ids.North))).toMatchObject(refused('NotFound'))
      expect(await restore(ids.Oslo, manager('another'))).toMatchObject(refused('NotFound'))
      expect(await restore(ids.North, customer(ids.Root))).toMatchObject({ userErrors: [] })
      await remove(ids.Root, { withDescendants: true })
      expect(await restore(ids.Root, customer(ids.Root))).toMatchObject(refused('NotFound'))
      expect(await restore(ids.Root, manager(accountId))).toMatchObject({ userErrors: [] })
    })

    test('has a history that makes it what it is', async () => {
      await remove(ids.North, { withDescendants: true })
      const deleted = await rebuildAll(gateway().database)
      expect(deleted.rebuilt).toEqual(deleted.stored)
      expect(deleted.stored[ids.Oslo]).toContain('"isDeleted":true')
      await restore(ids.North)
      const { stored, rebuilt } = await rebuildAll(gateway().database)
      expect(rebuilt).toEqual(stored)
    })
  })

  test('that is deleted is not imported', async () => {
    await remove(ids.Desk)
    const refusal = `1 ${ids.Desk} id: the customer is deleted; restore it first`
    expect(await importAgain(gateway(), { id: ids.Desk, name: 'New', accountId })).toEqual([refusal])
    expect(await restore(ids.Desk)).toMatchObject({ customer: { name: 'Desk' } })
    expect(await importAgain(gateway(), { id: ids.Desk, name: 'New', accountId })).toEqual([])
  })

  test('is deleted and restored in as many statements as hundreds', async () => {
    const parentCustomerId = ids.South
    await writeAll(
      gateway(),
      'newCustomer',
      Array.from({ length: 100 }, (_, n) => ({ name: `Leaf ${n}`, parentCustomerId })),
    )
    const count = (id: string) =>
      gateway().statements(async () => {
        await remove(id, { withDescendants: true })
        await restore(id)
      })
    const one = await count(ids.Oslo)
    expect(await count(ids.South)).toBe(one)
  })
})

/** Imports a record; answers why it was refused. */
async function importAgain(gateway: Gateway, record: object): Promise<readonly string[]> {
  const database = await openMigrated(gateway.database)
  const { refusals } = await importText(database, JSON.stringify(record))
  await database.close()
  return refusals
}

test('the table of deleted customers has every column of that of customers', async () => {
  const schema = await readFile('prisma/sqlite/schema.prisma', 'utf8')
  const columnsOf = (model: string) => {
    const [, body = ''] = new RegExp(`^model ${model} \\{$(.*?)^\\}$`, 'ms').exec(schema) ?? []
    const fields = [...body.matchAll(/^ {2}(\w+) +(String|Int|Boolean|Json|DateTime)(\?)?/gm)]
    return fields.map(([, name, type, optional = '']) => `${name} ${type}${optional}`).sort()
  }
  expect(columnsOf('DeletedCustomer').filter((each) => each !== 'deletion String')).toEqual(columnsOf('Customer'))
})
