import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { PrismaLibSql } from '@prisma/adapter-libsql'
import Connection from 'libsql'
import type { Sql } from 'sql-template-tag'
import { StartError, unavailable } from '../core/errors.ts'
import { localAnnouncements } from './announcements.ts'
import { type Database, type OnStatement, type StoredRow, withType } from './database.ts'
import { sqlite } from './dialect.ts'
import type { PrismaClient as Prisma } from './generated/postgresql/client.ts'
import { PrismaClient } from './generated/sqlite/client.ts'
import { type Ledger, type LedgerEntry, selectLedger } from './migrations.ts'
import { parametersOf } from './parameters.ts'
import { inPrismaTransaction } from './transaction.ts'

/** How long a writer waits for one in another process. */
const busyTimeoutMs = 15_000
const maxPreparedStatements = 500
/** An import touches far more pages than the default of 2 MiB holds. */
const writingCacheKiB = 16 * 1024

/**
 * Opens the file, and makes it where there is none. Prisma writes; another connection reads beside it, which
 * write-ahead logging allows.
 * @throws {StartError} when the file cannot be opened.
 */
export function openSqlite(file: string, onStatement: OnStatement): Database {
  const reading = open(file)
  const prisma = new PrismaClient({
    adapter: new ImmediateTransactions({ url: `file:${file}`, timeout: busyTimeoutMs }),
    // Other formats quote the values of the call, which are customer data, and end in the log.
    errorFormat: 'minimal',
    log: [{ emit: 'event', level: 'query' }],
  })
  prisma.$on('query', onStatement)
  // Both clients are generated from the same models, which a test checks; they differ in the engine they talk to.
  const client = prisma as unknown as Pick<Prisma, '$transaction'>
  const prepare = preparedStatements(reading)
  const announcements = localAnnouncements()
  const engine = {
    prisma: client,
    dialect: sqlite,
    textOf: (statement: Sql) => statement.sql,
    reach,
    announce: announcements.announce,
  }
  return {
    provider: 'sqlite',
    identity: reading,
    gathers: false,
    dialect: sqlite,
    async rows(statement, options) {
      onStatement()
      const ask = () => prepare(statement.sql).all(parametersOf(statement).map(toParameter)) as StoredRow[]
      return withType(await reach(ask), options)
    },
    writeAtOnce: null,
    transaction: (work, options) => inPrismaTransaction(engine, work, options),
    prismaTransaction: (work) => inPrismaTransaction(engine, work),
    announcements,
    ledger: ledger(reading),
    pool: () => ({ used: 0, idle: 1, waiting: 0 }),
    async close() {
      await prisma.$disconnect()
      reading.close()
    },
  }
}

type Client = ReturnType<PrismaLibSql['createClient']>

/**
 * A transaction that reads first and writes later would fail where another process wrote in between
 * (https://sqlite.org/isolation.html); so each takes the write lock at once. And each runs on the one connection, which
 * Prisma's adapter lets nobody else use meanwhile: the client would leave a connection for each to the collector of
 * garbage, which knows nothing of the megabytes behind it.
 */
class ImmediateTransactions extends PrismaLibSql {
  override createClient(config: Parameters<PrismaLibSql['createClient']>[0]): Client {
    const client = super.createClient(config)
    const run = async (statement: string) => {
      await client.execute(statement)
    }
    const transaction = {
      execute: client.execute.bind(client),
      batch: client.batch.bind(client),
      executeMultiple: client.executeMultiple.bind(client),
      commit: () => run('COMMIT'),
      rollback: () => run('ROLLBACK'),
      close() {},
      closed: false,
    }
    void run(`PRAGMA cache_size = -${writingCacheKiB}`)
    client.transaction = async () => {
      await run('BEGIN IMMEDIATE')
      return transaction
    }
    return client
  }
}

function open(file: string): Connection.Database {
  try {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
    const connection = new Connection(file, { timeout: busyTimeoutMs })
    connection.pragma('journal_mode = WAL')
    return connection
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new StartError(`DATABASE_URL: cannot open ${file} as a SQLite database: ${reason}`, 1, error)
  }
}

function preparedStatements(connection: Connection.Database): (text: string) => Connection.Statement {
  const prepared = new Map<string, Connection.Statement>()
  return (text) => {
    const statement = prepared.get(text) ?? connection.prepare(text)
    if (prepared.size < maxPreparedStatements) prepared.set(text, statement)
    return statement
  }
}

/** What the driver can bind; any other type of value, a flag included, would end the whole process. */
function toParameter(value: unknown): string | number | bigint | Uint8Array | null {
  if (typeof value === 'boolean') return Number(value)
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'bigint') return value
  if (value === null || value instanceof Uint8Array) return value
  throw new TypeError(`parameter of a statement: a text, number, flag, bytes or null, got ${typeof value}`)
}

/** Tells a file that cannot be reached from a statement that failed. */
async function reach<Value>(work: () => Value | Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    throw isAway(error) ? unavailable(error) : error
  }
}

/** The file's locks, disk or permissions, or a transaction's time, not the statement, are what failed. */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return /^(SQLITE_(BUSY|IOERR|FULL|CANTOPEN|READONLY|LOCKED|CORRUPT|NOTADB)|P2028$)/.test(code) || isAway(error.cause)
}

function ledger(connection: Connection.Database): Ledger {
  const entries = (): LedgerEntry[] | null => {
    const found = connection.prepare(`SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'`).all()
    if (found.length === 0) return null
    const rows = connection.prepare(selectLedger).all() as { name: string; checksum: string; finished: number }[]
    return rows.map((row) => ({ ...row, finished: row.finished === 1 }))
  }
  return {
    instantType: 'DATETIME',
    entries: () => reach(entries),
    exclusively: (plan) =>
      reach(() => {
        connection.exec('BEGIN IMMEDIATE')
        try {
          for (const script of plan(entries())) connection.exec(script)
          connection.exec('COMMIT')
        } catch (error) {
          if (connection.inTransaction) connection.exec('ROLLBACK')
          throw error
        }
      }),
  }
}
