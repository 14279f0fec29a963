import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sql from 'sql-template-tag'
import { openDatabase } from '../../src/database/open.ts'
import type { DatabaseAddress } from '../../src/settings.ts'
import { generateRecords, writeRecords } from '../../src/transfer/generate.ts'
import { type Cluster, dataFolder } from './cluster.ts'
import { runGateway } from './gateway.ts'
import { readSamples, type Samples } from './samples.ts'

const accounts = 100
const tags = 200

/** The same customers in each database. */
export interface Data {
  readonly customers: number
  /** In the cluster. */
  readonly database: string
  /** Null where nobody needs it. */
  readonly sqliteFile: string | null
  readonly samples: Samples
  readonly imports: readonly Import[]
}

/** How long the gateway's import of all records took, when the data was made. */
export interface Import {
  readonly into: DatabaseAddress['provider']
  readonly records: number
  readonly seconds: number
  readonly maxResidentMb: number
}

/** Answers the data of a size, made before or now. Both databases are what the generator and the importer make. */
export async function prepareData(cluster: Cluster, customers: number, needsSqlite: boolean): Promise<Data> {
  const database = `customers_${customers}`
  const folder = join(dataFolder(), database)
  const sqliteFile = join(folder, 'customers.db')
  await mkdir(folder, { recursive: true })
  const records = join(folder, 'records.jsonl')

  const inPostgresql = await kept(join(folder, 'postgresql.json'), async () => {
    await cluster.query('postgres', `drop database if exists "${database}" with (force)`)
    await cluster.query('postgres', `create database "${database}"`)
    const imported = await importInto({ provider: 'postgresql', url: await cluster.url(database) }, records, customers)
    await cluster.query(database, 'vacuum analyze')
    return { imported, samples: await readSamples(cluster, database) }
  })
  const inSqlite = needsSqlite
    ? await kept(join(folder, 'sqlite.json'), async () => {
        for (const ending of ['', '-wal', '-shm']) await rm(sqliteFile + ending, { force: true })
        const imported = await importInto({ provider: 'sqlite', file: sqliteFile }, records, customers)
        const opened = await openDatabase({ provider: 'sqlite', file: sqliteFile })
        await opened.transaction((tx) => tx.execute(sql`analyze`))
        await opened.close()
        return { imported }
      })
    : null
  await rm(records, { force: true })
  return {
    customers,
    database,
    sqliteFile: needsSqlite ? sqliteFile : null,
    samples: inPostgresql.samples,
    imports: [inPostgresql.imported, ...(inSqlite ? [inSqlite.imported] : [])],
  }
}

/** What `make` answered once, as long as what the data is made by stays the same. */
async function kept<Value>(file: string, make: () => Promise<Value>): Promise<Value> {
  const print = await fingerprint()
  const known: { readonly print: string; readonly value: Value } | null = await readFile(file, 'utf8').then(
    (text) => JSON.parse(text),
    () => null,
  )
  if (known?.print === print) return known.value
  await rm(file, { force: true })
  const value = await make()
  await writeFile(file, JSON.stringify({ print, value }))
  return value
}

async function importInto(address: DatabaseAddress, records: string, customers: number): Promise<Import> {
  if (!(await isFile(records))) {
    const out = createWriteStream(records)
    await writeRecords(generateRecords({ customers, accounts, tags }), out)
    await new Promise<void>((resolve) => out.end(resolve))
  }
  console.log(`Importing ${customers} customers into ${address.provider} …`)
  const url = address.provider === 'sqlite' ? `file:${address.file}` : address.url
  const started = Date.now()
  const { maxResidentMb } = await runGateway(['import', records], { DATABASE_URL: url, MIGRATE: 'true' })
  const seconds = (Date.now() - started) / 1000
  return { into: address.provider, records: customers + accounts, seconds, maxResidentMb }
}

/** Of the migrations, the generator and the choice of samples. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha1').update(`${accounts} ${tags}`)
  for (const folder of ['prisma/postgresql/migrations', 'prisma/sqlite/migrations', 'src/transfer/sample']) {
    for (const name of (await readdir(folder, { recursive: true })).sort()) {
      if (/\.(ts|sql)$/.test(name)) hash.update(name).update(await readFile(join(folder, name)))
    }
  }
  return hash.update(await readFile('test/bench/samples.ts')).digest('hex')
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isFile(),
    () => false,
  )
}
