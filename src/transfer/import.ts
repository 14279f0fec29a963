import type { Database, Transaction } from '../database/database.ts'
import { type Entry, importBatch } from './import/batch.ts'
import { type ImportInput, type Inputs, type Refusal, readBatches } from './import/batches.ts'
import { Waiting } from './import/waiting.ts'

export type { ImportInput, Inputs, Refusal }

/** How many records did what; together, all that were read. */
export interface ImportCounts {
  readonly created: number
  readonly updated: number
  readonly unchanged: number
  readonly refused: number
}

export interface ImportOptions {
  /** Whether to write nothing, and only tell what would happen. */
  readonly dryRun: boolean
  /** When a batch is written: for the records of its changes, and for objects that do not tell their dates. */
  readonly now: () => Date
  onProgress(counts: ImportCounts): void
  onRefused(refusal: Refusal): void
}

/** A dry run of millions of records is one transaction. */
const dryRunTimeoutMs = 24 * 60 * 60 * 1000

/** Carries out one batch: all of it or nothing. */
type InBatch = <Value>(work: (tx: Transaction) => Promise<Value>) => Promise<Value>

/**
 * Imports AccountInfo and CustomerInfo records with full rights on the database. A record is the whole object: what it
 * leaves out is null or the default. Records wait for what they need, a parent or a name that another one gives up, and
 * are refused when it never comes; a refused one leaves nothing behind.
 *
 * Batches of records are transactions, so an import that breaks off is completed by the same one again. A dry run is
 * the same in one transaction, which is taken back: meanwhile others cannot write what it would.
 * @throws what an input throws, and {RequestError} `UNAVAILABLE` when the database is away.
 */
export async function importRecords(database: Database, inputs: Inputs, options: ImportOptions): Promise<ImportCounts> {
  if (!options.dryRun) return importAll((work) => database.transaction(work, { plans: 'EachTime' }), inputs, options)
  const takeBack = new Error('dry run')
  let counts: ImportCounts | null = null
  try {
    return await database.transaction(
      async (tx) => {
        counts = await importAll((work) => work(tx), inputs, options)
        throw takeBack
      },
      { timeoutMs: dryRunTimeoutMs, plans: 'EachTime' },
    )
  } catch (error) {
    if (error === takeBack && counts !== null) return counts
    throw error
  }
}

async function importAll(
  inBatch: InBatch,
  inputs: Inputs,
  { now, onProgress, onRefused }: ImportOptions,
): Promise<ImportCounts> {
  const counts = { created: 0, updated: 0, unchanged: 0, refused: 0 }
  const waiting = new Waiting()
  const refuse = (refusal: Refusal) => {
    counts.refused++
    onRefused(refusal)
  }
  const importEntries = async (batches: AsyncIterable<Entry[]>) => {
    for await (const entries of batches) {
      const result = await inBatch((tx) => importBatch(tx, entries, now().toISOString()))
      for (const change of result.changes) counts[change]++
      await waiting.put(result.waiting)
      onProgress({ ...counts })
    }
  }
  try {
    await importEntries(readBatches(inputs, refuse))
    for (let before = Number.POSITIVE_INFINITY; 0 < waiting.count && waiting.count < before; ) {
      before = waiting.count
      await importEntries(waiting.take())
    }
    for await (const entries of waiting.takeInOrder()) entries.map(toRefusal).forEach(refuse)
    onProgress({ ...counts })
    return counts
  } finally {
    await waiting.remove()
  }
}

function toRefusal({ input, line, record, reason }: Entry): Refusal {
  return { input, line, id: record.columns.id, reason }
}
