import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ImportRecord, readRecords } from '../../src/transfer/records.ts'

async function* chunked(bytes: Uint8Array, sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  let at = 0
  for (const size of sizes) {
    yield bytes.subarray(at, at + size)
    at += size
  }
  yield bytes.subarray(at)
}

async function read(input: string | Uint8Array, sizes: readonly number[] = []): Promise<ImportRecord[]> {
  const records: ImportRecord[] = []
  for await (const record of readRecords(chunked(Buffer.from(input), sizes))) records.push(record)
  return records
}

function linesAndIds(records: readonly ImportRecord[]): unknown[] {
  return records.map((record) => ('value' in record ? [record.line, record.value.id] : [record.line, 'error']))
}

const hasItemsList = (value: object) =>
  Object.entries(value).some(([name, member]) => name.toLowerCase() === 'items' && Array.isArray(member))
const anyRecord = fc
  .dictionary(fc.string({ unit: 'binary' }), fc.jsonValue({ maxDepth: 3 }))
  .map((value): Record<string, unknown> => JSON.parse(JSON.stringify(value)))
  // The first line of JSON lines that has a list of items cannot be told from a ListResponse.
  .filter((value) => !hasItemsList(value))
const anySizes = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 40 })
const anyRecords = fc.array(anyRecord, { maxLength: 6 })

function lineOf(text: string, index: number): number {
  return text.slice(0, index).split('\n').length
}

/** Where each record of a pretty-printed list begins: at the indent of its items. */
function prettyLines(text: string, indent: string): number[] {
  return [...text.matchAll(new RegExp(`(?<=^${indent})\\{`, 'gm'))].map(({ index }) => lineOf(text, index))
}

describe('every form reads back the same, however it is cut', () => {
  const firstLine = (records: readonly object[]) => records.map((value) => ({ line: 1, value }))

  test('JSON lines', () =>
    fc.assert(
      fc.asyncProperty(
        anyRecords,
        anySizes,
        fc.constantFrom('\n', '\r\n', '\n\n \t\n'),
        async (records, sizes, end) => {
          const text = records.map((record) => JSON.stringify(record) + end).join('')
          const linesEach = end.split('\n').length - 1
          expect(await read(text, sizes)).toEqual(
            records.map((value, place) => ({ line: 1 + place * linesEach, value })),
          )
        },
      ),
    ))

  test('a bare list and a ListResponse on one line', () =>
    fc.assert(
      fc.asyncProperty(anyRecords, anySizes, async (items, sizes) => {
        expect(await read(JSON.stringify(items), sizes)).toEqual(firstLine(items))
        const response = { totalCount: items.length, Items: items, hasMorePages: false }
        expect(await read(`\uFEFF${JSON.stringify(response)}\n`, sizes)).toEqual(firstLine(items))
      }),
    ))

  test('pretty-printed', () =>
    fc.assert(
      fc.asyncProperty(anyRecords, anySizes, async (items, sizes) => {
        const list = JSON.stringify(items, null, 2)
        const response = JSON.stringify({ totalPages: 1, items, totalCount: items.length }, null, 2)
        for (const [text, indent] of [
          [list, '  '],
          [response, '    '],
        ] as const) {
          const lines = prettyLines(text, indent)
          expect(await read(text, sizes)).toEqual(items.map((value, place) => ({ line: lines[place], value })))
        }
      }),
    ))
})

describe('what is broken', () => {
  test('a line does not stop the next ones', async () => {
    const text = '{"id":1\n{"id":2}\nnull\n[1]\n"x"\n{"id":"3\n}{\n\n{"id":4}\n{"id":5'
    expect(linesAndIds(await read(text))).toEqual([
      [1, 'error'],
      [2, 2],
      [3, 'error'],
      [4, 'error'],
      [5, 'error'],
      [6, 'error'],
      [7, 'error'],
      [9, 4],
      [10, 'error'],
    ])
  })

  test('an item of a list does not stop the next ones', async () => {
    const text = '[{"id":1},\ntru,\n7,"a,]}",[1],{"id":},\n{"id":2}]'
    expect(linesAndIds(await read(text))).toEqual([
      [1, 1],
      [2, 'error'],
      [3, 'error'],
      [3, 'error'],
      [3, 'error'],
      [3, 'error'],
      [4, 2],
    ])
  })

  test.each([
    [
      'a list that ends early',
      '[{"id":1},\n',
      [
        [1, 1],
        [2, 'error'],
      ],
    ],
    ['a list that is empty and open', '[', [[1, 'error']]],
    [
      'a record that ends early',
      '{"items":[\n{"id":1},\n{"id":2,\n',
      [
        [2, 1],
        [3, 'error'],
      ],
    ],
    [
      'a response that ends early',
      '{"items":[{"id":1}]\n',
      [
        [1, 1],
        [1, 'error'],
      ],
    ],
    [
      'no comma between records',
      '[{"id":1}\n{"id":2},{"id":3}]',
      [
        [1, 1],
        [2, 'error'],
      ],
    ],
    [
      'a comma too many',
      '[{"id":1},\n]',
      [
        [1, 1],
        [2, 'error'],
      ],
    ],
    [
      'something after the list',
      '[{"id":1}]\n{"id":2}',
      [
        [1, 1],
        [1, 'error'],
      ],
    ],
    [
      'a broken member before the list',
      '{"totalCount" 1,"items":[{"id":1}]}',
      [
        [1, 1],
        [1, 'error'],
      ],
    ],
    [
      'a wrong bracket at the end',
      '{"items":[{"id":1}}',
      [
        [1, 1],
        [1, 'error'],
      ],
    ],
  ])('%s is one error, and the end', async (_, text, expected) => {
    for (let size = 1; size <= text.length; size++) {
      const sizes = Array.from({ length: text.length }, () => size)
      expect(linesAndIds(await read(text, sizes))).toEqual(expected)
    }
  })

  test('text that is not UTF-8', async () => {
    const text = Buffer.concat([Buffer.from('{"id":"'), Buffer.from([0xc3, 0x28]), Buffer.from('"}\n{"id":2}')])
    expect(await read(text)).toEqual([
      { line: 1, error: 'record: expected UTF-8' },
      { line: 2, value: { id: 2 } },
    ])
  })

  test('64 levels are read, 65 are not, nor a hundred thousand', async () => {
    const nested = (levels: number) => `{"a":${'['.repeat(levels - 1)}${']'.repeat(levels - 1)}}`
    const records = await read([nested(64), nested(65), nested(100_000), '{"id":1}'].join('\n'))
    expect(records.map((record) => 'value' in record)).toEqual([true, false, false, true])
    expect(linesAndIds(await read(`[${nested(100_000)},\n{"id":1}]`))).toEqual([
      [1, 'error'],
      [2, 1],
    ])
  })

  test.each([
    ['lines', '', '\n', ''],
    ['a list', '[', ',\n', ']'],
  ])('a record of more than 4 MiB in %s is passed over', async (_, open, between, close) => {
    const record = (size: number) => `{"a":"${'x'.repeat(size - 8)}"}`
    const limit = 4 * 1024 * 1024
    const text = open + [record(limit), record(limit + 1), '{"id":3}'].join(between) + close
    const records = await read(
      text,
      Array.from({ length: 200 }, () => 64 * 1024),
    )
    expect(records.map((found) => [found.line, 'value' in found])).toEqual([
      [1, true],
      [2, false],
      [3, true],
    ])
  })
})

test('a record may have items of its own, and a prototype in name only', async () => {
  const text = '{"id":1,"data":{"items":[{"id":2}]},"__proto__":{"id":3}}\n{"id":4}'
  const [first, second] = await read(text)
  expect(first && 'value' in first && Object.keys(first.value)).toEqual(['id', 'data', '__proto__'])
  expect(second).toEqual({ line: 2, value: { id: 4 } })
})

test('nothing, blanks and a mark alone hold no records', async () => {
  for (const text of ['', '\n \r\n', '\uFEFF', '[]', '{"Items":[],"TotalCount":0}'])
    expect(await read(text)).toEqual([])
})

test('the input is closed when the reader leaves, and its errors are thrown', async () => {
  let isClosed = false
  async function* input(): AsyncGenerator<Uint8Array> {
    try {
      yield Buffer.from(`{"id":1}\n${' '.repeat(64 * 1024)}`)
      throw new Error('disk')
    } finally {
      isClosed = true
    }
  }
  for await (const _ of readRecords(input())) break
  expect(isClosed).toBe(true)
  const readAll = async () => {
    for await (const _ of readRecords(input())) isClosed = false
  }
  await expect(readAll()).rejects.toThrow('disk')
})
