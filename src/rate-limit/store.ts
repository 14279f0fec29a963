import sql from 'sql-template-tag'
import type { Database } from '../database/database.ts'
import { instant, integer, text } from '../database/table.ts'
import { windowMs } from './model.ts'

/** Points that a user spent. */
export interface Spent {
  readonly userId: string
  readonly points: number
}

/**
 * Adds what users spent in the window that ends at `resetAt` to what other processes say of them.
 * @returns what each has spent in it altogether; nothing of one who is in a later window already.
 */
export async function addSpent(
  database: Database,
  resetAt: Date,
  spent: readonly Spent[],
): Promise<ReadonlyMap<string, number>> {
  const rows = await database.transaction((tx) => {
    const { rowsOf, instant } = tx.dialect
    // In one order, so that two processes never wait for each other.
    return tx.rows(sql`
      insert into "PointsSpent" as c ("userId", "points", "resetAt")
      select r."userId", r."points", ${instant(resetAt)} from ${rowsOf(spent, { userId: 'text', points: 'integer' })}
      where true order by r."userId"
      on conflict ("userId") do update set
        "points" = case when c."resetAt" < excluded."resetAt" then excluded."points"
          when c."resetAt" = excluded."resetAt" then c."points" + excluded."points" else c."points" end,
        "resetAt" = case when c."resetAt" < excluded."resetAt" then excluded."resetAt" else c."resetAt" end
      returning "userId", "points", "resetAt"`)
  })
  const own = rows.filter((row) => instant.decode(row.resetAt).getTime() === resetAt.getTime())
  return new Map(own.map(({ userId, points }) => [text.decode(userId), integer.decode(points)]))
}

/** Forgets the users who have spent nothing for a while, but for those whom another process has at hand. */
export async function forgetSpent(database: Database, resetAt: Date): Promise<void> {
  const before = new Date(resetAt.getTime() - 2 * windowMs)
  await database.transaction((tx) =>
    tx.execute(sql`delete from "PointsSpent" where "userId" in (
      select c."userId" from "PointsSpent" c where c."resetAt" <= ${tx.dialect.instant(before)}${tx.dialect.forUpdateOfFree})`),
  )
}
