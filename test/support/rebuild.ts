import sql from 'sql-template-tag'
import { readChangesUntil } from '../../src/change/store.ts'
import { deletedCustomerTable } from '../../src/customer/deleted.ts'
import { type Customer, customerColumns, customerTable } from '../../src/customer/model.ts'
import { afterChange, ownFields, type PastCustomer } from '../../src/customer/past.ts'
import type { Reader } from '../../src/database/database.ts'
import { openDatabase } from '../../src/database/open.ts'
import { readRows } from '../../src/page/list.ts'
import type { TestDatabase } from './databases.ts'
import { testSettings } from './settings.ts'

type ById = Readonly<Record<string, string>>

/** Every customer as JSON: as it is stored, and as its records, put together from the first on, make it. */
export async function rebuildAll({ url }: TestDatabase): Promise<{ stored: ById; rebuilt: ById }> {
  const database = await openDatabase(testSettings({ DATABASE_URL: url }).database)
  try {
    const stored = await readStored(database)
    return { stored, rebuilt: await rebuild(database, Object.keys(stored)) }
  } finally {
    await database.close()
  }
}

/** Deleted customers as well. */
async function readStored(reader: Reader): Promise<ById> {
  const query = { wanted: customerColumns, where: sql`true` }
  const rows = await readRows(reader, customerTable, query)
  const deleted = await readRows(reader, deletedCustomerTable, query)
  const tagIdsOf = await readTagIdsOfAll(reader)
  const toEntry = (isDeleted: boolean) => (row: Customer) => {
    const { version, dateCreated, dateLastModified, createdBy, lastModifiedBy } = row
    const stamps = { version, dateCreated, dateLastModified, createdBy, lastModifiedBy, isDeleted }
    return [row.id, toText({ ...ownFields(row, tagIdsOf.get(row.id) ?? []), ...stamps })] as const
  }
  return Object.fromEntries([...rows.map(toEntry(false)), ...deleted.map(toEntry(true))])
}

async function readTagIdsOfAll(reader: Reader): Promise<ReadonlyMap<string, readonly string[]>> {
  const columns = sql`"customerId", "tagId"`
  const links = await reader.rows(sql`select ${columns} from "CustomerTag"
    union all select ${columns} from "DeletedCustomerTag" order by "tagId"`)
  const tagIdsOf = new Map<string, string[]>()
  for (const { customerId, tagId } of links) {
    tagIdsOf.set(String(customerId), [...(tagIdsOf.get(String(customerId)) ?? []), String(tagId)])
  }
  return tagIdsOf
}

async function rebuild(reader: Reader, ids: readonly string[]): Promise<ById> {
  const past = new Map<string, PastCustomer>()
  for await (const changes of readChangesUntil(reader, ids, new Date('9999-01-01T00:00:00Z'))) {
    for (const change of changes) {
      past.set(change.customerId, afterChange(past.get(change.customerId) ?? null, change))
    }
  }
  return Object.fromEntries(ids.map((id) => [id, toText(past.get(id) ?? {})]))
}

/** Members of the customer by name; within documents their order counts, too. */
function toText(customer: object): string {
  return JSON.stringify(Object.fromEntries(Object.entries(customer).sort(([one], [other]) => (one < other ? -1 : 1))))
}
