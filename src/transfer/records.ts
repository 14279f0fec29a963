import { isUtf8 } from 'node:buffer'
import { isObject } from '../core/read.ts'
import { type Dto, list } from '../rest/description.ts'
import { accountInfo, customerInfo } from '../rest/dto.ts'
import { csv } from '../rest/formats/csv.ts'
import { UnreadableBody } from '../rest/formats/format.ts'
import { readJsv } from '../rest/formats/jsv.ts'
import { shape } from '../rest/formats/shape.ts'
import { type FileFormat, formatOfHead } from './file-format.ts'
import { kindOfRecord } from './import/record.ts'
import { type ImportRecord, toImportRecord } from './import-record.ts'
import { readElementRecords } from './record-elements.ts'
import { maxHeadBytes, recordForm } from './record-form.ts'
import { type Notation, splitList } from './record-list.ts'
import { type Piece, splitLines } from './record-pieces.ts'
import { splitRows } from './record-rows.ts'

export type { ImportRecord }

/** How deep a record may nest, itself the first level: 16 levels of data need up to three each on the wire. */
const maxDepth = 64

/**
 * Reads records one by one, in constant memory: from what the existing service answers to `GET /customers?all=true`
 * (a ListResponse) in any of its formats, from a bare list, or from JSON lines. In a list, each record that cannot be
 * read is an error and the next one follows, up to where the list itself breaks or ends early; then that is the last
 * error. What `input` throws is thrown.
 * @param format where left out, the first bytes tell it.
 */
export async function* readRecords(
  input: AsyncIterable<Uint8Array>,
  format?: FileFormat | null,
): AsyncGenerator<ImportRecord> {
  const chunks = input[Symbol.asyncIterator]()
  try {
    const head = withoutMark(await readHead(chunks))
    for await (const records of readers[format ?? formatOfHead(head)](head, chunks)) yield* records
  } finally {
    await chunks.return?.()
  }
}

type Chunks = AsyncIterator<Uint8Array>
/** Reads a file whose first bytes were read already: batches of records. */
type Reader = (head: Uint8Array, chunks: Chunks) => AsyncGenerator<ImportRecord[]>

const readJson = readerOf({ hasEscapes: true, parse: (text): unknown => JSON.parse(text) }, (value) => {
  if (isNested(value) && isDeeper(value, maxDepth)) throw new Error(`at most ${maxDepth} levels`)
  return value
})

const readers: Readonly<Record<FileFormat, Reader>> = {
  json: readJson,
  jsonl: readJson,
  jsv: readerOf({ hasEscapes: false, parse: readJsv }, (value) =>
    isObject(value) ? shape(typeOf(Object.keys(value)), value) : value,
  ),
  csv: readRows,
  xml: (head, chunks) => readElementRecords(resume(head, chunks)),
}

/** A reader of lists and lines; `check` gets what each record was parsed to. */
function readerOf(notation: Notation, check: (value: unknown) => unknown): Reader {
  return async function* (head, chunks) {
    const form = recordForm(head)
    const pieces =
      form.kind === 'Lines'
        ? splitLines(resume(head, chunks))
        : splitList(resume(head.subarray(form.opening.length), chunks), form.opening, notation)
    for await (const batch of pieces) {
      yield batch.filter(isFilled).map((piece) => toRecord(piece, (text) => check(notation.parse(text))))
    }
  }
}

/** The first row names the columns, which tell what the others are. */
async function* readRows(head: Uint8Array, chunks: Chunks): AsyncGenerator<ImportRecord[]> {
  let header: string | null = null
  for await (const batch of splitRows(resume(head, chunks))) {
    const rows = batch.filter(isFilled)
    const first: Piece | undefined = header === null ? rows.shift() : undefined
    if (first) header = 'bytes' in first ? withoutReturn(textOf(first.bytes)) : ''
    if (header !== null) yield toRecords(header, rows)
  }
}

/** Rows are parsed together, which takes a fraction of the time; one by one where any of them is faulty. */
function toRecords(header: string, rows: readonly Piece[]): ImportRecord[] {
  const type = typeOf(header.split(',').map((name) => name.trim().replaceAll('"', '')))
  const texts = rows.map((row) => ('bytes' in row && isUtf8(row.bytes) ? withoutReturn(textOf(row.bytes)) : ''))
  const values = texts.includes('') ? null : readTogether(type, [header, ...texts].join('\n'))
  if (values?.length === rows.length) {
    return rows.map(({ line }, index) => toImportRecord(line, () => values[index]))
  }
  return rows.map((row) => toRecord(row, (text) => csv.read(type, `${header}\n${withoutReturn(text)}`)))
}

function readTogether(type: Dto, text: string): readonly unknown[] | null {
  try {
    const values = csv.read(list(type), text)
    return Array.isArray(values) ? values : null
  } catch (error) {
    if (error instanceof UnreadableBody) return null
    throw error
  }
}

/** Rows end with CR LF for the most part, and were cut at the LF. */
function withoutReturn(row: string): string {
  return row.endsWith('\r') ? row.slice(0, -1) : row
}

function typeOf(members: readonly string[]) {
  return kindOfRecord(members.map((name) => name.toLowerCase())) === 'Account' ? accountInfo : customerInfo
}

async function readHead(chunks: Chunks): Promise<Uint8Array> {
  const parts: Uint8Array[] = []
  let size = 0
  while (size < maxHeadBytes) {
    const next = await chunks.next()
    if (next.done) break
    parts.push(next.value)
    size += next.value.length
  }
  return Buffer.concat(parts)
}

async function* resume(head: Uint8Array, chunks: Chunks): AsyncGenerator<Uint8Array> {
  yield head
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value
}

function withoutMark(head: Uint8Array): Uint8Array {
  const isMarked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
  return isMarked ? head.subarray(3) : head
}

function isFilled(piece: Piece): boolean {
  return 'error' in piece || !piece.bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)
}

function toRecord(piece: Piece, read: (text: string) => unknown): ImportRecord {
  if ('error' in piece) return piece
  const { line, bytes } = piece
  return isUtf8(bytes) ? toImportRecord(line, () => read(textOf(bytes))) : { line, error: 'record: expected UTF-8' }
}

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString()
}

type Members = Readonly<Record<string, unknown>>

function isDeeper(value: Members | readonly unknown[], levels: number): boolean {
  if (levels === 0) return true
  if (isList(value)) return value.some((item) => isNested(item) && isDeeper(item, levels - 1))
  // Twice as fast as Object.values, and this sees every value of a file.
  for (const name in value) {
    const member = value[name]
    if (isNested(member) && isDeeper(member, levels - 1)) return true
  }
  return false
}

function isNested(value: unknown): value is Members | readonly unknown[] {
  return typeof value === 'object' && value !== null
}

function isList(value: Members | readonly unknown[]): value is readonly unknown[] {
  return Array.isArray(value)
}
