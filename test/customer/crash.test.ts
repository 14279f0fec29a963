import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pathWidth } from '../../src/core/path.ts'
import { type Served, startServing } from '../support/cli.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { writeAll } from '../support/forest.ts'
import { administrator, type Gateway, startGateway } from '../support/gateway.ts'
import { inputTypeOf } from '../support/input-type.ts'
import { rebuildAll } from '../support/rebuild.ts'
import { testSecret } from '../support/settings.ts'

/** How often the process is killed: a few times here, and as often as `CRASH_KILLS` says for the whole of it. */
const kills = Number(process.env.CRASH_KILLS ?? 2)
const writers = 6
/** Customers of each writer's tree: deleted, restored and moved together. */
const treeSize = 4

/** A write that was answered. */
interface Acknowledged {
  readonly customerId: string
  readonly version: number
}

interface Sent {
  readonly customer?: { readonly id: string; readonly version: number } | null
  readonly deletedCustomerIds?: readonly string[]
  readonly userErrors: readonly object[]
}

describe.each(databases)('killed at random on %s', (_, makeDatabase) => {
  let database: TestDatabase
  let watcher: Gateway
  let folder: string
  let accountId: string
  let tagIds: readonly string[]

  beforeAll(async () => {
    database = await makeDatabase()
    watcher = await startGateway(database)
    folder = await mkdtemp(join(tmpdir(), 'customer-gateway-'))
    accountId = (await writeAll(watcher, 'newAccount', [{ name: 'Nordic' }]))[0] ?? ''
    tagIds = await writeAll(watcher, 'newTag', [{ accountId, name: 'Gold', color: 'Gold' }])
  })
  afterAll(async () => {
    await watcher.app.close()
    await database.drop()
    await rm(folder, { recursive: true, force: true })
  })

  /** Sends a mutation; null where the answer never came. */
  const send = async (url: string, mutation: string, input: object): Promise<Sent | null> => {
    const type = inputTypeOf(mutation)
    const answered = mutation === 'deleteCustomer' ? 'deletedCustomerIds' : 'customer { id version }'
    const query = `mutation ($input: ${type}) { sent: ${mutation}(input: $input) { ${answered} userErrors { code } } }`
    const authorization = await watcher.authorization(administrator)
    const text = await fetch(`${url}/graphql`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables: { input } }),
    }).then(
      (response) => response.text(),
      () => null,
    )
    if (text === null) return null
    const { data, errors } = JSON.parse(text) as { readonly data?: { readonly sent: Sent }; readonly errors?: object }
    if (!data) throw new Error(JSON.stringify(errors))
    expect(data.sent.userErrors).toEqual([])
    return data.sent
  }

  /** Writes until no answer comes any more: makes a tree, changes and moves it, deletes and restores it, and again. */
  const writeOn = async (url: string, acknowledge: (write: Acknowledged) => void): Promise<void> => {
    const versions = new Map<string, number>()
    const write = async (mutation: string, input: object): Promise<string | null> => {
      const sent = await send(url, mutation, input)
      if (sent === null) return null
      const { customer, deletedCustomerIds: deleted = [] } = sent
      for (const id of deleted) versions.set(id, (versions.get(id) ?? 0) + 1)
      if (customer) versions.set(customer.id, customer.version)
      for (const customerId of customer ? [customer.id] : deleted) {
        acknowledge({ customerId, version: versions.get(customerId) ?? 0 })
      }
      return customer?.id ?? deleted[0] ?? ''
    }
    for (let turn = 0; ; turn++) {
      const ids: string[] = []
      while (ids.length < treeSize) {
        const parentCustomerId = ids.at(-1) ?? null
        const id = await write('newCustomer', { accountId, parentCustomerId, name: `Turn ${turn}`, data: { turn } })
        if (id === null) return
        ids.push(id)
      }
      const [customerId = '', , moved = ''] = ids
      const steps: readonly (readonly [string, object])[] = [
        ['patchCustomer', { customerId, name: 'Changed', tagIds, data: { turn, changed: true } }],
        ['patchCustomer', { customerId: moved, parentCustomerId: customerId }],
        ['deleteCustomer', { customerId, withDescendants: true }],
        ['restoreCustomer', { customerId }],
        ['setCustomerStagingMode', { customerId, isStaging: true }],
        ['setCustomerIntegration', { customerId: moved, key: 'hubspot', thirdPartyId: String(turn) }],
      ]
      for (const [mutation, input] of steps) {
        if ((await write(mutation, input)) === null) return
        if (mutation === 'restoreCustomer') for (const id of ids) if (id !== customerId) raise(versions, id)
      }
      if (turn % 2 === 1 && (await write('deleteCustomer', { customerId, withDescendants: true })) === null) return
    }
  }

  /** Until nothing of a process that was killed is under way in the database any more. */
  const settled = async (): Promise<void> => {
    if (database.url.startsWith('file:')) return
    const [row] = await database.query(`select count(*) as n from pg_stat_activity where datname = current_database()
      and application_name = 'customer-gateway' and state <> 'idle'`)
    if (Number(row?.n) > 0) return settled()
  }

  const startVictim = () =>
    startServing(folder, { DATABASE_URL: database.url, JWT_SECRET: testSecret, SAMPLE_DATA: 'false' })

  test('what was acknowledged is there with its record, and no half of anything', {
    timeout: 60_000 + kills * 20_000,
  }, async () => {
    let victim: Promise<Served> = startVictim()
    let total = 0
    for (let kill = 0; kill < kills; kill++) {
      const acknowledged: Acknowledged[] = []
      const { url, stop } = await victim
      const writing = Array.from({ length: writers }, () => writeOn(url, (write) => acknowledged.push(write)))
      while (acknowledged.length < 50) await setTimeout(5)
      await setTimeout(Math.random() * 500)
      await stop('SIGKILL')
      await Promise.all(writing)
      await settled()
      // The next one starts while what this one left is looked at; it writes nothing yet.
      if (kill + 1 < kills) victim = startVictim()
      await expectAll(acknowledged)
      total += acknowledged.length
    }
    process.stdout.write(`${total} acknowledged writes, ${kills} kills\n`)
  })

  const expectAll = async (acknowledged: readonly Acknowledged[]): Promise<void> => {
    const records = await database.query('select "customerId", "version" from "CustomerChange"')
    const recorded = new Set(records.map(({ customerId, version }) => `${customerId} ${version}`))
    expect(recorded.size).toBe(records.length)
    expect(acknowledged.filter(({ customerId, version }) => !recorded.has(`${customerId} ${version}`))).toEqual([])
    // Whatever else was committed is whole: each customer is what its records make it, and none has records only.
    const { stored, rebuilt } = await rebuildAll(database)
    expect(rebuilt).toEqual(stored)
    expect(records.filter(({ customerId }) => !(String(customerId) in stored))).toEqual([])
    await expectWholeTrees()
  }

  /** Trees were moved, deleted and restored as a whole: each customer lies where its parent says, and went with it. */
  const expectWholeTrees = async (): Promise<void> => {
    const columns = '"id", "parentCustomerId", "path"'
    const rows = await database.query(`select ${columns}, '' as "act" from "Customer"
      union all select ${columns}, "deletion" as "act" from "DeletedCustomer"`)
    const byId = new Map(rows.map((row) => [row.id, row]))
    const halves = rows.filter(({ parentCustomerId, path, act }) => {
      if (parentCustomerId === null) return String(path).length !== pathWidth
      const parent = byId.get(parentCustomerId)
      return parent?.path !== String(path).slice(0, -pathWidth) || parent.act !== act
    })
    expect(halves).toEqual([])
  }
})

function raise(versions: Map<string, number>, id: string): void {
  versions.set(id, (versions.get(id) ?? 0) + 1)
}
