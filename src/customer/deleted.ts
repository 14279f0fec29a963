import sql, { join, raw, type Sql } from 'sql-template-tag'
import { recordChanges } from '../change/store.ts'
import { text } from '../database/table.ts'
import { readRows } from '../page/list.ts'
import { withinPath } from '../visibility/visible.ts'
import type { Write } from '../write.ts'
import { type Customer, customerColumns, customerTable } from './model.ts'
import type { TagChange } from './tags.ts'
import { touchParents } from './tree.ts'

/**
 * The table of deleted customers: a row for each, as it was in the other table, so that conditions on customers `c`
 * hold here, too.
 */
export const deletedCustomerTable = {
  name: 'DeletedCustomer',
  columns: {
    ...customerTable.columns,
    /** Names the act that deleted it. */
    deletion: text,
  },
} as const

/** The columns of both tables. */
const storedColumns = ['key', ...customerColumns]

type Place = Pick<Customer, 'id' | 'accountId' | 'path' | 'version'>

/** A customer that may be deleted. */
export type Removable = Place & Pick<Customer, 'managed' | 'topmost'>

/**
 * A customer that the viewer sees, and all below it where they are wanted, kept from other writers; root first, none
 * where the viewer sees none. Whoever asks holds the trees.
 */
export async function lockSubtree(tx: Write, id: string, withDescendants: boolean): Promise<Removable[]> {
  const { visible, dialect } = tx
  const [top] = await readRows(tx, customerTable, {
    wanted: ['path'],
    where: sql`c."id" = ${id} and ${visible.customers}`,
  })
  if (!top) return []
  const customers = await readRows(tx, customerTable, {
    wanted: ['accountId', 'path', 'version', 'managed', 'topmost'],
    where: withDescendants ? withinPath(sql`c."path"`, top.path) : sql`c."id" = ${id}`,
    instead: { managed: visible.managed(sql`c."accountId"`), topmost: visible.topmost },
    // In the order of all who lock several, so that none waits for another in a circle.
    after: sql` order by c."id"${dialect.forDelete}`,
  })
  return customers.sort(inTreeOrder)
}

/** Whether there are customers right below one. */
export async function hasChildren(tx: Write, id: string): Promise<boolean> {
  const where = sql`c."parentCustomerId" = ${id}`
  return (await readRows(tx, customerTable, { wanted: [], where, after: sql` limit 1` })).length > 0
}

/** Deletes customers, a whole subtree, root first, in one act that brings all of them back; one record each. */
export function removeCustomers(tx: Write, customers: readonly Removable[]): void {
  const path = customers[0]?.path ?? ''
  const within = withinPath(sql`c."path"`, path)
  tx.send(sql`insert into "DeletedCustomer" (${columnList(['deletion', ...storedColumns])})
    select ${tx.newId()}, ${changedColumns(tx)} from "Customer" c where ${within}`)
  tx.send(sql`insert into "DeletedCustomerTag" ("customerId", "tagId")
    select t."customerId", t."tagId" from "CustomerTag" t
    join "Customer" c on c."id" = t."customerId" where ${within}`)
  // No row may go before those that refer to it, not even within a statement on SQLite.
  const lengths = [...new Set(customers.map((customer) => customer.path.length))].sort((one, other) => other - one)
  for (const length of lengths) {
    tx.send(sql`delete from "Customer" where ${withinPath(sql`"path"`, path)} and length("path") = ${length}`)
  }
  record(tx, 'Deleted', customers, new Map())
}

/** A customer that may be restored. */
export type Restorable = Place & Pick<Customer, 'parentCustomerId'> & { readonly deletion: string }

/**
 * What was deleted together with a customer, and with all that the viewer would see of it, kept from other writers; root
 * first, none where it is not deleted or the viewer would not see it.
 */
export async function lockDeletion(tx: Write, id: string): Promise<Restorable[]> {
  const deletion = sql`select c."deletion" from "DeletedCustomer" c where c."id" = ${id} and ${tx.visible.customers}`
  const customers = await readRows(tx, deletedCustomerTable, {
    wanted: ['accountId', 'parentCustomerId', 'path', 'version', 'deletion'],
    where: sql`c."deletion" = (${deletion})`,
    after: sql` order by c."id"${tx.dialect.forDelete}`,
  })
  return customers.sort(inTreeOrder)
}

/** Brings back all that was deleted together, root first; one record each. Tags that are gone stay so. */
export async function putBack(tx: Write, customers: readonly Restorable[]): Promise<void> {
  const deletion = customers[0]?.deletion ?? ''
  const tagsOf = await lockTagsOf(tx, deletion)
  const parentId = customers[0]?.parentCustomerId
  if (parentId) touchParents(tx, [parentId])
  tx.send(sql`insert into "Customer" (${columnList(storedColumns)})
    select ${changedColumns(tx)} from "DeletedCustomer" c where c."deletion" = ${deletion} order by c."path"`)
  tx.send(sql`insert into "CustomerTag" ("customerId", "tagId")
    select d."customerId", t."id" ${tagsOfDeletion(deletion)} where t."id" is not null`)
  tx.send(sql`delete from "DeletedCustomer" where "deletion" = ${deletion}`)
  record(tx, 'Restored', customers, tagsOf)
}

/** The tags of deleted customers as they carried them and as there still are, which none deletes now. */
async function lockTagsOf(tx: Write, deletion: string): Promise<ReadonlyMap<string, TagChange>> {
  await tx.rows(sql`select t."id" from "Tag" t where t."id" in (select d."tagId" from "DeletedCustomerTag" d
    join "DeletedCustomer" c on c."id" = d."customerId" where c."deletion" = ${deletion})
    order by t."id"${tx.dialect.forReference}`)
  const links = await tx.rows(sql`select d."customerId", d."tagId", t."id" as "kept" ${tagsOfDeletion(deletion)}
    order by d."tagId"`)
  const tagsOf = new Map<string, { readonly before: string[]; readonly after: string[] }>()
  for (const { customerId, tagId, kept } of links) {
    const tags = tagsOf.get(String(customerId)) ?? { before: [], after: [] }
    tags.before.push(String(tagId))
    if (kept !== null) tags.after.push(String(tagId))
    tagsOf.set(String(customerId), tags)
  }
  return tagsOf
}

/** Links `d` of what was deleted together, each with its tag `t`, null where it is gone: another account may have its id. */
function tagsOfDeletion(deletion: string): Sql {
  return sql`from "DeletedCustomer" c
    join "DeletedCustomerTag" d on d."customerId" = c."id" and c."deletion" = ${deletion}
    left join "Tag" t on t."id" = d."tagId" and t."accountId" = c."accountId"`
}

function record(
  tx: Write,
  action: 'Deleted' | 'Restored',
  customers: readonly Place[],
  tagsOf: ReadonlyMap<string, TagChange>,
): void {
  const changes = customers.map(({ id, version, accountId, path }) => {
    const { before = [], after = [] } = tagsOf.get(id) ?? {}
    const lost = before.length > after.length
    const difference = lost ? { before: { tagIds: before }, after: { tagIds: after } } : { before: {}, after: {} }
    const stamps = { version: version + 1, at: tx.at, by: tx.by }
    return { customerId: id, ...stamps, action, ...difference, accountId, path, pathBefore: null }
  })
  recordChanges(tx, changes)
}

/** The stored columns of `c` as this write leaves them. */
function changedColumns(tx: Write): Sql {
  const changed: Readonly<Record<string, Sql>> = {
    version: sql`c."version" + 1`,
    dateLastModified: tx.dialect.instant(tx.at),
    lastModifiedBy: sql`${tx.by}`,
  }
  return join(storedColumns.map((name) => changed[name] ?? raw(`c."${name}"`)))
}

function columnList(names: readonly string[]): Sql {
  return join(names.map((name) => raw(`"${name}"`)))
}

function inTreeOrder(one: { readonly path: string }, other: { readonly path: string }): number {
  return one.path < other.path ? -1 : 1
}
