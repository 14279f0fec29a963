import { isDeepStrictEqual } from 'node:util'
import type { Context } from './context.ts'
import type { Outcome } from './core/outcome.ts'
import type { Transaction } from './database/database.ts'
import { scopeOf } from './visibility/scope.ts'
import { type Visible, visibleTo } from './visibility/visible.ts'

/** A write under way: its transaction, what the viewer may see in it, and who writes when. */
export interface Write extends Transaction {
  readonly visible: Visible
  /** Whether the viewer sees and changes everything. */
  readonly isAdministrator: boolean
  readonly by: string
  readonly at: Date
  newId(): string
}

/** Carries out a write in one transaction; what was read before it is forgotten. */
export async function write<Value>(
  context: Context,
  work: (tx: Write) => Promise<Outcome<Value>>,
): Promise<Outcome<Value>> {
  const outcome = await context.database.transaction(async (transaction) => {
    const scope = await scopeOf(transaction, context.viewer)
    const visible = visibleTo(scope, transaction.dialect)
    const { now, newId, viewer } = context
    return work({ ...transaction, visible, isAdministrator: scope.everything, by: viewer.userId, at: now(), newId })
  })
  context.forget()
  return outcome
}

/** The members of `next` that differ from `row`; members that are undefined stay as they are. */
export function changes<Row extends object>(row: Row, next: Partial<Row>): Partial<Row> {
  const changed = Object.entries(next).filter(
    ([name, value]) => value !== undefined && !isDeepStrictEqual(value, row[name as keyof Row]),
  )
  return Object.fromEntries(changed) as Partial<Row>
}
