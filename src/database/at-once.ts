import type { Sql } from 'sql-template-tag'
import type { Sending, Transaction } from './database.ts'
import type { AtOnce } from './dialect.ts'

/** Has all that `work` sends go as one statement where that saves round trips. */
export function atOnce(tx: Transaction, work: (all: Sending) => void): void {
  const how = tx.dialect.atOnce
  if (how === null) work(tx)
  else tx.send(asOne(how, tx, work))
}

/** All that `work` sends, as one statement. */
export function asOne(how: AtOnce, tx: Pick<Sending, 'dialect' | 'announce'>, work: (all: Sending) => void): Sql {
  const statements: Sql[] = []
  work({ dialect: tx.dialect, announce: tx.announce, send: (statement) => void statements.push(statement) })
  return how.join(statements)
}
