import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { runCli, type Served, serveCli, startCli } from '../support/cli.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { testSecret } from '../support/settings.ts'

// Each test starts three processes and more.
vi.setConfig({ testTimeout: 240_000 })

const quiet = { JWT_SECRET: testSecret, SAMPLE_DATA: 'false', WORKERS: '2' }
const patience = { timeout: 100_000, interval: 100 }
let folder: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'customer-gateway-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

/**
 * A request over a connection of its own, as clients that balancers send along have them. Node loses a connection that it
 * hands to a worker which has just been killed, so there is an end to waiting.
 */
async function ask({ url }: Served, path: string) {
  const sent = request(url + path, { agent: false, signal: AbortSignal.timeout(10_000) })
  const [answer] = await once(sent.end(), 'response')
  return { status: answer.statusCode as number, body: await text(answer) }
}

/** The workers that have answered a request so far. */
function pidsOf({ lines }: Served): Set<unknown> {
  return new Set(lines.filter(({ msg }) => msg === 'request').map(({ pid }) => pid))
}

async function untilAllAnswered(served: Served, isDone: (pids: Set<unknown>) => boolean): Promise<void> {
  await expect
    .poll(async () => {
      expect((await ask(served, '/')).status).toBe(302)
      return isDone(pidsOf(served))
    }, patience)
    .toBe(true)
}

async function metric(served: Served, name: string): Promise<number> {
  const { body } = await ask(served, '/metrics')
  return Number(
    body
      .split('\n')
      .find((line) => line.startsWith(`${name} `))
      ?.split(' ')
      .at(-1),
  )
}

/** Writes at the same time over many connections, and reads all of it over others. */
async function writeAndRead({ url }: Served): Promise<void> {
  const token = await new SignJWT({ sub: 'ada', roles: ['SystemAdministrator'] })
    .setProtectedHeader({ alg: 'HS256' })
    .setExpirationTime('1h')
    .sign(new TextEncoder().encode(testSecret))
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
  const graphql = async (query: string) => {
    const sent = request(`${url}/graphql`, { method: 'POST', agent: false, headers }).end(JSON.stringify({ query }))
    const [answer] = await once(sent, 'response')
    return JSON.parse(await text(answer))
  }
  const numbers = Array.from({ length: 40 }, (_, n) => n)
  const made = numbers.map((n) =>
    graphql(`mutation { newAccount(input: { name: "made here ${n}" }) { userErrors { code } } }`),
  )
  for (const answer of await Promise.all(made)) expect(answer).toEqual({ data: { newAccount: { userErrors: [] } } })
  for (let times = 0; times < 4; times++) {
    const answer = await graphql('{ accounts(filter: { nameFilter: "made here" }) { totalCount } }')
    expect(answer).toEqual({ data: { accounts: { totalCount: numbers.length } } })
  }
}

describe.each(databases)('workers on an empty database: %s', (_, makeDatabase) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await makeDatabase()
  })
  afterEach(() => database.drop())

  test('serve on one port as one service, and one that is killed is replaced', async () => {
    const environment = { ...quiet, DATABASE_URL: database.url, MIGRATE: 'true', SAMPLE_DATA: 'true' }
    const served = await serveCli(folder, environment)
    expect(served.lines.filter(({ msg }) => msg === 'loaded the sample data into the empty database')).toHaveLength(1)
    expect(served.lines.filter(({ msg }) => msg === 'listening')).toEqual([
      expect.objectContaining({ url: served.url, workers: 2, pid: served.child.pid }),
    ])
    await untilAllAnswered(served, (pids) => pids.size === 2)
    await writeAndRead(served)
    const [victim, ...others] = pidsOf(served)
    expect([victim, ...others]).not.toContain(served.child.pid)

    process.kill(Number(victim), 'SIGKILL')
    await untilAllAnswered(served, (pids) => pids.size === 3)
    expect(served.lines).toContainEqual(expect.objectContaining({ msg: 'a worker ended', worker: victim }))
    await expect.poll(() => metric(served, 'customer_gateway_processes'), patience).toBe(2)
    expect((await ask(served, '/healthz/ready')).status).toBe(200)

    expect(await served.stop()).toBe(0)
    const words = served.lines.map(({ msg }) => msg).filter((msg) => /^stop/.test(String(msg)))
    expect(words).toEqual(['stopping', 'stopped'])
    for (const pid of pidsOf(served)) expect(() => process.kill(Number(pid), 0)).toThrow('ESRCH')
  })
})

test('metrics are those of all workers together, and one that is told to stop is replaced', async () => {
  const served = await serveCli(folder, quiet)
  await untilAllAnswered(served, (pids) => pids.size === 2)
  const asked = () => served.lines.filter(({ msg }) => msg === 'request').length
  const counted = () => metric(served, 'customer_gateway_http_requests_total{route="/",method="GET",status="302"}')
  // The log comes by another way.
  await expect.poll(async () => (await counted()) === asked(), patience).toBe(true)
  const answers = await Promise.all(Array.from({ length: 20 }, () => ask(served, '/metrics')))
  for (const { status, body } of answers) {
    expect(status).toBe(200)
    expect(body).toContain('customer_gateway_processes 2\n')
    expect(body).toMatch(/^process_cpu_seconds_total /m)
  }
  const [pid] = pidsOf(served)
  process.kill(Number(pid), 'SIGTERM')
  await untilAllAnswered(served, (pids) => pids.size === 3)
  expect(served.lines).toContainEqual(expect.objectContaining({ msg: 'a worker ended', worker: pid, code: 0 }))
  await served.stop()
})

test('SIGTERM finishes what runs, and exits with 0', async () => {
  const served = await serveCli(folder, quiet)
  const sent = request(`${served.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' } })
  sent.write('{"query":')
  await sleep(200)
  const stopped = served.stop('SIGTERM')
  await expect.poll(() => served.lines.some(({ msg }) => msg === 'stopping')).toBe(true)
  await sleep(100)
  sent.end('"{ __typename }"}')
  const [response] = await once(sent, 'response')
  expect([response.statusCode, await text(response)]).toEqual([200, expect.stringContaining('Query')])
  expect(await stopped).toBe(0)
})

test('a second signal ends all of it at once', async () => {
  const served = await serveCli(folder, quiet)
  await untilAllAnswered(served, (pids) => pids.size === 2)
  const sent = request(`${served.url}/graphql`, { method: 'POST', headers: { 'content-type': 'application/json' } })
  sent.on('error', () => {})
  sent.write('{"query":')
  await sleep(200)
  const stopped = served.stop('SIGTERM')
  await sleep(700)
  served.child.kill('SIGTERM')
  expect(await stopped).toBe(1)
  await expectGone(pidsOf(served))
})

test('workers do not outlive the process that started them', async () => {
  const served = await serveCli(folder, quiet)
  await untilAllAnswered(served, (pids) => pids.size === 2)
  await served.stop('SIGKILL')
  await expectGone(pidsOf(served))
})

async function expectGone(pids: Set<unknown>): Promise<void> {
  const isRunning = (pid: unknown) => {
    try {
      return process.kill(Number(pid), 0)
    } catch {
      return false
    }
  }
  await expect.poll(() => [...pids].filter(isRunning), patience).toEqual([])
}

test('SIGTERM while they wait for their database ends all of it, too', async () => {
  const child = startCli(folder, ['serve'], { ...quiet, DATABASE_URL: 'postgresql://a:b@127.0.0.1:1/c' })
  const [line] = await once(child.stdout, 'data')
  expect(String(line)).toContain('waiting for the database')
  child.kill('SIGTERM')
  expect((await once(child, 'exit'))[0]).toBe(0)
  await expectGone(new Set([JSON.parse(String(line)).pid]))
})

describe('a start that fails is said once', () => {
  test('a port in use is exit code 1', async () => {
    const served = await serveCli(folder, quiet)
    const { port } = new URL(served.url)
    const second = await runCli(['serve'], { environment: { ...quiet, PORT: port }, folder })
    expect([second.code, second.stderr]).toEqual([1, expect.stringMatching(/^customer-gateway: PORT: [^\n]+\n$/)])
    await served.stop()
  })

  test.each([
    ['a host that is none of this machine is exit code 2', { HOST: '192.0.2.1' }, 2, 'HOST'],
    ['a setting that cannot be used is exit code 2', { PORT: 'http' }, 2, 'PORT'],
    ['a file that is no database is exit code 1', { DATABASE_URL: 'file:/dev/null/x.db' }, 1, 'DATABASE_URL'],
  ])('%s', async (_what, environment, code, name) => {
    const ended = await runCli(['serve'], { environment: { ...quiet, PORT: '0', ...environment }, folder })
    expect(ended).toMatchObject({ code, stderr: expect.stringMatching(`^customer-gateway: ${name}: [^\n]+\n$`) })
  })
})
