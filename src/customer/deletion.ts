import sql from 'sql-template-tag'
import { absent, checkVersion, notAllowed } from '../account/service.ts'
import type { Context } from '../context.ts'
import { accept, Findings, type Outcome, refuse } from '../core/outcome.ts'
import { levelOf, maxLevels } from '../core/path.ts'
import { readRows } from '../page/list.ts'
import { type Write, write } from '../write.ts'
import { hasChildren, lockDeletion, lockSubtree, putBack, type Restorable, removeCustomers } from './deleted.ts'
import { customerTable } from './model.ts'
import { findParent, lockTrees } from './tree.ts'

export interface DeleteCustomer {
  readonly customerId: string
  readonly expectedVersion?: number | null
  readonly withDescendants?: boolean | null
  /** Whether only to tell what would be deleted. */
  readonly dryRun?: boolean | null
}

/**
 * Deletes a customer and, with `withDescendants`, all below it, in one act: a change record each. Answers their ids, the
 * customer's first.
 * User errors: NotFound, NotAllowed and HasChildren of `customerId`; Conflict of `expectedVersion`.
 */
export function deleteCustomer(context: Context, input: DeleteCustomer): Promise<Outcome<readonly string[]>> {
  const { customerId, expectedVersion, dryRun } = input
  const withDescendants = input.withDescendants ?? false
  return write(context, async (tx) => {
    const isHeld = await lockTrees(tx, tx.visible, customerId)
    const customers = isHeld ? await lockSubtree(tx, customerId, withDescendants) : []
    const [customer] = customers
    if (!customer) return refuse([absent('customerId', 'customer')])
    if (customer.topmost && !customer.managed) {
      return refuse([notAllowed('customerId', 'Your roles do not let you delete it.')])
    }
    const findings = new Findings()
    checkVersion(customer, expectedVersion, findings)
    if (!withDescendants && (await hasChildren(tx, customerId))) {
      findings.add('HasChildren', ['customerId'], 'There are customers below it; withDescendants deletes them as well.')
    }
    if (findings.any) return refuse(findings.userErrors)
    if (!dryRun) removeCustomers(tx, customers)
    return accept(customers.map(({ id }) => id))
  })
}

/**
 * Brings back a deleted customer with all that was deleted in the same act, and answers its id; one that is not deleted
 * stays as it is. Whoever would see it, were it not deleted, may do so.
 * User errors: NotFound, Conflict (its parent is deleted) and Invalid (too deep by now) of `customerId`.
 */
export function restoreCustomer(context: Context, customerId: string): Promise<Outcome<string>> {
  return write(context, async (tx) => {
    const isHeld = await lockTrees(tx, tx.visible, customerId)
    const customers = isHeld ? await lockDeletion(tx, customerId) : []
    const customer = customers.find(({ id }) => id === customerId)
    if (!customer) {
      const isThere = (await findParent(tx, tx.visible, customerId)) !== null
      return isThere ? accept(customerId) : refuse([absent('customerId', 'customer')])
    }
    const findings = new Findings()
    if (!(await hasPlace(tx, customer))) {
      findings.add('Conflict', ['customerId'], 'The customer above it is deleted; restore that one first.')
    } else if (customers.some(({ path }) => levelOf(path) > maxLevels)) {
      findings.add('Invalid', ['customerId'], `expected at most ${maxLevels} levels`)
    }
    if (findings.any) return refuse(findings.userErrors)
    await putBack(tx, customers)
    return accept(customerId)
  })
}

/** Whether the parent is there, if it has one: whoever holds the trees keeps it so. */
async function hasPlace(tx: Write, { parentCustomerId }: Restorable): Promise<boolean> {
  if (parentCustomerId === null) return true
  return (await readRows(tx, customerTable, { wanted: [], where: sql`c."id" = ${parentCustomerId}` })).length > 0
}
