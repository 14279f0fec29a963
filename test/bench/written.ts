import sql from 'sql-template-tag'
import type { Database } from '../../src/database/database.ts'
import type { Cluster } from './cluster.ts'
import type { Data } from './data.ts'
import { openDatabases } from './restore.ts'

/** What the patches that a contender was asked for have left in its database. */
export async function readWritten(
  cluster: Cluster,
  data: Data,
  { isSqlite, count }: { readonly isSqlite: boolean; readonly count: number },
): Promise<unknown[]> {
  const [postgresql, sqlite] = await openDatabases(cluster, data)
  const database = isSqlite ? sqlite : postgresql
  if (database === undefined) throw new Error('there is no such database')
  const ids = data.samples.patches.slice(0, count).map(({ customerId }) => customerId)
  const written = await readPatched(database, ids)
  await postgresql?.close()
  await sqlite?.close()
  return written
}

/** What is stored of customers after their patch: the row, its tags and the last record, but for the time. */
async function readPatched(database: Database, ids: readonly string[]): Promise<unknown[]> {
  const all: unknown[] = []
  for (const id of ids) {
    const [row] = await database.rows(
      sql`select "name", "nameKey", "version", "lastModifiedBy" from "Customer" where "id" = ${id}`,
    )
    const tags = await database.rows(sql`select "tagId" from "CustomerTag" where "customerId" = ${id} order by "tagId"`)
    const [record] = await database.rows(
      sql`select "version", "by", "action", "before", "after", "accountId", "path", "pathBefore" from "CustomerChange"
        where "customerId" = ${id} order by "id" desc limit 1`,
    )
    const documents = { before: parsed(record?.before), after: parsed(record?.after) }
    all.push({ row, tags, record: { ...record, ...documents } })
  }
  return all
}

function parsed(document: unknown): unknown {
  return typeof document === 'string' ? JSON.parse(document) : document
}
