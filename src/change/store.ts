import sql, { type Sql } from 'sql-template-tag'
import { badInput } from '../core/errors.ts'
import type { Reader, Sending } from '../database/database.ts'
import type { ColumnType } from '../database/dialect.ts'
import { insertRows } from '../database/insert-rows.ts'
import { insertRow } from '../database/write-row.ts'
import type { PageRequest } from '../page/arguments.ts'
import type { Order, Page } from '../page/keyset.ts'
import { countOfEach, type RowQuery, readInChunks, readPageOfEach } from '../page/list.ts'
import { type CustomerChange, changeTable } from './model.ts'

/** A record before it has its place in the order of all. */
export type NewChange = Omit<CustomerChange, 'id'>

const columns: Readonly<Record<keyof NewChange, ColumnType>> = {
  customerId: 'text',
  version: 'integer',
  at: 'instant',
  by: 'text',
  action: 'text',
  before: 'json',
  after: 'json',
  accountId: 'text',
  path: 'text',
  pathBefore: 'text',
}

/**
 * Records what a write did, in one statement for any number of customers, and in none for none.
 *
 * To be called last in the write's transaction, when the rows are written. Their locks make two writers of a customer
 * record in the order of its versions. Who follows the changes is told of them once it is committed.
 */
export function recordChanges(tx: Sending, changes: readonly NewChange[]): void {
  if (changes.length > 0) tx.announce()
  insertRows(tx, { table: 'CustomerChange', columns, rows: changes })
}

/** The same for one change, if a condition holds. */
export function recordChange(tx: Sending, change: NewChange, where?: Sql): void {
  tx.announce()
  insertRow(tx, 'CustomerChange', change, where)
}

/** The changes of each customer, newest first: a page for each id, in one statement. */
export function readChangesOfEach(
  reader: Reader,
  customerIds: readonly string[],
  query: Pick<RowQuery, 'wanted' | 'instead'> & { readonly page: PageRequest },
): Promise<Map<string, Page<CustomerChange>>> {
  return readPageOfEach(reader, changeTable, customerIds, { ...query, where: ofCustomer, order: inOrder(true) })
}

/** How many changes each customer has. */
export function countChangesOfEach(reader: Reader, customerIds: readonly string[]): Promise<Map<string, number>> {
  return countOfEach(reader, changeTable, customerIds, ofCustomer)
}

/**
 * The changes of customers up to an instant, oldest first, a chunk at a time. All before the last that was written by
 * then are among them, whatever their clocks said.
 */
export async function* readChangesUntil(
  reader: Reader,
  customerIds: readonly string[],
  instant: Date,
): AsyncGenerator<readonly CustomerChange[]> {
  const last = await readLastIds(reader, customerIds, instant)
  if (last.size === 0) return
  const where = sql`${reader.dialect.anyOf(sql`c."customerId"`, [...last.keys()])}
    and c."id" <= ${Math.max(...last.values())}`
  const wanted = ['customerId', 'version', 'at', 'by', 'action', 'after']
  const query = { wanted, where, order: inOrder(false), size: chunkSize }
  for await (const changes of readInChunks(reader, changeTable, query)) {
    yield changes.filter(({ id, customerId }) => Number(id) <= (last.get(customerId) ?? 0))
  }
}

const chunkSize = 200

const ofCustomer = sql`c."customerId" = k."value"`

async function readLastIds(
  reader: Reader,
  customerIds: readonly string[],
  instant: Date,
): Promise<ReadonlyMap<string, number>> {
  const rows = await reader.rows(sql`select c."customerId", max(c."id") as "last" from "CustomerChange" c
    where ${reader.dialect.anyOf(sql`c."customerId"`, customerIds)} and c."at" <= ${reader.dialect.instant(instant)}
    group by c."customerId"`)
  return new Map(rows.map(({ customerId, last }) => [String(customerId), Number(last)]))
}

function inOrder(descending: boolean): Order<CustomerChange> {
  return { kind: 'CustomerChange', column: 'id', descending, sortKey: ({ id }) => id, toSql: toPosition }
}

function toPosition(id: string): Sql {
  if (!/^\d{1,18}$/.test(id)) throw badInput('after', 'this is not a cursor')
  return sql`${id}`
}
