import sql from 'sql-template-tag'
import { toAppSettingsInfo } from '../app-settings/rest.ts'
import type { Context } from '../context.ts'
import { parentPath } from '../core/path.ts'
import { toSparse } from '../core/sparse.ts'
import { entityColumnNames, toEntityInfo } from '../page/entity-info.ts'
import type { Order } from '../page/keyset.ts'
import { readInChunks, readNumberedPage } from '../page/list.ts'
import { idsIn, type ListRequest, type ListResponse, orderIn, pageIn } from '../page/list-request.ts'
import { toScheduleInfo } from '../schedule/rest.ts'
import type { CustomerInfo } from '../transfer/documents.ts'
import { isUneven, matchingCustomers, seenInPages } from './filter.ts'
import { type Customer, type CustomerFilter, customerSortFields, customerTable } from './model.ts'
import { ownColumns } from './past.ts'
import { accountNameById, breadcrumbByPath, countCustomers, customerOrder, customersById, masks } from './store.ts'
import { tagsOfCustomer } from './tags.ts'

/** ListCustomers of the service documents; an empty list is no filter. */
export interface ListCustomers extends ListRequest {
  readonly accountIds?: readonly string[]
  readonly nameFilter?: string
  readonly parentCustomerIds?: readonly string[]
  readonly shallowParent?: boolean
  readonly tagIds?: readonly string[]
}

const columns = [...entityColumnNames, 'path', ...ownColumns] as const satisfies readonly (keyof Customer)[]

/** One customer as CustomerInfo, with its version; null where the viewer sees none. */
export async function readCustomerInfo(
  context: Context,
  id: string,
): Promise<{ readonly info: CustomerInfo; readonly version: number } | null> {
  const row = (await customersById.read(context, [id], new Set(columns), undefined)).get(id)
  const [info] = row ? await toInfos(context, [row]) : []
  return row && info ? { info, version: row.version } : null
}

/** A numbered page of customers. @throws {RequestError} `BAD_USER_INPUT`. */
export async function listCustomers(context: Context, request: ListCustomers): Promise<ListResponse<CustomerInfo>> {
  const filter = toFilter(request)
  const query = { isUneven: isUneven(filter), ...(await toQuery(context, request)), ...pageIn(request) }
  const [{ rows, hasMore }, totalCount] = await Promise.all([
    readNumberedPage(context.database, customerTable, query),
    request.simplifiedPaging ? null : countCustomers(context, filter),
  ])
  const items = await toInfos(context, rows)
  if (totalCount === null) return { items, hasMorePages: hasMore }
  return { items, totalCount, totalPages: Math.ceil(totalCount / pageIn(request).size), hasMorePages: hasMore }
}

const chunkSize = 200

/**
 * Every customer that a request is about, in constant memory. @throws {RequestError} `BAD_USER_INPUT`.
 * @param order instead of the request's.
 */
export async function* streamCustomers(
  context: Context,
  request: ListCustomers,
  order?: Order<Customer>,
): AsyncGenerator<readonly CustomerInfo[]> {
  const query = await toQuery(context, request)
  const chunks = { ...query, order: order ?? query.order, size: chunkSize }
  for await (const rows of readInChunks(context.database, customerTable, chunks)) {
    yield await toInfos(context, rows)
  }
}

async function toQuery({ database, visible }: Context, request: ListCustomers) {
  const seen = await visible()
  const filter = toFilter(request)
  const matching = await matchingCustomers(database, seen, filter)
  return {
    wanted: columns,
    where: sql`${seenInPages(seen, filter)} and ${matching}`,
    instead: masks(seen),
    order: customerOrder(orderIn(request, customerSortFields)),
  }
}

function toFilter(request: ListCustomers): CustomerFilter {
  return {
    accountIds: idsIn(request, 'accountIds'),
    nameFilter: request.nameFilter ?? null,
    parentCustomerIds: idsIn(request, 'parentCustomerIds'),
    shallowParent: request.shallowParent ?? false,
    tagIds: idsIn(request, 'tagIds'),
    specificIds: idsIn(request, 'specificIds'),
  }
}

/** Takes as many statements for one row as for a thousand. */
async function toInfos(context: Context, rows: readonly Customer[]): Promise<CustomerInfo[]> {
  if (rows.length === 0) return []
  const keysOf = (column: 'id' | 'accountId') => [...new Set(rows.map((row) => row[column]))]
  const parentPaths = [...new Set(rows.map(({ path }) => parentPath(path)))]
  const [breadcrumbs, accountNames, tags] = await Promise.all([
    breadcrumbByPath.read(context, parentPaths, new Set(), undefined),
    accountNameById.read(context, keysOf('accountId'), new Set(), undefined),
    tagsOfCustomer.read(context, keysOf('id'), new Set(['name', 'color']), undefined),
  ])
  return rows.map((row) =>
    toInfo(row, {
      breadcrumb: (breadcrumbs.get(parentPath(row.path)) ?? []).map(({ id, name }) => ({ id, name })),
      accountName: accountNames.get(row.accountId) ?? '',
      tags: (tags.get(row.id) ?? []).map(({ id, name, color }) => ({ id, name, color })),
    }),
  )
}

type Relations = Required<Pick<CustomerInfo, 'breadcrumb' | 'accountName' | 'tags'>>

/** Members in the documents' order. */
function toInfo(row: Customer, { breadcrumb, accountName, tags }: Relations): CustomerInfo {
  const own = {
    accountId: row.accountId,
    parentCustomerId: row.parentCustomerId,
    breadcrumb,
    accountName,
    isStaging: row.isStaging,
    name: row.name,
    referenceId: row.referenceId,
    data: row.data,
    tags,
    schedule: toScheduleInfo(row.schedule),
    integrationData: row.integrationData,
    overrideBillingSettings: row.overrideBillingSettings,
    billingSettings: row.billingSettings,
    overrideAppSettings: row.overrideAppSettings,
    appSettings: row.appSettings && toAppSettingsInfo(row.appSettings),
  }
  return Object.assign(toSparse(own, {}), toEntityInfo(row))
}
