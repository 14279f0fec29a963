import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runCli, serveCli, startCli } from '../support/cli.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { testSecret } from '../support/settings.ts'

const quiet = { JWT_SECRET: testSecret, SAMPLE_DATA: 'false' }
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'customer-gateway-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

describe.each(databases)('two processes at once on one empty database: %s', (_, makeDatabase) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await makeDatabase()
  })
  afterEach(() => database.drop())

  test.each(['true', 'false'])('both come up, with SAMPLE_DATA=%s', async (sampleData) => {
    const environment = { ...quiet, DATABASE_URL: database.url, MIGRATE: 'true', SAMPLE_DATA: sampleData }
    const both = await Promise.all([serveCli(folder, environment), serveCli(folder, environment)])
    for (const { url } of both) expect((await fetch(`${url}/healthz/ready`)).status).toBe(200)
    expect(await Promise.all(both.map((served) => served.stop()))).toEqual([0, 0])
  })

  test('migrate applies what is pending, once', async () => {
    const environment = { DATABASE_URL: database.url }
    const first = await runCli(['migrate'], { environment })
    expect([first.code, first.stdout]).toEqual([0, expect.stringMatching(/^(applied \d{14}_\w+\n)+$/)])
    expect(await runCli(['migrate'], { environment })).toEqual({ code: 0, stdout: 'nothing to apply\n', stderr: '' })
  })
})

test('without a terminal, the log says where it listens, and nothing secret', async () => {
  const served = await serveCli(folder, { SAMPLE_DATA: 'false' })
  expect(served.lines.at(-1)).toEqual({
    level: 'info',
    time: expect.any(String),
    pid: served.child.pid,
    url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
    msg: 'listening',
  })
  expect(JSON.stringify(served.lines)).not.toMatch(/eyJ|Bearer/)
  expect(await served.stop('SIGINT')).toBe(0)
})

test('SIGTERM finishes what runs, and exits with 0', async () => {
  const served = await serveCli(folder, quiet)
  const sent = request(`${served.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' } })
  sent.write('{"query":')
  await sleep(200)
  const stopped = served.stop('SIGTERM')
  await expect.poll(() => served.lines.some(({ msg }) => msg === 'stopping')).toBe(true)
  sent.end('"{ __typename }"}')
  const [response] = await once(sent, 'response')
  expect([response.statusCode, await text(response)]).toEqual([200, expect.stringContaining('Query')])
  expect(await stopped).toBe(0)
})

test('a second signal ends it at once', async () => {
  const served = await serveCli(folder, quiet)
  const sent = request(`${served.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' } })
  sent.on('error', () => {})
  sent.write('{"query":')
  await sleep(200)
  const stopped = served.stop('SIGTERM')
  await sleep(700)
  served.child.kill('SIGTERM')
  expect(await stopped).toBe(1)
})

test('SIGTERM while it waits for its database ends it, too', async () => {
  const child = startCli(folder, ['serve'], { ...quiet, DATABASE_URL: 'postgresql://a:b@127.0.0.1:1/c' })
  const [line] = await once(child.stdout, 'data')
  expect(String(line)).toContain('waiting for the database')
  child.kill('SIGTERM')
  expect((await once(child, 'exit'))[0]).toBe(0)
})

test('a port in use is exit code 1', async () => {
  const served = await serveCli(folder, quiet)
  const { port } = new URL(served.url)
  const second = await runCli(['serve'], { environment: { ...quiet, PORT: port }, folder })
  expect([second.code, second.stderr]).toEqual([1, expect.stringMatching(/^customer-gateway: PORT: [^\n]+\n$/)])
  await served.stop()
})
