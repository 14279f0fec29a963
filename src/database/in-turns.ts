import type { Sql } from 'sql-template-tag'
import { isUnavailable } from '../core/errors.ts'
import type { Reader, StoredRow } from './database.ts'

/** More would be kept prepared by the server for a query that hardly anybody asks again. */
const maxTogether = 8

interface Asked {
  readonly statement: Sql
  readonly plans: 'Once' | undefined
  answer(rows: StoredRow[] | Promise<StoredRow[]>): void
  fail(error: unknown): void
}

/**
 * The same rows with fewer round trips: statements that are asked for in one turn of the event loop are sent as one.
 * Instants then come as texts, documents parsed, and `bigint` as numbers, which `table.ts` reads alike. For one request
 * each: nobody waits for the statement of somebody else.
 */
export function inTurns(reader: Reader): Reader['rows'] {
  const { together } = reader.dialect
  if (together === null) return reader.rows
  let turn: Asked[] = []
  const flush = () => {
    const asked = turn
    turn = []
    for (let from = 0; from < asked.length; from += maxTogether) {
      void send(reader, together, asked.slice(from, from + maxTogether))
    }
  }
  return (statement, plans) =>
    new Promise((answer, fail) => {
      turn.push({ statement, plans, answer, fail })
      if (turn.length === 1) afterMicrotasks(() => afterMicrotasks(flush))
    })
}

/**
 * Ticks come before promises that are settled already, unless it is one of these that asks for the tick. DataLoader
 * reads in such a tick, so a turn has two of them.
 */
function afterMicrotasks(work: () => void): void {
  void settled.then(() => process.nextTick(work))
}

const settled = Promise.resolve()

async function send(reader: Reader, together: (statements: readonly Sql[]) => Sql, asked: readonly Asked[]) {
  const [first] = asked
  if (first !== undefined && asked.length === 1) return first.answer(reader.rows(first.statement, first.plans))
  try {
    const plans = asked.every((each) => each.plans === 'Once') ? 'Once' : undefined
    const [row] = await reader.rows(together(asked.map(({ statement }) => statement)), plans)
    for (const [n, { answer }] of asked.entries()) answer(rowsIn(row?.[n]))
  } catch (error) {
    // Which of them is at fault shows when each is sent alone.
    for (const { statement, plans, answer, fail } of asked) {
      if (isUnavailable(error)) fail(error)
      else answer(reader.rows(statement, plans))
    }
  }
}

/** What `together` gathers of one statement: null where it selects nothing. */
function rowsIn(gathered: unknown): StoredRow[] {
  return typeof gathered === 'string' ? JSON.parse(gathered) : []
}
