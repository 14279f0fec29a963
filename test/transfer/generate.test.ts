import { PassThrough, Writable } from 'node:stream'
import { describe, expect, test } from 'vitest'
import type { AccountInfo, CustomerInfo } from '../../src/transfer/documents.ts'
import { type GenerateOptions, generateRecords, writeRecords } from '../../src/transfer/generate.ts'
import { readRecords } from '../../src/transfer/records.ts'

interface Generated {
  readonly accounts: readonly AccountInfo[]
  readonly customers: readonly CustomerInfo[]
}

function generate(options: GenerateOptions): Generated {
  const accounts: AccountInfo[] = []
  const customers: CustomerInfo[] = []
  for (const record of generateRecords(options)) {
    if ('accountId' in record) customers.push(record)
    else accounts.push(record)
  }
  return { accounts, customers }
}

const sample = generate({ customers: 64 })
const large = generate({ customers: 6000 })

test('the same options give the same records, another seed gives others', () => {
  expect(generate({ customers: 500, seed: 7 })).toEqual(generate({ customers: 500, seed: 7 }))
  expect(generate({ customers: 500, seed: 8 })).not.toEqual(generate({ customers: 500, seed: 7 }))
})

test.each([
  [{ customers: 0 }, 3, 0],
  [{ customers: 1 }, 3, 1],
  [{ customers: 64 }, 3, 64],
  [{ customers: 4001 }, 5, 4001],
  [{ customers: 10, accounts: 40, tags: 3 }, 40, 10],
  [{ customers: 300, accounts: 1, tags: 0 }, 1, 300],
])('%o are as many as asked for', (options, accountCount, customerCount) => {
  const { accounts, customers } = generate(options)
  expect([accounts.length, customers.length]).toEqual([accountCount, customerCount])
})

test.each([{ customers: -1 }, { customers: 1.5 }, { customers: 1, accounts: 0 }, { customers: 1, tags: Number.NaN }])(
  '%o cannot be made',
  (options) => expect(() => generate(options)).toThrow(RangeError),
)

describe.each([
  ['the sample', sample],
  ['six thousand', large],
])('%s', (_, { accounts, customers }) => {
  const accountsById = new Map(accounts.map((account) => [account.id, account]))
  const customersById = new Map(customers.map((customer) => [customer.id, customer]))

  test('each id is there once, and is a UUIDv7', () => {
    expect(customersById.size).toBe(customers.length)
    expect(accountsById.size).toBe(accounts.length)
    for (const { id } of [...accounts, ...customers]) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    }
  })

  test('parents come before children and share their account; breadcrumbs and names fit', () => {
    const seen = new Map<string, CustomerInfo>()
    for (const customer of customers) {
      const parent = seen.get(customer.parentCustomerId ?? '')
      expect(parent?.id).toBe(customer.parentCustomerId)
      expect(customer.breadcrumb).toEqual(
        parent ? [...(parent.breadcrumb ?? []), { id: parent.id, name: parent.name }] : [],
      )
      if (parent) expect(customer.accountId).toBe(parent.accountId)
      expect(customer.accountName).toBe(accountsById.get(customer.accountId ?? '')?.name)
      seen.set(customer.id, customer)
    }
  })

  test('parent accounts come first and are the ancestors; only roots have prices', () => {
    const seen = new Map<string, AccountInfo>()
    for (const account of accounts) {
      const parent = seen.get(account.parentAccountId ?? '')
      expect(account.ancestorIds).toEqual(parent ? [...(parent.ancestorIds ?? []), parent.id] : [])
      expect(account.billingSettings === undefined).toBe(parent !== undefined)
      seen.set(account.id, account)
    }
    expect(accounts.some((account) => account.parentAccountId)).toBe(true)
  })

  test('a tag belongs to one account, at most four to a customer, its name once in the account', () => {
    const owners = new Map<string, string | undefined>()
    const names = new Map<string, string>()
    for (const { accountId, tags = [] } of customers) {
      expect(tags.length).toBeLessThanOrEqual(4)
      expect(new Set(tags.map(({ id }) => id)).size).toBe(tags.length)
      for (const { id, name = '' } of tags) {
        expect(owners.get(id) ?? accountId).toBe(accountId)
        owners.set(id, accountId)
        const key = `${accountId} ${name.toLowerCase()}`
        expect(names.get(key) ?? id).toBe(id)
        names.set(key, id)
      }
    }
    expect(owners.size).toBe(Math.min(200, 5 * accounts.length))
  })

  test('values are within the limits', () => {
    const names = [...accounts, ...customers].map(({ name = '' }) => name)
    const referenceIds = customers.flatMap(({ referenceId }) => referenceId ?? [])
    const isWithin = (text: string) =>
      text === text.trim() && text !== '' && [...text].length <= 255 && !/[\p{Cc}\p{Cs}]/u.test(text)
    expect([...names, ...referenceIds].filter((text) => !isWithin(text))).toEqual([])
  })

  test('dates lie from 2019 to 2026, in order, and no child is older than its parent', () => {
    for (const { dateCreated = '', dateLastModified = '', parentCustomerId = '' } of customers) {
      expect(dateCreated >= '2019' && dateLastModified < '2026-10').toBe(true)
      expect(dateLastModified >= dateCreated).toBe(true)
      expect(dateCreated >= (customersById.get(parentCustomerId)?.dateCreated ?? '')).toBe(true)
    }
  })

  test('there is something of everything', () => {
    const count = (has: (customer: CustomerInfo) => unknown) => customers.filter(has).length
    const rules = customers.flatMap(({ schedule }) => schedule?.rules ?? [])
    const zones = new Set(customers.flatMap(({ schedule }) => schedule?.timeZoneId ?? []))
    const depths = customers.map(({ breadcrumb = [] }) => 1 + breadcrumb.length)
    const names = customers.map(({ name }) => name).join()

    expect(Math.max(...depths)).toBe(6)
    expect(zones.size).toBeGreaterThanOrEqual(4)
    expect([...zones].some((zone) => zone.endsWith('Standard Time'))).toBe(true)
    expect(new Set(rules.map(({ frequency }) => frequency))).toEqual(new Set(['Weekly', 'Yearly', 'None', undefined]))
    expect(rules.some(({ startTime = '', endTime = '' }) => endTime < startTime)).toBe(true)
    expect(count(({ schedule }) => schedule?.inherit)).toBeGreaterThan(customers.length / 2)
    expect(count(({ referenceId }) => referenceId)).toBeGreaterThan(customers.length * 0.7)
    expect(count(({ data }) => data)).toBeGreaterThan(customers.length * 0.5)
    for (const has of [
      ({ isStaging }: CustomerInfo) => isStaging,
      ({ integrationData }: CustomerInfo) => integrationData,
      ({ billingSettings }: CustomerInfo) => billingSettings,
      ({ appSettings }: CustomerInfo) => appSettings,
    ]) {
      expect(count(has)).toBeGreaterThan(0)
      expect(count(has)).toBeLessThan(customers.length / 3)
    }
    for (const piece of ['%', '_', "'", '"', 'ß', 'İ', /\p{Emoji_Presentation}/u]) expect(names).toMatch(piece)
  })
})

describe('written records', () => {
  test('read back the same', async () => {
    const out = new PassThrough()
    const writing = writeRecords(generateRecords({ customers: 64 }), out).then(() => out.end())
    const values: unknown[] = []
    for await (const record of readRecords(out)) values.push('value' in record ? record.value : record)
    await writing
    expect(values).toEqual([...sample.accounts, ...sample.customers])
  })

  test('are made no faster than they are taken, and the output stays open', async () => {
    let made = 0
    function* counted() {
      for (const record of generateRecords({ customers: 2000 })) {
        made++
        yield record
      }
    }
    const madeAtFirstWrite: number[] = []
    const out = new Writable({
      highWaterMark: 1,
      write(_chunk, _encoding, done) {
        madeAtFirstWrite.push(made)
        setImmediate(done)
      },
    })
    await writeRecords(counted(), out)
    expect(madeAtFirstWrite[0]).toBeLessThan(500)
    expect(made).toBe(2003)
    expect(out.writableEnded).toBe(false)
  })

  test('fail with the output', async () => {
    const out = new Writable({ write: (_chunk, _encoding, done) => done(new Error('pipe')) })
    await expect(writeRecords(generateRecords({ customers: 2000 }), out)).rejects.toThrow('pipe')
  })
})
