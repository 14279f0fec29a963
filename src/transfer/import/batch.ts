import sql from 'sql-template-tag'
import { raiseTreeVersion } from '../../account/tree-version.ts'
import { recordChanges } from '../../change/store.ts'
import { Findings } from '../../core/outcome.ts'
import { touchParents } from '../../customer/tree.ts'
import type { Transaction } from '../../database/database.ts'
import { insertRows } from '../../database/insert-rows.ts'
import { importChanges } from './changes.ts'
import { accountTypes, customerTypes, linkTypes, tagTypes } from './columns.ts'
import { makePlan, type Plan } from './plan.ts'
import type { CustomerColumns, CustomerRecord, ImportedRecord } from './record.ts'
import { deleteRows, movePaths, updateRows } from './store.ts'
import type { TagBook } from './tags.ts'
import type { Change, TreePlan } from './tree-plan.ts'

/** A record that may be imported as soon as it fits to what is stored; `reason` says why it did not yet. */
export interface Entry {
  readonly input: string
  readonly line: number
  readonly record: ImportedRecord
  readonly reason: string
}

/** What became of the entries of a batch: how many changed how, and those that do not fit yet. */
export interface BatchResult {
  readonly changes: readonly Change[]
  readonly waiting: readonly Entry[]
}

/**
 * Imports the entries of a batch that fit to what is stored, accounts first, each as if the others before it were done.
 * The number of statements does not depend on how many they are.
 * Each customer that changes gets one record of its change.
 * @param now when it is written, an ISO 8601 text; also the dates of objects that do not tell theirs.
 */
export async function importBatch(tx: Transaction, entries: readonly Entry[], now: string): Promise<BatchResult> {
  const plan = await makePlan(
    tx,
    entries.map(({ record }) => record),
  )
  const changes: Change[] = []
  const waiting: Entry[] = []
  for (const entry of accountsFirst(entries)) {
    const findings = new Findings()
    const change = settle(plan, entry.record, now, findings)
    if (change !== null) changes.push(change)
    else waiting.push({ ...entry, reason: toReason(findings) })
  }
  await writePlan(tx, plan)
  raiseTreeVersions(tx, plan)
  recordChanges(tx, importChanges(plan, now))
  return { changes, waiting }
}

/** All that was found, in one line. */
export function toReason({ userErrors }: Findings): string {
  return userErrors.map(({ field, message }) => `${field.join('.')}: ${message}`).join('; ')
}

/** Puts a record into the plan; null where it does not fit, and `findings` tell why. */
function settle(plan: Plan, record: ImportedRecord, now: string, findings: Findings): Change | null {
  switch (record.type) {
    case 'Account':
      plan.accounts.findFaults(record, findings)
      return findings.any ? null : plan.accounts.put(record, now)
    case 'Customer': {
      if (plan.deletedIds.has(record.columns.id)) {
        findings.add('Conflict', ['id'], 'the customer is deleted; restore it first')
      }
      findAccountFaults(plan, record, findings)
      plan.customers.findFaults(record, findings)
      plan.tags.findFaults(record, findings)
      if (findings.any) return null
      const change = plan.customers.put(record, now, plan.tags.differs(record))
      plan.tags.put(record)
      return change
    }
  }
}

/** A customer never leaves its account, and its parent is of the same. */
function findAccountFaults(plan: Plan, { columns }: CustomerRecord, findings: Findings): void {
  const { id, accountId, parentCustomerId } = columns
  const stored = plan.customers.find(id)
  if (stored && stored.accountId !== accountId) {
    findings.add('Invalid', ['accountId'], `the customer belongs to the account ${stored.accountId}, not ${accountId}`)
  } else if (!plan.accounts.find(accountId)) {
    findings.add('NotFound', ['accountId'], `there is no account ${accountId}`)
  }
  const parentId = parentCustomerId ?? ''
  const owner = plan.customers.find(parentId)?.accountId ?? plan.ownerOfParent.get(parentId) ?? accountId
  if (owner !== accountId) {
    findings.add('Invalid', ['parentCustomerId'], `the customer ${parentId} belongs to the account ${owner}`)
  }
}

async function writePlan(tx: Transaction, { accounts, customers, tags }: Plan): Promise<void> {
  await writeTree(tx, 'Account', accountTypes, accounts)
  await writeTags(tx, tags)
  await writeTree(tx, 'Customer', customerTypes, customers)
  touchParents(tx, parentsOfOthers(customers))
  // What was deleted below them may come back.
  await movePaths(tx, 'DeletedCustomer', customers.forest.moves())
  await deleteRows(tx, { table: 'CustomerTag', columns: linkTypes, rows: tags.removedLinks() })
  insertRows(tx, { table: 'CustomerTag', columns: linkTypes, rows: tags.addedLinks() })
}

/** Customers that were there before, and below which others have come to lie. */
function parentsOfOthers(customers: TreePlan<CustomerColumns>): string[] {
  const written = customers.written()
  const newIds = new Set(written.flatMap(({ before, after }) => (before === null ? [after.id] : [])))
  const parentIds = written.flatMap(({ before, after: { parentCustomerId } }) =>
    parentCustomerId === null || parentCustomerId === before?.parentCustomerId ? [] : [parentCustomerId],
  )
  return [...new Set(parentIds)].filter((id) => !newIds.has(id))
}

/** Of the accounts whose customers may show something that changed; of all where an account moves, and with it its sight. */
function raiseTreeVersions(tx: Transaction, { accounts, customers, tags }: Plan): void {
  const changed = [
    ...accounts.updated().map(({ id }) => id),
    ...customers.updated().map(({ accountId }) => accountId),
    ...tags.updated().map(({ accountId }) => accountId),
  ]
  if (accounts.forest.moves().length > 0) raiseTreeVersion(tx, sql`true`)
  else if (changed.length > 0) raiseTreeVersion(tx, tx.dialect.anyOf(sql`a."id"`, [...new Set(changed)]))
}

async function writeTree<Columns extends { readonly id: string }>(
  tx: Transaction,
  table: 'Account' | 'Customer',
  types: typeof accountTypes | typeof customerTypes,
  plan: TreePlan<Columns>,
): Promise<void> {
  insertRows(tx, { table, columns: { key: 'integer', path: 'text', ...types }, rows: plan.created() })
  await updateRows(tx, { table, columns: types, rows: plan.updated() })
  await movePaths(tx, table, plan.forest.moves())
}

/** Tags may trade names, so those that change give theirs up first; no name is folded to a control character. */
async function writeTags(tx: Transaction, tags: TagBook): Promise<void> {
  const updated = tags.updated()
  const nameless = updated.map(({ id }) => ({ id, nameKey: `\u0001${id}` }))
  await updateRows(tx, { table: 'Tag', columns: { id: 'text', nameKey: 'text' }, rows: nameless })
  insertRows(tx, { table: 'Tag', columns: tagTypes, rows: tags.created() })
  await updateRows(tx, { table: 'Tag', columns: tagTypes, rows: updated })
}

function accountsFirst(entries: readonly Entry[]): Entry[] {
  const isAccount = ({ record }: Entry) => record.type === 'Account'
  return [...entries.filter(isAccount), ...entries.filter((entry) => !isAccount(entry))]
}
