import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Served, startServing } from '../support/cli.ts'
import { copyCustomer } from '../support/copies.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { testSecret } from '../support/settings.ts'
import { tokenOf } from '../visibility/ask.ts'

const customers = 20_000
/** Four for each 200 customers. */
const allStatements = (customers / 200) * 4
/** What is held at once is a few hundred rows; most of it is what the collector leaves for later, however long the list. */
const maxGrownMiB = 220

describe.each(databases)('all of a list on %s', (_engine, makeDatabase) => {
  let database: TestDatabase
  let folder: string
  let served: Served
  let headers: { authorization: string }
  beforeAll(async () => {
    database = await makeDatabase()
    folder = await mkdtemp(join(tmpdir(), 'customer-gateway-'))
    const environment = { DATABASE_URL: database.url, JWT_SECRET: testSecret, SAMPLE_DATA: 'false', MIGRATE: 'true' }
    served = await startServing(folder, environment)
    headers = { authorization: `Bearer ${await tokenOf({ sub: 'ada', roles: ['SystemAdministrator'] })}` }
    await fill(database, served.url, headers)
  })
  afterAll(async () => {
    await served.stop()
    await rm(folder, { recursive: true, force: true })
    await database.drop()
  })

  const metric = async (name: string) => {
    const text = await (await fetch(`${served.url}/metrics`)).text()
    return Number(new RegExp(`^${name} (\\S+)`, 'm').exec(text)?.[1])
  }
  const statements = () => metric('customer_gateway_sql_statements_total')
  const residentMiB = async () => (await metric('process_resident_memory_bytes')) / 1024 / 1024
  const open = async (path: string) => {
    const stop = new AbortController()
    const { body } = await fetch(`${served.url}${path}`, { headers, signal: stop.signal })
    if (!body) throw new Error('there is no body')
    return { reader: body.getReader(), stop }
  }

  test.each([
    '/customers?all=true',
    '/customers.csv?all=true',
    '/customers.xml?all=true',
    '/csv/reply/ListCustomers?all=true',
  ])('%s begins at once, and memory does not grow with it', async (path) => {
    const before = await residentMiB()
    const began = await statements()
    const { reader } = await open(path)
    let bytes = (await reader.read()).value?.length ?? 0
    // Not all of it is even read by then.
    expect((await statements()) - began).toBeLessThan(0.75 * allStatements)
    let highest = 0
    for (let pieces = 0, next = await reader.read(); !next.done; pieces++, next = await reader.read()) {
      bytes += next.value.length
      if (pieces % 100 === 0) highest = Math.max(highest, await residentMiB())
    }
    expect(bytes).toBeGreaterThan(customers * 300)
    expect(highest - before).toBeLessThan(maxGrownMiB)
  })

  test('has every customer once', async () => {
    const response = await fetch(`${served.url}/customers?all=true&sortField=id`, { headers })
    const list = (await response.json()) as { items: { id: string }[]; totalCount: number }
    expect(list.totalCount).toBe(customers)
    expect(new Set(list.items.map(({ id }) => id)).size).toBe(customers)
  })

  test('is not read on when nobody reads, and no more when the client has gone', async () => {
    const whole = await taken(async () => {
      await (await fetch(`${served.url}/customers?all=true`, { headers })).arrayBuffer()
    })
    const partly = await taken(async () => {
      const { reader, stop } = await open('/customers?all=true')
      await reader.read()
      const waiting = await settled()
      // The sender of webhooks looks once a second whether there are any.
      expect(await settled()).toBeLessThan(waiting + 5)
      stop.abort()
      await settled()
    })
    expect(partly).toBeLessThan(whole * 0.75)
  })

  const taken = async (work: () => Promise<void>) => {
    const before = await statements()
    await work()
    return (await statements()) - before
  }

  /** The number of statements once it does not change any more. */
  const settled = async (): Promise<number> => {
    const before = await statements()
    await sleep(300)
    return (await statements()) === before ? before : settled()
  }
})

/** Makes one customer with all that a customer may have, and all others after it. */
async function fill(database: TestDatabase, url: string, headers: Readonly<Record<string, string>>): Promise<void> {
  const send = async (method: string, path: string, value: object): Promise<string> => {
    const json = { ...headers, 'content-type': 'application/json' }
    const answer = await fetch(`${url}${path}`, { method, headers: json, body: JSON.stringify(value) })
    return ((await answer.json()) as { id: string }).id
  }
  const accountId = await send('POST', '/accounts', { name: 'Nordic' })
  const data = { plan: { stringValue: 'gold' }, seats: { numberValue: 12 }, notes: { stringValue: 'x'.repeat(500) } }
  const id = await send('POST', '/customers', { accountId, name: 'Number 0', data })
  const rules = Array.from({ length: 5 }, (_, n) => ({ name: `Rule ${n}`, state: 'Open', byMonth: [1, 2, 3] }))
  const appSettings = { pageTitle: 'Title', customCss: 'body {}' }
  await send('PATCH', `/customers/${id}`, { schedule: { rules }, appSettings, overrideAppSettings: true })
  await copyCustomer(database, customers - 1, `'Number ' || n."i"`)
}
