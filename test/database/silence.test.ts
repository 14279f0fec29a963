import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { watchSilence } from '../../src/database/silence.ts'
import { statementsOn } from '../../src/database/statements.ts'
import { postgresqlDatabase, type TestDatabase } from '../support/databases.ts'

const sleep = { text: 'select pg_sleep(600)', rowMode: 'array' } as const
const one = { text: 'select 1', rowMode: 'array' } as const
let database: TestDatabase
let pool: pg.Pool

beforeAll(async () => {
  database = await postgresqlDatabase()
  pool = new pg.Pool({ connectionString: database.url, max: 3, pipeline: true })
  pool.on('error', () => {})
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

test.each(['alone', 'shared', 'write'] as const)(
  'a statement that is answered nothing is given up, with its connection, %s',
  async (how) => {
    const statements = statementsOn(pool, watchSilence(200))
    const silent = statements[how](sleep)
    await expect(silent).rejects.toThrow(/terminated/)
    expect((await statements[how](one)).rows).toEqual([[1]])
  },
)

test('a connection on which answers come is kept, for however long that goes on', async () => {
  const statements = statementsOn(pool, watchSilence(3_000))
  const asked = { ...one, text: 'select pg_backend_pid() from pg_sleep(0.5)' }
  const answers = await Promise.all(Array.from({ length: 8 }, () => statements.shared(asked)))
  expect(new Set(answers.flatMap(({ rows }) => rows.flat())).size).toBe(1)
})
