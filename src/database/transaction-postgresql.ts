import type pg from 'pg'
import type { Sql } from 'sql-template-tag'
import { unavailable } from '../core/errors.ts'
import { type Answer, gather, rowsOf, send } from './connection.ts'
import type { Transaction, TransactionOptions } from './database.ts'
import { postgresql } from './dialect.ts'
import { planOnce } from './plan-mode.ts'
import { defaultTimeoutMs } from './transaction.ts'

interface Engine {
  /** Its connections are pipelined. */
  readonly pool: pg.Pool
  /** A statement as the driver takes it: prepared under a name, or planned anew. */
  readonly toQuery: (statement: Sql, isPrepared: boolean) => pg.QueryArrayConfig
  /** Tells a database that is away from a statement that failed. */
  readonly reach: <Value>(work: () => Promise<Value>) => Promise<Value>
  readonly onStatement: () => void
  /** Called after the commit of a transaction that asked for it. */
  readonly announce: () => void
}

/**
 * Runs `work` in a transaction on a connection of the pool; see `Database.transaction`. No statement waits for the
 * answers to those before it: all that are asked for in one turn, with BEGIN before the first and COMMIT after the last,
 * take one round trip. What fails fails the whole transaction, and all that comes after it tells of that.
 */
export async function inPipeline<Value>(
  { pool, toQuery, reach, onStatement, announce }: Engine,
  work: (transaction: Transaction) => Promise<Value>,
  { timeoutMs = defaultTimeoutMs, plans }: TransactionOptions = {},
): Promise<Value> {
  const isPrepared = plans !== 'EachTime'
  const client = await reach(() => pool.connect())
  let failure: unknown = null
  let last: Promise<unknown> = Promise.resolve()
  let isAnnounced = false
  const run = (query: pg.QueryArrayConfig): Promise<Answer> => {
    onStatement()
    gather(client)
    const answer = reach(() => send(client, query)).catch((error: unknown) => {
      failure ??= error
      throw failure
    })
    // Also where nobody waits for it, COMMIT tells.
    answer.catch(() => {})
    last = answer
    return answer
  }
  // The statements under way tell of a connection that breaks; without a listener it would end the process, too.
  const ignore = () => {}
  client.on('error', ignore)
  const timer = setTimeout(() => {
    failure ??= unavailable(new Error(`a transaction may take ${timeoutMs} ms`))
    client.connection.stream.destroy()
  }, timeoutMs)
  try {
    gather(client)
    planOnce(client, plans === 'Once')
    run(wordOf('BEGIN'))
    const value = await work({
      dialect: postgresql,
      rows: async (statement, options) => rowsOf(await run(toQuery(statement, isPrepared)), options),
      execute: async (statement) => (await run(toQuery(statement, isPrepared))).rowCount ?? 0,
      send: (statement) => void run(toQuery(statement, isPrepared)),
      async settle() {
        await last
      },
      announce() {
        isAnnounced = true
      },
    })
    await run(wordOf('COMMIT'))
    // The server answers so to whoever commits what has failed.
    if (failure !== null) throw failure
    if (isAnnounced) announce()
    return value
  } catch (error) {
    if (failure !== null) throw failure
    await run(wordOf('ROLLBACK')).catch(ignore)
    throw error
  } finally {
    clearTimeout(timer)
    client.off('error', ignore)
    // A statement that failed may have been cut off: closing the connection ends it, and the transaction.
    client.release(failure !== null)
  }
}

function wordOf(text: 'BEGIN' | 'COMMIT' | 'ROLLBACK'): pg.QueryArrayConfig {
  return { text, rowMode: 'array' }
}
