import sql from 'sql-template-tag'
import { expect, test } from 'vitest'
import { rehearse } from '../../src/database/rehearsal.ts'
import { databases } from '../support/databases.ts'
import { onMigrated } from '../support/migrated.ts'

const count = sql`select count(*) as "count" from "IdempotentAnswer"`
const insert = sql`insert into "IdempotentAnswer" ("userId", "key", "requestHash", "dateCreated")
  values ('ada', 'one', '', '2020-01-01T00:00:00.000Z')`

test.each(databases)('a rehearsal on %s is read from until it is ended, and undone', (_engine, makeDatabase) =>
  onMigrated(makeDatabase, async (database) => {
    const rehearsal = await rehearse(database, (tx) => tx.execute(insert))
    expect(rehearsal.value).toBe(1)
    expect(Number((await rehearsal.rows(count))[0]?.count)).toBe(1)
    expect(Number((await database.rows(count))[0]?.count)).toBe(0)
    await rehearsal.end()
    await rehearsal.end()
    expect(await database.transaction((tx) => tx.execute(insert))).toBe(1)
  }),
)

test.each(databases)(
  'a rehearsal on %s that nobody ends ends in time, and locks nothing then',
  (_engine, makeDatabase) =>
    onMigrated(makeDatabase, async (database) => {
      const rehearsal = await rehearse(database, (tx) => tx.execute(insert), 200)
      // Waits for the row, or for the file, until the rehearsal is undone.
      expect(await database.transaction((tx) => tx.execute(insert))).toBe(1)
      await expect(rehearsal.rows(count)).rejects.toMatchObject({ code: 'UNAVAILABLE' })
      await rehearsal.end()
    }),
)

test.each(databases)('a rehearsal on %s of what nobody waits for tells what fails of it', (_engine, makeDatabase) =>
  onMigrated(makeDatabase, async (database) => {
    const failing = rehearse(database, async (tx) => {
      tx.send(insert)
      tx.send(insert)
    })
    await expect(failing).rejects.toThrow(/unique/i)
  }),
)

test.each(databases)('on %s what fails is told, as of any transaction', (_engine, makeDatabase) =>
  onMigrated(makeDatabase, async (database) => {
    const failing = rehearse(database, async (tx) => {
      await tx.execute(insert)
      throw new Error('as planned')
    })
    await expect(failing).rejects.toThrow('as planned')
    expect(await database.transaction((tx) => tx.execute(insert))).toBe(1)
  }),
)
