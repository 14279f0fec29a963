import sql from 'sql-template-tag'
import type { Database } from '../database/database.ts'
import { generateRecords } from './generate.ts'
import { importRecords } from './import.ts'

const customers = 64

/**
 * Imports the sample data where there are no accounts and no customers, in one transaction; processes that do so at once
 * leave it once.
 * @returns how many customers it has; 0 where there was something already.
 */
export async function importSampleData(database: Database): Promise<number> {
  if (!(await isEmpty(database))) return 0
  const inputs = [{ name: 'sample data', bytes: sampleBytes() }]
  await importRecords(database, inputs, {
    dryRun: false,
    now: () => new Date(),
    onProgress() {},
    onRefused({ line, reason }) {
      throw new Error(`sample data, record ${line}: ${reason}`)
    },
  })
  return customers
}

async function isEmpty(database: Database): Promise<boolean> {
  const found = await database.rows(sql`select "id" from "Account" union all select "id" from "Customer" limit 1`)
  return found.length === 0
}

async function* sampleBytes(): AsyncGenerator<Uint8Array> {
  for (const record of generateRecords({ customers })) yield Buffer.from(`${JSON.stringify(record)}\n`)
}
