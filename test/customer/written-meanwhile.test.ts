import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Scene, setScene } from '../support/bystander.ts'
import { administrator } from '../support/gateway.ts'
import { importText } from '../support/transfer.ts'

/**
 * A change of one customer keeps nobody from it between its read and its write. Here somebody else always comes in
 * between. (On SQLite a transaction has the database to itself.)
 */
let scene: Scene

beforeAll(async () => {
  const tags = [
    { id: 'gold', name: 'Gold', color: 'Gold' },
    { id: 'red', name: 'Red', color: 'Red' },
  ]
  const below = (id: string, parentCustomerId: string) => ({ id, accountId: 'a', name: id, parentCustomerId })
  scene = await setScene([
    { id: 'a', name: 'Account' },
    { id: 'tagged', accountId: 'a', name: 'tagged', tags },
    ...['renamed', 'from-version', 'given', 'free', 'onto', 'around', 'again', 'into'].map((id) => ({
      id,
      accountId: 'a',
      name: id,
    })),
    ...[below('moved', 'tagged'), below('held', 'moved'), below('deleted', 'again')],
  ])
})
afterAll(() => scene.close())

const mutate = (mutation: string, input: object) => scene.mutate(mutation, input)

const find = async (id: string) => {
  const query = `query ($id: ID!) {
    customer(id: $id) { name version referenceId tags { id } history(first: 1) { nodes { version before after } } } }`
  return (await scene.gateway.data<{ customer: object }>(administrator, query, { id })).customer
}

/** Begins what waits for a lock, as the `count`th at a time. */
async function begin<Value>(count: number, write: () => Promise<Value>): Promise<{ readonly done: Promise<Value> }> {
  const done = write()
  await expect.poll(scene.waiting, { timeout: 10_000, interval: 5 }).toBe(count)
  return { done }
}

/** What a mutation answers that waits for somebody else, who writes meanwhile. */
async function meanwhile(statements: readonly string[], mutation: string, input: object): Promise<readonly string[]> {
  await scene.bystander.query('begin')
  for (const statement of statements) await scene.bystander.query(statement)
  const { done } = await begin(1, () => mutate(mutation, input))
  await scene.bystander.query('commit')
  return done
}

const raised = (id: string, set = '') => `update "Customer" set "version" = "version" + 1 ${set} where "id" = '${id}'`

test('what somebody else has just written stays, and the record begins with it', async () => {
  const theirs = raised('renamed', `, "name" = 'Theirs', "nameKey" = 'theirs', "referenceId" = 'theirs'`)
  const input = { customerId: 'renamed', referenceId: 'ours' }
  expect(await meanwhile([theirs], 'patchCustomer', input)).toEqual([])
  expect(await find('renamed')).toMatchObject({
    name: 'Theirs',
    version: 3,
    history: { nodes: [{ version: 3, before: { referenceId: 'theirs' }, after: { referenceId: 'ours' } }] },
  })
})

test('a version that somebody else has just left is a conflict', async () => {
  const input = { customerId: 'from-version', expectedVersion: 1, name: 'Ours' }
  expect(await meanwhile([raised('from-version')], 'patchCustomer', input)).toEqual(['Conflict expectedVersion'])
  expect(await find('from-version')).toMatchObject({ version: 2 })
})

test('tags that somebody else has just given are taken again', async () => {
  const given = [`insert into "CustomerTag" ("customerId", "tagId") values ('given', 'red')`, raised('given')]
  const input = { customerId: 'given', tagIds: ['gold'] }
  expect(await meanwhile(given.toReversed(), 'patchCustomer', input)).toEqual([])
  expect(await find('given')).toMatchObject({
    version: 3,
    tags: [{ id: 'gold' }],
    history: { nodes: [{ before: { tagIds: ['red'] }, after: { tagIds: ['gold'] } }] },
  })
})

test('who only held the customer for a while changes nothing of it', async () => {
  const held = `select 1 from "Customer" where "id" = 'free' for update`
  expect(await meanwhile([held], 'patchCustomer', { customerId: 'free', name: 'Free' })).toEqual([])
  expect(await find('free')).toMatchObject({ name: 'Free', version: 2 })
})

test('a tag that somebody else has just deleted is not found, and nothing changes', async () => {
  const gone = [
    `delete from "CustomerTag" where "tagId" = 'red'`,
    raised('tagged'),
    `delete from "Tag" where "id" = 'red'`,
  ]
  const input = { customerId: 'free', name: 'Not free', tagIds: ['gold', 'red'] }
  expect(await meanwhile(gone, 'patchCustomer', input)).toEqual(['NotFound tagIds 1'])
  expect(await find('free')).toMatchObject({ name: 'Free', version: 2, tags: [], history: { nodes: [{ version: 2 }] } })
})

/** Takes a row's place until it is given up; who writes it waits for that. */
const taken = (id: string, key: string) => `insert into "Customer"
  select (jsonb_populate_record(c, jsonb_build_object('id', '${id}', 'key', ${key}, 'path', '~' || ${key}))).*
  from "Customer" c where c."id" = 'free'`
const spare = `(select max("key") + 1000 from "Customer")`
const nextKey = `(select last_value + 1 from pg_sequences
  where format('%I.%I', schemaname, sequencename) = pg_get_serial_sequence('"Customer"', 'key'))`

/**
 * Who puts customers below a leaf, and who changes that leaf at once: what those show of it is known to have changed,
 * whether the change has seen them or not. Whoever puts them there is stopped once they hold the leaf.
 */
test.each([
  ['is made', 'into', taken('new', nextKey), () => mutate('newCustomer', { name: 'New', parentCustomerId: 'into' }), 1],
  [
    'moves',
    'onto',
    `select 1 from "Customer" where "id" = 'held' for update`,
    () => mutate('patchCustomer', { customerId: 'moved', parentCustomerId: 'onto' }),
    // The move itself reaches others.
    2,
  ],
  ['is restored', 'again', taken('deleted', spare), () => mutate('restoreCustomer', { customerId: 'deleted' }), 1],
  [
    'is imported',
    'around',
    taken('imported', spare),
    () =>
      importText(
        scene.opened,
        JSON.stringify({ id: 'imported', accountId: 'a', name: 'I', parentCustomerId: 'around' }),
      ),
    1,
  ],
])('a customer that %s below one that is renamed: all know', async (_, parentId, stop, write, times) => {
  if (parentId === 'again') expect(await mutate('deleteCustomer', { customerId: 'deleted' })).toEqual([])
  const treeVersion = async () => {
    const [row] = await scene.query(`select "version" from "TreeVersion" where "accountId" = 'a'`)
    return Number(row?.version ?? 0)
  }
  const before = await treeVersion()
  await scene.bystander.query('begin')
  await scene.bystander.query(stop)
  const written = await begin(1, async () => write())
  const renamed = await begin(2, () => mutate('patchCustomer', { customerId: parentId, name: 'Renamed' }))
  await scene.bystander.query('rollback')
  expect(await renamed.done).toEqual([])
  const done = await written.done
  expect(done).toEqual(Array.isArray(done) ? [] : { counts: [1, 0, 0, 0], refusals: [] })
  expect(await treeVersion()).toBe(before + times)
})
