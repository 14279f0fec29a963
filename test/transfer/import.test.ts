import { execFile } from 'node:child_process'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { childPath } from '../../src/core/path.ts'
import type { Database } from '../../src/database/database.ts'
import { migrate, readMigrations } from '../../src/database/migrations.ts'
import { openDatabase } from '../../src/database/open.ts'
import { readSettings } from '../../src/settings.ts'
import { generateRecords } from '../../src/transfer/generate.ts'
import { importRecords } from '../../src/transfer/import.ts'
import { importSampleData } from '../../src/transfer/sample-data.ts'
import { runCli, startCli } from '../support/cli.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { rebuildAll } from '../support/rebuild.ts'

const now = new Date('2026-11-21T09:30:00.000Z')
const north = { id: 'north', name: 'North', maxPhoneNumbers: 5, isBYOA: true, logoUri: '/logo.png' }
const south = { id: 'south', name: 'South', parentAccountId: 'north' }
const acme = { id: 'acme', accountId: 'north', name: 'Acme' }
const oslo = { id: 'oslo', accountId: 'north', parentCustomerId: 'acme', name: 'Oslo' }
const desk = { id: 'desk', accountId: 'north', parentCustomerId: 'oslo', name: 'Desk' }
const sample = [...generateRecords({ customers: 900, accounts: 5 })]

function lines(records: readonly object[]): string {
  return records.map((record) => `${JSON.stringify(record)}\n`).join('')
}

async function* bytesOf(text: string): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < text.length; at += 10_000) yield Buffer.from(text.slice(at, at + 10_000))
}

async function open({ url }: TestDatabase): Promise<Database> {
  const database = await openDatabase(readSettings({ DATABASE_URL: url }).database)
  await migrate(database.ledger, await readMigrations(database.provider))
  return database
}

describe.each(databases)('on %s', (_, makeDatabase) => {
  let stored: TestDatabase
  let database: Database

  beforeEach(async () => {
    stored = await makeDatabase()
    database = await open(stored)
  })
  afterEach(async () => {
    const { stored: kept, rebuilt } = await rebuildAll(stored)
    await database.close()
    await stored.drop()
    expect(rebuilt).toEqual(kept)
  })

  /** Imports texts; answers the counts as created, updated, unchanged, refused, and each refusal in a line. */
  async function run(texts: string | readonly string[], { dryRun = false, into = database } = {}) {
    const refusals: string[] = []
    const inputs = [texts].flat().map((text, index) => ({ name: `file${index}`, bytes: bytesOf(text) }))
    const { created, updated, unchanged, refused } = await importRecords(into, inputs, {
      dryRun,
      now: () => now,
      onProgress() {},
      onRefused: ({ input, line, id, reason }) => refusals.push(`${input}:${line} ${id} ${reason}`),
    })
    return { counts: [created, updated, unchanged, refused], refusals }
  }

  const importAll = (...records: readonly object[]) => run(lines(records))

  /** All rows; without keys and paths, as these depend on the order in which rows came to be. */
  async function dump(from = stored): Promise<Record<string, unknown>[]> {
    const rows = await Promise.all([
      from.query('select * from "Account" order by "id"'),
      from.query('select * from "Customer" order by "id"'),
      from.query('select * from "Tag" order by "id"'),
      from.query('select * from "CustomerTag" order by "customerId", "tagId"'),
    ])
    return rows.flat().map(({ key: _key, path: _path, ...row }) => row)
  }

  async function find(table: 'Account' | 'Customer', id: string): Promise<Record<string, unknown>> {
    const [row] = await database.rows({
      text: `select * from "${table}" where "id" = $1`,
      sql: `select * from "${table}" where "id" = ?`,
      values: [id],
    } as never)
    const documents = ['data', 'schedule', 'integrationData', 'billingSettings', 'appSettings', 'dateCreated']
    return Object.fromEntries(
      Object.entries(row ?? {}).map(([name, value]) => {
        if (!documents.includes(name) || value === null) return [name, value]
        if (name === 'dateCreated')
          return [name, (value instanceof Date ? value : new Date(String(value))).toISOString()]
        return [name, typeof value === 'string' ? JSON.parse(value) : value]
      }),
    )
  }

  /** Every path is the parent's with the own key. */
  async function expectSoundPaths() {
    for (const [table, parent] of [
      ['Account', 'parentAccountId'],
      ['Customer', 'parentCustomerId'],
    ]) {
      const rows = await stored.query(`select * from "${table}"`)
      const pathOf = new Map(rows.map(({ id, path }) => [id, String(path)]))
      for (const row of rows) {
        expect(row.path).toBe(childPath(pathOf.get(row[parent ?? '']) ?? '', Number(row.key)))
      }
    }
  }

  test('JSON lines, a ListResponse and a bare list bring the same', async () => {
    const accounts = sample.filter((record) => !('accountId' in record))
    const customers = sample.filter((record) => 'accountId' in record)
    const list = JSON.stringify({ items: customers, totalCount: customers.length })
    expect(await run([JSON.stringify(accounts), list])).toEqual({ counts: [905, 0, 0, 0], refusals: [] })
    const first = await dump()
    expect(await run(lines(sample))).toEqual({ counts: [0, 0, 905, 0], refusals: [] })
    expect(await dump()).toEqual(first)
    await expectSoundPaths()
  })

  test('all values of a customer and of an account are kept', async () => {
    const values = {
      isStaging: true,
      referenceId: 'A-1',
      data: { vip: { boolValue: true }, rows: { listValue: [{ a: { numberValue: -0 } }] }, odd: {} },
      integrationData: { crm: { thirdPartyId: '7' } },
      schedule: { timeZoneId: 'Nowhere/Town', rules: [{ id: 'r1', byMonth: [13], frequency: 'Yearly' }] },
      overrideBillingSettings: true,
      billingSettings: { base: { baseCost: 0.1 }, faxPaper: { unitCost: 2 } },
      overrideAppSettings: true,
      appSettings: { pageTitle: 'Hi', enableDialer: false },
    }
    const dates = { dateCreated: '2020-02-29T10:00:00.1234567+02:00', createdBy: 'ann' }
    expect((await importAll(north, { ...acme, ...values, ...dates })).counts).toEqual([2, 0, 0, 0])
    expect(await find('Account', 'north')).toMatchObject({
      maxPhoneNumbers: 5,
      logoUri: '/logo.png',
      createdBy: 'import',
    })
    const cost = { baseCost: 0, rawUnitMultiplier: 0, unitCost: 0, allowance: 0 }
    expect(await find('Customer', 'acme')).toMatchObject({
      referenceId: 'A-1',
      data: { vip: { boolValue: true }, rows: { listValue: [{ a: { numberValue: 0 } }] }, odd: {} },
      integrationData: { crm: { thirdPartyId: '7' } },
      schedule: { timeZoneId: 'Nowhere/Town', rules: [{ id: 'r1', byMonth: [13], frequency: 'Yearly' }] },
      billingSettings: { base: { ...cost, baseCost: 0.1 }, faxPaper: { ...cost, unitCost: 2 } },
      appSettings: { pageTitle: 'Hi' },
      version: 1,
      dateCreated: '2020-02-29T08:00:00.123Z',
      createdBy: 'ann',
      lastModifiedBy: 'import',
    })
    expect((await importAll(north, { ...acme, ...values, ...dates })).counts).toEqual([0, 0, 2, 0])
  })

  test.each([
    '0001-01-01T00:00:00.000Z',
    '0099-12-31T23:59:59.999Z',
    '1969-07-20T20:17:40.001Z',
    '9999-12-31T23:59:59.999Z',
  ])('the date %s is kept', async (date) => {
    const record = { ...acme, dateCreated: date, dateLastModified: date }
    await importAll(north, record)
    expect((await importAll(record)).counts).toEqual([0, 0, 1, 0])
  })

  test('member names count without regard to case, null like absent, rules get the same ids again', async () => {
    const record = {
      ID: 'acme',
      AccountId: 'north',
      NAME: 'Acme',
      data: null,
      Schedule: { Rules: [{}, { name: 'b' }] },
    }
    expect((await importAll(north, record)).counts).toEqual([2, 0, 0, 0])
    expect((await importAll(record)).counts).toEqual([0, 0, 1, 0])
    const { schedule } = await find('Customer', 'acme')
    expect(schedule).toMatchObject({ rules: [{ id: expect.stringMatching(/^[0-9a-f-]{36}$/) }, { name: 'b' }] })
  })

  test('parents may come after children, in any order and across files', async () => {
    await run(lines(sample))
    const other = await makeDatabase()
    const into = await open(other)
    try {
      const backwards = sample.toReversed()
      expect(await run([lines(backwards.slice(0, 300)), lines(backwards.slice(300))], { into })).toEqual({
        counts: [905, 0, 0, 0],
        refusals: [],
      })
      const isStamped = ({ dateCreated }: { dateCreated?: string }) => dateCreated !== undefined
      expect(sample.every(isStamped)).toBe(true)
      expect(await dump(other)).toEqual(await dump())
    } finally {
      await into.close()
      await other.drop()
    }
  })

  test('no temporary file stays', async () => {
    const before = await readdir(tmpdir())
    await importAll(desk, oslo, acme, north, { ...oslo, id: 'orphan', parentCustomerId: 'nobody' })
    const isOurs = (name: string) => name.startsWith('customer-gateway-import-') && !before.includes(name)
    expect((await readdir(tmpdir())).filter(isOurs)).toEqual([])
  })

  test('a record that differs updates its customer', async () => {
    await importAll(north, { ...acme, referenceId: 'A-1', createdBy: 'ann', dateCreated: '2020-01-01T00:00:00Z' })
    expect((await importAll({ ...acme, name: 'ACME' })).counts).toEqual([0, 1, 0, 0])
    expect(await find('Customer', 'acme')).toMatchObject({
      name: 'ACME',
      nameKey: 'acme',
      referenceId: null,
      version: 2,
      dateCreated: '2020-01-01T00:00:00.000Z',
      createdBy: 'ann',
      lastModifiedBy: 'import',
    })
    // Of two records of one customer, the last one counts.
    expect((await importAll({ ...acme, name: 'A' }, { ...acme, name: 'B' }, { ...acme, name: 'B' })).counts).toEqual([
      0, 2, 1, 0,
    ])
    expect(await find('Customer', 'acme')).toMatchObject({ name: 'B', version: 4 })
    expect((await importAll({ ...north, name: 'Nord' })).counts).toEqual([0, 1, 0, 0])
    expect(await find('Account', 'north')).toMatchObject({ name: 'Nord', version: 2 })
  })

  test('a customer moves with all below it, several of a batch as well', async () => {
    const other = { id: 'other', accountId: 'north', name: 'Other' }
    const below = Array.from({ length: 5 }, (_, index) => ({ ...desk, id: `d${index}`, parentCustomerId: 'desk' }))
    await importAll(north, acme, oslo, desk, other, ...below)
    // Oslo goes elsewhere, its desk to a new customer below it, and that one's d0 to where the desk was.
    const moved = [
      { ...oslo, parentCustomerId: 'other' },
      { id: 'new', accountId: 'north', parentCustomerId: 'oslo', name: 'New' },
      { ...desk, parentCustomerId: 'new' },
      { ...below[0], parentCustomerId: 'oslo' },
    ]
    expect((await importAll(...moved)).counts).toEqual([1, 3, 0, 0])
    await expectSoundPaths()
    // A customer trades places with the one above it, whichever comes first.
    const swapped = [
      { ...oslo, parentCustomerId: 'desk' },
      { ...desk, parentCustomerId: 'acme' },
    ]
    expect((await importAll(...swapped)).counts).toEqual([0, 2, 0, 0])
    await expectSoundPaths()
    expect((await importAll({ ...desk, parentCustomerId: null })).counts).toEqual([0, 1, 0, 0])
    await expectSoundPaths()
  })

  test('an account moves with all below it', async () => {
    const east = { id: 'east', name: 'East', parentAccountId: 'south' }
    await importAll(north, south, east, { id: 'top', name: 'Top' })
    expect((await importAll({ ...south, parentAccountId: 'top' })).counts).toEqual([0, 1, 0, 0])
    await expectSoundPaths()
    expect((await importAll({ ...south, parentAccountId: 'east' })).refusals).toEqual([
      'file0:1 south parentAccountId: the account east lies below this one',
    ])
  })

  test('no more than 32 levels, those below a customer that moves included', async () => {
    const chain = Array.from({ length: 33 }, (_, level) => ({
      ...acme,
      id: `l${level + 1}`,
      ...(level > 0 && { parentCustomerId: `l${level}` }),
    }))
    const { counts, refusals } = await importAll(north, ...chain)
    expect(counts).toEqual([33, 0, 0, 1])
    expect(refusals).toEqual(['file0:34 l33 parentCustomerId: expected at most 32 levels'])
    expect((await importAll(acme, { ...acme, id: 'l1', parentCustomerId: 'acme' })).counts).toEqual([1, 0, 0, 1])
    // What takes a part of them away first makes room.
    expect((await importAll({ ...acme, id: 'l1', parentCustomerId: 'acme' }, { ...acme, id: 'l20' })).counts).toEqual([
      0, 2, 0, 0,
    ])
    await expectSoundPaths()
  })

  test('tags are made, changed, and given and taken', async () => {
    const vip = { id: 't1', name: 'VIP', color: 'Gold' }
    const late = { id: 't2', name: 'Late', color: 'Red' }
    await importAll(north, { ...acme, tags: [vip, late] }, { ...oslo, tags: [vip] })
    const tags = () => stored.query('select "id", "accountId", "nameKey", "color" from "Tag" order by "id"')
    expect(await tags()).toEqual([
      { id: 't1', accountId: 'north', nameKey: 'vip', color: 'Gold' },
      { id: 't2', accountId: 'north', nameKey: 'late', color: 'Red' },
    ])
    expect((await importAll({ ...acme, tags: [late] })).counts).toEqual([0, 1, 0, 0])
    // Names are traded, and the colour changes; neither is a change of the customer.
    const traded = [
      { ...vip, name: 'late' },
      { ...late, name: 'vip', color: 'Blue' },
    ]
    expect((await importAll({ ...acme, tags: traded })).counts).toEqual([0, 1, 0, 0])
    expect((await importAll({ ...acme, tags: traded })).counts).toEqual([0, 0, 1, 0])
    expect(await tags()).toEqual([
      { id: 't1', accountId: 'north', nameKey: 'late', color: 'Gold' },
      { id: 't2', accountId: 'north', nameKey: 'vip', color: 'Blue' },
    ])
    // A name that another record gives up later can be taken before.
    const taking = { ...acme, tags: [{ ...vip, id: 't3' }] }
    expect((await importAll(taking, { ...oslo, tags: [{ ...late, name: 'old' }] })).counts).toEqual([0, 2, 0, 0])
    expect(await stored.query('select * from "CustomerTag" order by "customerId", "tagId"')).toEqual([
      { customerId: 'acme', tagId: 't3' },
      { customerId: 'oslo', tagId: 't2' },
    ])
  })

  describe('refused', () => {
    const tag = { id: 't1', name: 'VIP', color: 'Gold' }

    beforeEach(async () => {
      await importAll(north, south, { ...acme, tags: [tag] }, oslo, { id: 'elsewhere', accountId: 'south', name: 'E' })
    })

    test.each([
      ['neither an account nor a customer', { id: 'x', foo: 1 }, 'record: expected an AccountInfo or a CustomerInfo'],
      ['no id', { name: 'x' }, 'id: expected a value, got none'],
      ['no account', { id: 'x', name: 'x', isStaging: true }, 'accountId: expected a value, got none'],
      ['an unknown account', { ...acme, id: 'x', accountId: 'none' }, 'accountId: there is no account none'],
      [
        'all values at once',
        { ...acme, name: ' ', isStaging: 'no', data: { a: 1 }, dateCreated: '2026-02-30T00:00:00Z' },
        'name: expected text, got none; dateCreated: expected an RFC 3339 instant with offset, ' +
          'got "2026-02-30T00:00:00Z"; isStaging: expected true or false, got "no"; data.a: expected an object, got 1',
      ],
      ['a long id', { ...acme, id: 'x'.repeat(65) }, 'id: expected at most 64 characters, got 65'],
      [
        'an instant without offset',
        { ...acme, dateCreated: '2026-02-20T00:00:00' },
        /^dateCreated: expected an RFC 3339/,
      ],
      ['the year 0', { ...acme, dateCreated: '0000-02-20T00:00:00Z' }, /^dateCreated: expected an RFC 3339/],
      [
        'a bad rule',
        { ...acme, schedule: { rules: [{ frequency: 'Often' }] } },
        /^schedule\.rules\.0\.frequency: expected/,
      ],
      [
        'negative allowance',
        { ...north, billingSettings: { base: { allowance: -1 } } },
        /^billingSettings\.base\.allowance/,
      ],
      ['negative numbers', { ...north, maxPhoneNumbers: -1 }, 'maxPhoneNumbers: expected 0 or more, got -1'],
      ['an unknown parent', { ...oslo, parentCustomerId: 'gone' }, 'parentCustomerId: there is no customer gone'],
      [
        'itself as parent',
        { ...acme, parentCustomerId: 'acme' },
        'parentCustomerId: the customer cannot lie below itself',
      ],
      ['a cycle', { ...acme, parentCustomerId: 'oslo' }, 'parentCustomerId: the customer oslo lies below this one'],
      [
        'a parent of another account',
        { ...oslo, parentCustomerId: 'elsewhere' },
        'parentCustomerId: the customer elsewhere belongs to the account south',
      ],
      [
        'another account',
        { ...oslo, accountId: 'south' },
        /^accountId: the customer belongs to the account north, not south/,
      ],
      ['an unknown colour', { ...oslo, tags: [{ ...tag, color: 'Pink' }] }, /^tags\.0\.color: expected one of Magenta/],
      [
        'a tag of another account',
        { id: 'x', accountId: 'south', name: 'X', tags: [tag] },
        'tags.0.id: the tag belongs to the account north',
      ],
      [
        'a taken tag name',
        {
          ...oslo,
          tags: [
            { id: 't8', name: 'new', color: 'Red' },
            { id: 't9', name: 'vip', color: 'Red' },
          ],
        },
        'tags.1.name: the tag t1 of the account has this name',
      ],
      [
        'a parent account that is not there',
        { ...south, parentAccountId: 'gone' },
        'parentAccountId: there is no account gone',
      ],
    ])('%s, and nothing of it is written', async (_case, record, reason) => {
      const before = await dump()
      const { counts, refusals } = await run(
        lines([oslo, record, acme].map((each, index) => (index === 1 ? each : north))),
      )
      expect(counts).toEqual([0, 0, 2, 1])
      const [place = '', ...words] = refusals.join().split(/ (?=\S+: )/)
      expect(place).toBe(`file0:2 ${'id' in record ? record.id : null}`)
      expect(words.join(' ')).toMatch(reason)
      expect(await dump()).toEqual(before)
    })

    test('lines that are no record, and a file that is cut off in the middle', async () => {
      const { counts, refusals } = await run([
        `${JSON.stringify(north)}\n[1]\n{"id":\n`,
        `[${JSON.stringify(acme)},{"id":"o`,
      ])
      expect(counts).toEqual([0, 1, 1, 3])
      expect(refusals).toEqual([
        expect.stringMatching(/^file0:2 null record: expected an object, got list/),
        expect.stringMatching(/^file0:3 null record: /),
        expect.stringMatching(/^file1:1 null list: /),
      ])
    })
  })

  test('a dry run tells the same and writes nothing', async () => {
    await importAll(north, acme, oslo)
    const before = await dump()
    const text = lines([
      { ...desk, parentCustomerId: 'new' },
      { ...oslo, parentCustomerId: null, tags: [{ id: 't1', name: 'VIP', color: 'Gold' }] },
      { ...oslo, id: 'new', parentCustomerId: 'oslo' },
      { ...oslo, id: 'orphan', parentCustomerId: 'gone' },
      acme,
      ...sample,
    ])
    const told = await run(text, { dryRun: true })
    expect(await dump()).toEqual(before)
    expect(told).toEqual(await run(text))
    expect(told.counts).toEqual([907, 1, 1, 1])
  })

  test('what an input throws ends the import, and whole batches stay', async () => {
    async function* broken() {
      yield Buffer.from(lines(sample.slice(0, 600)))
      throw new Error('read failed')
    }
    const options = { dryRun: false, now: () => now, onProgress() {}, onRefused() {} }
    const importing = importRecords(database, [{ name: 'broken', bytes: broken() }], options)
    await expect(importing).rejects.toThrow('read failed')
    expect((await run(lines(sample))).counts).toEqual([405, 0, 500, 0])
  })

  test('refusals come in the order of the lines', async () => {
    const orphans = Array.from({ length: 1200 }, (_, index) => ({ ...oslo, id: `o${index}` }))
    const { refusals } = await importAll(desk, ...orphans, north)
    expect(refusals.map((refusal) => Number(/:(\d+) /.exec(refusal)?.[1]))).toEqual(
      Array.from({ length: 1201 }, (_, index) => index + 1),
    )
  })

  test('whatever the order, the trees become what the records say', async () => {
    const ids = Array.from({ length: 25 }, (_, index) => `c${index}`)
    const anyTrees = fc
      .tuple(fc.shuffledSubarray(ids, { minLength: 25 }), fc.array(fc.nat(), { minLength: 25, maxLength: 25 }))
      .map(([order, numbers]) =>
        order.map((id, index) => {
          const parent = (numbers[index] ?? 0) % (index + 1)
          return { ...acme, id, ...(parent < index && { parentCustomerId: order[parent] }) }
        }),
      )
      .chain((records) => fc.shuffledSubarray(records, { minLength: 25 }))
    await importAll(north)
    const expectTrees = async (records: readonly { id: string; parentCustomerId?: string | undefined }[]) => {
      const told = await run(lines(records), { dryRun: true })
      expect(await importAll(...records)).toEqual(told)
      expect(told.refusals).toEqual([])
      const rows = await stored.query('select "id", "parentCustomerId" from "Customer"')
      expect(new Map(rows.map((row) => [row.id, row.parentCustomerId]))).toEqual(
        new Map(records.map(({ id, parentCustomerId = null }) => [id, parentCustomerId])),
      )
      await expectSoundPaths()
    }
    await fc.assert(fc.asyncProperty(anyTrees, expectTrees), { numRuns: 15 })
  })

  test('a batch takes the same statements, however many records it has', async () => {
    let statements = 0
    const counted = await openDatabase(readSettings({ DATABASE_URL: stored.url }).database, () => statements++)
    const countOf = async (records: readonly object[]) => {
      statements = 0
      await run(lines(records), { into: counted })
      return statements
    }
    try {
      const changed = (records: readonly object[]) => records.map((record) => ({ ...record, name: 'X', tags: [] }))
      const customers = sample.filter((record) => 'accountId' in record)
      await importAll(...sample.filter((record) => !('accountId' in record)))
      const tagged = (records: readonly object[], id: string) =>
        records.map((record) => ({ ...record, tags: [{ id, name: id, color: 'Red' }] }))
      // All of one account, each with a new tag.
      const few = tagged(customers.slice(0, 20), 'few')
      const many = tagged(customers.slice(20, 260), 'many')
      expect(await countOf(few)).toBe(await countOf(many))
      expect(await countOf(changed(few))).toBe(await countOf(changed(many)))
      const roots = changed(few).map((record) => ({ ...record, parentCustomerId: null }))
      expect(await countOf(roots)).toBe(
        await countOf(changed(many).map((record) => ({ ...record, parentCustomerId: null }))),
      )
    } finally {
      await counted.close()
    }
  })

  test('the sample data comes once, also from two processes at once', async () => {
    const url = (path: string) => JSON.stringify(new URL(path, import.meta.url).href)
    const script = `
      const { openDatabase } = await import(${url('../../src/database/open.ts')})
      const { readSettings } = await import(${url('../../src/settings.ts')})
      const { importSampleData } = await import(${url('../../src/transfer/sample-data.ts')})
      const database = await openDatabase(readSettings().database)
      process.stdout.write(String(await importSampleData(database)))
      await database.close()`
    const start = async () => {
      const args = ['--import', 'tsx', '--input-type=module', '-e', script]
      return (await promisify(execFile)(process.execPath, args, { env: { ...process.env, DATABASE_URL: stored.url } }))
        .stdout
    }
    expect(['64,0', '0,64', '64,64']).toContain((await Promise.all([start(), start()])).join())
    expect(await importSampleData(database)).toBe(0)
    expect(await stored.query('select max("version") as "version" from "Customer"')).toEqual([{ version: 1 }])
    expect(await stored.query('select count(*) as "count" from "Customer"')).toEqual([
      { count: expect.toSatisfy((count) => Number(count) === 64) },
    ])
    await expectSoundPaths()
  })

  describe('by the command line', () => {
    let folder: string
    const environment = () => ({ DATABASE_URL: stored.url, MIGRATE: 'true' })

    beforeEach(async () => {
      folder = await mkdtemp(join(tmpdir(), 'customer-gateway-test-'))
    })
    afterEach(() => rm(folder, { recursive: true }))

    test('from files and the standard input, with each refusal and a summary', async () => {
      await writeFile(join(folder, 'list.json'), JSON.stringify({ items: [acme, { ...oslo, name: '' }] }, null, 2))
      const answer = await runCli(['import', 'list.json', '-'], {
        folder,
        environment: environment(),
        input: lines([north]),
      })
      expect(answer.stderr).toMatch(/^list\.json:8: name: expected text, got none \(id oslo\)$/m)
      expect(answer).toMatchObject({ stdout: '2 created, 0 updated, 0 unchanged, 1 refused\n', code: 1 })
    })

    test('killed in the middle and run again, it is as if it had run once', async () => {
      const records = [...generateRecords({ customers: 4000 })]
      await writeFile(join(folder, 'all.jsonl'), lines(records))
      const child = startCli(folder, ['import', 'all.jsonl'], environment())
      while (child.exitCode === null && (await countCustomers()) < 1000) await setTimeout(20)
      child.kill('SIGKILL')
      const { counts } = await run(lines(records))
      expect(counts[0]).toBeLessThan(3500)
      expect(counts[0]).toBeGreaterThan(0)
      await expectSoundPaths()
      const first = await dump()
      const other = await makeDatabase()
      const into = await open(other)
      try {
        await run(lines(records), { into })
        expect(first).toEqual(await dump(other))
      } finally {
        await into.close()
        await other.drop()
      }
    })

    async function countCustomers(): Promise<number> {
      const [row] = await stored.query('select count(*) as "count" from "Customer"')
      return Number(row?.count)
    }
  })
})
