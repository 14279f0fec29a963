import { createHash, randomUUID } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { StartError } from '../core/errors.ts'

/** One folder of `prisma/<provider>/migrations`, as Prisma lays it out. */
export interface Migration {
  readonly name: string
  readonly script: string
  /** SHA-256 of the script in hexadecimal, as Prisma's ledger keeps it. */
  readonly checksum: string
}

/** A row of `_prisma_migrations`. */
export interface LedgerEntry {
  readonly name: string
  readonly checksum: string
  readonly finished: boolean
}

/** The database's side of migrations; all within one transaction that no other process enters. */
export interface Ledger {
  /** The engine's type of a point in time. */
  readonly instantType: 'TIMESTAMPTZ' | 'DATETIME'
  /** The entries that were not rolled back; `null` where the database holds no ledger. */
  entries(): Promise<LedgerEntry[] | null>
  /**
   * Runs scripts in one transaction that holds the migration lock: `plan` sees what is applied and answers the
   * statements that bring the rest.
   */
  exclusively(plan: (entries: LedgerEntry[] | null) => string[]): Promise<void>
}

const createLedger = (instant: string) => `CREATE TABLE "_prisma_migrations" (
    "id"                    VARCHAR(36) PRIMARY KEY NOT NULL,
    "checksum"              VARCHAR(64) NOT NULL,
    "finished_at"           ${instant},
    "migration_name"        VARCHAR(255) NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        ${instant},
    "started_at"            ${instant} NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "applied_steps_count"   INTEGER NOT NULL DEFAULT 0
)`

export const selectLedger = `SELECT "migration_name" AS "name", "checksum", "finished_at" IS NOT NULL AS "finished"
  FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL ORDER BY "started_at", "migration_name"`

/** The migrations that this version of the program brings, in their order. */
export async function readMigrations(provider: 'sqlite' | 'postgresql'): Promise<Migration[]> {
  const folder = fileURLToPath(new URL(`../../prisma/${provider}/migrations`, import.meta.url))
  const names = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory())
  return Promise.all(
    names
      .map(({ name }) => name)
      .sort()
      .map(async (name) => {
        const script = await readFile(join(folder, name, 'migration.sql'), 'utf8')
        return { name, script, checksum: createHash('sha256').update(script).digest('hex') }
      }),
  )
}

/**
 * The migrations that the database still lacks.
 * @throws {StartError} when it holds some that are unknown, changed or half applied.
 */
export function pendingMigrations(known: readonly Migration[], entries: readonly LedgerEntry[] | null): Migration[] {
  for (const entry of entries ?? []) {
    const migration = known.find(({ name }) => name === entry.name)
    if (!migration)
      throw new StartError(`database: holds the unknown migration ${entry.name}; is this program too old for it?`)
    if (!entry.finished)
      throw new StartError(`database: the migration ${entry.name} is half applied; restore a backup or mend it by hand`)
    if (migration.checksum !== entry.checksum)
      throw new StartError(`database: the migration ${entry.name} was applied with another text`)
  }
  return known.filter(({ name }) => !entries?.some((entry) => entry.name === name))
}

/**
 * Applies what is pending, all of it or nothing; processes that do so at once wait for each other.
 * @returns the names of the migrations that were applied.
 */
export async function migrate(ledger: Ledger, known: readonly Migration[]): Promise<string[]> {
  let applied: string[] = []
  await ledger.exclusively((entries) => {
    const pending = pendingMigrations(known, entries)
    applied = pending.map(({ name }) => name)
    return [
      ...(entries ? [] : [createLedger(ledger.instantType)]),
      ...pending.flatMap((migration) => [migration.script, record(migration)]),
    ]
  })
  return applied
}

function record({ name, checksum }: Migration): string {
  return `INSERT INTO "_prisma_migrations" ("id", "checksum", "migration_name", "finished_at", "applied_steps_count")
    VALUES ('${randomUUID()}', '${checksum}', '${name.replaceAll("'", "''")}', CURRENT_TIMESTAMP, 1)`
}
