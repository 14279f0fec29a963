import sql, { join, raw, type Sql } from 'sql-template-tag'
import { type Account, accountTable } from '../../account/model.ts'
import { pathWidth } from '../../core/path.ts'
import { deletedCustomerTable } from '../../customer/deleted.ts'
import { type Customer, customerTable } from '../../customer/model.ts'
import type { Transaction } from '../../database/database.ts'
import type { Writing } from '../../database/insert-rows.ts'
import { readRows } from '../../page/list.ts'
import { tagTable } from '../../tag/model.ts'
import { accountTypes, customerTypes } from './columns.ts'
import type { Move } from './forest.ts'
import type { AccountColumns, CustomerColumns } from './record.ts'
import type { TagLink, TagRow } from './tags.ts'
import type { StoredNode } from './tree-plan.ts'

const inIdOrder = sql` order by c."id"`

/**
 * Reads accounts and keeps them from other writers: whoever changes the shape of their trees locks them as well.
 * @param trees ids of which also all accounts below are wanted.
 */
export async function lockAccounts(
  tx: Transaction,
  ids: readonly string[],
  trees: readonly string[],
): Promise<StoredNode<AccountColumns>[]> {
  const below = sql`or c."key" in (select below."key" from "Account" top
    join "Account" below on below."path" > top."path" and below."path" < top."path" || '~'
    where ${tx.dialect.anyOf(sql`top."id"`, trees)})`
  const rows = await readRows(tx, accountTable, {
    wanted: ['path', ...Object.keys(accountTypes)],
    where: sql`(${tx.dialect.anyOf(sql`c."id"`, ids)} ${trees.length > 0 ? below : sql``})`,
    after: sql`${inIdOrder}${tx.dialect.forUpdate}`,
  })
  return rows.map(toNode)
}

/** Reads customers, which are kept from other writers. */
export async function readCustomers(tx: Transaction, ids: readonly string[]): Promise<StoredNode<CustomerColumns>[]> {
  const where = tx.dialect.anyOf(sql`c."id"`, ids)
  const rows = await readRows(tx, customerTable, { wanted: ['path', ...Object.keys(customerTypes)], where })
  return rows.map(toNode)
}

function toNode<Row extends Account | Customer>({ path, ...row }: Row) {
  return { path, row }
}

/** Where customers lie and whose they are; they are kept from other writers. */
export function lockPlaces(
  tx: Transaction,
  ids: readonly string[],
): Promise<Pick<Customer, 'id' | 'accountId' | 'path'>[]> {
  const where = tx.dialect.anyOf(sql`c."id"`, ids)
  const after = sql`${inIdOrder}${tx.dialect.forUpdate}`
  return readRows(tx, customerTable, { wanted: ['accountId', 'path'], where, after })
}

/** Which of these ids are those of deleted customers. */
export async function readDeletedIds(tx: Transaction, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const where = tx.dialect.anyOf(sql`c."id"`, ids)
  const rows = ids.length === 0 ? [] : await readRows(tx, deletedCustomerTable, { wanted: [], where })
  return new Set(rows.map(({ id }) => id))
}

/** How many levels lie below each of `paths`, as far as none of the others is nearer to them. */
export async function readDepths(tx: Transaction, paths: readonly string[]): Promise<Map<string, number>> {
  const rows = await tx.rows(sql`
    with m as materialized (select k."value" as "path" from ${tx.dialect.list(paths)})
    select "of", max("length") as "length" from (
      select max(m."path") as "of", length(c."path") as "length"
      from m cross join "Customer" c
      where c."path" >= m."path" and c."path" < m."path" || '~'
      group by c."path"
    ) nearest group by "of"`)
  return new Map(rows.map(({ of, length }) => [String(of), (Number(length) - String(of).length) / pathWidth]))
}

const tagColumns = ['accountId', 'name', 'nameKey', 'color']

/** Reads tags and keeps them from other writers. */
export function lockTags(tx: Transaction, ids: readonly string[]): Promise<TagRow[]> {
  const where = tx.dialect.anyOf(sql`c."id"`, ids)
  return readRows(tx, tagTable, { wanted: tagColumns, where, after: sql`${inIdOrder}${tx.dialect.forUpdate}` })
}

/** The tags of these accounts that have one of these names; whoever holds the accounts sees them as they stay. */
export function readTagsByName(
  tx: Transaction,
  accountIds: readonly string[],
  nameKeys: readonly string[],
): Promise<TagRow[]> {
  const { anyOf } = tx.dialect
  const where = sql`${anyOf(sql`c."accountId"`, accountIds)} and ${anyOf(sql`c."nameKey"`, nameKeys)}`
  return readRows(tx, tagTable, { wanted: tagColumns, where })
}

export async function readLinks(tx: Transaction, customerIds: readonly string[]): Promise<TagLink[]> {
  const rows = await tx.rows(sql`select c."customerId", c."tagId" from "CustomerTag" c
    where ${tx.dialect.anyOf(sql`c."customerId"`, customerIds)}`)
  return rows.map(({ customerId, tagId }) => ({ customerId: String(customerId), tagId: String(tagId) }))
}

export async function reserveKeys(tx: Transaction, table: 'Account' | 'Customer', count: number): Promise<number[]> {
  const rows = count === 0 ? [] : await tx.rows(tx.dialect.nextKeys(table, count))
  return rows.map(({ key }) => Number(key))
}

/** Writes the columns of rows that are found by their ids; takes no statement where there are none. */
export async function updateRows(tx: Transaction, { table, columns, rows }: Writing): Promise<void> {
  if (rows.length === 0) return
  const names = Object.keys(columns).filter((name) => name !== 'id')
  await tx.execute(sql`update ${quoted(table)} as c
    set ${join(names.map((name) => sql`${quoted(name)} = r.${quoted(name)}`))}
    from ${tx.dialect.rowsOf(rows, columns)} where c."id" = r."id"`)
}

/** Deletes rows that are found by all the columns; takes no statement where there are none. */
export async function deleteRows(tx: Transaction, { table, columns, rows }: Writing): Promise<void> {
  if (rows.length === 0) return
  const names = join(Object.keys(columns).map(quoted))
  await tx.execute(sql`delete from ${quoted(table)}
    where (${names}) in (select ${names} from ${tx.dialect.rowsOf(rows, columns)})`)
}

/** Rewrites the paths of nodes and of all below them; what lies below several follows the nearest. */
export async function movePaths(tx: Transaction, table: string, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return
  const isWithin = (path: Sql) => sql`${path} >= m."from" and ${path} < m."from" || '~'`
  await tx.execute(sql`
    with m as materialized (select r."from", r."to" from ${tx.dialect.rowsOf(moves, { from: 'text', to: 'text' })})
    update ${quoted(table)} as c
    set "path" = (select m."to" || substr(c."path", length(m."from") + 1) from m
      where ${isWithin(sql`c."path"`)} order by length(m."from") desc limit 1)
    where c."id" in (select b."id" from m cross join ${quoted(table)} b where ${isWithin(sql`b."path"`)})`)
}

function quoted(name: string): Sql {
  return raw(`"${name}"`)
}
