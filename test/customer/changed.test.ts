import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Viewer } from '../../src/auth/viewer.ts'
import { type Following, followOverSse, followOverWebSocket, untilOpen } from '../support/follow.ts'
import { writeAll } from '../support/forest.ts'
import { administrator, customer, manager, onBothDatabases } from '../support/gateway.ts'

interface Event {
  readonly change: {
    readonly id: string
    readonly customerId: string
    readonly action: string
    readonly fields: readonly string[]
    readonly before: Readonly<Record<string, unknown>> | null
    readonly after: Readonly<Record<string, unknown>> | null
  }
  readonly customer: { readonly id: string; readonly name: string } | null
}

const query = `subscription ($customerIds: [ID!], $accountIds: [ID!], $afterId: ID) {
  customerChanged(customerIds: $customerIds, accountIds: $accountIds, afterId: $afterId) {
    change { id customerId action fields before after } customer { id name }
  }
}`

onBothDatabases('customerChanged', (gateway) => {
  const open: Following<Event>[] = []
  let accountId: string
  let rootId: string
  let otherId: string
  let id: string
  const one = async (mutation: Parameters<typeof writeAll>[1], input: object) =>
    (await writeAll(gateway(), mutation, [input]))[0] ?? ''
  const patch = (customerId: string, input: object) => one('patchCustomer', { customerId, ...input })

  beforeEach(async () => {
    accountId = await one('newAccount', { name: 'Nordic' })
    rootId = await one('newCustomer', { accountId, name: 'Root' })
    otherId = await one('newCustomer', { accountId, name: 'Other' })
    id = await one('newCustomer', { parentCustomerId: rootId, name: 'Acme' })
  })
  afterEach(async () => {
    for (const following of open.splice(0)) following.end()
    await untilOpen(gateway().app.url, 0)
  })

  /** Follows as a viewer, from now on once it is answered. */
  const follow = async (viewer: Viewer, variables: object = {}, over = followOverWebSocket<Event>) => {
    const { url } = gateway().app
    const authorization = await gateway().authorization(viewer)
    const following = over({ url, authorization, query, variables: { ...variables } })
    open.push(following)
    await untilOpen(url, open.length)
    return following
  }
  const names = ({ events }: Following<Event>) => events.map(({ change: { after } }) => after?.name)

  test.each([
    ['WebSocket', followOverWebSocket<Event>],
    ['server-sent events', followOverSse<Event>],
  ])('comes over %s, with what the customer is by now', async (_name, over) => {
    const { events } = await follow(administrator, {}, over)
    await patch(id, { name: 'New', referenceId: 'R' })
    await expect.poll(() => events).toHaveLength(1)
    const change = { customerId: id, action: 'Patched', fields: ['name', 'referenceId'] }
    const values = { before: { name: 'Acme', referenceId: null }, after: { name: 'New', referenceId: 'R' } }
    expect(events[0]).toMatchObject({ change: { ...change, ...values }, customer: { id, name: 'New' } })
  })

  test('is told only of what is asked for, and goes on after any change', async () => {
    const all = await follow(administrator)
    const some = await follow(administrator, { customerIds: [rootId, 'nobody'], accountIds: [accountId] })
    const none = await follow(administrator, { customerIds: [] })
    const elsewhere = await follow(administrator, { accountIds: ['nowhere'] })
    for (const name of ['A', 'B']) for (const each of [id, rootId]) await patch(each, { name })
    await expect.poll(() => names(all)).toEqual(['A', 'A', 'B', 'B'])
    await expect.poll(() => names(some)).toEqual(['A', 'B'])
    const [, second] = all.events
    const later = await follow(administrator, { afterId: second?.change.id })
    await expect.poll(() => later.events).toEqual(all.events.slice(2))
    expect([none.events, elsewhere.events]).toEqual([[], []])
  })

  test.each(['0', '-1', '007', '1.5', 'nonsense', '999999999999', '9'.repeat(30), ''])(
    'refuses to go on after %j, which is no change',
    async (afterId) => {
      const { url } = gateway().app
      const authorization = await gateway().authorization(administrator)
      const following = followOverWebSocket<Event>({ url, authorization, query, variables: { afterId } })
      await following.ended
      expect(following.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'afterId' } }])
    },
  )

  test('refuses lists that are too long', async () => {
    const { url } = gateway().app
    const authorization = await gateway().authorization(administrator)
    const variables = { customerIds: Array.from({ length: 1001 }, String) }
    const following = followOverSse<Event>({ url, authorization, query, variables })
    await following.ended
    expect(following.errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT', field: 'customerIds' } }])
  })

  test('tells of a move out of sight, of nothing there, and of the way back', async () => {
    const seeing = await follow(customer(rootId))
    const whole = await follow(manager(accountId))
    await patch(id, { name: 'A' })
    await patch(id, { name: 'B', parentCustomerId: otherId })
    await patch(id, { name: 'C' })
    await patch(id, { name: 'D', parentCustomerId: rootId })
    await expect.poll(() => names(whole)).toEqual(['A', 'B', 'C', 'D'])
    await expect.poll(() => names(seeing)).toEqual(['A', undefined, 'D'])
    const [, left, back] = seeing.events
    expect(left).toMatchObject({
      change: { before: { name: 'A', parentCustomerId: rootId }, after: null },
      customer: null,
    })
    // Whose child it was meanwhile is not theirs to know.
    expect(back).toMatchObject({
      change: { before: { name: 'C', parentCustomerId: null }, after: { name: 'D', parentCustomerId: rootId } },
      customer: { name: 'D' },
    })
    // The same later, when it is in sight again.
    const later = await follow(customer(rootId), { afterId: seeing.events[0]?.change.id })
    await expect.poll(() => later.events).toEqual(seeing.events.slice(1))
  })

  test('tells of a deletion without the customer', async () => {
    const { events } = await follow(manager(accountId), { customerIds: [id] })
    const input = `(input: { customerId: "${id}" }) { userErrors { code } }`
    await gateway().data(administrator, `mutation { deleteCustomer${input} }`)
    await expect.poll(() => events).toHaveLength(1)
    expect(events[0]).toMatchObject({ change: { action: 'Deleted', customerId: id }, customer: null })
    await gateway().data(administrator, `mutation { restoreCustomer${input} }`)
    await expect.poll(() => events).toHaveLength(2)
    expect(events[1]).toMatchObject({ change: { action: 'Restored' }, customer: { id, name: 'Acme' } })
  })

  test('tells nothing to who sees nothing of it', async () => {
    const blind = await follow(manager('nowhere'))
    const none = await follow({ userId: 'no', roles: [], accountIds: [accountId], customerIds: [id] })
    const seeing = await follow(administrator)
    await patch(id, { name: 'A' })
    await patch(rootId, { name: 'B' })
    await expect.poll(() => names(seeing)).toEqual(['A', 'B'])
    expect([blind.events, none.events]).toEqual([[], []])
  })

  test('takes as many statements for many events as for one', async () => {
    const afterId = (await gateway().database.query('select max("id") as "id" from "CustomerChange"'))[0]?.id
    const write = (count: number) =>
      writeAll(
        gateway(),
        'newCustomer',
        Array.from({ length: count }, (_, n) => ({ parentCustomerId: rootId, name: `Branch ${n}` })),
      )
    /** Reads are shared, so the gateway is to be asked of nothing else; a poll now and then cannot be helped. */
    const count = async (size: number) => {
      const statements = await gateway().statements(async () => {
        const { events } = await follow(administrator, { afterId: String(afterId) })
        await expect.poll(() => events.length, { interval: 5 }).toBeGreaterThanOrEqual(size)
      })
      open.pop()?.end()
      await untilOpen(gateway().app.url, 0)
      return statements
    }
    await write(1)
    const few = await count(1)
    await write(49)
    expect(await count(50)).toBeLessThan(few + 10)
  })

  test('several operations share a connection, and other operations are answered on it', async () => {
    const { url } = gateway().app
    const authorization = await gateway().authorization(administrator)
    for (const over of [followOverWebSocket<Event>, followOverSse<Event>]) {
      const asked = over({ url, authorization, query: 'query { customerChanged: viewer { userId } }' })
      expect(await asked.ended).toMatchObject({ errors: [] })
      expect(asked.events).toEqual([{ userId: 'ada' }])
    }
  })
})

onBothDatabases('the feed of changes', (gateway) => {
  test('passes over what was rolled back, and waits for who began before', async () => {
    const [accountId = ''] = await writeAll(gateway(), 'newAccount', [{ name: 'Nordic' }])
    const make = async (name: string) => (await writeAll(gateway(), 'newCustomer', [{ accountId, name }]))[0] ?? ''
    const first = await make('First')
    const { url } = gateway().app
    const authorization = await gateway().authorization(administrator)
    const { events, end } = followOverWebSocket<Event>({ url, authorization, query })
    await untilOpen(url, 1)
    const release = gateway().database.url.startsWith('file:') ? null : await writeSlowly(gateway().database.url, first)
    const second = await make('Second')
    if (release) {
      await new Promise((resolve) => setTimeout(resolve, 700))
      expect(events).toEqual([])
      await release()
    }
    const third = await make('Third')
    const expected = [...(release ? [first] : []), second, third]
    await expect.poll(() => events.map(({ change }) => change.customerId)).toEqual(expected)
    end()
    await untilOpen(url, 0)
  })
})

/** A transaction that records a change and commits when it is told to, and one that is rolled back, by another program. */
async function writeSlowly(url: string, customerId: string): Promise<() => Promise<void>> {
  const record = `insert into "CustomerChange" ("customerId", "version", "at", "by", "action", "accountId", "path")
    select c."id", 2, now(), 'other', 'Patched', c."accountId", c."path" from "Customer" c where c."id" = '${customerId}'`
  const [slow, failing] = [new pg.Client(url), new pg.Client(url)]
  for (const client of [slow, failing]) {
    await client.connect()
    await client.query('begin')
    await client.query(record)
  }
  await failing.query('rollback')
  await failing.end()
  return async () => {
    await slow.query('commit')
    await slow.end()
  }
}
