import { afterAll, beforeAll, expect, test } from 'vitest'
import { type App, startApp } from '../../src/app.ts'
import { developmentViewer } from '../../src/auth/keys.ts'
import { postgresqlDatabase, type TestDatabase } from '../support/databases.ts'
import { type Detour, startDetour } from '../support/detour.ts'
import { testSettings } from '../support/settings.ts'

let database: TestDatabase
let detour: Detour
let app: App

beforeAll(async () => {
  database = await postgresqlDatabase()
  const direct = new URL(database.url)
  detour = await startDetour({ host: direct.hostname, port: Number(direct.port) })
  direct.port = String(detour.port)
  app = await startApp(testSettings({ DATABASE_URL: direct.href }))
})

afterAll(async () => {
  await app.close()
  await detour.cut()
  await database.drop()
})

async function ready(): Promise<number> {
  return (await fetch(`${app.url}/healthz/ready`)).status
}

async function countCustomers(): Promise<unknown> {
  const token = await app.keys.sign?.(developmentViewer, 60)
  const answer = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    body: JSON.stringify({ query: '{ customers(first: 1) { totalCount } }' }),
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
  })
  return answer.json()
}

test('while the database is away, requests and readiness say so, and again work once it is back', async () => {
  expect(await ready()).toBe(200)
  expect(await countCustomers()).toMatchObject({ data: { customers: {} } })

  for (let times = 0; times < 2; times++) {
    await detour.cut()
    await expect.poll(ready).toBe(503)
    expect(await countCustomers()).toMatchObject({ errors: [{ extensions: { code: 'UNAVAILABLE' } }] })
    expect(await ready()).toBe(503)
    expect((await fetch(`${app.url}/healthz/live`)).status).toBe(200)

    await detour.mend()
    await expect.poll(ready).toBe(200)
    expect(await countCustomers()).toMatchObject({ data: { customers: {} } })
  }
})

test('an app waits for a database that comes up while it starts', async () => {
  await detour.cut()
  const late = new URL(database.url)
  late.port = String(detour.port)
  const starting = startApp(testSettings({ DATABASE_URL: late.href }), { databaseWaitMs: 20_000 })
  setTimeout(() => detour.mend(), 800)
  await (await starting).close()
})
