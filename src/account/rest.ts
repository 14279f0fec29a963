import sql from 'sql-template-tag'
import type { Context } from '../context.ts'
import { toSparse } from '../core/sparse.ts'
import { entityColumnNames, toEntityInfo } from '../page/entity-info.ts'
import type { Order } from '../page/keyset.ts'
import { countRows, readInChunks, readNumberedPage } from '../page/list.ts'
import { idsIn, type ListRequest, type ListResponse, orderIn, pageIn } from '../page/list-request.ts'
import { byEntityField } from '../page/order.ts'
import type { AccountInfo } from '../transfer/documents.ts'
import { type Account, type AccountFilter, accountSortFields, accountTable } from './model.ts'
import { accountIdsAbove, accountMasks, accountsById, matchingAccounts } from './store.ts'

/** ListAccounts of the service documents; an empty list is no filter. */
export interface ListAccounts extends ListRequest {
  readonly nameFilter?: string
  readonly parentAccountIds?: readonly string[]
}

const columns = [
  ...entityColumnNames,
  'name',
  'parentAccountId',
  'path',
  'twilioAccountSid',
  'maxPhoneNumbers',
  'isBYOA',
  'trustHubProfileSid',
  'logoId',
  'logoUri',
  'billingSettings',
] as const satisfies readonly (keyof Account)[]

/** One account as AccountInfo, with its version; null where the viewer sees none. */
export async function readAccountInfo(
  context: Context,
  id: string,
): Promise<{ info: AccountInfo; version: number } | null> {
  const row = (await accountsById.read(context, [id], new Set(columns), undefined)).get(id)
  const [info] = row ? await toInfos(context, [row]) : []
  return row && info ? { info, version: row.version } : null
}

/** A numbered page of accounts. @throws {RequestError} `BAD_USER_INPUT`. */
export async function listAccounts(context: Context, request: ListAccounts): Promise<ListResponse<AccountInfo>> {
  const query = await toQuery(context, request)
  const { skip, size } = pageIn(request)
  const { rows, hasMore } = await readNumberedPage(context.database, accountTable, { ...query, skip, size })
  const items = await toInfos(context, rows)
  if (request.simplifiedPaging) return { items, hasMorePages: hasMore }
  const totalCount = await countRows(context.database, accountTable, query.where)
  return { items, totalCount, totalPages: Math.ceil(totalCount / size), hasMorePages: hasMore }
}

const chunkSize = 200

/**
 * Every account that the viewer may see, in constant memory. @throws {RequestError} `BAD_USER_INPUT`.
 * @param order instead of the request's.
 */
export async function* streamAccounts(
  context: Context,
  request: ListAccounts,
  order?: Order<Account>,
): AsyncGenerator<readonly AccountInfo[]> {
  const query = await toQuery(context, request)
  const chunks = { ...query, order: order ?? query.order, size: chunkSize }
  for await (const rows of readInChunks(context.database, accountTable, chunks)) {
    yield await toInfos(context, rows)
  }
}

async function toQuery({ database, visible }: Context, request: ListAccounts) {
  const seen = await visible()
  return {
    wanted: columns,
    where: sql`${seen.accounts} and ${matchingAccounts(database, seen, toFilter(request))}`,
    instead: accountMasks(seen),
    order: byEntityField('Account', orderIn(request, accountSortFields)),
  }
}

function toFilter(request: ListAccounts): AccountFilter {
  return {
    nameFilter: request.nameFilter ?? null,
    parentAccountIds: idsIn(request, 'parentAccountIds'),
    specificIds: idsIn(request, 'specificIds'),
  }
}

async function toInfos(context: Context, rows: readonly Account[]): Promise<AccountInfo[]> {
  const above = await accountIdsAbove.read(
    context,
    rows.map(({ path }) => path),
    new Set(),
    undefined,
  )
  return rows.map((row) => toInfo(row, above.get(row.path) ?? []))
}

/** Members in the documents' order. */
function toInfo(row: Account, ancestorIds: readonly string[]): AccountInfo {
  const { name, parentAccountId, twilioAccountSid, maxPhoneNumbers, isBYOA, trustHubProfileSid, logoId, logoUri } = row
  const before = { name, parentAccountId, twilioAccountSid, ancestorIds, maxPhoneNumbers, isBYOA, trustHubProfileSid }
  return { ...toSparse({ ...before, logoId, logoUri, billingSettings: row.billingSettings }, {}), ...toEntityInfo(row) }
}
