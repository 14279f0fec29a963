import { text } from 'node:stream/consumers'
import { v7 as uuidv7 } from 'uuid'
import { makeContext } from '../../src/context.ts'
import type { Database } from '../../src/database/database.ts'
import { migrate, readMigrations } from '../../src/database/migrations.ts'
import { openDatabase } from '../../src/database/open.ts'
import { createLog } from '../../src/log.ts'
import { readSettings } from '../../src/settings.ts'
import { type ExportOptions, exportRecords } from '../../src/transfer/export.ts'
import type { FileFormat } from '../../src/transfer/file-format.ts'
import { importRecords } from '../../src/transfer/import.ts'
import type { TestDatabase } from './databases.ts'
import { administrator } from './gateway.ts'

/** A test's database with our own tables, opened by our own code. */
export async function openMigrated({ url }: TestDatabase): Promise<Database> {
  const database = await openDatabase(readSettings({ DATABASE_URL: url }).database)
  await migrate(database.ledger, await readMigrations(database.provider))
  return database
}

/** Imports a text in small pieces; answers created, updated, unchanged, refused, and each refusal in a line. */
export async function importText(database: Database, content: string, format: FileFormat | null = null) {
  const refusals: string[] = []
  const counts = await importRecords(database, [{ name: 'file', bytes: piecesOf(content), format }], {
    dryRun: false,
    now: () => new Date('2026-11-21T09:30:00.000Z'),
    onProgress() {},
    onRefused: ({ line, id, reason }) => refusals.push(`${line} ${id} ${reason}`),
  })
  return { counts: [counts.created, counts.updated, counts.unchanged, counts.refused], refusals }
}

async function* piecesOf(content: string): AsyncGenerator<Uint8Array> {
  const bytes = Buffer.from(content)
  for (let at = 0; at < bytes.length; at += 9_973) yield bytes.subarray(at, at + 9_973)
}

/** What `export` writes. */
export function exportText(
  database: Database,
  options: Pick<ExportOptions, 'format' | 'kind'> & Partial<ExportOptions>,
): Promise<string> {
  const context = makeContext({
    requestId: 'test',
    log: createLog('silent'),
    database,
    fields: new Map(),
    viewer: administrator,
    refusal: null,
    now: () => new Date(),
    newId: uuidv7,
  })
  return text(exportRecords(context, { accountId: null, guardFormulas: false, onProgress() {}, ...options }))
}
