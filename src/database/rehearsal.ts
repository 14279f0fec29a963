import type { Database, Reader, Transaction } from './database.ts'

/** Less than a writer in another process waits for SQLite, which lets one of them write at a time. */
const longestMs = 10_000

/** A transaction whose work is done, kept open to be read from as that would leave the database, and never committed. */
export interface Rehearsal extends Reader {
  /** Undoes the work; nothing is locked any longer. May be called again. */
  end(): Promise<void>
}

/**
 * Does `work` in a transaction that stays open until the rehearsal is ended, for ten seconds at most: then it is undone,
 * and whoever reads on is told UNAVAILABLE.
 */
export function rehearse<Value>(
  database: Database,
  work: (transaction: Transaction) => Promise<Value>,
  timeoutMs = longestMs,
): Promise<Rehearsal & { readonly value: Value }> {
  return new Promise((resolve, reject) => {
    const undone = database.transaction(
      async (transaction) => {
        const value = await work(transaction)
        await transaction.settle()
        await new Promise<void>((stop) => {
          const end = () => {
            stop()
            return over
          }
          resolve({ value, dialect: transaction.dialect, rows: transaction.rows, end })
        })
        throw new Error('a rehearsal is undone')
      },
      { timeoutMs },
    )
    // Once the work is done there is nothing that could fail of it: in any case nothing is written.
    const over = undone.then(() => {}, reject)
  })
}
