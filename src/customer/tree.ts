import sql, { raw, type Sql } from 'sql-template-tag'
import { levelOf, maxLevels, pathWidth } from '../core/path.ts'
import type { Sending, Transaction } from '../database/database.ts'
import { readRows } from '../page/list.ts'
import { type Visible, withinPath } from '../visibility/visible.ts'
import { type Customer, customerTable } from './model.ts'

/**
 * Keeps the trees of a customer's account from all who would change their shape, until the transaction ends: parents
 * lie in the same account, so whoever holds it sees the paths as they stay. A viewer keeps nobody from what they may not
 * see.
 * @returns whether it is held: it is not where the viewer would see no such customer, deleted or not.
 */
export async function lockTrees(tx: Transaction, visible: Visible, customerId: string): Promise<boolean> {
  const accountOf = (table: Sql) =>
    sql`select c."accountId" from ${table} c where c."id" = ${customerId} and ${visible.customers}`
  const accountIds = sql`${accountOf(customers)} union all ${accountOf(deletedCustomers)}`
  const held = await tx.rows(sql`select a."id" from "Account" a where a."id" in (${accountIds})${tx.dialect.forUpdate}`)
  return held.length > 0
}

const customers = raw('"Customer"')
const deletedCustomers = raw('"DeletedCustomer"')

/**
 * Keeps customers that the viewer sees from other writers: a customer that is to move together with its new parent, so
 * that both are held in the order of all who hold several.
 */
export async function lockCustomers(tx: Transaction, visible: Visible, ids: readonly string[]): Promise<void> {
  const where = sql`${tx.dialect.anyOf(sql`c."id"`, ids)} and ${visible.customers}`
  await readRows(tx, customerTable, { wanted: [], where, after: sql` order by c."id"${tx.dialect.forUpdate}` })
}

/**
 * The customer that others are to lie below, kept from other writers: what it becomes reaches them. Null where the viewer
 * sees none.
 */
export async function findParent(
  tx: Transaction,
  visible: Visible,
  id: string,
): Promise<Pick<Customer, 'id' | 'accountId' | 'path' | 'managed'> | null> {
  const where = sql`c."id" = ${id} and ${visible.customers}`
  const instead = { managed: visible.managed(sql`c."accountId"`) }
  const wanted = ['accountId', 'path', 'managed']
  const after = tx.dialect.forUpdate
  const [parent] = await readRows(tx, customerTable, { wanted, where, instead, after })
  return parent ?? null
}

/**
 * Writes customers as they are, when others are put below them: what a writer makes of them meanwhile reaches those, so
 * that it has to wait, and one that keeps nobody from them has to find that they are not what they were.
 * @param ids of customers that are held, where they are several.
 */
export function touchParents(tx: Sending, ids: readonly string[]): void {
  if (tx.dialect.atOnce === null || ids.length === 0) return
  tx.send(sql`update "Customer" set "path" = "path" where ${tx.dialect.anyOf(sql`"id"`, ids)}`)
}

/** Whether a customer with all below it would lie too deep under a parent. */
export async function isTooDeep(tx: Transaction, path: string, parentPath: string): Promise<boolean> {
  const [row] = await tx.rows(
    sql`select max(length(c."path")) as "length" from "Customer" c where ${withinPath(sql`c."path"`, path)}`,
  )
  const levels = (Number(row?.length) - path.length) / pathWidth + 1
  return levelOf(parentPath) + levels > maxLevels
}

/**
 * Moves a customer with all below it under another parent: one statement rewrites their paths, another those of what was
 * deleted below it, which may come back.
 */
export function movePaths(tx: Transaction, path: string, parentPath: string): void {
  const moved = parentPath + path.slice(-pathWidth)
  for (const table of [customers, deletedCustomers]) {
    tx.send(sql`update ${table} set "path" = ${moved} || substr("path", ${path.length + 1})
      where ${withinPath(sql`"path"`, path)}`)
  }
}
