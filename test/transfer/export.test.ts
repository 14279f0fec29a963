import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text as textOf } from 'node:stream/consumers'
import { parse } from 'csv-parse/sync'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { type FileFormat, fileFormats } from '../../src/transfer/file-format.ts'
import { generateRecords } from '../../src/transfer/generate.ts'
import { runCli, startCli } from '../support/cli.ts'
import { databases, sqliteDatabase, type TestDatabase } from '../support/databases.ts'
import { exportText, importText, openMigrated } from '../support/transfer.ts'

const oddNames = [
  '=SUM(A1:A9)',
  '+49 30 1',
  '-1',
  '@all',
  'Acme, "Inc."',
  '[Nord] {Süd}',
  'C:\\temp\\',
  "O'Neill; DROP TABLE",
  'null',
  'True',
  '007',
  '<b>&amp;</b> ]]>',
  'line\u2028separator',
  'שלום 🧡 e\u0301',
  '\ufeffmarked',
  ':',
]
const oddData = {
  zeta: { stringValue: 'a\r\nb\tc\n' },
  a: { numberValue: 1e21 },
  __proto__x: { numberValue: -0.5 },
  '10': { boolValue: false },
  '9': { listValue: [{ y: { stringValue: '' }, x: {} }, {}] },
  'key, "quoted": [x]': { structValue: { deep: { structValue: { er: { stringValue: '"' } } } } },
  several: { boolValue: true, stringValue: 'both', numberValue: 2 },
}

function oddRecords(): object[] {
  const account = {
    id: 'odd',
    name: 'Odd & "Sons"',
    logoUri: '/logo.png',
    billingSettings: { base: { baseCost: 0.1 } },
  }
  const below = { id: 'odder', name: 'Below', parentAccountId: 'odd', maxPhoneNumbers: 7 }
  const customers = oddNames.map((name, index) => ({
    id: `odd-${String(oddNames.length - index)}, "${index}"`,
    accountId: index % 2 ? 'odd' : 'odder',
    name,
    referenceId: index % 3 ? name : '',
    data: oddData,
    tags: [{ id: `tag ${index}`, name, color: 'Red' }],
    integrationData: { 'z,z': { thirdPartyId: name }, a: {} },
    billingSettings: { eSims: { allowance: 3 }, aiInsights: { unitCost: 1.25 }, base: {} },
    appSettings: { customCss: 'a{\n}', enableDialer: true },
    schedule: {
      timeZoneId: 'Europe/Oslo',
      rules: [{ id: 'r', flowParams: oddData, byDay: [{ dayOfWeek: 'Monday' }] }],
    },
  }))
  return [account, below, ...customers]
}

const records = [...generateRecords({ customers: 600, accounts: 4 }), ...oddRecords()]
const content = records.map((record) => `${JSON.stringify(record)}\n`).join('')

/** The texts that hold everything in a format. */
async function exportAll(database: Database, format: FileFormat): Promise<string[]> {
  if (format === 'jsonl') return [await exportText(database, { format, kind: 'all' })]
  return [
    await exportText(database, { format, kind: 'accounts' }),
    await exportText(database, { format, kind: 'customers' }),
  ]
}

describe.each(databases)('on %s', (_, makeDatabase) => {
  const close: (() => Promise<unknown>)[] = []
  const open = async (make = makeDatabase) => {
    const stored = await make()
    const database = await openMigrated(stored)
    close.push(async () => {
      await database.close()
      await stored.drop()
    })
    return database
  }
  let database: Database
  beforeEach(async () => {
    database = await open()
    expect(await importText(database, content)).toMatchObject({ refusals: [] })
  })
  afterEach(() => Promise.all(close.splice(0).map((each) => each())))

  test.each(fileFormats)('%s comes back byte for byte', async (format) => {
    const texts = await exportAll(database, format)
    expect(await exportAll(database, format)).toEqual(texts)
    for (const text of texts) {
      const { counts, refusals } = await importText(database, text)
      expect({ counts, refusals }).toEqual({ counts: [0, 0, expect.any(Number), 0], refusals: [] })
    }
    const copy = await open()
    for (const text of texts) expect((await importText(copy, text)).refusals).toEqual([])
    expect(await exportAll(copy, format)).toEqual(texts)
    expect(await exportAll(copy, 'jsonl')).toEqual(await exportAll(database, 'jsonl'))
  })

  test('the other database writes the same', async () => {
    const other = await open(sqliteDatabase)
    const [text = ''] = await exportAll(database, 'jsonl')
    await importText(other, text)
    for (const format of fileFormats) expect(await exportAll(other, format)).toEqual(await exportAll(database, format))
  })

  test('parents come before children, accounts before customers', async () => {
    const [text = ''] = await exportAll(database, 'jsonl')
    const seen = new Set<string>()
    for (const line of text.trimEnd().split('\n')) {
      const { id, parentAccountId, accountId, parentCustomerId } = JSON.parse(line)
      for (const needed of [parentAccountId, accountId, parentCustomerId]) {
        if (needed !== undefined) expect(seen).toContain(needed)
      }
      seen.add(id)
    }
    expect(seen.size).toBe(records.length)
  })

  test('one account is exported with its customers, without the accounts below', async () => {
    const text = await exportText(database, { format: 'jsonl', kind: 'all', accountId: 'odd' })
    const [first, ...customers] = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line))
    expect(first).toMatchObject({ id: 'odd', ancestorIds: [] })
    expect(customers).toHaveLength(oddNames.length / 2)
    expect(new Set(customers.map(({ accountId }) => accountId))).toEqual(new Set(['odd']))
  })

  test('formulas are guarded in the cells of texts', async () => {
    const options = { format: 'csv', kind: 'customers', accountId: 'odder' } as const
    const [plain, guarded] = [
      await exportText(database, options),
      await exportText(database, { ...options, guardFormulas: true }),
    ]
    const cellsOf = (text: string): string[] => parse(text).flat()
    expect(cellsOf(plain)).toEqual(expect.arrayContaining(['=SUM(A1:A9)', '-1']))
    expect(cellsOf(guarded)).toEqual(expect.arrayContaining(["'=SUM(A1:A9)", "'-1"]))
    expect(cellsOf(guarded).filter((cell) => /^[=+\-@\t\r]/.test(cell))).toEqual([])
  })
})

/** Tells the most memory that a process had, in bytes. What Linux tells of that counts its parent's as well. */
const tellMaxRss = `
  let most = 0
  const look = () => { most = Math.max(most, process.memoryUsage.rss()) }
  setInterval(look, 5).unref()
  process.on('exit', () => { look(); console.error(most) })`

/** Runs `export`; answers how many lines it wrote, and the most memory that it had, in bytes. */
async function exportInProcess(database: TestDatabase, format: FileFormat): Promise<{ lines: number; maxRss: number }> {
  const tell = `data:text/javascript,${encodeURIComponent(tellMaxRss)}`
  // No more room than it needs, which Node would fill before it looks for what is no longer used.
  const options = `--max-semi-space-size=4 --max-old-space-size=64 --import=${tell}`
  const environment = { DATABASE_URL: database.url, NODE_OPTIONS: options }
  const child = startCli(tmpdir(), ['export', '--format', format], environment)
  let lines = 0
  child.stdout.on('data', (chunk: Buffer) => {
    lines += chunk.filter((byte) => byte === 0x0a).length
  })
  const [maxRss] = await Promise.all([textOf(child.stderr), once(child, 'close')])
  return { lines, maxRss: Number(maxRss) }
}

test('memory does not grow with what is exported', async () => {
  const stored = await sqliteDatabase()
  const database = await openMigrated(stored)
  await importText(database, content)
  const few = await exportInProcess(stored, 'jsonl')
  const customers = generateRecords({ customers: 20_000, accounts: 5, seed: 7 })
  await importText(database, [...customers].map((record) => `${JSON.stringify(record)}\n`).join(''))
  await database.close()
  for (const format of ['jsonl', 'csv'] as const) {
    const many = await exportInProcess(stored, format)
    expect(many.lines).toBeGreaterThan(20_000)
    expect(many.maxRss - few.maxRss).toBeLessThan(60 * 1024 ** 2)
  }
  await stored.drop()
})

describe('the command', () => {
  test('writes a file that import reads by its name', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'customer-gateway-'))
    const run = (...args: string[]) => runCli(args, { folder })
    await writeFile(join(folder, 'made.jsonl'), content)
    await run('import', 'made.jsonl')
    const args = ['export', '--format', 'xml', '--out', 'made.xml']
    expect(await run(...args)).toEqual({ code: 0, stdout: '', stderr: '' })
    const counts = `0 created, 0 updated, ${600 + oddNames.length} unchanged, 0 refused\n`
    expect(await run('import', 'made.xml')).toEqual({ code: 0, stdout: counts, stderr: '' })
    expect((await run('export', '--format', 'json', '--account', 'none')).stderr).toMatch(/there is no account none\n$/)
    await rm(folder, { recursive: true, force: true })
  })

  test.each([
    [['--format', 'yaml'], /Allowed choices/],
    [['--format', 'json', '--what', 'all'], /--what all goes with --format jsonl only/],
    [['--format', 'xml', '--guard-formulas'], /--guard-formulas goes with --format csv only/],
  ])('%j is wrong usage', async (args, message) => {
    const { code, stderr } = await runCli(['export', ...args])
    expect([code, stderr]).toEqual([2, expect.stringMatching(message)])
  })
})
