import { once } from 'node:events'
import { createServer } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { startApp } from '../../src/app.ts'
import { StartError } from '../../src/core/errors.ts'
import { migrate, readMigrations } from '../../src/database/migrations.ts'
import { openDatabase } from '../../src/database/open.ts'
import { databases, sqliteDatabase, type TestDatabase } from '../support/databases.ts'
import { testSettings } from '../support/settings.ts'

/** Why the app does not start; nothing must stay open then. */
async function refusal(environment: Readonly<Record<string, string>>, databaseWaitMs = 1_000): Promise<StartError> {
  const error: unknown = await startApp(testSettings(environment), { databaseWaitMs }).then(
    (app) => app.close(),
    (error: unknown) => error,
  )
  if (error instanceof StartError) return error
  throw new Error('the app started', { cause: error })
}

describe.each(databases)('migrations on %s', (_, makeDatabase) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await makeDatabase()
  })
  afterAll(() => database.drop())

  test('several that migrate at once apply each migration once', async () => {
    const fresh = await makeDatabase()
    const { database: address } = testSettings({ DATABASE_URL: fresh.url })
    const known = await readMigrations(address.provider)
    const opened = await Promise.all([1, 2, 3].map(() => openDatabase(address)))
    const applied = await Promise.all(
      opened.map(async ({ ledger }) => {
        // As a start does: each has seen that there is no ledger, before one of them makes it.
        await ledger.entries()
        return migrate(ledger, known)
      }),
    )
    expect(applied.flat()).toEqual(known.map(({ name }) => name))
    for (const each of opened) await each.close()
    await fresh.drop()
  })

  test('pending ones stop the start where they may not be applied', async () => {
    const error = await refusal({ DATABASE_URL: database.url, MIGRATE: 'false' })
    expect(error.message).toMatch(
      /^database: lacks the migrations \d{14}_\w+(, \d{14}_\w+)*; run customer-gateway migrate$/,
    )
    expect(error.exitCode).toBe(1)
  })

  test('pending ones are applied, and then are none', async () => {
    await (await startApp(testSettings({ DATABASE_URL: database.url }))).close()
    await (await startApp(testSettings({ DATABASE_URL: database.url, MIGRATE: 'false' }))).close()
  })

  test.each([
    ['an unknown one', `"migration_name" = '29990101000000_future'`, /unknown migration 29990101000000_future/],
    ['one with another text', `"checksum" = 'other'`, /was applied with another text$/],
    ['a half applied one', '"finished_at" = NULL', /is half applied/],
  ])('%s stops the start', async (_, change, message) => {
    await (await startApp(testSettings({ DATABASE_URL: database.url }))).close()
    const [{ id } = {}] = await database.query('SELECT "id" FROM "_prisma_migrations" LIMIT 1')
    const columns = '"id", "migration_name", "checksum", "finished_at"'
    await database.query(`CREATE TABLE "kept" AS SELECT ${columns} FROM "_prisma_migrations"`)
    await database.query(`UPDATE "_prisma_migrations" SET ${change} WHERE "id" = '${id}'`)
    const error = await refusal({ DATABASE_URL: database.url })
    expect([error.message, error.exitCode]).toEqual([expect.stringMatching(message), 1])
    expect(error.message).toMatch(/^database: [^\n]+$/)
    const kept = (column: string) => `"${column}" = (SELECT k."${column}" FROM "kept" k WHERE k."id" = '${id}')`
    const columnsBack = ['migration_name', 'checksum', 'finished_at'].map(kept).join(', ')
    await database.query(`UPDATE "_prisma_migrations" SET ${columnsBack} WHERE "id" = '${id}'`)
    await database.query('DROP TABLE "kept"')
  })

  test('ready is 503 once the database has other migrations', async () => {
    const app = await startApp(testSettings({ DATABASE_URL: database.url }))
    await database.query(`UPDATE "_prisma_migrations" SET "checksum" = 'other'`)
    const answer = await fetch(`${app.url}/healthz/ready`)
    expect([answer.status, await answer.json()]).toEqual([
      503,
      expect.objectContaining({ status: 'not ready', checks: { database: 'ok', migrations: 'foreign' } }),
    ])
    await app.close()
  })
})

describe('the address', () => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await sqliteDatabase()
  })
  afterEach(() => database.drop())

  test('a port in use stops the start', async () => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const address = taken.address()
    const port = typeof address === 'object' ? String(address?.port) : ''
    const error = await refusal({ DATABASE_URL: database.url, PORT: port })
    expect([error.message, error.exitCode]).toEqual([expect.stringContaining(`PORT: ${port} is in use`), 1])
    taken.close()
  })

  test.each(['192.0.2.1', 'no-such-host.invalid'])(
    'a host that is not this machine stops the start: %s',
    async (HOST) => {
      const error = await refusal({ DATABASE_URL: database.url, HOST })
      expect([error.message, error.exitCode]).toEqual([`HOST: expected an address of this machine, got "${HOST}"`, 2])
    },
  )

  test('port 0 is any free one', async () => {
    const settings = testSettings({ DATABASE_URL: database.url })
    const [first, second] = await Promise.all([startApp(settings), startApp(settings)])
    expect(first.port).not.toBe(second.port)
    expect(first.url).toBe(`http://127.0.0.1:${first.port}`)
    await Promise.all([first.close(), second.close()])
  })
})

describe('the database', () => {
  test('one that does not answer stops the start, after a while', async () => {
    const startedAt = Date.now()
    const error = await refusal({ DATABASE_URL: 'postgresql://user:geheim@127.0.0.1:1/customers' }, 1_200)
    expect(Date.now() - startedAt).toBeGreaterThan(600)
    expect(error.message).toMatch(/^DATABASE_URL: the database did not answer for 1.2 s: [^\n]*ECONNREFUSED[^\n]*$/)
    expect(error.message).not.toContain('geheim')
    expect(error.exitCode).toBe(1)
  })

  test('one that takes connections and says nothing does so, too', async () => {
    const silent = createServer().listen(0, '127.0.0.1')
    await once(silent, 'listening')
    const address = silent.address()
    const port = typeof address === 'object' ? address?.port : 0
    const error = await refusal({ DATABASE_URL: `postgresql://user:geheim@127.0.0.1:${port}/customers` }, 1_200)
    expect([error.message, error.exitCode]).toEqual([expect.stringMatching(/did not answer for 1.2 s/), 1])
    silent.close()
  })

  test('a file that is none stops the start', async () => {
    const error = await refusal({ DATABASE_URL: 'file:/dev/null/customers.db' })
    expect([error.message, error.exitCode]).toEqual([expect.stringMatching(/^DATABASE_URL: cannot open [^\n]+$/), 1])
  })

  test('a file with something else in it stops the start', async () => {
    const error = await refusal({ DATABASE_URL: 'file:package.json' })
    expect([error.message, error.exitCode]).toEqual([expect.stringMatching(/^DATABASE_URL: cannot open [^\n]+$/), 1])
  })

  test('one that the server does not have stops the start at once', async () => {
    const { postgresqlDatabase } = await import('../support/databases.ts')
    const database = await postgresqlDatabase()
    await database.drop()
    const error = await refusal({ DATABASE_URL: database.url }, 30_000)
    expect([error.message, error.exitCode]).toEqual([
      expect.stringMatching(/^DATABASE_URL: the database cannot be used: /),
      1,
    ])
  })
})
