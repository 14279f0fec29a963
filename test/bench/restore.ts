import sql from 'sql-template-tag'
import { foldName } from '../../src/core/fold.ts'
import type { Database, Transaction } from '../../src/database/database.ts'
import { openDatabase } from '../../src/database/open.ts'
import type { Cluster } from './cluster.ts'
import type { Data } from './data.ts'
import type { Patch } from './samples.ts'

/** Whoever patches. */
const patchedBy = 'bench'

/** Undoes what former runs wrote, and what that cost the tables. */
export async function restoreAll(cluster: Cluster, data: Data): Promise<void> {
  await restore(cluster, data, data.samples.patches.length)
  // The trigram index keeps what is new in a list, which every search goes through, until then.
  await cluster.query(data.database, 'vacuum analyze "Customer", "CustomerTag", "CustomerChange"')
}

/**
 * Undoes what patches of the first `count` customers wrote: both databases hold the same again, and the first patch of
 * each customer changes something.
 */
export async function restore(cluster: Cluster, data: Data, count: number): Promise<void> {
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

/** PostgreSQL first. */
export async function openDatabases(cluster: Cluster, { database, sqliteFile }: Data): Promise<Database[]> {
  const url = await cluster.url(database)
  return Promise.all([
    openDatabase({ provider: 'postgresql', url }),
    ...(sqliteFile === null ? [] : [openDatabase({ provider: 'sqlite', file: sqliteFile })]),
  ])
}
