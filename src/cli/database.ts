import type { Database } from '../database/database.ts'
import { openDatabase } from '../database/open.ts'
import { prepareDatabase } from '../prepare.ts'
import type { Settings } from '../settings.ts'

/**
 * Runs `work` on the database of the settings, once it answers and its migrations are current, and closes it.
 * @param work also gets the names of the migrations that were applied for it.
 * @throws {StartError} when the database cannot be had, or lacks migrations that may not be applied.
 */
export async function withDatabase<Value>(
  { database: address }: Settings,
  mayMigrate: boolean,
  work: (database: Database, applied: readonly string[]) => Value | Promise<Value>,
): Promise<Value> {
  const database = await openDatabase(address)
  try {
    const applied = await prepareDatabase(database, mayMigrate, {
      waitMs: 30_000,
      onWaiting: (reason) => process.stderr.write(`customer-gateway: waiting for the database: ${reason}\n`),
    })
    return await work(database, applied)
  } finally {
    await database.close()
  }
}
