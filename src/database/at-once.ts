import type { Sql } from 'sql-template-tag'
import type { Sending, Transaction } from './database.ts'

/** Has all that `work` sends go as one statement where that saves round trips: see `AtOnce`. */
export function atOnce(tx: Transaction, work: (all: Sending) => void): void {
  const { atOnce } = tx.dialect
  if (atOnce === null) {
    work(tx)
    return
  }
  const statements: Sql[] = []
  work({ ...tx, send: (statement) => void statements.push(statement) })
  tx.send(atOnce.join(statements))
}
