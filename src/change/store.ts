import type { Transaction } from '../database/database.ts'
import type { ColumnType } from '../database/dialect.ts'
import { insertRows } from '../database/insert-rows.ts'
import type { CustomerChange } from './model.ts'

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
 * record in the order of its versions; and the transaction then has its number before the records get their ids, which
 * whoever reads the records as they come depends on.
 */
export function recordChanges(tx: Transaction, changes: readonly NewChange[]): Promise<void> {
  return insertRows(tx, { table: 'CustomerChange', columns, rows: changes })
}
