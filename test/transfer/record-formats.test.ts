import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { customerList } from '../../src/rest/dto.ts'
import { csv } from '../../src/rest/formats/csv.ts'
import { jsv } from '../../src/rest/formats/jsv.ts'
import { xml } from '../../src/rest/formats/xml.ts'
import { type FileFormat, formatOfHead, formatOfName } from '../../src/transfer/file-format.ts'
import { type ImportRecord, readRecords } from '../../src/transfer/records.ts'
import { anyCustomer } from '../rest/formats/any-customer.ts'

async function* chunked(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0
  for (const size of sizes) {
    yield bytes.subarray(at, at + size)
    at += size
  }
  yield bytes.subarray(at)
}

async function readBytes(bytes: Uint8Array, format?: FileFormat, sizes: readonly number[] = []) {
  const records: ImportRecord[] = []
  for await (const record of readRecords(chunked(bytes, sizes), format)) records.push(record)
  return records
}

function read(text: string, format?: FileFormat, sizes?: readonly number[]): Promise<ImportRecord[]> {
  return readBytes(Buffer.from(text), format, sizes)
}

const linesAndIds = (records: readonly ImportRecord[]) =>
  records.map((record) => [record.line, 'value' in record ? record.value.id : record.error])

test.each([csv, xml, jsv])('a list in $name reads back the same, however it is cut', async (format) => {
  const customers = fc.array(
    anyCustomer.map((customer) => ({ ...customer, accountId: 'a', name: 'n' })),
    { minLength: 1, maxLength: 4 },
  )
  const sizes = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 })
  await fc.assert(
    fc.asyncProperty(customers, sizes, async (items, sizes) => {
      const text = format.write(customerList, { items, hasMorePages: false })
      const records = await read(text, format.name, sizes)
      expect(records.map((record) => ('value' in record ? record.value : record))).toEqual(items)
      expect(formatOfHead(Buffer.from(text))).toBe(format.name)
    }),
    { numRuns: 100 },
  )
})

describe('what cannot be read', () => {
  test('is a row, and the next one follows', async () => {
    const text = 'Id,AccountId,Name,Data\r\na,n,"A\nB",\r\nb,n\r\nc,n,C,{x\r\n\r\nd,n,D,\r\n'
    expect(linesAndIds(await read(text))).toEqual([
      [2, 'a'],
      [4, expect.stringContaining('record: Invalid Record Length')],
      [5, expect.stringMatching(/^record: expected :, at line 1, column 3, at row 1, column Data$/)],
      [7, 'd'],
    ])
  })

  test('is an item of JSV, and the next one follows', async () => {
    const text = '{items:[\n{id:a,name:"C:\\"},\n{id},\n{id:c,name:C}],totalCount:3}'
    expect(linesAndIds(await read(text))).toEqual([
      [2, 'a'],
      [3, expect.stringMatching(/^record: expected :, at line 1/)],
      [4, 'c'],
    ])
  })

  test.each([
    ['<L><CustomerInfo><Id>a</Id></CustomerInfo>\n<CustomerInfo></L>', 'document: unexpected close tag'],
    ['<L><CustomerInfo><Id>a</Id></CustomerInfo>\n<CustomerInfo><Id>', 'document: unclosed tag: Id'],
    ['<L><CustomerInfo><Id>a</Id></CustomerInfo>\n&bomb;</L>', 'document: undefined entity'],
  ])('is the rest of a document: %s', async (text, reason) => {
    expect(linesAndIds(await read(text))).toEqual([
      [1, 'a'],
      [2, expect.stringContaining(reason)],
    ])
  })

  test('is text that is not UTF-8', async () => {
    const bytes = Buffer.from('<L><CustomerInfo><Id>\u00e4</Id></CustomerInfo></L>', 'latin1')
    const [record] = await readBytes(bytes)
    expect(record).toEqual({ line: 1, error: 'document: expected UTF-8' })
  })
})

test.each([
  ['a.csv', 'csv'],
  ['a/b.XML', 'xml'],
  ['a.ndjson', 'jsonl'],
  ['a.txt', null],
  ['json', null],
])('the name %s tells %s', (name, format) => {
  expect(formatOfName(name)).toBe(format)
})

test.each([
  ['{"items":[', 'json'],
  ['', 'json'],
  ['not, a table', 'json'],
  ['{items:[', 'jsv'],
  ['{ items: [', 'jsv'],
  ['[{id:a', 'jsv'],
  ['"AccountId","Id"\r\n', 'csv'],
  ['\n<?xml', 'xml'],
])('%j begins %s', (head, format) => {
  expect(formatOfHead(Buffer.from(head))).toBe(format)
})
