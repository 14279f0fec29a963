import sql, { join, type Sql } from 'sql-template-tag'
import { foldName } from '../core/fold.ts'
import type { Reader } from '../database/database.ts'
import { like } from '../database/dialect.ts'
import { checkIds } from '../page/arguments.ts'
import { readRows } from '../page/list.ts'
import { type Visible, withinPath } from '../visibility/visible.ts'
import { type CustomerFilter, customerTable } from './model.ts'

const idLists = ['accountIds', 'parentCustomerIds', 'tagIds', 'specificIds', 'referenceIds'] as const

/** Terms of fewer characters have no trigram, so no index of them helps. */
const shortestIndexedTerm = 3

/** The customers `c` that a viewer sees, for the pages of a list. */
export function seenInPages({ customers, customersAnywhere }: Visible, { accountIds }: CustomerFilter): Sql {
  return accountIds === null || accountIds === undefined ? customersAnywhere : customers
}

/**
 * The condition on customers `c` that a filter makes. Takes one statement more where it names parents.
 * @throws {RequestError} `BAD_USER_INPUT` for a list that is too long.
 */
export async function matchingCustomers(reader: Reader, visible: Visible, filter: CustomerFilter): Promise<Sql> {
  for (const list of idLists) checkIds(`filter.${list}`, filter[list] ?? [])
  const { dialect } = reader
  const { accountIds, specificIds, referenceIds, tagIds, nameFilter, isStaging, modifiedSince } = filter
  const conditions = [
    given(accountIds, (ids) => dialect.anyOf(sql`c."accountId"`, ids)),
    given(specificIds, (ids) => dialect.anyOf(sql`c."id"`, ids)),
    given(referenceIds, (ids) => dialect.anyOf(sql`c."referenceId"`, ids)),
    given(tagIds, (ids) => carriesAll(reader, ids)),
    given(filter.parentCustomerIds, (ids) => belowAny(reader, visible, ids, filter.shallowParent ?? false)),
    given(nameFilter, (term) => nameHolds(reader, foldName(term))),
    given(isStaging, (value) => sql`c."isStaging" = ${value}`),
    given(modifiedSince, (since) => sql`c."dateLastModified" >= ${dialect.instant(since)}`),
  ]
  return join(await Promise.all(conditions), ' and ')
}

/** Whether the customers that match may lie unevenly along an order: those of one name lie beside each other by name. */
export function isUneven({ nameFilter }: CustomerFilter): boolean {
  return (nameFilter ?? '') !== ''
}

function given<Value>(
  value: Value | null | undefined,
  condition: (value: Value) => Sql | Promise<Sql>,
): Sql | Promise<Sql> {
  return value === null || value === undefined ? sql`true` : condition(value)
}

function nameHolds({ dialect }: Reader, term: string): Sql {
  if (term === '') return sql`true`
  return [...term].length < shortestIndexedTerm ? like(sql`c."nameKey"`, term) : dialect.nameHolds(term)
}

/** An empty list of tags matches nothing, as every empty list. */
function carriesAll({ dialect }: Reader, tagIds: readonly string[]): Sql {
  const ids = [...new Set(tagIds)]
  return sql`c."id" in (
    select t."customerId" from "CustomerTag" t where ${dialect.anyOf(sql`t."tagId"`, ids)}
    group by t."customerId" having count(*) = ${ids.length})`
}

async function belowAny(
  reader: Reader,
  visible: Visible,
  parentIds: readonly string[],
  shallow: boolean,
): Promise<Sql> {
  if (shallow) {
    return sql`(${reader.dialect.anyOf(sql`c."parentCustomerId"`, parentIds)} and ${visible.parentOfCustomer})`
  }
  const where = sql`${reader.dialect.anyOf(sql`c."id"`, parentIds)} and ${visible.customers}`
  const parents = await readRows(reader, customerTable, { wanted: ['path'], where })
  const ranges = parents.map(({ path }) => sql`(${withinPath(sql`c."path"`, path)} and c."path" <> ${path})`)
  return ranges.length === 0 ? sql`false` : sql`(${join(ranges, ' or ')})`
}
