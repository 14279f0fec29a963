import { Findings } from '../../core/outcome.ts'
import { membersOf } from '../../core/read.ts'
import type { FileFormat } from '../file-format.ts'
import { readRecords } from '../records.ts'
import { type Entry, toReason } from './batch.ts'
import { readRecord } from './record.ts'

/** A batch is a transaction: large enough that its statements count little, and small enough for memory and others. */
export const maxBatchRecords = 250
export const maxBatchBytes = 4 * 1024 * 1024

/** A file, or what stands for one. */
export interface ImportInput {
  readonly name: string
  readonly bytes: AsyncIterable<Uint8Array>
  /** Where left out or null, the first bytes tell it. */
  readonly format?: FileFormat | null
}

/** Each is asked for when the one before it has been read. */
export type Inputs = Iterable<ImportInput> | AsyncIterable<ImportInput>

/** A record that cannot be imported; `line` counts from 1 and is where it begins. */
export interface Refusal {
  readonly input: string
  readonly line: number
  readonly id: string | null
  readonly reason: string
}

/**
 * Reads inputs one after the other, in batches; what is wrong in itself is refused. A batch ends with its input, so that
 * the next one is asked for when all before it is imported. Throws what an input throws.
 */
export async function* readBatches(inputs: Inputs, refuse: (refusal: Refusal) => void): AsyncGenerator<Entry[]> {
  for await (const input of inputs) yield* batchesOf(input, refuse)
}

async function* batchesOf(
  { name: input, bytes, format }: ImportInput,
  refuse: (refusal: Refusal) => void,
): AsyncGenerator<Entry[]> {
  const meter = { bytes: 0 }
  let batch: Entry[] = []
  for await (const read of readRecords(metered(bytes, meter), format)) {
    const { line } = read
    const entry = 'error' in read ? { input, line, id: null, reason: read.error } : toEntry(input, line, read.value)
    if (!('record' in entry)) refuse(entry)
    else batch.push(entry)
    if (batch.length < maxBatchRecords && meter.bytes < maxBatchBytes) continue
    yield batch
    batch = []
    meter.bytes = 0
  }
  if (batch.length > 0) yield batch
}

async function* metered(chunks: AsyncIterable<Uint8Array>, meter: { bytes: number }): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    meter.bytes += chunk.length
    yield chunk
  }
}

function toEntry(input: string, line: number, value: unknown): Entry | Refusal {
  const findings = new Findings()
  const record = readRecord(value, findings)
  if (record !== null && !findings.any) return { input, line, record, reason: '' }
  const id = membersOf(value)?.get('id')
  return { input, line, id: typeof id === 'string' ? id : null, reason: toReason(findings) }
}
