import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Viewer } from '../../src/auth/viewer.ts'
import { postgresqlDatabase } from '../support/databases.ts'
import { type Forest, plantForest } from '../support/forest.ts'
import { administrator, customer, type Gateway, manager, onBothDatabases, startGateway } from '../support/gateway.ts'

const look = `query ($id: ID!) { customer(id: $id) { id name parentCustomerId account { name parentAccountId } tags { name } } }`

onBothDatabases('look-ups of many requests', (gateway) => {
  let one: Forest
  let other: Forest
  beforeAll(async () => {
    one = await plantForest(gateway(), 3)
    other = await plantForest(gateway(), 3)
  })

  test('answer each viewer as when asked alone', async () => {
    const viewers = [
      administrator,
      manager(one.accountId),
      manager(other.accountId),
      manager(one.accountId, other.accountId),
      customer(one.rootId),
      customer(...one.branchIds.slice(0, 1)),
      customer(...one.leafIds),
      customer(other.rootId, ...one.branchIds.slice(1)),
      { ...customer(one.rootId), roles: ['Manager', 'Customer'] as const, accountIds: [other.accountId] },
      manager('none'),
    ]
    const ids = [one, other].flatMap(({ rootId, branchIds, leafIds }) => [rootId, ...branchIds, ...leafIds, 'none'])
    const asks = viewers.flatMap((viewer) => ids.map((id) => () => gateway().graphql(viewer, look, { id })))
    const alone = []
    for (const ask of asks) alone.push(await ask())
    expect(new Set(alone.map((answer) => JSON.stringify(answer))).size).toBeGreaterThan(20)
    expect(await Promise.all(asks.map((ask) => ask()))).toEqual(alone)
  })

  test('see what their own request wrote or rehearsed, and nothing that is rehearsed by others', async () => {
    const ids = [...one.branchIds, ...other.branchIds]
    const rename = `mutation ($id: ID!, $name: String, $dryRun: Boolean) {
      patchCustomer(input: { customerId: $id, name: $name, dryRun: $dryRun }) { customer { name } }
    }`
    const seen: unknown[] = []
    const read = async () => {
      const names = await Promise.all(
        ids.map((id) => gateway().data<{ customer: { name: string } }>(administrator, look, { id })),
      )
      seen.push(...names.map((each) => each.customer.name))
    }
    const write = async (id: string, n: number) => {
      const dryRun = n % 2 === 0
      const name = `${dryRun ? 'Rehearsed' : 'Written'} ${n}`
      expect(await gateway().data(administrator, rename, { id, name, dryRun })).toEqual({
        patchCustomer: { customer: { name } },
      })
    }
    for (let round = 0; round < 3; round++) await Promise.all([read(), ...ids.map(write), read()])
    expect(seen.filter((name) => String(name).startsWith('Rehearsed'))).toEqual([])
  })
})

describe('on PostgreSQL, while it is busy with two of a kind', () => {
  let gateway: Gateway
  let forest: Forest
  let drop: () => Promise<void>
  let holder: pg.Client
  beforeAll(async () => {
    const database = await postgresqlDatabase()
    gateway = await startGateway(database)
    forest = await plantForest(gateway, 8)
    holder = new pg.Client({ connectionString: database.url })
    await holder.connect()
    drop = async () => {
      await holder.end()
      await gateway.app.close()
      await database.drop()
    }
  })
  afterAll(() => drop())

  // The tags are read at once, by a statement of their own where the customer has to wait: so all are known to wait.
  const query = 'query ($id: ID!) { customer(id: $id) { name } tags(first: 1) { nodes { name } } }'
  const metric = async (name: string) => {
    const text = await (await fetch(`${gateway.app.url}/metrics`)).text()
    return Number(new RegExp(`^${name} (\\d+)`, 'm').exec(text)?.[1])
  }
  const statements = () => metric('customer_gateway_sql_statements_total')
  const until = async (count: number) => {
    while ((await statements()) < count) await new Promise(setImmediate)
  }
  /** Asks for all branches as each viewer, goes on once all wait for the customers, and answers in the order of asking. */
  const askAll = async (
    viewers: readonly Viewer[],
    { asked = query, meanwhile = async () => {} }: { asked?: string; meanwhile?: () => Promise<unknown> } = {},
  ) => {
    await holder.query('BEGIN')
    await holder.query('LOCK TABLE "Customer" IN ACCESS EXCLUSIVE MODE')
    const before = await statements()
    const answers = viewers.flatMap((viewer) => forest.branchIds.map((id) => gateway.graphql(viewer, asked, { id })))
    await until(before + answers.length)
    await meanwhile()
    await holder.query('COMMIT')
    return { answers: await Promise.all(answers), count: (await statements()) - before - answers.length }
  }
  const branch = (n: number) => ({
    data: { customer: { name: `Branch ${n}` }, tags: { nodes: [{ name: 'Tag 0' }] } },
  })

  test('those of all other requests of a viewer take one statement, and of no other viewer', async () => {
    const viewers = [administrator, manager(forest.accountId), manager('none')]
    const { answers, count } = await askAll(viewers)
    const seen = forest.branchIds.map((_, n) => branch(n))
    const hidden = forest.branchIds.map(() => ({ data: { customer: null, tags: { nodes: [] } } }))
    expect(answers).toEqual([...seen, ...seen, ...hidden])
    expect(count).toBe(viewers.length)
  })

  test('all other requests of a viewer for the number of the same customers take one statement', async () => {
    const asked = `{ customers(filter: { nameFilter: "Branch" }) { totalCount } tags(first: 1) { nodes { name } } }`
    const viewers = [administrator, manager(forest.accountId), manager('none')]
    const { answers, count } = await askAll(viewers, { asked })
    const counted = (totalCount: number, tags: readonly object[]) => ({
      data: { customers: { totalCount }, tags: { nodes: tags } },
    })
    const seen = forest.branchIds.map(() => counted(forest.branchIds.length, [{ name: 'Tag 0' }]))
    const hidden = forest.branchIds.map(() => counted(0, []))
    expect(answers).toEqual([...seen, ...seen, ...hidden])
    expect(count).toBe(viewers.length)
  })

  test('one that fails fails for no other request', async () => {
    const meanwhile = () =>
      holder.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE wait_event_type = 'Lock' AND query LIKE '%"Customer"%' AND datname = current_database() LIMIT 1`)
    const { answers } = await askAll([administrator], { meanwhile })
    expect(answers.filter(({ errors }) => errors?.[0]?.extensions.code === 'UNAVAILABLE')).toHaveLength(1)
    expect(answers.map((answer, n) => (answer.errors ? null : answer) ?? branch(n))).toEqual(
      forest.branchIds.map((_, n) => branch(n)),
    )
  })
})
