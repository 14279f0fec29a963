import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decodeJwt } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openKeys } from '../../src/auth/keys.ts'
import { runCli } from '../support/cli.ts'
import { testSecret, testSettings } from '../support/settings.ts'

const environment = { JWT_SECRET: testSecret }
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'customer-gateway-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

describe.concurrent('token', () => {
  test('prints one token, and nothing else', async () => {
    const args = ['--role', 'Manager', '--role', 'Customer', '--account', 'a', '--account', 'b', '--customer', 'c']
    const { code, stdout, stderr } = await runCli(['token', ...args, '--user', 'anna', '--ttl', '2m'], { environment })
    expect([code, stderr]).toEqual([0, ''])
    expect(stdout).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+\n$/)
    const keys = await openKeys(testSettings({}))
    expect(await keys.authenticate(`Bearer ${stdout.trim()}`)).toEqual({
      userId: 'anna',
      roles: ['Manager', 'Customer'],
      accountIds: ['a', 'b'],
      customerIds: ['c'],
    })
  })

  test.each([
    ['90s', 90],
    ['15m', 900],
    ['1h', 3600],
    ['7d', 604_800],
  ])('holds for %s', async (ttl, seconds) => {
    const { stdout } = await runCli(['token', '--role', 'Customer', '--ttl', ttl], { environment })
    const { exp = 0, iat = 0 } = decodeJwt(stdout.trim())
    expect(exp - iat).toBe(seconds)
  })

  test('holds for an hour, for a developer, where nothing is said', async () => {
    const { stdout } = await runCli(['token', '--role', 'Customer'], { environment })
    const { exp = 0, iat = 0, ...claims } = decodeJwt(stdout.trim())
    expect(exp - iat).toBe(3600)
    expect(claims).toEqual({ sub: 'developer', roles: ['Customer'], accountIds: [], customerIds: [] })
  })

  test.each([
    [[]],
    [['--role', 'Admin']],
    [['--role', 'Customer', '--ttl', '1w']],
    [['--role', 'Customer', '--ttl', '0s']],
    [['--role', 'Customer', '--ttl', '4000d']],
    [['--role', 'Customer', '--user', ' ']],
  ])('%j is exit code 2', async (args) => {
    const { code, stdout, stderr } = await runCli(['token', ...args], { environment })
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(/^error: [^\n]+\n$/)])
  })

  test('cannot sign for the keys of others', async () => {
    const others = { JWT_JWKS_URL: 'https://keys.example/jwks' }
    const { code, stdout, stderr } = await runCli(['token', '--role', 'Customer'], { environment: others })
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(/^customer-gateway: token: [^\n]+\n$/)])
  })

  test('several at once, without a secret, sign with the same one, kept for its owner alone', async () => {
    const runs = await Promise.all([1, 2, 3].map(() => runCli(['token', '--role', 'Manager'], { folder })))
    expect(runs.map(({ code }) => code)).toEqual([0, 0, 0])
    expect((await stat(join(folder, 'data/dev-secret'))).mode & 0o777).toBe(0o600)
    const again = await runCli(['token', '--role', 'Manager'], { folder })
    expect(again.code).toBe(0)
  })
})
