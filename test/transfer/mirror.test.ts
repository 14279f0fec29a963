import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { generateRecords } from '../../src/transfer/generate.ts'
import { mirror } from '../../src/transfer/mirror.ts'
import { runCli } from '../support/cli.ts'
import { databases, sqliteDatabase, type TestDatabase } from '../support/databases.ts'
import { administrator, type Gateway, startGateway } from '../support/gateway.ts'
import { exportText, importText, openMigrated } from '../support/transfer.ts'

interface Run {
  readonly token?: string | null
  readonly dryRun?: boolean
  readonly readAll?: boolean
  readonly timeoutMs?: number
}

/** Mirrors a service; answers created, updated, unchanged, refused, and what was told meanwhile. */
async function run(database: Database, url: string, { token = null, timeoutMs = 5000, ...options }: Run = {}) {
  const told: string[] = []
  const source = {
    url: new URL(url),
    token,
    pausesMs: [1, 2, 3],
    timeoutMs,
    onRetry: (text: string) => told.push(text),
  }
  const counts = await mirror(database, source, {
    dryRun: false,
    readAll: false,
    now: () => new Date('2026-11-21T09:30:00.000Z'),
    onProgress() {},
    onRefused: ({ line, id, reason }) => told.push(`${line} ${id} ${reason}`),
    ...options,
  })
  return { counts: [counts.created, counts.updated, counts.unchanged, counts.refused], told }
}

const content = [...generateRecords({ customers: 700, accounts: 4 })]
  .map((each) => `${JSON.stringify(each)}\n`)
  .join('')

describe.each(databases)('another instance of this product, into %s', (_, makeDatabase) => {
  let source: Gateway
  let token: string
  let stored: TestDatabase
  let database: Database
  beforeAll(async () => {
    const database = await sqliteDatabase()
    source = await startGateway(database, { SAMPLE_DATA: 'false' })
    const opened = await openMigrated(database)
    await importText(opened, content)
    await opened.close()
  })
  afterAll(async () => {
    await source.app.close()
    await source.database.drop()
  })
  beforeEach(async () => {
    stored = await makeDatabase()
    database = await openMigrated(stored)
    token = (await source.authorization(administrator)).replace('Bearer ', '')
  })
  afterEach(async () => {
    await database.close()
    await stored.drop()
  })

  const everything = async (of: TestDatabase) => {
    const opened = await openMigrated(of)
    const lines = (await exportText(opened, { format: 'jsonl', kind: 'all' })).split('\n').sort()
    await opened.close()
    return lines
  }

  test('is mirrored, and the next time only what changed', async () => {
    expect(await run(database, source.app.url, { token })).toEqual({ counts: [704, 0, 0, 0], told: [] })
    expect(await everything(stored)).toEqual(await everything(source.database))
    const again = await run(database, source.app.url, { token })
    expect(again.counts).toEqual([0, 0, expect.any(Number), 0])
    expect(again.counts[2]).toBeLessThan(300)
    const list = await fetch(`${source.app.url}/customers?countPerPage=1&sortField=Id`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const { items } = (await list.json()) as { items: { id: string }[] }
    await fetch(`${source.app.url}/customers/${items[0]?.id}`, {
      method: 'PATCH',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ name: `Renamed for ${stored.url}` }),
    })
    expect((await run(database, source.app.url, { token })).counts).toEqual([0, 1, expect.any(Number), 0])
    expect(await everything(stored)).toEqual(await everything(source.database))
    expect((await run(database, source.app.url, { token, readAll: true })).counts).toEqual([0, 0, 704, 0])
  })

  test('a dry run writes nothing, and remembers nothing', async () => {
    expect((await run(database, source.app.url, { token, dryRun: true })).counts).toEqual([704, 0, 0, 0])
    expect(await everything(stored)).toEqual([''])
    expect((await run(database, source.app.url, { token })).counts).toEqual([704, 0, 0, 0])
  })

  test('by the command', async () => {
    const environment = { DATABASE_URL: stored.url, IMPORT_TOKEN: token }
    const { code, stdout, stderr } = await runCli(['import', '--from', source.app.url], { environment })
    expect([code, stdout, stderr]).toEqual([0, '704 created, 0 updated, 0 unchanged, 0 refused\n', ''])
  })
})

type Handle = (request: IncomingMessage, response: ServerResponse, url: URL) => void

describe('a service', () => {
  let stored: TestDatabase
  let database: Database
  const close: (() => void)[] = []
  beforeEach(async () => {
    stored = await sqliteDatabase()
    database = await openMigrated(stored)
  })
  afterEach(async () => {
    for (const each of close.splice(0)) each()
    await database.close()
    await stored.drop()
  })

  async function serve(handle: Handle): Promise<string> {
    const server = createServer((request, response) =>
      handle(request, response, new URL(request.url ?? '', 'http://x')),
    )
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    close.push(() => server.close().closeAllConnections())
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  }

  const account = { id: 'a', name: 'North' }
  const customers = Array.from({ length: 600 }, (_, index) => ({
    id: `c${index}`,
    accountId: 'a',
    name: `Customer ${index}`,
    dateCreated: new Date(Date.UTC(2026, 0, 1) + index * 3_600_000).toISOString(),
    dateLastModified: new Date(Date.UTC(2026, 0, 1) + index * 3_600_000).toISOString(),
  }))

  /** What plain ServiceStack answers; `surround` are the members beside the items. */
  function answer(url: URL, surround: (more: boolean, total: number) => object = (hasMorePages) => ({ hasMorePages })) {
    const all: readonly object[] = url.pathname.endsWith('/accounts') ? [account] : customers
    const inOrder = url.searchParams.get('sortOrder') === 'Descend' ? all.toReversed() : all
    const [page, size] = [Number(url.searchParams.get('page')), Number(url.searchParams.get('countPerPage'))]
    const items = inOrder.slice(page * size, (page + 1) * size)
    return JSON.stringify({ items, ...surround((page + 1) * size < all.length, all.length) })
  }

  test.each<[string, (more: boolean, total: number) => object]>([
    ['hasMorePages alone, as with simplifiedPaging', (hasMorePages) => ({ hasMorePages })],
    ['nothing beside the items', () => ({})],
    ['totals alone', (_, totalCount) => ({ totalCount, totalPages: Math.ceil(totalCount / 250) })],
  ])('that tells %s is read to the end', async (_, surround) => {
    const url = await serve((_request, response, url) => response.end(answer(url, surround)))
    expect(await run(database, `${url}/api/`)).toEqual({ counts: [601, 0, 0, 0], told: [] })
    expect((await run(database, `${url}/api/`)).counts).toEqual([0, 0, 251, 0])
  })

  test.each<[string, (response: ServerResponse) => void, RegExp]>([
    ['answers 500', (response) => response.writeHead(500).end('oops'), /answered status 500/],
    ['answers no JSON', (response) => response.end('<html>'), /answered no JSON, but "<html>"/],
    ['answers another thing', (response) => response.end('{"name":"x"}'), /answered no ListResponse/],
    [
      'cuts off',
      (response) => response.writeHead(200, { 'content-length': '999' }).write('{"items":[', () => response.destroy()),
      /closed|terminated|aborted/,
    ],
    ['hangs', () => {}, /took too long to answer/],
  ])('that %s is asked again, four times at most', async (_, fail, reason) => {
    let failures = 1
    const url = await serve((_request, response, url) => {
      if (url.pathname === '/customers' && failures-- > 0) fail(response)
      else response.end(answer(url))
    })
    const once = await run(database, url, { timeoutMs: 300 })
    expect(once).toEqual({ counts: [601, 0, 0, 0], told: [expect.stringMatching(reason)] })
    failures = 4
    await expect(run(database, url, { timeoutMs: 300 })).rejects.toThrow(reason)
  })

  test.each([401, 404])('that answers %i is asked once', async (status) => {
    let asked = 0
    const url = await serve((_request, response) => {
      asked++
      response.writeHead(status).end()
    })
    await expect(run(database, url)).rejects.toThrow(`status ${status}`)
    expect(asked).toBe(1)
  })

  test('that broke off is read on from there', async () => {
    const pages: string[] = []
    let isBroken = true
    const url = await serve((_request, response, url) => {
      const page = `${url.pathname} ${url.searchParams.get('sortField')} ${url.searchParams.get('page')}`
      if (isBroken && page === '/customers DateCreated 2') response.writeHead(404).end()
      else response.end(answer(url))
      pages.push(page)
    })
    await expect(run(database, url)).rejects.toThrow('404')
    pages.length = 0
    isBroken = false
    expect((await run(database, url)).counts).toEqual([100, 0, 251, 0])
    expect(pages.filter((page) => page.startsWith('/customers'))).toEqual([
      '/customers DateCreated 1',
      '/customers DateCreated 2',
    ])
  })

  test('whose records are refused is read again the next time', async () => {
    let name = ''
    const url = await serve((_request, response, url) => {
      const isAccounts = url.pathname === '/accounts'
      response.end(isAccounts ? JSON.stringify({ items: [{ id: 'a', name }], hasMorePages: false }) : answer(url))
    })
    expect((await run(database, url)).counts).toEqual([0, 0, 0, 601])
    name = 'North'
    expect((await run(database, url)).counts).toEqual([601, 0, 0, 0])
  })

  test('that answers the same page for ever is left', async () => {
    const url = await serve((_request, response) =>
      response.end(JSON.stringify({ items: [account], hasMorePages: true })),
    )
    await expect(run(database, url)).rejects.toThrow('pages 0 and 1 are the same')
  })

  test('where objects are deleted meanwhile is read without gaps', async () => {
    let deleted = 0
    const url = await serve((_request, response, url) => {
      if (url.pathname === '/accounts') return response.end(answer(url))
      const page = Number(url.searchParams.get('page'))
      const left = customers.slice(deleted)
      if (page === 0 && url.searchParams.get('sortField') === 'DateCreated') deleted = 30
      const items = left.slice(page * 250, (page + 1) * 250)
      return response.end(JSON.stringify({ items, totalCount: left.length, totalPages: Math.ceil(left.length / 250) }))
    })
    expect((await run(database, url)).counts).toEqual([601, 0, expect.any(Number), 0])
  })

  test('that leads to another host gets the token there no more', async () => {
    const seen: (string | undefined)[] = []
    const other = await serve((request, response, url) => {
      seen.push(request.headers.authorization)
      response.end(answer(url))
    })
    const first = await serve((request, response) => {
      expect(request.headers.authorization).toBe('Bearer secret')
      response.writeHead(302, { location: `${other}${request.url}` }).end()
    })
    expect((await run(database, first, { token: 'secret' })).counts).toEqual([601, 0, 0, 0])
    expect(new Set(seen)).toEqual(new Set([undefined]))
  })
})

test.each([
  [['--from', 'ftp://service']],
  [['--from', 'http://service', 'file.json']],
  [['--all', 'file.json']],
  [['--token', 'T']],
])('%j is wrong usage', async (args) => {
  expect((await runCli(['import', ...args])).code).toBe(2)
})
