import type pg from 'pg'
import type { ReadOptions, StoredRow } from './database.ts'
import { rowMaker } from './row-maker.ts'

/** What a statement answered: each row as the values of its columns. */
export type Answer = pg.QueryArrayResult<unknown[]>

/**
 * Sends a statement. By callback: the driver's own promises keep what their statements knew of until the next full
 * collection of garbage, and a busy process then spends half of its time on that.
 */
export function send(client: pg.ClientBase, query: pg.QueryArrayConfig): Promise<Answer> {
  return new Promise((resolve, reject) => {
    client.query<unknown[]>(query, (error: Error | null, answer) => (error ? reject(error) : resolve(answer)))
  })
}

/** The rows of an answer. */
export function rowsOf({ fields, rows }: Answer, { typeName }: Pick<ReadOptions, 'typeName'> = {}): StoredRow[] {
  const maker = rowMaker(
    fields.map(({ name }) => name),
    typeName,
  )
  return rows.map(maker.ofRow)
}

/** Has all that is written to a connection in one turn sent together. */
export function gather({ connection: { stream } }: pg.Client): void {
  stream.cork()
  process.nextTick(() => stream.uncork())
}
