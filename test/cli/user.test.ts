import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createPasswords } from '../../src/auth/passwords.ts'
import { findUser } from '../../src/auth/users.ts'
import { readPassword } from '../../src/cli/password.ts'
import { openDatabase } from '../../src/database/open.ts'
import { runCli } from '../support/cli.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { testSettings } from '../support/settings.ts'

describe.each(databases)('user on %s', (_, makeDatabase) => {
  let database: TestDatabase
  beforeAll(async () => {
    database = await makeDatabase()
  })
  afterAll(() => database.drop())

  const run = async (args: readonly string[], input = '') => {
    const environment = { DATABASE_URL: database.url, MIGRATE: 'true' }
    const { code, stdout, stderr } = await runCli(['user', ...args], { environment, input })
    return [code, stdout, stderr]
  }
  const hasPassword = async (userName: string, password: string) => {
    const opened = await openDatabase(testSettings({ DATABASE_URL: database.url }).database)
    const found = await findUser(opened, userName)
    await opened.close()
    return createPasswords().matches(password, found?.passwordHash ?? null)
  }

  test('adds, lists, gives another password and removes', async () => {
    const ids = ['--account', 'a', '--account', 'b', '--customer', 'c']
    const max = ['add', 'Max', '--role', 'Manager', '--role', 'Customer', ...ids, '--password-stdin']
    expect(await run([...max, '--display-name', 'Max M.', '--email', 'max@example.org'], 'correct horse\n')).toEqual([
      0,
      'added Max\n',
      '',
    ])
    expect(await run(['add', 'ada', '--role', 'SystemAdministrator', '--password-stdin'], 'first: one\r\n')).toEqual([
      0,
      'added ada\n',
      '',
    ])
    expect(await run(['list'])).toEqual([
      0,
      'ada\tSystemAdministrator\nMax\tManager,Customer\ta,b\tc\tMax M.\tmax@example.org\n',
      '',
    ])
    expect(await hasPassword('ada', 'first: one')).toBe(true)
    expect(await run(['set-password', 'ADA', '--password-stdin'], ' second one ')).toEqual([
      0,
      'set the password of ADA\n',
      '',
    ])
    expect(await hasPassword('ada', ' second one ')).toBe(true)
    expect(await run(['remove', 'ada'])).toEqual([0, 'removed ada\n', ''])
    expect(await run(['list'])).toEqual([0, expect.stringMatching(/^Max\t[^\n]*\n$/), ''])
  })

  test('tells all that is wrong, in one line', async () => {
    const wrong = ['add', 'a:b', '--role', 'Manager', '--email', 'x', '--password-stdin']
    const reasons = ['userName: expected no colon', 'password: expected at least 8', 'emailAddress: expected an e-mail']
    const line = new RegExp(`^customer-gateway: user: ${reasons.join('[^\\n]*; ')}[^\\n]*\\n$`)
    expect(await run(wrong, 'short')).toEqual([2, '', expect.stringMatching(line)])
  })

  test('a name that is taken, or nobody’s, is exit code 1', async () => {
    const bob = ['--role', 'Manager', '--password-stdin']
    await run(['add', 'bob', ...bob], 'correct horse')
    const taken = 'customer-gateway: user: There is a user "BOB" already.\n'
    expect(await run(['add', 'BOB', ...bob], 'correct horse')).toEqual([1, '', taken])
    const absent = 'customer-gateway: user: There is no user "eve".\n'
    expect(await run(['remove', 'eve'])).toEqual([1, '', absent])
    expect(await run(['set-password', 'eve', '--password-stdin'], 'correct horse')).toEqual([1, '', absent])
  })
})

describe.concurrent('user', () => {
  test.each(['', 'add', 'list', 'set-password', 'remove'])('%s --help has examples', async (command) => {
    const { code, stdout } = await runCli(['user', ...command.split(' ').filter(Boolean), '--help'])
    expect(code).toBe(0)
    expect(stdout).toMatch(new RegExp(`^Usage: customer-gateway user ${command}`))
    expect(stdout).toMatch(new RegExp(`\\$ .*customer-gateway user ${command}`))
  })

  test.each([
    [['add', 'ada']],
    [['add', '--role', 'Manager']],
    [['add', ' ', '--role', 'Manager']],
    [['add', 'ada', '--role', 'Admin']],
    [['add', 'ada', 'password', '--role', 'Manager']],
    [['set-password', 'ada', 'password']],
    [['remove']],
    [['list', 'x']],
  ])('%j is exit code 2', async (args) => {
    const { code, stdout, stderr } = await runCli(['user', ...args])
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(/^error: [^\n]+\n$/)])
  })

  test('asks for no password where there is no terminal', async () => {
    const { code, stderr } = await runCli(['user', 'set-password', 'ada'], { input: 'correct horse\n' })
    const reason = 'there is no terminal to ask for the password; use --password-stdin'
    expect([code, stderr]).toEqual([2, `customer-gateway: user: ${reason}\n`])
  })
})

describe('at a terminal', () => {
  /** What is asked and shown while `typed` is typed, and what comes of it. */
  const type = async (...typed: readonly string[]) => {
    const input = Object.assign(new PassThrough(), { isTTY: true })
    const output = new PassThrough()
    const shown = text(output)
    const rest = [...typed]
    output.on('data', (prompt) => /: $/.test(String(prompt)) && input.write(rest.shift() ?? '\u0004'))
    const password = await readPassword(false, { input, output }).catch(({ message }) => message)
    output.end()
    return [password, await shown]
  }

  test('the password is asked for twice, and not shown', async () => {
    expect(await type('correct horse\r', 'correct hoax\u007f\u007frse\r')).toEqual([
      'correct horse',
      'Password: \nAgain: \n',
    ])
  })

  test('it has to be the same', async () => {
    expect(await type('one\r', 'other\r')).toEqual([
      'user: the two passwords are not the same',
      'Password: \nAgain: \n',
    ])
  })

  test.each([['\u0003'], ['\u0004'], ['half\u0003']])('%j gives up', async (typed) => {
    expect(await type(typed)).toEqual(['user: no password was given', 'Password: \n'])
  })
})
