import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { statementsOn } from '../../src/database/statements.ts'
import { postgresqlDatabase, type TestDatabase } from '../support/databases.ts'

const process = { text: 'select pg_backend_pid()', rowMode: 'array' } as const
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
