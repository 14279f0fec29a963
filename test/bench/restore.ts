import sql, { join } from 'sql-template-tag'
import { foldName } from '../../src/core/fold.ts'
import type { Transaction } from '../../src/database/database.ts'
import { openDatabase } from '../../src/database/open.ts'
import type { Cluster } from './cluster.ts'
import type { Data } from './data.ts'
import type { Patch } from './samples.ts'

const recordedBy = ['bench']

/** Undoes what the patches of former runs wrote, so that both databases hold the same again. */
export async function restore(cluster: Cluster, { database, sqliteUrl, samples }: Data): Promise<void> {
  // The later half is that of the other tags: a patch of the first half changes something.
  const patches = samples.patches.slice(samples.patches.length / 2)
  const addresses = [
    { provider: 'postgresql', url: await cluster.url(database) },
    { provider: 'sqlite', file: sqliteUrl.replace(/^file:/, '') },
  ] as const
  for (const address of addresses) {
    const opened = openDatabase(address)
    await opened.transaction((tx) => restoreIn(tx, patches))
    await opened.close()
  }
  await cluster.query(database, 'vacuum analyze "Customer", "CustomerTag", "CustomerChange"')
}

async function restoreIn(tx: Transaction, patches: readonly Patch[]): Promise<void> {
  await tx.execute(sql`delete from "CustomerChange" where "by" in (${join(recordedBy)})`)
  const ids = patches.map(({ customerId }) => customerId)
  await tx.execute(sql`delete from "CustomerTag" where ${tx.dialect.anyOf(sql`"customerId"`, ids)}`)
  for (const { customerId, name, tagIds } of patches) {
    await tx.execute(sql`update "Customer" set "name" = ${name}, "nameKey" = ${foldName(name)}, "version" = 1,
      "lastModifiedBy" = 'bench', "dateLastModified" = "dateCreated" where "id" = ${customerId}`)
    for (const tagId of tagIds) {
      await tx.execute(sql`insert into "CustomerTag" ("customerId", "tagId") values (${customerId}, ${tagId})`)
    }
  }
}
