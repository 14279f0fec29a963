import type { Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { AccountInfo, CustomerInfo } from './documents.ts'
import { sampleAccounts } from './sample/accounts.ts'
import { createRandom } from './sample/random.ts'
import { accountCustomers } from './sample/trees.ts'

/** Chosen because its first 64 customers, the sample data, hold most languages, odd names and zones. */
const defaultSeed = 2980

export interface GenerateOptions {
  readonly customers: number
  /** One for a thousand customers where left out, at least 3 and at most 100. */
  readonly accounts?: number
  /** Over all accounts; five for each where left out, at most 200. */
  readonly tags?: number
  readonly seed?: number
}

/**
 * Makes sample data of a voice platform, the same for the same options: accounts first, then customers, parents always
 * before children. Only the path to the present customer is kept, so memory does not grow with their number.
 * @throws {RangeError} when a number is not whole, is negative, or there are customers and no account.
 */
export function* generateRecords(options: GenerateOptions): Generator<AccountInfo | CustomerInfo> {
  const { customers, seed = defaultSeed } = options
  const accountCount = options.accounts ?? Math.min(100, Math.max(3, Math.ceil(customers / 1000)))
  const tagCount = options.tags ?? Math.min(200, 5 * accountCount)
  checkCounts({ customers, accounts: accountCount, tags: tagCount, seed })

  const random = createRandom(seed)
  const accounts = sampleAccounts(random, accountCount, tagCount)
  for (const { info } of accounts) yield info
  const counts = shares(customers, accounts.length)
  for (const [place, account] of accounts.entries()) yield* accountCustomers(random, account, counts[place] ?? 0)
}

/**
 * Writes records as JSON lines, no faster than `out` takes them, and leaves `out` open. Rejects with what `out` fails with.
 */
export async function writeRecords(records: Iterable<AccountInfo | CustomerInfo>, out: Writable): Promise<void> {
  await pipeline(lineBatches(records), out, { end: false })
}

/** One write for many lines: a write for each would cost more than making the record. */
function* lineBatches(records: Iterable<AccountInfo | CustomerInfo>): Generator<string> {
  const batchLength = 64 * 1024
  let batch = ''
  for (const record of records) {
    batch += `${JSON.stringify(record)}\n`
    if (batch.length < batchLength) continue
    yield batch
    batch = ''
  }
  if (batch !== '') yield batch
}

function checkCounts(counts: Readonly<Record<'customers' | 'accounts' | 'tags' | 'seed', number>>): void {
  for (const [name, count] of Object.entries(counts)) {
    if (!Number.isSafeInteger(count) || count < 0) throw new RangeError(`${name}: a whole number from 0, got ${count}`)
  }
  if (counts.customers > 0 && counts.accounts === 0) throw new RangeError('accounts: at least 1 for customers, got 0')
}

/** Divides `total` so that the first has most and each next somewhat less; the sum is exact. */
function shares(total: number, parts: number): number[] {
  const weights = Array.from({ length: parts }, (_, place) => 1 / Math.sqrt(place + 1))
  const sum = weights.reduce((before, weight) => before + weight, 0)
  let reached = 0
  let given = 0
  return weights.map((weight, place) => {
    reached += weight
    const upTo = place === parts - 1 ? total : Math.round((total * reached) / sum)
    const share = upTo - given
    given = upTo
    return share
  })
}
