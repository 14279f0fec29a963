import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { watchSilence } from '../../src/database/silence.ts'
import { statementsOn } from '../../src/database/statements.ts'
import { postgresqlDatabase, type TestDatabase } from '../support/databases.ts'

const process = { text: 'select pg_backend_pid()', rowMode: 'array' } as const
const one = { text: 'select 1', rowMode: 'array' } as const
const sleep = { text: 'select pg_sleep(600)', rowMode: 'array' } as const
const wait = { text: 'select pg_advisory_xact_lock(1)', rowMode: 'array' } as const
let database: TestDatabase
let pool: pg.Pool

beforeAll(async () => {
  database = await postgresqlDatabase()
  pool = new pg.Pool({ connectionString: database.url, max: 10, pipeline: true })
  pool.on('error', () => {})
})
afterAll(async () => {
  await pool.end()
  await database.drop()
})

test.each(['shared', 'write'] as const)('many at once leave connections to others, %s', async (how) => {
  const statements = statementsOn(pool)
  const answers = await Promise.all(Array.from({ length: 100 }, () => statements[how](process)))
  expect(new Set(answers.flatMap(({ rows }) => rows.flat())).size).toBeLessThanOrEqual(5)
})

test('a write that has to wait for others keeps no later one waiting', async () => {
  const statements = statementsOn(pool)
  await database.query('begin')
  await database.query(wait.text)
  let isWaiting = true
  const waiting = statements.write(wait).then(() => {
    isWaiting = false
  })
  for (let count = 0; count < 100; count++) await statements.write(process)
  await Promise.all(Array.from({ length: 3 }, () => statements.shared(process)))
  expect(isWaiting).toBe(true)
  await database.query('commit')
  await waiting
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
