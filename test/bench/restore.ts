import sql from 'sql-template-tag'
import { foldName } from '../../src/core/fold.ts'
import type { Database, Transaction } from '../../src/database/database.ts'
import { openDatabase } from '../../src/database/open.ts'
import type { Cluster } from './cluster.ts'
import type { Data } from './data.ts'
import type { Patch } from './samples.ts'

/** Whoever patches. */
export const patchedBy = 'bench'

/** Undoes what patches wrote: both databases hold the same again, and the first patch of each customer changes something. */
export async function restore(cluster: Cluster, data: Data, count = Number.POSITIVE_INFINITY): Promise<void> {
  const { patches } = data.samples
  // Those of the later half have the other tags.
  const last = patches.slice(patches.length / 2).slice(0, count)
  for (const opened of await openDatabases(cluster, data)) {
    await opened.transaction((tx) => restoreIn(tx, last), { timeoutMs: 600_000 })
    await opened.close()
  }
}

async function restoreIn(tx: Transaction, patches: readonly Patch[]): Promise<void> {
  const ids = patches.map(({ customerId }) => customerId)
  const isOne = tx.dialect.anyOf(sql`"customerId"`, ids)
  await tx.execute(sql`delete from "CustomerChange" where ${isOne} and "by" = ${patchedBy}`)
  await tx.execute(sql`delete from "CustomerTag" where ${isOne}`)
  for (const { customerId, name, tagIds } of patches) {
    await tx.execute(sql`update "Customer" set "name" = ${name}, "nameKey" = ${foldName(name)}, "version" = 1,
      "lastModifiedBy" = ${patchedBy}, "dateLastModified" = "dateCreated" where "id" = ${customerId}`)
    for (const tagId of tagIds) {
      await tx.execute(sql`insert into "CustomerTag" ("customerId", "tagId") values (${customerId}, ${tagId})`)
    }
  }
}

/** What is stored of customers after their patch: the row, its tags and the last record, but for the time. */
export async function readPatched(database: Database, ids: readonly string[]): Promise<unknown[]> {
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

/** PostgreSQL first. */
async function openDatabases(cluster: Cluster, { database, sqliteFile }: Data): Promise<Database[]> {
  const url = await cluster.url(database)
  return [
    openDatabase({ provider: 'postgresql', url }),
    ...(sqliteFile === null ? [] : [openDatabase({ provider: 'sqlite', file: sqliteFile })]),
  ]
}

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
