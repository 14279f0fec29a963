import sql from 'sql-template-tag'
import { expect, test } from 'vitest'
import { migrate, readMigrations } from '../../src/database/migrations.ts'
import { openDatabase } from '../../src/database/open.ts'
import { databases, postgresqlDatabase } from '../support/databases.ts'
import { startDetour } from '../support/detour.ts'
import { onMigrated } from '../support/migrated.ts'
import { testSettings } from '../support/settings.ts'

const count = sql`select count(*) as "count" from "IdempotentAnswer"`
const insert = (key: string) => sql`insert into "IdempotentAnswer" ("userId", "key", "requestHash", "dateCreated")
  values ('ada', ${key}, '', '2020-01-01T00:00:00.000Z')`

test.each(databases)('on %s statements run in the order in which they are asked for', (_engine, makeDatabase) =>
  onMigrated(makeDatabase, async (database) => {
    const counts = await database.transaction((tx) => {
      tx.send(insert('one'))
      const first = tx.rows(count)
      tx.send(insert('two'))
      tx.send(insert('three'))
      return Promise.all([first, tx.rows(count)])
    })
    expect(counts.map(([row]) => Number(row?.count))).toEqual([1, 3])
    expect(Number((await database.rows(count))[0]?.count)).toBe(3)
  }),
)

test.each(databases)('on %s a statement that nobody waits for fails the transaction', (_engine, makeDatabase) =>
  onMigrated(makeDatabase, async (database) => {
    const failing = database.transaction(async (tx) => {
      tx.send(insert('one'))
      tx.send(insert('one'))
      tx.send(sql`insert into "Nowhere" values (1)`)
      tx.announce()
    })
    await expect(failing).rejects.toThrow(/unique/i)
    expect(Number((await database.rows(count))[0]?.count)).toBe(0)
  }),
)

test.each(databases)('on %s the first error of several is the one that is told', (_engine, makeDatabase) =>
  onMigrated(makeDatabase, async (database) => {
    const failing = database.transaction(async (tx) => {
      tx.send(insert('one'))
      tx.send(insert('one'))
      await expect(tx.rows(count)).rejects.toThrow(/unique/i)
    })
    await expect(failing).rejects.toThrow(/unique/i)
    expect(await database.transaction((tx) => tx.execute(insert('one')))).toBe(1)
  }),
)

test('a transaction whose connection breaks is undone, and the connection not used again', async () => {
  const made = await postgresqlDatabase()
  const way = new URL(made.url)
  const detour = await startDetour({ host: way.hostname, port: Number(way.port) })
  way.port = String(detour.port)
  const database = await openDatabase(testSettings({ DATABASE_URL: way.href }).database)
  try {
    await migrate(database.ledger, await readMigrations(database.provider))
    const broken = database.transaction(async (tx) => {
      await tx.execute(insert('one'))
      await detour.cut()
      tx.send(insert('two'))
    })
    await expect(broken).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    await detour.mend()
    expect(Number((await database.rows(count))[0]?.count)).toBe(0)
    expect(await database.transaction((tx) => tx.execute(insert('one')))).toBe(1)
    expect(database.pool()).toMatchObject({ used: 0 })
  } finally {
    await database.close()
    await detour.cut()
    await made.drop()
  }
})

test('a transaction that waits for another one longer than it may is given up', () =>
  onMigrated(postgresqlDatabase, async (database) => {
    await database.transaction(async (tx) => {
      await tx.execute(insert('one'))
      const waiting = database.transaction((other) => other.execute(insert('one')), { timeoutMs: 100 })
      await expect(waiting).rejects.toMatchObject({ code: 'UNAVAILABLE' })
    })
    expect(Number((await database.rows(count))[0]?.count)).toBe(1)
  }))
