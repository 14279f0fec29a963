import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sql from 'sql-template-tag'
import { openDatabase } from '../../src/database/open.ts'
import { generateRecords, writeRecords } from '../../src/transfer/generate.ts'
import { type Cluster, dataFolder } from './cluster.ts'
import { runGateway } from './gateway.ts'
import { readSamples, type Samples } from './samples.ts'

const accounts = 100
const tags = 200

/** The same customers in both databases, and how long the gateway's import of them took. */
export interface Data {
  readonly customers: number
  /** In the cluster. */
  readonly database: string
  readonly sqliteUrl: string
  readonly samples: Samples
  readonly imports: { readonly postgresql: Import; readonly sqlite: Import }
}

export interface Import {
  readonly records: number
  readonly seconds: number
  readonly maxResidentMb: number
}

/** Answers the data of a size, made before or now. */
export async function prepareData(cluster: Cluster, customers: number): Promise<Data> {
  const database = `customers_${customers}`
  const folder = join(dataFolder(), database)
  const sqliteFile = join(folder, 'customers.db')
  const doneFile = join(folder, 'done.json')
  const print = await fingerprint()
  const done = await readDone(doneFile)
  if (done?.print === print) return done.data

  console.log(`Making ${customers} customers, and importing them into both databases …`)
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  await cluster.query('postgres', `drop database if exists "${database}" with (force)`)
  await cluster.query('postgres', `create database "${database}"`)
  const records = join(folder, 'records.jsonl')
  const out = createWriteStream(records)
  await writeRecords(generateRecords({ customers, accounts, tags }), out)
  await new Promise<void>((resolve) => out.end(resolve))

  const sqliteUrl = `file:${sqliteFile}`
  const imports = {
    postgresql: await importInto(await cluster.url(database), records, customers),
    sqlite: await importInto(sqliteUrl, records, customers),
  }
  await rm(records)
  await cluster.query(database, 'vacuum analyze')
  const sqlite = openDatabase({ provider: 'sqlite', file: sqliteFile })
  await sqlite.transaction((tx) => tx.execute(sql`analyze`))
  await sqlite.close()

  const samples = await readSamples(cluster, database)
  const data = { customers, database, sqliteUrl, samples, imports }
  await writeFile(doneFile, JSON.stringify({ print, data }))
  return data
}

async function importInto(url: string, file: string, customers: number): Promise<Import> {
  const started = Date.now()
  const { maxResidentMb } = await runGateway(['import', file], { DATABASE_URL: url, MIGRATE: 'true' })
  return { records: customers + accounts, seconds: (Date.now() - started) / 1000, maxResidentMb }
}

/** Of all that the data is made by: migrations, generator and the choice of samples. */
async function fingerprint(): Promise<string> {
  const hash = createHash('sha1').update(`${accounts} ${tags}`)
  for (const folder of ['prisma/postgresql/migrations', 'src/transfer/sample', 'test/bench/samples.ts']) {
    const isFolder = (await stat(folder)).isDirectory()
    const names = isFolder ? (await readdir(folder, { recursive: true })).sort() : ['']
    for (const name of names.filter((name) => !isFolder || /\.(ts|sql)$/.test(name))) {
      hash.update(name).update(await readFile(join(folder, name)))
    }
  }
  return hash.digest('hex')
}

async function readDone(file: string): Promise<{ readonly print: string; readonly data: Data } | null> {
  try {
    return JSON.parse(await readFile(file, 'utf8'))
  } catch {
    return null
  }
}
