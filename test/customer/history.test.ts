import { beforeEach, expect, test } from 'vitest'
import { writeAll } from '../support/forest.ts'
import { administrator, customer, type Gateway, manager, onBothDatabases } from '../support/gateway.ts'
import { inputTypeOf } from '../support/input-type.ts'
import { rebuildAll } from '../support/rebuild.ts'

interface Change {
  readonly id: string
  readonly version: number
  readonly at: string
  readonly by: string
  readonly action: string
  readonly fields: readonly string[]
  readonly before: unknown
  readonly after: unknown
}

interface History {
  readonly nodes: readonly Change[]
  readonly edges: readonly { readonly cursor: string; readonly node: Change }[]
  readonly totalCount: number
  readonly pageInfo: object
}

const historyQuery = `query ($id: ID!, $first: Int, $after: String, $last: Int, $before: String) {
  customer(id: $id) { history(first: $first, after: $after, last: $last, before: $before) {
    totalCount nodes { id version at by action fields before after }
    edges { cursor node { id } } pageInfo { hasNextPage hasPreviousPage }
  } }
}`

async function historyOf(gateway: Gateway, id: string, page = {}, viewer = administrator): Promise<History> {
  const data = await gateway.data<{ customer: { history: History } }>(viewer, historyQuery, { id, ...page })
  return data.customer.history
}

/** The last change, without what no test can know. */
async function lastChange(gateway: Gateway, id: string): Promise<object> {
  const [{ id: _id, at: _at, ...change } = { id: '', at: '' }] = (await historyOf(gateway, id, { first: 1 })).nodes
  return change
}

async function send(gateway: Gateway, mutation: string, input: object, viewer = administrator): Promise<void> {
  const type = inputTypeOf(mutation)
  const query = `mutation ($input: ${type}) { sent: ${mutation}(input: $input) { userErrors { code field } } }`
  expect(await gateway.data(viewer, query, { input })).toEqual({ sent: { userErrors: [] } })
}

const asOfQuery = 'query ($id: ID!, $asOf: DateTime) { customer(id: $id, asOf: $asOf) { '

onBothDatabases('the history of a customer', (gateway) => {
  let accountId: string
  let rootId: string
  let id: string
  const one = async (mutation: Parameters<typeof writeAll>[1], input: object) =>
    (await writeAll(gateway(), mutation, [input]))[0] ?? ''
  const asOf = (instant: string, selection: string, viewer = administrator) =>
    gateway().data<{ customer: object | null }>(viewer, `${asOfQuery}${selection} } }`, { id, asOf: instant })

  beforeEach(async () => {
    accountId = await one('newAccount', { name: 'Nordic' })
    rootId = await one('newCustomer', { accountId, name: 'Root' })
    id = await one('newCustomer', { name: 'Acme', parentCustomerId: rootId, data: { seats: 3 } })
  })

  test('begins with what was said of it', async () => {
    const after = { accountId, parentCustomerId: rootId, name: 'Acme', data: { seats: { numberValue: 3 } } }
    expect(await lastChange(gateway(), id)).toEqual({
      version: 1,
      by: 'ada',
      action: 'Created',
      fields: expect.arrayContaining(Object.keys(after)),
      before: null,
      after,
    })
  })

  test('tells of every mutation what it changed, and of nothing else', async () => {
    const tagIds = (
      await writeAll(gateway(), 'newTag', [
        { accountId, name: 'One', color: 'Red' },
        { accountId, name: 'Two', color: 'Gold' },
      ])
    ).sort()
    const schedule = { inherit: false, defaultState: 'Open' }
    const recorded: [string, object, object][] = [
      ['patchCustomer', { name: 'Acme 2', referenceId: '7' }, { name: 'Acme 2', referenceId: '7' }],
      ['patchCustomer', { referenceId: null, name: 'Acme 2' }, { referenceId: null }],
      ['patchCustomer', { schedule }, { schedule: { ...schedule, forceClosed: false, rules: [] } }],
      ['patchCustomer', { tagIds: tagIds.toReversed() }, { tagIds }],
      ['patchCustomer', { parentCustomerId: null }, { parentCustomerId: null }],
      ['setCustomerStagingMode', { isStaging: true }, { isStaging: true }],
      [
        'setCustomerIntegration',
        { key: 'crm', thirdPartyId: '5' },
        { integrationData: { crm: { thirdPartyId: '5' } } },
      ],
      [
        'patchCustomer',
        { billingSettings: { base: { baseCost: 2.5 } }, overrideBillingSettings: true },
        {
          overrideBillingSettings: true,
          billingSettings: { base: { baseCost: 2.5, rawUnitMultiplier: 0, unitCost: 0, allowance: 0 } },
        },
      ],
    ]
    for (const [index, [mutation, input, after]] of recorded.entries()) {
      await send(gateway(), mutation, { customerId: id, ...input })
      await send(gateway(), mutation, { customerId: id, ...input })
      const action = mutation === 'setCustomerStagingMode' ? 'StagingModeSet' : 'Patched'
      expect(await lastChange(gateway(), id)).toMatchObject({ version: index + 2, action, after })
    }
    await send(gateway(), 'deleteTag', { tagId: tagIds[0] })
    const [before, after] = [{ tagIds }, { tagIds: tagIds.slice(1) }]
    expect(await lastChange(gateway(), id)).toMatchObject({ action: 'Patched', fields: ['tagIds'], before, after })
    const { nodes, totalCount } = await historyOf(gateway(), id)
    expect(nodes.map(({ version }) => version)).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1])
    expect(totalCount).toBe(10)
    // A patch names before and after alike.
    for (const change of nodes.slice(0, -1)) {
      expect(Object.keys(change.before ?? {})).toEqual(change.fields)
      expect(Object.keys(change.after ?? {})).toEqual(change.fields)
    }
    const { stored, rebuilt } = await rebuildAll(gateway().database)
    expect(rebuilt).toEqual(stored)
  })

  test('holds every tag that was deleted while others gave and took it', async () => {
    const ids = await writeAll(
      gateway(),
      'newCustomer',
      Array.from({ length: 6 }, (_, n) => ({ name: `Branch ${n}`, parentCustomerId: rootId })),
    )
    for (const round of [1, 2, 3, 4]) {
      const tagId = await one('newTag', { accountId, name: `Tag ${round}`, color: 'Red' })
      await send(gateway(), 'patchCustomer', { customerId: ids[0], tagIds: [tagId] })
      const query = 'mutation ($input: PatchCustomerInput!) { patchCustomer(input: $input) { userErrors { code } } }'
      const patch = (customerId: string, tagIds: readonly string[]) =>
        gateway().graphql(administrator, query, { input: { customerId, tagIds } })
      const answers = await Promise.all([
        ...ids.slice(0, 3).map((each, n) => patch(each, n === 0 ? [] : [tagId])),
        send(gateway(), 'deleteTag', { tagId }),
        ...ids.slice(3).map((each) => patch(each, [tagId])),
      ])
      expect(answers.filter((answer) => answer?.errors)).toEqual([])
    }
    const { stored, rebuilt } = await rebuildAll(gateway().database)
    expect(rebuilt).toEqual(stored)
  })

  test('is left alone by what is refused', async () => {
    const input = { customerId: id, name: 'Other', expectedVersion: 9 }
    const query = 'mutation ($input: PatchCustomerInput!) { patchCustomer(input: $input) { userErrors { code } } }'
    expect(await gateway().data(administrator, query, { input })).toEqual({
      patchCustomer: { userErrors: [{ code: 'Conflict' }] },
    })
    expect((await historyOf(gateway(), id)).totalCount).toBe(1)
  })

  test('of those below is left alone by a move', async () => {
    const leafId = await one('newCustomer', { name: 'Leaf', parentCustomerId: id })
    await send(gateway(), 'patchCustomer', { customerId: id, parentCustomerId: null })
    expect((await historyOf(gateway(), leafId)).totalCount).toBe(1)
    const query = '{ breadcrumb { name } version }'
    expect(
      await gateway().data(administrator, `query ($id: ID!) { customer(id: $id) ${query} }`, { id: leafId }),
    ).toEqual({
      customer: { breadcrumb: [{ name: 'Acme' }], version: 1 },
    })
  })

  test('comes in pages from both ends', async () => {
    for (const name of ['B', 'C', 'D']) await send(gateway(), 'patchCustomer', { customerId: id, name })
    const { edges } = await historyOf(gateway(), id)
    const cursors = edges.map(({ cursor }) => cursor)
    const versions = async (page: object) => {
      const { nodes, pageInfo } = await historyOf(gateway(), id, page)
      return [nodes.map(({ version }) => version), pageInfo]
    }
    const middle = { hasNextPage: true, hasPreviousPage: true }
    expect(await versions({ first: 2, after: cursors[0] })).toEqual([[3, 2], middle])
    expect(await versions({ last: 2, before: cursors[3] })).toEqual([[3, 2], middle])
    expect(await versions({ first: 0 })).toEqual([[], { hasNextPage: true, hasPreviousPage: false }])
    expect(await versions({ last: 1 })).toEqual([[1], { hasNextPage: false, hasPreviousPage: true }])
  })

  test.each(['nonsense', null])('refuses a cursor of no history: %s', async (cursor) => {
    const { edges } = await gateway()
      .data<{ customers: { edges: { cursor: string }[] } }>(
        administrator,
        '{ customers(first: 1) { edges { cursor } } }',
      )
      .then(({ customers }) => customers)
    const answer = await gateway().graphql(administrator, historyQuery, { id, after: cursor ?? edges[0]?.cursor })
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })

  test('shows ids of parents only to who may see them', async () => {
    await send(gateway(), 'patchCustomer', { customerId: id, parentCustomerId: null })
    const seen = async (viewer = administrator) =>
      (await historyOf(gateway(), id, {}, viewer)).nodes.map(({ before, after }) => ({ before, after }))
    const created = { accountId, name: 'Acme', data: { seats: { numberValue: 3 } } }
    const change = { before: { parentCustomerId: rootId }, after: { parentCustomerId: null } }
    const whole = [change, { before: null, after: { ...created, parentCustomerId: rootId } }]
    expect(await seen()).toEqual(whole)
    expect(await seen(manager(accountId))).toEqual(whole)
    const hidden = { parentCustomerId: null }
    expect(await seen(customer(id))).toEqual([
      { before: hidden, after: hidden },
      { before: null, after: { ...created, ...hidden } },
    ])
  })

  test('does not show what became of it when it left the sight of who sees it again', async () => {
    const otherId = await one('newCustomer', { accountId, name: 'Other' })
    const moves = [otherId, null, rootId]
    for (const [index, parentCustomerId] of moves.entries()) {
      await send(gateway(), 'patchCustomer', { customerId: id, parentCustomerId, name: `Acme ${index}` })
    }
    // Where the root lies by now makes no difference.
    await send(gateway(), 'patchCustomer', { customerId: rootId, parentCustomerId: otherId })
    const afters = async (viewer = administrator) =>
      (await historyOf(gateway(), id, {}, viewer)).nodes.map(({ after, fields }) => [after, fields])
    const fields = expect.arrayContaining(['parentCustomerId', 'name'])
    expect(await afters(customer(rootId))).toEqual([
      [{ parentCustomerId: rootId, name: 'Acme 2' }, fields],
      [{ parentCustomerId: null, name: 'Acme 1' }, fields],
      [null, fields],
      [expect.objectContaining({ parentCustomerId: rootId, name: 'Acme' }), fields],
    ])
    expect((await afters(manager(accountId)))[2]).toEqual([{ parentCustomerId: otherId, name: 'Acme 0' }, fields])
  })

  test('gives the customer as it stood', async () => {
    const [tagId, goneId] = await writeAll(gateway(), 'newTag', [
      { accountId, name: 'Kept', color: 'Red' },
      { accountId, name: 'Gone', color: 'Red' },
    ])
    await send(gateway(), 'patchCustomer', { customerId: id, tagIds: [tagId, goneId] })
    await send(gateway(), 'deleteTag', { tagId: goneId })
    const at = '2020-01-01T00:00:00Z'
    await date(gateway(), id, at)
    await send(gateway(), 'patchCustomer', {
      customerId: id,
      name: 'New',
      tagIds: [],
      parentCustomerId: null,
      data: {},
    })
    const selection = 'name version data tags { name } parentCustomerId parent { name } isStaging schedule { inherit }'
    expect(await asOf(at, selection)).toEqual({
      customer: {
        name: 'Acme',
        version: 3,
        data: { seats: 3 },
        tags: [{ name: 'Kept' }],
        parentCustomerId: rootId,
        parent: { name: 'Root' },
        isStaging: false,
        schedule: { inherit: true },
      },
    })
    expect(await asOf(at, 'parentCustomerId parent { name }', customer(id))).toEqual({
      customer: { parentCustomerId: null, parent: null },
    })
    // What others decide is of now.
    expect(await asOf(at, 'breadcrumb { name } history { totalCount }')).toEqual({
      customer: { breadcrumb: [], history: { totalCount: 4 } },
    })
    expect(await asOf('1999-01-01T00:00:00Z', 'name')).toEqual({ customer: null })
    expect(await asOf('2999-01-01T00:00:00Z', 'name version')).toEqual({ customer: { name: 'New', version: 4 } })
    expect(await asOf(at, 'name', customer('nobody'))).toEqual({ customer: null })
  })

  test('of many customers takes as many statements as that of one', async () => {
    for (const name of ['B', 'C']) await send(gateway(), 'patchCustomer', { customerId: id, name })
    const query = `query ($ids: [ID!]) { customers(filter: { specificIds: $ids }) { nodes {
      history(first: 2) { totalCount nodes { fields after } } } } }`
    const count = (ids: readonly string[]) => gateway().statements(() => gateway().data(administrator, query, { ids }))
    expect(await count([id, rootId])).toBe(await count([id]))
  })
})

/** Gives all changes of a customer so far a date that is long past, so that the next is later whatever the clock says. */
async function date({ database }: Gateway, id: string, at: string): Promise<void> {
  const stored = database.url.startsWith('file:') ? at.replace('Z', '.000+00:00') : at
  await database.query(`update "CustomerChange" set "at" = '${stored}' where "customerId" = '${id}'`)
}
