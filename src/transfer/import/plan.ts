import { foldName } from '../../core/fold.ts'
import type { Transaction } from '../../database/database.ts'
import type { AccountColumns, AccountRecord, CustomerColumns, CustomerRecord, ImportedRecord } from './record.ts'
import {
  lockAccounts,
  lockPlaces,
  lockTags,
  readCustomers,
  readDeletedIds,
  readDepths,
  readLinks,
  readTagsByName,
  reserveKeys,
} from './store.ts'
import { TagBook, type TagRow } from './tags.ts'
import { type StoredNode, TreePlan } from './tree-plan.ts'

/** What a batch has to do with, as it is stored and as it becomes. */
export interface Plan {
  readonly accounts: TreePlan<AccountColumns>
  readonly customers: TreePlan<CustomerColumns>
  /** Whose the parents are that no record of the batch is about. */
  readonly ownerOfParent: ReadonlyMap<string, string>
  /** The records' customers that are deleted. */
  readonly deletedIds: ReadonlySet<string>
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

/** Reads what the records of a batch have to do with, and keeps it from other writers. */
export async function makePlan(tx: Transaction, records: readonly ImportedRecord[]): Promise<Plan> {
  if (tx.dialect.lockImports) await tx.execute(tx.dialect.lockImports)
  const accounts = records.filter((record) => record.type === 'Account')
  const customers = records.filter((record) => record.type === 'Customer')
  // Tags, accounts, customers: mutations lock in this order too, so that none waits for another in a circle.
  const tags = await lockTags(tx, unique(customers.flatMap((record) => record.tags.map(({ id }) => id))))
  const accountPlan = await planAccounts(tx, accounts, customers)
  return { accounts: accountPlan, ...(await planCustomers(tx, customers)), tags: await planTags(tx, customers, tags) }
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
): Promise<Pick<Plan, 'customers' | 'ownerOfParent' | 'deletedIds'>> {
  const ids = unique(customers.map(({ columns }) => columns.id))
  const parentIds = unique(customers.map(({ columns }) => columns.parentCustomerId))
  // What its records make of a parent reaches whoever others put below it meanwhile, so that it is kept from them, too.
  const places = await lockPlaces(tx, unique([...ids, ...parentIds]))
  const stored = await readCustomers(tx, ids)
  const plan = new TreePlan(customerTree, stored, await keysForNew(tx, 'Customer', ids, stored))
  const known = new Set(ids)
  const parents = places.filter(({ id }) => !known.has(id))
  for (const { id, path } of parents) plan.forest.addStored(id, path)
  await addDepths(tx, plan, stored, customers)
  const storedIds = new Set(stored.map(({ row }) => row.id))
  const deletedIds = await readDeletedIds(
    tx,
    ids.filter((id) => !storedIds.has(id)),
  )
  return { customers: plan, ownerOfParent: new Map(parents.map(({ id, accountId }) => [id, accountId])), deletedIds }
}

/** Tells the plan how deep it goes below the customers that records move. */
async function addDepths(
  tx: Transaction,
  plan: TreePlan<CustomerColumns>,
  stored: readonly StoredNode<CustomerColumns>[],
  customers: readonly CustomerRecord[],
): Promise<void> {
  const movingIds = new Set(customers.filter((record) => plan.moves(record)).map(({ columns }) => columns.id))
  const moving = new Map(stored.flatMap(({ row, path }) => (movingIds.has(row.id) ? [[path, row.id]] : [])))
  if (moving.size === 0) return
  for (const [path, depth] of await readDepths(tx, [...moving.keys()])) {
    plan.forest.setDepth(moving.get(path) ?? '', depth)
  }
}

async function planTags(
  tx: Transaction,
  customers: readonly CustomerRecord[],
  locked: readonly TagRow[],
): Promise<TagBook> {
  const accountIds = unique(customers.map(({ columns }) => columns.accountId))
  const nameKeys = unique(customers.flatMap(({ tags }) => tags.map(({ name }) => foldName(name))))
  const named = await readTagsByName(tx, accountIds, nameKeys)
  return new TagBook([...locked, ...named], await readLinks(tx, unique(customers.map(({ columns }) => columns.id))))
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

function unique(values: readonly (string | null)[]): string[] {
  return [...new Set(values)].filter((value) => value !== null)
}
