import { isDeepStrictEqual } from 'node:util'
import type { Context } from './context.ts'
import type { Outcome } from './core/outcome.ts'
import type { Transaction, TransactionOptions } from './database/database.ts'
import { scopeOf } from './visibility/scope.ts'
import { type Visible, visibleTo } from './visibility/visible.ts'

/** A write under way: its transaction, what the viewer may see in it, and who writes when. */
export interface Write extends Transaction {
  readonly visible: Visible
  /** Whether the viewer sees and changes everything. */
  readonly isAdministrator: boolean
  readonly by: string
  readonly at: Date
  /** Whether it is undone once it was looked at: then nothing is to be kept of it, not even a number. */
  readonly isRehearsal: boolean
  newId(): string
}

/**
 * Carries out a write in one transaction; what was read before it is forgotten. A dry run is the same write, which the
 * rest of the answer is read from before it is undone: so all that is checked, computed and shown is so in one way only.
 */
export async function write<Value>(
  context: Context,
  work: (tx: Write) => Promise<Outcome<Value>>,
  { dryRun = false, ...options }: TransactionOptions & { readonly dryRun?: boolean } = {},
): Promise<Outcome<Value>> {
  await context.endRehearsal()
  const carryOut = async (transaction: Transaction) => {
    const scope = await scopeOf(transaction, context.viewer)
    const visible = visibleTo(scope, transaction.dialect)
    const { now, newId, viewer } = context
    const about = { isAdministrator: scope.everything, by: viewer.userId, at: now(), isRehearsal: dryRun }
    return work({ visible, newId, ...about, ...transaction })
  }
  const outcome = await (dryRun ? context.rehearse(carryOut) : context.database.transaction(carryOut, options))
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
