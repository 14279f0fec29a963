import { isUtf8 } from 'node:buffer'
import { maxHeadBytes, recordForm } from './record-form.ts'
import { splitList } from './record-list.ts'
import { type Piece, splitLines } from './record-pieces.ts'

/** A record of a file, or why it cannot be read. `line` counts from 1 and is where the record begins. */
export type ImportRecord =
  | { readonly line: number; readonly value: Readonly<Record<string, unknown>> }
  | { readonly line: number; readonly error: string }

/** How deep a record may nest, itself the first level: 16 levels of data need up to three each on the wire. */
const maxDepth = 64

/**
 * Reads records one by one, in constant memory: from what the existing service answers to `GET /customers?all=true`
 * (a ListResponse), from a bare JSON list, or from JSON lines. In a list, each record that cannot be read is an error
 * and the next one follows, up to where the list itself breaks or ends early; then that is the last error.
 * What `input` throws is thrown.
 */
export async function* readRecords(input: AsyncIterable<Uint8Array>): AsyncGenerator<ImportRecord> {
  const chunks = input[Symbol.asyncIterator]()
  try {
    const head = withoutMark(await readHead(chunks))
    const form = recordForm(head)
    const pieces =
      form.kind === 'Lines'
        ? splitLines(resume(head, chunks))
        : splitList(resume(head.subarray(form.opening.length), chunks), form.opening)
    for await (const batch of pieces) {
      for (const piece of batch) if (!isBlank(piece)) yield toRecord(piece)
    }
  } finally {
    await chunks.return?.()
  }
}

async function readHead(chunks: AsyncIterator<Uint8Array>): Promise<Uint8Array> {
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

async function* resume(head: Uint8Array, chunks: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  yield head
  for (let next = await chunks.next(); !next.done; next = await chunks.next()) yield next.value
}

function withoutMark(head: Uint8Array): Uint8Array {
  const isMarked = head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf
  return isMarked ? head.subarray(3) : head
}

function isBlank(piece: Piece): boolean {
  return 'bytes' in piece && piece.bytes.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d)
}

function toRecord(piece: Piece): ImportRecord {
  if ('error' in piece) return piece
  const { line, bytes } = piece
  if (!isUtf8(bytes)) return { line, error: 'record: expected UTF-8' }
  try {
    const value: unknown = JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString())
    if (!isObject(value))
      return {
        line,
        error: `record: expected an object, got ${kindOf(value)}`,
      }
    if (isDeeper(value, maxDepth)) return { line, error: `record: at most ${maxDepth} levels` }
    return { line, value }
  } catch (cause) {
    return {
      line,
      error: `record: ${cause instanceof Error ? cause.message : cause}`,
    }
  }
}

type Members = Readonly<Record<string, unknown>>

function isObject(value: unknown): value is Members {
  return kindOf(value) === 'object'
}

function kindOf(value: unknown): string {
  if (value === null) return 'null'
  return Array.isArray(value) ? 'list' : typeof value
}

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
