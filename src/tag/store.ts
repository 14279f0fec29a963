import sql, { join, type Sql } from 'sql-template-tag'
import { foldName } from '../core/fold.ts'
import type { Reader, Transaction } from '../database/database.ts'
import { like } from '../database/dialect.ts'
import { acrossRequests } from '../fields/across-requests.ts'
import type { Batch, Wanted } from '../fields/field.ts'
import { checkIds, type PageArguments, readPage } from '../page/arguments.ts'
import type { Order, Page } from '../page/keyset.ts'
import { countOfEach, countRows, readByIds, readOnePage, readPageOfEach, readRows } from '../page/list.ts'
import { byText } from '../page/order.ts'
import type { Visible } from '../visibility/visible.ts'
import { type Tag, type TagFilter, type TagOrder, tagTable } from './model.ts'

/** What a list of tags takes beside its page. */
export interface TagListArguments extends PageArguments {
  readonly filter?: TagFilter | null
  readonly orderBy?: TagOrder | null
}

export const tagsById: Batch<Tag> = acrossRequests({
  name: 'tagsById',
  type: 'Tag',
  async read({ database, visible }, ids, wanted) {
    return readByIds(database, tagTable, ids, { wanted, where: (await visible()).tags, plans: 'Once' })
  },
})

/** The tags of exactly this account, a page for each account id. */
export const tagsOfAccount: Batch<Page<Tag>, TagListArguments> = {
  name: 'tagsOfAccount',
  type: 'Tag',
  async read({ database, visible }, accountIds, wanted, args) {
    const where = sql`c."accountId" = k."value" and ${(await visible()).tags}`
    return readPageOfEach(database, tagTable, accountIds, { ...listQuery(args), wanted, where })
  },
}

export const tagCountOfAccount: Batch<number> = {
  name: 'tagCountOfAccount',
  type: null,
  async read({ database, visible }, accountIds) {
    const where = sql`c."accountId" = k."value" and ${(await visible()).tags}`
    return countOfEach(database, tagTable, accountIds, where)
  },
}

/** A page of the tags that the viewer may see. @throws {RequestError} `BAD_USER_INPUT`. */
export function readTags(reader: Reader, visible: Visible, args: TagListArguments, wanted: Wanted): Promise<Page<Tag>> {
  const where = sql`${visible.tags} and ${matches(reader, args.filter ?? {})}`
  return readOnePage(reader, tagTable, { ...listQuery(args), wanted, where })
}

export function countTags(reader: Reader, visible: Visible, filter: TagFilter): Promise<number> {
  return countRows(reader, tagTable, sql`${visible.tags} and ${matches(reader, filter)}`)
}

/**
 * The tag as it is stored, kept from other writers; null where the viewer sees none.
 * @param lock the words for that; `forDelete` waits for all who give the tag to customers.
 */
export async function lockTag(
  tx: Transaction,
  visible: Visible,
  id: string,
  lock = tx.dialect.forUpdate,
): Promise<Tag | null> {
  const where = sql`c."id" = ${id} and ${visible.tags}`
  const instead = { managed: visible.managed(sql`c."accountId"`) }
  const wanted = Object.keys(tagTable.columns)
  const [tag] = await readRows(tx, tagTable, { wanted, where, instead, after: lock })
  return tag ?? null
}

/** The tags of these ids that the viewer may see; none of them is deleted before the transaction ends. */
export function readTagsToSet(tx: Transaction, visible: Visible, ids: readonly string[]): Promise<Tag[]> {
  const where = sql`${tx.dialect.anyOf(sql`c."id"`, ids)} and ${visible.tags}`
  return readRows(tx, tagTable, { wanted: ['accountId'], where, after: tx.dialect.forReference })
}

/** The id of the tag of an account that has this name; null where none has it. */
export async function findTagByName(reader: Reader, accountId: string, name: string): Promise<string | null> {
  const where = sql`c."accountId" = ${accountId} and c."nameKey" = ${foldName(name)}`
  const [tag] = await readRows(reader, tagTable, { wanted: [], where })
  return tag?.id ?? null
}

function listQuery(args: TagListArguments) {
  return { page: readPage(args), order: orderOf(args.orderBy ?? { field: 'Name' }) }
}

function orderOf({ field, direction }: TagOrder): Order<Tag> {
  return byText(`Tag.${field}`, field === 'Name' ? 'nameKey' : 'id', direction === 'Descend')
}

function matches({ dialect }: Reader, { accountIds, nameFilter, colors, specificIds }: TagFilter): Sql {
  checkIds('filter.accountIds', accountIds ?? [])
  checkIds('filter.specificIds', specificIds ?? [])
  const conditions = [sql`true`]
  if (accountIds) conditions.push(dialect.anyOf(sql`c."accountId"`, accountIds))
  if (specificIds) conditions.push(dialect.anyOf(sql`c."id"`, specificIds))
  if (colors) conditions.push(dialect.anyOf(sql`c."color"`, colors))
  if (nameFilter) conditions.push(like(sql`c."nameKey"`, foldName(nameFilter)))
  return join(conditions, ' and ')
}
