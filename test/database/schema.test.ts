import { readFile } from 'node:fs/promises'
import { afterEach, describe, expect, test } from 'vitest'
import { migrate, readMigrations } from '../../src/database/migrations.ts'
import { openDatabase } from '../../src/database/open.ts'
import { postgresqlDatabase, sqliteDatabase, type TestDatabase } from '../support/databases.ts'
import { type Provider, schemaSql } from '../support/schema-engine.ts'
import { testSettings } from '../support/settings.ts'

test('the models are the same for both databases, but for the engine and its native types', async () => {
  const [one, other] = await Promise.all([models('sqlite'), models('postgresql')])
  expect(one).toEqual(other)
})

async function models(provider: Provider): Promise<string[]> {
  const schema = await readFile(`prisma/${provider}/schema.prisma`, 'utf8')
  const isOwn = (line: string) => !/^\s*(provider|output)\s*=/.test(line)
  return schema
    .split('\n')
    .filter(isOwn)
    .map((line) =>
      line
        .replace(/@db\.\w+(\(\d+\))?/, '')
        // SQLite's INTEGER, which alone counts up there, has 64 bits; Prisma calls it Int.
        .replace('BigInt', 'Int')
        .replace(/\s+/g, ' ')
        .trim(),
    )
}

/** What a database holds, as text; `byHand` is what the migrations add to what Prisma's models can say. */
const catalogs: Record<Provider, { statement: string; byHand: RegExp }> = {
  sqlite: {
    statement: `SELECT "type" || ' ' || "name" || ' ' || coalesce("sql", '') AS "text" FROM sqlite_master`,
    byHand: /^\w+ (CustomerName|_prisma_migrations|sqlite_)/,
  },
  postgresql: {
    statement: `SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, datetime_precision) AS "text"
        FROM information_schema.columns WHERE table_schema = 'public'
      UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
      UNION ALL SELECT concat_ws(' ', conrelid::regclass, conname, pg_get_constraintdef(oid)) FROM pg_constraint
        WHERE connamespace = 'public'::regnamespace`,
    byHand: /_prisma_migrations|_trgm/,
  },
}

describe.each([
  ['sqlite', sqliteDatabase],
  ['postgresql', postgresqlDatabase],
] as const)('on %s', (provider, makeDatabase) => {
  const made: TestDatabase[] = []
  const make = async () => {
    const database = await makeDatabase()
    made.push(database)
    return database
  }
  afterEach(async () => {
    await Promise.all(made.splice(0).map((database) => database.drop()))
  })

  test('the migrations make what the models say', async () => {
    const [migrated, modelled] = [await make(), await make()]
    await migrateAll(migrated.url)
    for (const statement of splitStatements(await schemaSql(provider, modelled.url))) await modelled.query(statement)
    expect(await catalog(provider, migrated)).toEqual(await catalog(provider, modelled))
  })
})

async function migrateAll(url: string): Promise<void> {
  const database = await openDatabase(testSettings({ DATABASE_URL: url }).database)
  await migrate(database.ledger, await readMigrations(database.provider))
  await database.close()
}

function splitStatements(script: string): string[] {
  return script.split(/;\s*$/m).filter((statement) => /^[A-Z]/m.test(statement))
}

async function catalog(provider: Provider, database: TestDatabase): Promise<string[]> {
  const { statement, byHand } = catalogs[provider]
  const texts = (await database.query(statement)).map(({ text }) => String(text))
  return texts.filter((text) => !byHand.test(text)).sort()
}
