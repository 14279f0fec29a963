import { describe, expect, test } from 'vitest'
import { runCli } from '../support/cli.ts'

describe.concurrent('help', () => {
  test.each(['serve', 'migrate', 'token', 'import', 'purge', 'generate'])('of %s has examples', async (command) => {
    const { code, stdout } = await runCli([command, '--help'])
    expect(code).toBe(0)
    expect(stdout).toMatch(new RegExp(`^Usage: customer-gateway ${command}`))
    expect(stdout).toMatch(new RegExp(`\\$ .*customer-gateway ${command}`))
  })

  test('names all of them', async () => {
    const { code, stdout } = await runCli(['--help'])
    expect([code, stdout]).toEqual([0, expect.stringMatching(/serve.*migrate.*token.*import.*generate/s)])
  })

  test('the version is the package’s', async () => {
    const { default: manifest } = await import('../../package.json', { with: { type: 'json' } })
    expect(await runCli(['--version'])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' })
  })

  test.each([
    [['unknown']],
    [['serve', '--unknown']],
    [['generate']],
    [['generate', '--customers', '-1']],
    [['migrate', 'x']],
    [['purge']],
    [['purge', '--older-than', '30']],
    [['purge', '--older-than', '0d']],
  ])('%j is exit code 2', async (args) => {
    const { code, stdout, stderr } = await runCli(args)
    expect([code, stdout, stderr]).toEqual([2, '', expect.stringMatching(/^error: [^\n]+\n$/)])
  })
})

describe.concurrent('a setting that cannot be used', () => {
  test.each([
    ['PORT', 'http', 'a whole number from 0 to 65535'],
    ['PORT', '65536', 'a whole number from 0 to 65535'],
    ['HOST', '192.0.2.1', 'an address of this machine'],
    [
      'DATABASE_URL',
      'mysql://root:geheim@db/x',
      'file:PATH without parameters, or postgresql://USER:PASSWORD@HOST:PORT/DATABASE',
    ],
    ['DATABASE_URL', 'file:%zz.db', 'file:PATH without parameters, or postgresql://USER:PASSWORD@HOST:PORT/DATABASE'],
    [
      'DATABASE_URL',
      'file:x.db?mode=ro',
      'file:PATH without parameters, or postgresql://USER:PASSWORD@HOST:PORT/DATABASE',
    ],
    ['WORKERS', '0', 'a whole number from 1 to 64'],
    ['TEXT_CACHE_MB', 'all', 'a whole number from 0 to 2000'],
    ['RATE_LIMIT', '-5', 'off, or a whole number from 1 to 1000000000'],
    ['RATE_LIMIT', '0', 'off, or a whole number from 1 to 1000000000'],
    ['WEBHOOK_ALLOW_PRIVATE', 'maybe', 'one of true, false'],
    ['JWT_SECRET', 'short', 'at least 32 bytes'],
    ['JWT_JWKS_URL', 'ftp://keys', 'an http(s) URL'],
    ['NODE_ENV', 'staging', 'one of production, development, test'],
    ['MIGRATE', 'yes', 'one of true, false'],
    ['MAX_QUERY_COST', '0', 'a whole number from 1 to 1000000000'],
    ['MAX_QUERY_DEPTH', '1000', 'a whole number from 1 to 100'],
    ['GRAPHIQL', '1', 'one of true, false'],
    ['INTROSPECTION', 'on', 'one of true, false'],
    ['SAMPLE_DATA', 'no', 'one of true, false'],
    ['LOG_LEVEL', 'loud', 'one of fatal, error, warn, info, debug, trace, silent'],
  ])('%s=%s stops the start with one line', async (name, value, expected) => {
    const environment = { LOG_LEVEL: 'silent', PORT: '0', SAMPLE_DATA: 'false', [name]: value }
    const { code, stdout, stderr } = await runCli(['serve'], { environment })
    expect([code, stdout]).toEqual([2, ''])
    expect(stderr).toMatch(/^customer-gateway: [^\n]+\n$/)
    expect(stderr).toContain(`${name}: expected ${expected}, got `)
    expect(stderr).not.toContain('geheim')
  })

  test('so does production without a key', async () => {
    const { code, stderr } = await runCli(['serve'], { environment: { NODE_ENV: 'production' } })
    expect([code, stderr]).toEqual([
      2,
      'customer-gateway: JWT_SECRET: expected a secret or JWT_JWKS_URL in production, got neither\n',
    ])
  })
})
