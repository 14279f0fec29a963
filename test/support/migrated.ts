import type { Database } from '../../src/database/database.ts'
import { migrate, readMigrations } from '../../src/database/migrations.ts'
import { openDatabase } from '../../src/database/open.ts'
import type { databases } from './databases.ts'
import { testSettings } from './settings.ts'

/** Does `work` on an empty database with all migrations, opened as the app opens it. */
export async function onMigrated(
  makeDatabase: (typeof databases)[number][1],
  work: (database: Database) => Promise<void>,
): Promise<void> {
  const made = await makeDatabase()
  const database = await openDatabase(testSettings({ DATABASE_URL: made.url }).database)
  try {
    await migrate(database.ledger, await readMigrations(database.provider))
    await work(database)
  } finally {
    await database.close()
    await made.drop()
  }
}
