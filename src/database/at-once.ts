import type { Sql } from 'sql-template-tag'
import type { Sending, Transaction } from './database.ts'

/** Has all that `work` sends go as one statement. None of it may read or write what another part of it writes. */
export function atOnce(tx: Transaction, work: (tx: Sending) => void): void {
  const join = tx.dialect.atOnce
  const statements: Sql[] = []
  work(join === null ? tx : { ...tx, send: (statement) => void statements.push(statement) })
  if (join !== null && statements.length > 0) tx.send(join(statements))
}
