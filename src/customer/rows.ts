import sql, { type Sql } from 'sql-template-tag'
import { raiseTreeVersion } from '../account/tree-version.ts'
import { difference } from '../change/difference.ts'
import type { ChangeAction } from '../change/model.ts'
import { recordChanges } from '../change/store.ts'
import { foldName } from '../core/fold.ts'
import { pathWidth } from '../core/path.ts'
import { atOnce } from '../database/at-once.ts'
import { insertRow, nextVersion, updateRow } from '../database/write-row.ts'
import type { Write } from '../write.ts'
import { type Customer, referenceKey } from './model.ts'
import { blankFields, type OwnColumn, type OwnFields } from './past.ts'
import { setTags, type TagChange } from './tags.ts'
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
  recordChanges(tx, [
    { customerId: id, version: 1, action: 'Created', before: null, after, at: tx.at, by: tx.by, ...place },
  ])
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
 * Writes what changes of a customer, with its next version, and the record of it; nothing where nothing changes. A
 * rehearsal leaves no record: its place in the order of all is another's.
 */
export function updateCustomer<Name extends OwnColumn>(tx: Write, customer: Stored<Name>, update: Update<Name>): void {
  const { action, fields, tags = null, parentPath = null } = update
  const row = { tagIds: tags?.before ?? [], ...customer }
  const { before, after } = difference<Partial<OwnFields>>(row, { ...fields, ...(tags && { tagIds: tags.after }) })
  if (Object.keys(after).length === 0) return
  const { id, version, accountId } = customer
  const { tagIds, ...columns } = after
  const stamp = { dateLastModified: tx.at, lastModifiedBy: tx.by, version: nextVersion }
  const place =
    parentPath === null
      ? { accountId, path: customer.path, pathBefore: null }
      : { accountId, path: parentPath + customer.path.slice(-pathWidth), pathBefore: customer.path }
  const record = { customerId: id, version: version + 1, action, before, after, at: tx.at, by: tx.by, ...place }
  if (parentPath !== null) movePaths(tx, customer.path, parentPath)
  atOnce(tx, (all) => {
    updateRow(all, 'Customer', id, { ...columns, ...keysOf(columns), ...stamp })
    if (tags && tagIds) setTags(all, id, tags)
    if (tx.isRehearsal) return
    raiseTreeVersion(all, sql`a."id" = ${accountId} and ${parentPath === null ? isParent(id) : sql`true`}`)
    recordChanges(all, [record])
  })
}

/** Whoever puts customers below another one holds that until they are there, so that none is overlooked. */
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
