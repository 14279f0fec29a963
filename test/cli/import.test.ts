import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runCli } from '../support/cli.ts'
import { databases, type TestDatabase } from '../support/databases.ts'

describe.each(databases)('import into %s', (_, makeDatabase) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await makeDatabase()
  })
  afterEach(() => database.drop())

  test('tells what it did, and the second time that nothing changed', async () => {
    const { stdout: input } = await runCli(['generate', '--customers', '30'])
    const environment = { DATABASE_URL: database.url, MIGRATE: 'true' }
    const run = async (...args: string[]) => {
      const { code, stdout, stderr } = await runCli(['import', ...args], { environment, input })
      return [code, stdout, stderr]
    }
    const created = '33 created, 0 updated, 0 unchanged, 0 refused'
    expect(await run('--dry-run')).toEqual([0, `${created} (dry run: nothing was written)\n`, ''])
    expect(await run()).toEqual([0, `${created}\n`, ''])
    expect(await run('-')).toEqual([0, '0 created, 0 updated, 33 unchanged, 0 refused\n', ''])
  })

  test('tells where each refused record is, and why', async () => {
    const input = '{"id":"a","name":"Nordstern"}\n\nnot JSON\n'
    const environment = { DATABASE_URL: database.url, MIGRATE: 'true' }
    const { code, stdout, stderr } = await runCli(['import'], { environment, input })
    expect(code).toBe(1)
    expect(stdout).toMatch(/^\d created, 0 updated, 0 unchanged, \d refused\n$/)
    expect(stderr).toMatch(/^stdin:3: [^\n]+$/m)
  })
})

test.each(['missing.json', '/'])('%s, which cannot be read, is exit code 2', async (file) => {
  const { code, stdout, stderr } = await runCli(['import', file])
  expect([code, stdout]).toEqual([2, ''])
  expect(stderr).toMatch(/^customer-gateway: import: cannot read [^\n]+\n$/)
})

test('no file is imported when another one cannot be read', async () => {
  const { code, stdout } = await runCli(['import', process.execPath, 'missing.json'])
  expect([code, stdout]).toEqual([2, ''])
})
