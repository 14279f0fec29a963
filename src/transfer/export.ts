import { streamAccounts } from '../account/rest.ts'
import { accountsInTreeOrder } from '../account/store.ts'
import type { Context } from '../context.ts'
import { streamCustomers } from '../customer/rest.ts'
import { customersInTreeOrder } from '../customer/store.ts'
import type { Dto } from '../rest/description.ts'
import { accountInfo, accountList, customerInfo, customerList } from '../rest/dto.ts'
import { csv } from '../rest/formats/csv.ts'
import type { Format } from '../rest/formats/format.ts'
import { json } from '../rest/formats/json.ts'
import { jsv } from '../rest/formats/jsv.ts'
import { writeList } from '../rest/formats/stream.ts'
import { xml } from '../rest/formats/xml.ts'
import { inFixedOrder } from './export-order.ts'
import type { FileFormat } from './file-format.ts'

/** What goes into a file; only JSON lines hold both. */
export const exportedKinds = ['customers', 'accounts', 'all'] as const
export type ExportedKind = (typeof exportedKinds)[number]

export interface ExportOptions {
  readonly format: FileFormat
  readonly kind: ExportedKind
  /** The account that is exported, with its customers; null for everything. */
  readonly accountId: string | null
  /** Whether texts that spreadsheets would take for formulas get an apostrophe; of use in CSV. */
  readonly guardFormulas: boolean
  /** How many records are out. */
  onProgress(count: number): void
}

const formats: Readonly<Record<Exclude<FileFormat, 'jsonl'>, Format>> = { json, csv, xml, jsv }

/**
 * Writes accounts and customers as the viewer sees them, in constant memory: accounts before customers, parents before
 * children, in an order that an import keeps. The same data gives the same text, whichever the database. Other formats
 * than JSON lines are what `GET /customers?all=true` or `/accounts?all=true` answers, but for the order.
 * @throws {Error} where a format is asked to hold both kinds that cannot.
 */
export function exportRecords(context: Context, options: ExportOptions): AsyncGenerator<string> {
  const { format, kind } = options
  if (format === 'jsonl') return lines(counted(recordsOf(context, options), options))
  if (kind === 'all') throw new Error(`${format} holds customers or accounts, not both`)
  const batches = counted(recordsOf(context, options), options)
  return list(formats[format], kind === 'accounts' ? accountList : customerList, batches)
}

type Batches = AsyncIterable<readonly object[]>

async function* recordsOf(context: Context, options: ExportOptions): AsyncGenerator<readonly object[]> {
  const ids = options.accountId === null ? [] : [options.accountId]
  if (options.kind !== 'customers') {
    const accounts = streamAccounts(context, { specificIds: ids }, accountsInTreeOrder)
    yield* prepared(accounts, accountInfo, options)
  }
  if (options.kind !== 'accounts') {
    const customers = streamCustomers(context, { accountIds: ids }, customersInTreeOrder)
    yield* prepared(customers, customerInfo, options)
  }
}

async function* prepared(
  batches: Batches,
  type: Dto,
  { guardFormulas }: ExportOptions,
): AsyncGenerator<readonly object[]> {
  for await (const batch of batches) {
    const records = batch.map((record) => inFixedOrder(type, record))
    yield guardFormulas ? records.map(guarded) : records
  }
}

/** As spreadsheets take a cell for a formula. */
const formula = /^[=+\-@\t\r]/

function guarded(record: object): object {
  const members = Object.entries(record).map(([name, value]) => {
    return [name, typeof value === 'string' && formula.test(value) ? `'${value}` : value]
  })
  return Object.fromEntries(members)
}

async function* counted(batches: Batches, { onProgress }: ExportOptions): AsyncGenerator<readonly object[]> {
  let count = 0
  for await (const batch of batches) {
    yield batch
    count += batch.length
    onProgress(count)
  }
}

async function* lines(batches: Batches): AsyncGenerator<string> {
  for await (const batch of batches) yield batch.map((record) => `${JSON.stringify(record)}\n`).join('')
}

function list(format: Format, response: Dto, batches: Batches): AsyncGenerator<string> {
  let totalCount = 0
  const summed = (async function* () {
    for await (const batch of batches) {
      totalCount += batch.length
      yield batch
    }
  })()
  const totals = () => ({ totalCount, totalPages: totalCount === 0 ? 0 : 1 })
  return writeList(format.list(response), { batches: summed, known: { hasMorePages: false }, totals })
}
