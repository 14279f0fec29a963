import sql, { type Sql } from 'sql-template-tag'
import { accountsOfSeen } from '../account/store.ts'
import { treeVersionOf } from '../account/tree-version.ts'
import type { Context } from '../context.ts'
import type { Reader } from '../database/database.ts'
import { acrossRequests, onceForAll } from '../fields/across-requests.ts'
import type { Batch, Wanted } from '../fields/field.ts'
import { readAncestors } from '../page/ancestors.ts'
import { type PageArguments, readPage } from '../page/arguments.ts'
import type { Order, Page } from '../page/keyset.ts'
import { countOfEach, countRows, readByIds, readOnePage, readPageOfEach } from '../page/list.ts'
import { byEntityField, byText } from '../page/order.ts'
import type { Visible } from '../visibility/visible.ts'
import { isUneven, matchingCustomers, seenInPages } from './filter.ts'
import { type Customer, type CustomerFilter, type CustomerOrder, customerTable } from './model.ts'

/** What a list of customers takes beside its page. */
export interface CustomerListArguments extends PageArguments {
  readonly filter?: CustomerFilter | null
  readonly orderBy?: CustomerOrder | null
}

/** An ancestor as the breadcrumb shows it. */
export type Breadcrumb = Pick<Customer, 'id' | 'name'>

export const customersById: Batch<Customer> = acrossRequests(byId('customersById', 'customers'))

/** Customers that a list has given, by id. */
export const customersOfLists: Batch<Customer> = byId('customersOfLists', 'ofSeen')

/** The ancestors that the viewer may see, root first, by the parent's path, which siblings share. */
export const breadcrumbByPath: Batch<Breadcrumb[]> = {
  name: 'breadcrumbByPath',
  type: null,
  async read({ database, visible }, paths) {
    const where = (await visible()).above
    return readAncestors(database, customerTable, paths, { wanted: ['name'], where, self: true })
  },
}

/** The parents of customers that the viewer sees, by their own ids. */
export const parentsById: Batch<Customer> = byId('parentsById', 'above')

/** `which` of the customers with these ids are found. */
function byId(name: string, which: 'customers' | 'above' | 'ofSeen') {
  return {
    name,
    type: 'Customer',
    async read({ database, visible }: Pick<Context, 'database' | 'visible'>, ids: readonly string[], wanted: Wanted) {
      const seen = await visible()
      return readByIds(database, customerTable, ids, {
        wanted,
        where: seen[which],
        instead: masks(seen),
        plans: 'Once',
      })
    },
  }
}

export const accountNameById: Batch<string> = {
  name: 'accountNameById',
  type: null,
  async read(context, ids) {
    const accounts = await accountsOfSeen.read(context, ids, new Set(['name']), undefined)
    return new Map([...accounts].map(([id, { name }]) => [id, name]))
  },
}

/** Lists of customers, one for each key: pages of them, and how many they have. */
export interface CustomersOf {
  readonly pages: Batch<Page<Customer>, CustomerListArguments>
  readonly counts: Batch<number, CustomerFilter | null | undefined>
}

/** Direct children, by the parent's id. */
export const childrenOf = customersOf('childrenOf', sql`c."parentCustomerId" = k."value"`, 'ofSeen')

/** Everything below, by path. */
export const descendantsOf = customersOf(
  'descendantsOf',
  sql`c."path" > k."value" and c."path" < k."value" || '~'`,
  'ofSeen',
)

/** The customers of exactly this account, by its id. */
export const customersOfAccount = customersOf('customersOfAccount', sql`c."accountId" = k."value"`, 'customers')

/** The customers that carry a tag, by its id. */
export const customersOfTag = customersOf(
  'customersOfTag',
  sql`c."id" in (select t."customerId" from "CustomerTag" t where t."tagId" = k."value")`,
  'customers',
)

/** `belongs` tells which customers `c` belong to the key `k."value"`, which the viewer sees, and `which` of them as well. */
function customersOf(name: string, belongs: Sql, which: 'customers' | 'ofSeen'): CustomersOf {
  const condition = async ({ database, visible }: Context, filter: CustomerFilter) => {
    const seen = await visible()
    const where = sql`${belongs} and ${seen[which]} and ${await matchingCustomers(database, seen, filter)}`
    const plans = which === 'ofSeen' ? 'Once' : seen.pagePlans
    return { where, instead: masksOfPages(seen), plans: isWholeList(filter) ? plans : undefined }
  }
  return {
    pages: {
      name,
      type: 'Customer',
      async read(context, keys, wanted, args) {
        const query = { wanted, ...listQuery(args), ...(await condition(context, args.filter ?? {})) }
        return readPageOfEach(context.database, customerTable, keys, query)
      },
    },
    counts: {
      name: `${name} count`,
      type: null,
      async read(context, keys, _wanted, filter) {
        const { where, plans } = await condition(context, filter ?? {})
        return countOfEach(context.database, customerTable, keys, where, plans)
      },
    },
  }
}

/** A page of the customers that the viewer may see. @throws {RequestError} `BAD_USER_INPUT`. */
export async function readCustomers(
  reader: Reader,
  visible: Visible,
  args: CustomerListArguments,
  wanted: Wanted,
): Promise<Page<Customer>> {
  const filter = args.filter ?? {}
  const where = sql`${seenInPages(visible, filter)} and ${await matchingCustomers(reader, visible, filter)}`
  const instead = masksOfPages(visible)
  const plans = isWholeList(filter) ? visible.pagePlans : undefined
  const query = { wanted, where, instead, plans, isUneven: isUneven(filter), ...listQuery(args) }
  return readOnePage(reader, customerTable, query)
}

/**
 * How many customers the viewer sees that match a filter: counted once for all who ask meanwhile, as it takes long.
 * @throws {RequestError} `BAD_USER_INPUT`.
 */
export function countCustomers(context: Context, filter: CustomerFilter): Promise<number> {
  return countOnce(context, JSON.stringify(filter), async ({ database, visible }) => {
    const seen = await visible()
    const where = sql`${seen.customers} and ${await matchingCustomers(database, seen, filter)}`
    return countRows(database, customerTable, where)
  })
}

const countOnce = onceForAll<number>()

/** What hides from a row that the viewer may see: the id of a parent that they may not. */
export function masks(visible: Visible): Record<string, Sql> {
  return { parentCustomerId: sql`case when ${visible.parentOfCustomer} then c."parentCustomerId" end` }
}

/** The same for pages, and how their rows tell whether what was shown of them still holds. */
function masksOfPages(visible: Visible): Readonly<Record<string, Sql>> {
  const known = knownMasks.get(visible)
  if (known) return known
  const made = { treeVersion: treeVersionOf(sql`c."accountId"`), ...masks(visible) }
  knownMasks.set(visible, made)
  return made
}

const knownMasks = new WeakMap<Visible, Readonly<Record<string, Sql>>>()

/** Whether it is the list of all, or of an account, which is read along its order; other filters may leave little of it. */
function isWholeList({ accountIds, ...others }: CustomerFilter): boolean {
  const given = Object.values(others).filter((value) => value !== null && value !== undefined)
  return given.length === 0 && (accountIds?.length ?? 1) === 1
}

function listQuery(args: CustomerListArguments) {
  return { page: readPage(args), order: customerOrder(args.orderBy ?? { field: 'Name' }) }
}

/** Each customer right before all below it: what an import takes without waiting. */
export const customersInTreeOrder: Order<Customer> = byText('Customer.Path', 'path', false)

/** The order of a list of customers. */
export function customerOrder({ field, direction }: CustomerOrder): Order<Customer> {
  if (field !== 'ReferenceId') return byEntityField('Customer', { field, direction: direction ?? null })
  return byText('Customer.ReferenceId', 'referenceKey', direction === 'Descend')
}
