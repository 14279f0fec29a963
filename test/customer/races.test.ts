import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Served, startServing } from '../support/cli.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { writeAll } from '../support/forest.ts'
import { administrator, type Gateway, startGateway } from '../support/gateway.ts'
import { inputTypeOf } from '../support/input-type.ts'
import { rebuildAll } from '../support/rebuild.ts'
import { testSecret } from '../support/settings.ts'

/** How often each race is run: a few times here, and as often as `RACE_ROUNDS` says for the whole of it. */
const rounds = Number(process.env.RACE_ROUNDS ?? 4)

type Mutation = 'newCustomer' | 'patchCustomer' | 'deleteCustomer' | 'restoreCustomer' | 'deleteTag'

/** A mutation that is sent, and what it may be answered: `Code path` of each user error. */
interface Runner {
  readonly mutation: Mutation
  readonly input: object
}

/** What two mutations at once were answered, in their order. */
type Outcome = readonly [readonly string[], readonly string[]]

describe.each(databases)('at once, from two processes on %s', (_, makeDatabase) => {
  let database: TestDatabase
  let near: Gateway
  let far: Served
  let folder: string
  let accountId: string

  beforeAll(async () => {
    database = await makeDatabase()
    near = await startGateway(database)
    folder = await mkdtemp(join(tmpdir(), 'customer-gateway-'))
    far = await startServing(folder, { DATABASE_URL: database.url, JWT_SECRET: testSecret, SAMPLE_DATA: 'false' })
    accountId = (await writeAll(near, 'newAccount', [{ name: 'Nordic' }]))[0] ?? ''
  })
  afterAll(async () => {
    await far.stop()
    await near.app.close()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  const send = async (url: string, { mutation, input }: Runner): Promise<readonly string[]> => {
    const type = inputTypeOf(mutation)
    const query = `mutation ($input: ${type}) { sent: ${mutation}(input: $input) { userErrors { code field } } }`
    const response = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization: await near.authorization(administrator), 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { input } }),
    })
    const { data, errors } = (await response.json()) as {
      readonly data?: { readonly sent: { readonly userErrors: readonly { code: string; field: string[] }[] } }
      readonly errors?: unknown
    }
    if (!data) throw new Error(JSON.stringify(errors))
    return data.sent.userErrors.map(({ code, field }) => [code, ...field].join(' '))
  }
  const carryOut = async (mutation: Mutation, input: object) => {
    expect(await send(near.app.url, { mutation, input })).toEqual([])
  }

  /** Sends two mutations at once; either first, a little before the other or not, and to either process. */
  const atOnce = async (round: number, [one, other]: readonly [Runner, Runner]): Promise<Outcome> => {
    const urls = round % 2 === 0 ? [near.app.url, far.url] : [far.url, near.app.url]
    const lead = (Math.floor(round / 4) % 5) * (round % 4 < 2 ? 1 : -1)
    const late = async (ms: number, url: string, runner: Runner) => {
      if (ms > 0) await setTimeout(ms)
      return send(url, runner)
    }
    return Promise.all([late(lead, urls[0] ?? '', one), late(-lead, urls[1] ?? '', other)])
  }

  /** Runs all rounds of a race; each takes as many fresh customers and tags as it has names for. */
  const race = async (
    { customers, tags = 0 }: { readonly customers: number; readonly tags?: number },
    run: (subjects: { ids: readonly string[]; tagIds: readonly string[]; round: number }) => Promise<void>,
  ) => {
    const many = <Value>(count: number, value: (n: number) => Value) =>
      Array.from({ length: count }, (_, n) => value(n))
    const name = `${expect.getState().currentTestName} `.slice(-100)
    const ids = await writeAll(
      near,
      'newCustomer',
      many(rounds * customers, (n) => ({ accountId, name: `${name}${n}` })),
    )
    const tagIds = await writeAll(
      near,
      'newTag',
      many(rounds * tags, (n) => ({ accountId, name: `${name}${n}`, color: 'Red' })),
    )
    for (let round = 0; round < rounds; round++) {
      const own = (all: readonly string[], count: number) => all.slice(round * count, (round + 1) * count)
      await run({ ids: own(ids, customers), tagIds: own(tagIds, tags), round })
    }
    await expectWholeTrees()
  }

  /** Every customer lies right below its parent, which is there; and its records make it what it is. */
  const expectWholeTrees = async () => {
    const astray = await database.query(`select c."id" from "Customer" c
      left join "Customer" p on p."id" = c."parentCustomerId"
      where c."path" <> coalesce(p."path", '') || substr(c."path", length(c."path") - 7)
      or (p."id" is null) <> (c."parentCustomerId" is null)`)
    expect(astray).toEqual([])
    const { stored, rebuilt } = await rebuildAll(database)
    expect(rebuilt).toEqual(stored)
  }

  const below = (id: string) => ({ parentCustomerId: id })
  const find = async (id = '') => {
    const query = `query ($id: ID!) { customer(id: $id) {
      version parentCustomerId children { nodes { id } } tags { id } history(first: 1) { nodes { action } } } }`
    type Found = {
      readonly version: number
      readonly parentCustomerId: string | null
      readonly children: { readonly nodes: readonly { readonly id: string }[] }
      readonly tags: readonly { readonly id: string }[]
    }
    return (await near.data<{ customer: Found | null }>(administrator, query, { id })).customer
  }
  const oneOf = (outcome: Outcome, ...possible: readonly Outcome[]) => expect(possible).toContainEqual(outcome)

  const budgetMs = 60_000 + rounds * 5_000

  test('two moves that together make a cycle: one is refused', { timeout: budgetMs }, () =>
    race({ customers: 2 }, async ({ ids: [a = '', b = ''], round }) => {
      const outcome = await atOnce(round, [
        { mutation: 'patchCustomer', input: { customerId: a, ...below(b) } },
        { mutation: 'patchCustomer', input: { customerId: b, ...below(a) } },
      ])
      oneOf(outcome, [[], ['Cycle parentCustomerId']], [['Cycle parentCustomerId'], []])
      const parents = [(await find(a))?.parentCustomerId, (await find(b))?.parentCustomerId]
      expect(parents).toEqual(outcome[0].length === 0 ? [b, null] : [null, a])
    }),
  )

  test('a child that is added to a customer that is deleted: either', { timeout: budgetMs }, () =>
    race({ customers: 1 }, async ({ ids: [id = ''], round }) => {
      const outcome = await atOnce(round, [
        { mutation: 'newCustomer', input: { name: 'Child', ...below(id) } },
        { mutation: 'deleteCustomer', input: { customerId: id } },
      ])
      oneOf(outcome, [[], ['HasChildren customerId']], [['NotFound parentCustomerId'], []])
      expect((await find(id))?.children.nodes.length).toBe(outcome[0].length === 0 ? 1 : undefined)
    }),
  )

  test('a child that is added to a customer that is deleted with all below it', { timeout: budgetMs }, () =>
    race({ customers: 1 }, async ({ ids: [id = ''], round }) => {
      const outcome = await atOnce(round, [
        { mutation: 'newCustomer', input: { name: 'Child', ...below(id) } },
        { mutation: 'deleteCustomer', input: { customerId: id, withDescendants: true } },
      ])
      oneOf(outcome, [[], []], [['NotFound parentCustomerId'], []])
      expect(await find(id)).toBeNull()
      await carryOut('restoreCustomer', { customerId: id })
      expect((await find(id))?.children.nodes.length).toBe(outcome[0].length === 0 ? 1 : 0)
    }),
  )

  test('a move under a customer that is deleted: either', { timeout: budgetMs }, () =>
    race({ customers: 2 }, async ({ ids: [id = '', moved = ''], round }) => {
      const outcome = await atOnce(round, [
        { mutation: 'patchCustomer', input: { customerId: moved, ...below(id) } },
        { mutation: 'deleteCustomer', input: { customerId: id } },
      ])
      oneOf(outcome, [[], ['HasChildren customerId']], [['NotFound parentCustomerId'], []])
      expect(await find(moved)).toMatchObject({ parentCustomerId: outcome[0].length === 0 ? id : null })
    }),
  )

  test('a tag that is deleted and set: it is gone', { timeout: budgetMs }, () =>
    race({ customers: 2, tags: 2 }, async ({ ids: [id = '', other = ''], tagIds: [tagId = '', kept = ''], round }) => {
      await carryOut('patchCustomer', { customerId: other, tagIds: [tagId, kept] })
      const outcome = await atOnce(round, [
        { mutation: 'patchCustomer', input: { customerId: id, tagIds: [kept, tagId] } },
        { mutation: 'deleteTag', input: { tagId } },
      ])
      oneOf(outcome, [[], []], [['NotFound tagIds 1'], []])
      expect((await find(id))?.tags).toEqual(outcome[0].length === 0 ? [{ id: kept }] : [])
      expect((await find(other))?.tags).toEqual([{ id: kept }])
    }),
  )

  test('two patches from one version: exactly one wins', { timeout: budgetMs }, () =>
    race({ customers: 1 }, async ({ ids: [customerId = ''], round }) => {
      const outcome = await atOnce(round, [
        { mutation: 'patchCustomer', input: { customerId, expectedVersion: 1, name: 'One' } },
        { mutation: 'patchCustomer', input: { customerId, expectedVersion: 1, name: 'Other' } },
      ])
      oneOf(outcome, [[], ['Conflict expectedVersion']], [['Conflict expectedVersion'], []])
      expect(await find(customerId)).toMatchObject({ version: 2 })
    }),
  )

  test('a restore under a customer that is deleted: either', { timeout: budgetMs }, () =>
    race({ customers: 2, tags: 1 }, async ({ ids: [id = '', child = ''], tagIds, round }) => {
      await carryOut('patchCustomer', { customerId: child, ...below(id), tagIds })
      await carryOut('deleteCustomer', { customerId: child })
      const outcome = await atOnce(round, [
        { mutation: 'restoreCustomer', input: { customerId: child } },
        { mutation: 'deleteCustomer', input: { customerId: id } },
      ])
      oneOf(outcome, [[], ['HasChildren customerId']], [['Conflict customerId'], []])
      expect((await find(child))?.tags.length).toBe(outcome[0].length === 0 ? 1 : undefined)
    }),
  )

  test('a restore and a deletion of one customer: both, in some order', { timeout: budgetMs }, () =>
    race({ customers: 2 }, async ({ ids: [id = '', child = ''], round }) => {
      await carryOut('patchCustomer', { customerId: child, ...below(id) })
      const outcome = await atOnce(round, [
        { mutation: 'restoreCustomer', input: { customerId: id } },
        { mutation: 'deleteCustomer', input: { customerId: id, withDescendants: true } },
      ])
      expect(outcome).toEqual([[], []])
      expect((await find(child)) === null).toBe((await find(id)) === null)
    }),
  )

  test('a restore and the deletion of a tag: the tag is gone', { timeout: budgetMs }, () =>
    race({ customers: 2, tags: 1 }, async ({ ids: [id = '', other = ''], tagIds, round }) => {
      await carryOut('patchCustomer', { customerId: id, tagIds })
      await carryOut('patchCustomer', { customerId: other, tagIds })
      await carryOut('deleteCustomer', { customerId: id })
      const outcome = await atOnce(round, [
        { mutation: 'restoreCustomer', input: { customerId: id } },
        { mutation: 'deleteTag', input: { tagId: tagIds[0] } },
      ])
      expect(outcome).toEqual([[], []])
      expect((await find(id))?.tags).toEqual([])
    }),
  )

  test('a change and two deletions, one of them from above: none is lost', { timeout: budgetMs }, () =>
    race({ customers: 2 }, async ({ ids: [id = '', child = ''], round }) => {
      await carryOut('patchCustomer', { customerId: child, ...below(id) })
      const patch = { mutation: 'patchCustomer', input: { customerId: child, name: 'Changed' } } as const
      const changed = send(round % 2 === 0 ? near.app.url : far.url, patch)
      const outcome = await atOnce(round, [
        { mutation: 'deleteCustomer', input: { customerId: child } },
        { mutation: 'deleteCustomer', input: { customerId: id, withDescendants: true } },
      ])
      oneOf(outcome, [[], []], [['NotFound customerId'], []])
      expect([[], ['NotFound customerId']]).toContainEqual(await changed)
      expect([await find(id), await find(child)]).toEqual([null, null])
    }),
  )
})
