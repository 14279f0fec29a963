import sql, { join, type Sql } from 'sql-template-tag'
import type { Context } from '../context.ts'
import { foldName } from '../core/fold.ts'
import type { Reader, Transaction } from '../database/database.ts'
import { like } from '../database/dialect.ts'
import { acrossRequests } from '../fields/across-requests.ts'
import type { Batch, Wanted } from '../fields/field.ts'
import { readAncestors } from '../page/ancestors.ts'
import { checkIds, type PageArguments, readPage } from '../page/arguments.ts'
import type { Order, Page } from '../page/keyset.ts'
import { countOfEach, countRows, readByIds, readOnePage, readPageOfEach, readRows } from '../page/list.ts'
import { byEntityField, byText } from '../page/order.ts'
import type { Visible } from '../visibility/visible.ts'
import { type Account, type AccountFilter, type AccountOrder, accountTable } from './model.ts'

/** What a list of accounts takes beside its page. */
export interface AccountListArguments extends PageArguments {
  readonly filter?: AccountFilter | null
  readonly orderBy?: AccountOrder | null
}

export const accountsById: Batch<Account> = acrossRequests({
  name: 'accountsById',
  type: 'Account',
  async read(context, ids, wanted) {
    return readAccountsById(context, ids, { wanted, where: (await context.visible()).accounts })
  },
})

/** The accounts of customers and tags that the viewer sees. */
export const accountsOfSeen: Batch<Account> = {
  name: 'accountsOfSeen',
  type: 'Account',
  async read(context, ids, wanted) {
    return readAccountsById(context, ids, { wanted, where: (await context.visible()).ofSeen })
  },
}

async function readAccountsById(
  { database, visible }: Pick<Context, 'database' | 'visible'>,
  ids: readonly string[],
  { wanted, where }: { readonly wanted: Wanted; readonly where: Sql },
): Promise<Map<string, Account>> {
  const instead = accountMasks(await visible())
  return readByIds(database, accountTable, ids, { wanted, where, instead, plans: 'Once' })
}

/** The ids of the accounts above, root first, by path. */
export const accountIdsAbove: Batch<string[]> = {
  name: 'accountIdsAbove',
  type: null,
  async read({ database, visible }, paths) {
    const where = (await visible()).accounts
    const above = await readAncestors(database, accountTable, paths, { wanted: [], where })
    return new Map([...above].map(([path, accounts]) => [path, accounts.map(({ id }) => id)]))
  },
}

/** Direct children, a page for each parent id. */
export const childAccounts: Batch<Page<Account>, AccountListArguments> = {
  name: 'childAccounts',
  type: 'Account',
  async read({ database, visible }, parentIds, wanted, args) {
    const seen = await visible()
    const where = sql`c."parentAccountId" = k."value" and ${seen.accounts}`
    return readPageOfEach(database, accountTable, parentIds, {
      ...listQuery(args),
      wanted,
      where,
      instead: accountMasks(seen),
    })
  },
}

export const childAccountCount: Batch<number> = {
  name: 'childAccountCount',
  type: null,
  async read({ database, visible }, parentIds) {
    const where = sql`c."parentAccountId" = k."value" and ${(await visible()).accounts}`
    return countOfEach(database, accountTable, parentIds, where)
  },
}

/** A page of the accounts that the viewer may see. @throws {RequestError} `BAD_USER_INPUT`. */
export function readAccounts(
  reader: Reader,
  visible: Visible,
  args: AccountListArguments,
  wanted: Iterable<string>,
): Promise<Page<Account>> {
  const where = sql`${visible.accounts} and ${matchingAccounts(reader, visible, args.filter ?? {})}`
  return readOnePage(reader, accountTable, { ...listQuery(args), wanted, where, instead: accountMasks(visible) })
}

export function countAccounts(reader: Reader, visible: Visible, filter: AccountFilter): Promise<number> {
  return countRows(reader, accountTable, sql`${visible.accounts} and ${matchingAccounts(reader, visible, filter)}`)
}

/** The account as it is stored, kept from other writers; null where the viewer sees none. */
export async function lockAccount(tx: Transaction, visible: Visible, id: string): Promise<Account | null> {
  const where = sql`c."id" = ${id} and ${visible.accounts}`
  const instead = { managed: visible.managed(sql`c."id"`) }
  const wanted = Object.keys(accountTable.columns)
  const [account] = await readRows(tx, accountTable, { wanted, where, instead, after: tx.dialect.forUpdate })
  return account ?? null
}

/** The id of the only account that the viewer may see; null where there are none or several. */
export async function findOnlyAccountId(reader: Reader, visible: Visible): Promise<string | null> {
  const accounts = await readRows(reader, accountTable, { wanted: [], where: visible.accounts, after: sql` limit 2` })
  return accounts.length === 1 ? (accounts[0]?.id ?? null) : null
}

/** A Customer sees the account of their customers, but not what it is charged or where it hangs. */
export function accountMasks(visible: Visible): Record<string, Sql> {
  const ifManaged = (column: Sql) => sql`case when ${visible.managed(sql`c."id"`)} then ${column} end`
  return {
    twilioAccountSid: ifManaged(sql`c."twilioAccountSid"`),
    trustHubProfileSid: ifManaged(sql`c."trustHubProfileSid"`),
    billingSettings: ifManaged(sql`c."billingSettings"`),
    parentAccountId: sql`case when ${visible.parentOfAccount} then c."parentAccountId" end`,
  }
}

function listQuery(args: AccountListArguments) {
  return { page: readPage(args), order: byEntityField('Account', args.orderBy ?? { field: 'Name' }) }
}

/** Each account right before all below it: what an import takes without waiting. */
export const accountsInTreeOrder: Order<Account> = byText('Account.Path', 'path', false)

/** The condition on accounts `c` that a filter makes. @throws {RequestError} `BAD_USER_INPUT` for a list that is too long. */
export function matchingAccounts({ dialect }: Reader, visible: Visible, filter: AccountFilter): Sql {
  const conditions = [sql`true`]
  const { nameFilter, parentAccountIds, specificIds } = filter
  if (isGiven(nameFilter)) conditions.push(like(sql`c."nameKey"`, foldName(nameFilter)))
  if (isGiven(specificIds)) {
    checkIds('filter.specificIds', specificIds)
    conditions.push(dialect.anyOf(sql`c."id"`, specificIds))
  }
  if (isGiven(parentAccountIds)) {
    checkIds('filter.parentAccountIds', parentAccountIds)
    conditions.push(dialect.anyOf(sql`c."parentAccountId"`, parentAccountIds), visible.parentOfAccount)
  }
  return join(conditions, ' and ')
}

function isGiven<Value>(value: Value | null | undefined): value is Value {
  return value !== null && value !== undefined
}
