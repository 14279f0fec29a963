import { foldName } from '../../core/fold.ts'
import { Findings } from '../../core/outcome.ts'
import type { Transaction } from '../../database/database.ts'
import { accountTypes, customerTypes, linkTypes, tagTypes } from './columns.ts'
import type { AccountColumns, AccountRecord, CustomerColumns, CustomerRecord } from './record.ts'
import {
  deleteRows,
  insertRows,
  lockAccounts,
  lockCustomers,
  movePaths,
  readDepths,
  readLinks,
  readPlaces,
  readTags,
  reserveKeys,
  updateRows,
} from './store.ts'
import { TagBook } from './tags.ts'
import { type Change, type StoredNode, TreePlan } from './tree-plan.ts'

/** A record that may be imported as soon as it fits to what is stored; `reason` says why it did not yet. */
export interface Entry {
  readonly input: string
  readonly line: number
  readonly record: AccountRecord | CustomerRecord
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
 * @param now for records that do not tell their dates, an ISO 8601 text.
 */
export async function importBatch(tx: Transaction, entries: readonly Entry[], now: string): Promise<BatchResult> {
  const plan = await makePlan(tx, entries)
  const changes: Change[] = []
  const waiting: Entry[] = []
  for (const entry of accountsFirst(entries)) {
    const findings = new Findings()
    const change = settle(plan, entry.record, now, findings)
    if (change !== null) changes.push(change)
    else waiting.push({ ...entry, reason: toReason(findings) })
  }
  await writePlan(tx, plan)
  return { changes, waiting }
}

/** All that was found, in one line. */
export function toReason({ userErrors }: Findings): string {
  return userErrors.map(({ field, message }) => `${field.join('.')}: ${message}`).join('; ')
}

interface Plan {
  readonly accounts: TreePlan<AccountColumns>
  readonly customers: TreePlan<CustomerColumns>
  /** Whose the parents are that no record of the batch is about. */
  readonly ownerOfParent: ReadonlyMap<string, string>
  readonly tags: TagBook
}

const accountTree = {
  noun: 'account',
  field: 'parentAccountId',
  parentOf: (columns: AccountColumns) => columns.parentAccountId,
}
const customerTree = {
  noun: 'customer',
  field: 'parentCustomerId',
  parentOf: (columns: CustomerColumns) => columns.parentCustomerId,
}

async function makePlan(tx: Transaction, entries: readonly Entry[]): Promise<Plan> {
  if (tx.dialect.lockImports) await tx.execute(tx.dialect.lockImports)
  const accounts = entries.flatMap(({ record }) => (record.type === 'Account' ? [record] : []))
  const customers = entries.flatMap(({ record }) => (record.type === 'Customer' ? [record] : []))
  // Accounts first: who holds them sees the trees below as they stay.
  const accountPlan = await planAccounts(tx, accounts, customers)
  return { accounts: accountPlan, ...(await planCustomers(tx, customers)), tags: await planTags(tx, customers) }
}

async function planAccounts(
  tx: Transaction,
  accounts: readonly AccountRecord[],
  customers: readonly CustomerRecord[],
): Promise<TreePlan<AccountColumns>> {
  const ids = unique(accounts.map(({ columns }) => columns.id))
  const parentIds = accounts.map(({ columns }) => columns.parentAccountId)
  const needed = unique([...ids, ...parentIds, ...customers.map(({ columns }) => columns.accountId)])
  const stored = await lockAccounts(tx, needed, ids)
  return new TreePlan(accountTree, stored, await keysForNew(tx, 'Account', ids, stored))
}

async function planCustomers(
  tx: Transaction,
  customers: readonly CustomerRecord[],
): Promise<Pick<Plan, 'customers' | 'ownerOfParent'>> {
  const ids = unique(customers.map(({ columns }) => columns.id))
  const stored = await lockCustomers(tx, ids)
  const plan = new TreePlan(customerTree, stored, await keysForNew(tx, 'Customer', ids, stored))
  const known = new Set(ids)
  const parentIds = unique(customers.map(({ columns }) => columns.parentCustomerId)).filter((id) => !known.has(id))
  const parents = await readPlaces(tx, parentIds)
  for (const { id, path } of parents) plan.forest.addStored(id, path)
  const moving = unique(customers.filter((record) => plan.moves(record)).map(({ columns }) => columns.id))
  await addDepths(
    tx,
    plan,
    stored.filter(({ row }) => moving.includes(row.id)),
  )
  return { customers: plan, ownerOfParent: new Map(parents.map(({ id, accountId }) => [id, accountId])) }
}

async function addDepths(
  tx: Transaction,
  plan: TreePlan<CustomerColumns>,
  moving: readonly StoredNode<CustomerColumns>[],
): Promise<void> {
  if (moving.length === 0) return
  const depths = await readDepths(
    tx,
    moving.map(({ path }) => path),
  )
  for (const { row, path } of moving) plan.forest.setDepth(row.id, depths.get(path) ?? 0)
}

async function planTags(tx: Transaction, customers: readonly CustomerRecord[]): Promise<TagBook> {
  const tags = customers.flatMap((record) => record.tags)
  const stored = await readTags(tx, {
    ids: unique(tags.map(({ id }) => id)),
    accountIds: unique(customers.map(({ columns }) => columns.accountId)),
    nameKeys: unique(tags.map(({ name }) => foldName(name))),
  })
  return new TagBook(stored, await readLinks(tx, unique(customers.map(({ columns }) => columns.id))))
}

function keysForNew(
  tx: Transaction,
  table: 'Account' | 'Customer',
  ids: readonly string[],
  stored: readonly StoredNode<{ readonly id: string }>[],
): Promise<number[]> {
  const storedIds = new Set(stored.map(({ row }) => row.id))
  return reserveKeys(tx, table, ids.filter((id) => !storedIds.has(id)).length)
}

/** Puts a record into the plan; null where it does not fit, and `findings` tell why. */
function settle(plan: Plan, record: AccountRecord | CustomerRecord, now: string, findings: Findings): Change | null {
  switch (record.type) {
    case 'Account':
      plan.accounts.findFaults(record, findings)
      return findings.any ? null : plan.accounts.put(record, now)
    case 'Customer': {
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
  await deleteRows(tx, { table: 'CustomerTag', columns: linkTypes, rows: tags.removedLinks() })
  await insertRows(tx, { table: 'CustomerTag', columns: linkTypes, rows: tags.addedLinks() })
}

async function writeTree<Columns extends { readonly id: string }>(
  tx: Transaction,
  table: 'Account' | 'Customer',
  types: typeof accountTypes | typeof customerTypes,
  plan: TreePlan<Columns>,
): Promise<void> {
  await insertRows(tx, { table, columns: { key: 'integer', path: 'text', ...types }, rows: plan.created() })
  await updateRows(tx, { table, columns: types, rows: plan.updated() })
  await movePaths(tx, table, plan.forest.moves())
}

/** Tags may trade names, so those that change give theirs up first; no name is folded to a control character. */
async function writeTags(tx: Transaction, tags: TagBook): Promise<void> {
  const updated = tags.updated()
  const nameless = updated.map(({ id }) => ({ id, nameKey: `\u0001${id}` }))
  await updateRows(tx, { table: 'Tag', columns: { id: 'text', nameKey: 'text' }, rows: nameless })
  await insertRows(tx, { table: 'Tag', columns: tagTypes, rows: tags.created() })
  await updateRows(tx, { table: 'Tag', columns: tagTypes, rows: updated })
}

function accountsFirst(entries: readonly Entry[]): Entry[] {
  const isAccount = ({ record }: Entry) => record.type === 'Account'
  return [...entries.filter(isAccount), ...entries.filter((entry) => !isAccount(entry))]
}

function unique(values: readonly (string | null)[]): string[] {
  return [...new Set(values)].filter((value) => value !== null)
}
