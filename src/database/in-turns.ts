import type { Sql } from 'sql-template-tag'
import { isUnavailable } from '../core/errors.ts'
import type { Reader, ReadOptions, StoredRow } from './database.ts'
import type { Selection } from './dialect.ts'
import { rowMaker } from './row-maker.ts'

/** More would be kept prepared by the server for a query that hardly anybody asks again. */
const maxTogether = 8

interface Asked extends Selection, Pick<ReadOptions, 'plans' | 'typeName'> {
  answer(rows: StoredRow[] | Promise<StoredRow[]>): void
  fail(error: unknown): void
}

/**
 * The same rows with fewer round trips: statements that are asked for in one turn of the event loop, and tell what they
 * select, are sent as one. Instants then come as texts, documents parsed, and `bigint` as numbers, which `table.ts` reads
 * alike. For one request each: nobody waits for the statement of somebody else.
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
  return (statement, options = {}) => {
    const { plans, columns, typeName } = options
    if (columns === undefined) return reader.rows(statement, options)
    return new Promise((answer, fail) => {
      turn.push({ statement, columns, plans, typeName, answer, fail })
      if (turn.length === 1) afterMicrotasks(() => afterMicrotasks(flush))
    })
  }
}

/**
 * Ticks come before promises that are settled already, unless it is one of these that asks for the tick. DataLoader
 * reads in such a tick, so a turn has two of them.
 */
function afterMicrotasks(work: () => void): void {
  void settled.then(() => process.nextTick(work))
}

const settled = Promise.resolve()

async function send(reader: Reader, together: (selections: readonly Selection[]) => Sql, asked: readonly Asked[]) {
  const [first] = asked
  if (first !== undefined && asked.length === 1) return first.answer(reader.rows(first.statement, first))
  try {
    const plans = asked.every((each) => each.plans === 'Once') ? 'Once' : undefined
    const [row] = await reader.rows(together(asked), { plans })
    for (const [n, each] of asked.entries()) each.answer(rowsIn(row?.[n], each))
  } catch (error) {
    // Which of them is at fault shows when each is sent alone.
    for (const each of asked) {
      if (isUnavailable(error)) each.fail(error)
      else each.answer(reader.rows(each.statement, each))
    }
  }
}

/** What `together` gathers of one selection. */
function rowsIn(gathered: unknown, { columns, typeName }: Asked): StoredRow[] {
  const values: readonly (readonly unknown[] | null)[] = JSON.parse(String(gathered))
  const maker = rowMaker(columns, typeName)
  return (values[0] ?? []).map((_, n) => maker.ofColumns(values, n))
}
