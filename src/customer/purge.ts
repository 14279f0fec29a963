import sql from 'sql-template-tag'
import type { Database, Transaction } from '../database/database.ts'
import { readRows } from '../page/list.ts'
import { deletedCustomerTable } from './deleted.ts'

export interface PurgeOptions {
  /** What was deleted before this instant goes. */
  readonly before: Date
  /** Whether only to count. */
  readonly dryRun: boolean
  onProgress(purged: number): void
}

/** Acts are purged whole; a transaction ends as soon as it has so many customers. */
const batchSize = 1000

/**
 * Removes deleted customers with their histories for good, with full rights on the database, and answers how many. What
 * was deleted in one act goes at once, so that nothing can be restored in part; acts above customers that were deleted
 * later stay.
 * @throws {RequestError} `UNAVAILABLE` when the database is away; what went until then is gone.
 */
export async function purgeCustomers(database: Database, options: PurgeOptions): Promise<number> {
  let purged = 0
  for (const acts of inBatches(await readActs(database, options.before))) {
    purged += options.dryRun ? sizeOf(acts) : await database.transaction((tx) => purgeActs(tx, acts))
    options.onProgress(purged)
  }
  return purged
}

interface Act {
  readonly deletion: string
  /** How many customers it deleted. */
  readonly count: number
}

/** The acts that ended before an instant, the oldest first. */
async function readActs({ rows, dialect }: Database, before: Date): Promise<Act[]> {
  const instant = dialect.instant(before)
  const acts = await rows(sql`select act."deletion", act."count" from (
      select c."deletion", min(c."path") as "path", min(c."dateLastModified") as "at", count(*) as "count"
      from "DeletedCustomer" c where c."dateLastModified" < ${instant} group by c."deletion") act
    where not exists (select 1 from "DeletedCustomer" c
      where c."path" > act."path" and c."path" < act."path" || '~' and c."dateLastModified" >= ${instant})
    order by act."at", act."deletion"`)
  return acts.map(({ deletion, count }) => ({ deletion: String(deletion), count: Number(count) }))
}

function* inBatches(acts: readonly Act[]): Generator<readonly Act[]> {
  let batch: Act[] = []
  for (const act of acts) {
    batch.push(act)
    if (sizeOf(batch) < batchSize) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

function sizeOf(acts: readonly Act[]): number {
  return acts.reduce((size, { count }) => size + count, 0)
}

/** Purges what of these acts was not restored meanwhile. */
async function purgeActs(tx: Transaction, acts: readonly Act[]): Promise<number> {
  const { anyOf, forDelete } = tx.dialect
  const customers = await readRows(tx, deletedCustomerTable, {
    wanted: [],
    where: anyOf(
      sql`c."deletion"`,
      acts.map(({ deletion }) => deletion),
    ),
    after: sql` order by c."id"${forDelete}`,
  })
  const ids = customers.map(({ id }) => id)
  await tx.execute(sql`delete from "CustomerChange" where ${anyOf(sql`"customerId"`, ids)}`)
  return tx.execute(sql`delete from "DeletedCustomer" where ${anyOf(sql`"id"`, ids)}`)
}
