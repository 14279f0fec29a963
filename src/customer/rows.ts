import sql, { type Sql } from 'sql-template-tag'
import { raiseTreeVersionOf } from '../account/tree-version.ts'
import { difference } from '../change/difference.ts'
import type { ChangeAction } from '../change/model.ts'
import { type NewChange, recordChange } from '../change/store.ts'
import { foldName } from '../core/fold.ts'
import { pathWidth } from '../core/path.ts'
import { atOnce } from '../database/at-once.ts'
import type { Database, Sending } from '../database/database.ts'
import type { Dialect } from '../database/dialect.ts'
import { insertRow, nextVersion, updateRow } from '../database/write-row.ts'
import type { Write } from '../write.ts'
import { type Customer, referenceKey } from './model.ts'
import { blankFields, type OwnColumn, type OwnFields } from './past.ts'
import { addedTags, setTags, type TagChange } from './tags.ts'
import { movePaths } from './tree.ts'

/** What is said of a new customer; the rest is as a new customer has it. */
export type NewRow = Pick<
  Customer,
  'id' | 'accountId' | 'parentCustomerId' | 'path' | 'name' | 'referenceId' | 'data' | 'schedule'
> & { readonly key: number }

/** Writes a new customer's row, and the record of it. */
export function insertCustomer(tx: Write, row: NewRow): void {
  const { id, key, path, ...fields } = row
  const dates = { dateCreated: tx.at, dateLastModified: tx.at, createdBy: tx.by, lastModifiedBy: tx.by }
  insertRow(tx, 'Customer', { ...row, ...keysOf(row), integrationData: {}, ...dates })
  const { after } = difference<OwnFields>(blankFields, fields)
  const { accountId } = fields
  const place = { accountId, path, pathBefore: null }
  const stamp = { at: tx.at, by: tx.by }
  recordChange(tx, { customerId: id, version: 1, action: 'Created', before: null, after, ...stamp, ...place })
}

/** A customer that is changed, with the columns that may be. */
export type Stored<Name extends keyof Customer> = Pick<Customer, 'id' | 'version' | 'accountId' | 'path' | Name>

/** What becomes of a customer; what is left out or undefined stays. */
export interface Update<Name extends OwnColumn> {
  readonly action: ChangeAction
  readonly fields: Partial<Pick<Customer, Name>>
  /** The tags that it carries and is to carry. */
  readonly tags?: TagChange | null
  /** The path of the parent below which it is to lie, with all below it. */
  readonly parentPath?: string | null
}

/**
 * Writes what changes of a customer, which is kept from other writers, with its next version, and the record of it;
 * nothing where nothing changes. A rehearsal leaves no record: its place in the order of all is another's.
 */
export function updateCustomer<Name extends OwnColumn>(tx: Write, customer: Stored<Name>, update: Update<Name>): void {
  const change = changeOf(customer, update, tx)
  if (change === null) return
  const { parentPath = null } = update
  if (parentPath !== null) movePaths(tx, customer.path, parentPath)
  atOnce(tx, (all) => sendChange(all, change, { isRehearsal: tx.isRehearsal, isStill: sql`true` }))
}

/**
 * The same, all in one statement, for a customer that nobody was kept from: nothing is written where somebody has written
 * it since it was read, or a tag is gone that it is to get.
 * @returns whether it is now as it is to be.
 */
export async function updateUnlocked<Name extends OwnColumn>(
  writeAtOnce: NonNullable<Database['writeAtOnce']>,
  customer: Stored<Name> & Pick<Customer, 'state'>,
  update: Update<Name>,
  stamp: Stamp,
): Promise<boolean> {
  const change = changeOf(customer, update, stamp)
  if (change === null) return true
  return writeAtOnce((all) => {
    const isStill = isUnchanged(all.dialect, customer.state, addedTags(change.tags))
    sendChange(all, change, { isRehearsal: false, isStill })
  })
}

type Stamp = Pick<Write, 'at' | 'by'>

/** What an update makes of a customer. */
interface Change {
  readonly record: NewChange
  readonly after: Partial<OwnFields>
  readonly tags: TagChange
}

/** Null where nothing changes. */
function changeOf<Name extends OwnColumn>(
  customer: Stored<Name>,
  { action, fields, tags, parentPath = null }: Update<Name>,
  { at, by }: Stamp,
): Change | null {
  const { id, version, accountId, path } = customer
  const row = Object.assign({}, customer, { tagIds: tags?.before ?? [] })
  const { before, after } = difference<Partial<OwnFields>>(
    row,
    Object.assign({}, fields, tags && { tagIds: tags.after }),
  )
  if (Object.keys(after).length === 0) return null
  const place =
    parentPath === null ? { path, pathBefore: null } : { path: parentPath + path.slice(-pathWidth), pathBefore: path }
  const record = { customerId: id, version: version + 1, action, before, after, at, by, accountId, ...place }
  return { record, after, tags: tags ?? { before: [], after: [] } }
}

/** The first part is done if `isStill` holds, and the others if that was. */
function sendChange(
  all: Sending,
  { record, after, tags }: Change,
  { isStill, isRehearsal }: { readonly isStill: Sql; readonly isRehearsal: boolean },
): void {
  const { customerId, accountId, pathBefore, at, by } = record
  const { tagIds: _, ...columns } = after
  const stamp = { dateLastModified: at, lastModifiedBy: by, version: nextVersion }
  const isChanged = all.dialect.atOnce?.isChanged ?? sql`true`
  updateRow(all, 'Customer', customerId, Object.assign({}, columns, keysOf(columns), stamp), isStill)
  setTags(all, customerId, tags, isChanged)
  if (isRehearsal) return
  const reachesOthers = pathBefore === null ? isParent(customerId) : sql`true`
  raiseTreeVersionOf(all, accountId, sql`${reachesOthers} and ${isChanged}`)
  recordChange(all, record, isChanged)
}

/** Whether nobody has written customer `c`, and no tag is gone of some, which are kept from being deleted. */
function isUnchanged({ atOnce, anyOf, forReference }: Dialect, state: string, tagIds: readonly string[]): Sql {
  const isSame = sql`${atOnce?.state} = ${state}`
  if (tagIds.length === 0) return isSame
  const held = sql`select t."id" from "Tag" t where ${anyOf(sql`t."id"`, tagIds)} order by t."id"${forReference}`
  return sql`${isSame} and (select count(*) from (${held}) held) = ${tagIds.length}`
}

/**
 * Whoever puts customers below another one holds that until they are there, and writes it (`touchParents`), so that
 * none is overlooked.
 */
function isParent(id: string): Sql {
  return sql`exists (select 1 from "Customer" c where c."parentCustomerId" = ${id})`
}

/** The columns that follow from others. */
function keysOf({ name, referenceId }: Partial<Pick<Customer, 'name' | 'referenceId'>>) {
  return {
    ...(name !== undefined && { nameKey: foldName(name) }),
    ...(referenceId !== undefined && { referenceKey: referenceKey(referenceId) }),
  }
}
