import { createHash } from 'node:crypto'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import type { Sql } from 'sql-template-tag'
import { unavailable } from '../core/errors.ts'
import { postgresqlAnnouncements } from './announcements.ts'
import { asOne } from './at-once.ts'
import { rowsOf } from './connection.ts'
import type { Database, OnStatement } from './database.ts'
import { postgresql } from './dialect.ts'
import { PrismaClient } from './generated/postgresql/client.ts'
import { type Ledger, type LedgerEntry, selectLedger } from './migrations.ts'
import { parametersOf } from './parameters.ts'
import { statementsOn } from './statements.ts'
import { inPrismaTransaction } from './transaction.ts'
import { inPipeline } from './transaction-postgresql.ts'

const poolSize = 10
const connectTimeoutMs = 5_000
/** Every named statement costs memory on each connection of the server; past this many they go unnamed. */
const maxNamedStatements = 1_000
const json = 114
const timestamptz = 1184
const migrationLock = 6_153_007

/** Opens a pool; nothing is asked of the server yet. */
export function openPostgresql(url: string, onStatement: OnStatement, gathers: boolean): Database {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'customer-gateway',
    pipeline: true,
    // The server writes instants in the zone of the connection, and Prisma's adapter takes each of them for UTC.
    onConnect: (client) => client.query(`SET TIME ZONE 'UTC'`),
  })
  // A connection that breaks while idle is replaced by the pool; the next statement tells whether the server is away.
  pool.on('error', () => {})
  const prisma = new PrismaClient({
    adapter: new PrismaPg(pool),
    // Other formats quote the values of the call, which are customer data, and end in the log.
    errorFormat: 'minimal',
    log: [{ emit: 'event', level: 'query' }],
  })
  prisma.$on('query', onStatement)
  const named = namedStatements()
  const toQuery = (statement: Sql, isPrepared: boolean): pg.QueryArrayConfig => {
    const { text } = statement
    const values = parametersOf(statement)
    const known = isPrepared ? named(text) : undefined
    if (known === undefined) return { text, values, types, rowMode }
    return { name: known.name, text: known.text, values, types, rowMode }
  }
  const statements = statementsOn(pool)
  const ask = async (how: (typeof statements)['alone'], statement: Sql) => {
    onStatement()
    return reach(() => how(toQuery(statement, true)))
  }
  const announcements = postgresqlAnnouncements(url, pool)
  const engine = {
    pool,
    prisma,
    dialect: postgresql,
    textOf: (statement: Sql) => statement.text,
    toQuery,
    reach,
    onStatement,
    announce: announcements.announce,
  }
  return {
    provider: 'postgresql',
    identity: pool,
    gathers,
    dialect: postgresql,
    async rows(statement, options = {}) {
      return rowsOf(await ask(options.plans === 'Once' ? statements.shared : statements.alone, statement), options)
    },
    async writeAtOnce(work) {
      let isAnnounced = false
      const announce = () => {
        isAnnounced = true
      }
      const statement = asOne(postgresql.atOnce, { dialect: postgresql, announce }, work)
      const isChanged = (await ask(statements.write, statement)).rowCount !== 0
      if (isChanged && isAnnounced) announcements.announce()
      return isChanged
    },
    transaction: (work, options) => inPipeline(engine, work, options),
    prismaTransaction: (work) => inPrismaTransaction(engine, work),
    announcements,
    ledger: ledger(pool),
    pool: () => ({ used: pool.totalCount - pool.idleCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    async close() {
      await prisma.$disconnect()
      if (!pool.ended) await pool.end()
    },
  }
}

/** Tells a server that is away from a statement that failed. */
async function reach<Value>(work: () => Promise<Value>): Promise<Value> {
  try {
    return await work()
  } catch (error) {
    throw isAway(error) ? unavailable(error) : error
  }
}

/** Documents and instants stay text until somebody wants their insides. */
const types = {
  getTypeParser(oid: number, format?: 'text' | 'binary') {
    return oid === json || oid === timestamptz ? asItIs : pg.types.getTypeParser(oid, format)
  },
} as pg.CustomTypesConfig

function asItIs(text: string): string {
  return text
}

const rowMode = 'array'

/** The driver compares texts with those that were prepared: the very same one at a glance. */
function namedStatements(): (text: string) => NamedStatement | undefined {
  const all = new Map<string, NamedStatement>()
  return (text) => {
    const known = all.get(text)
    if (known !== undefined || all.size >= maxNamedStatements) return known
    const named = { name: createHash('sha1').update(text).digest('base64url'), text }
    all.set(text, named)
    return named
  }
}

type NamedStatement = Required<Pick<pg.QueryConfig, 'name' | 'text'>>

const networkErrors = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  'EHOSTUNREACH',
])

/**
 * Whether the server, not the statement, is what failed: the network, a transaction's time, or SQLSTATE 55000 and classes
 * 08, 53 and 57P.
 */
function isAway(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return (
    networkErrors.has(code) ||
    /^(08|53|55000|57P)/.test(code) ||
    /^P1(001|002|008|017)$|^P20(24|28|39)$/.test(code) ||
    /connection (terminated|timeout|error)|Query read timeout|timeout exceeded when trying to connect|Client has encountered a connection error/i.test(
      error.message,
    ) ||
    isAway(error.cause) ||
    ('errors' in error && Array.isArray(error.errors) && error.errors.some(isAway))
  )
}

function ledger(pool: pg.Pool): Ledger {
  return {
    instantType: 'TIMESTAMPTZ',
    entries: () => reach(() => entries(pool)),
    exclusively: (plan) => reach(() => inLockedTransaction(pool, plan)),
  }
}

async function inLockedTransaction(pool: pg.Pool, plan: Parameters<Ledger['exclusively']>[0]): Promise<void> {
  const client = await pool.connect()
  // The statement under way tells of a connection that breaks; without a listener it would end the process, too.
  client.on('error', () => {})
  try {
    await client.query('BEGIN')
    await client.query('SELECT pg_advisory_xact_lock($1)', [migrationLock])
    for (const script of plan(await entries(client))) await client.query(script)
    await client.query('COMMIT')
  } finally {
    // Closing the connection rolls back what is not committed.
    client.release(true)
  }
}

async function entries(client: pg.Pool | pg.PoolClient): Promise<LedgerEntry[] | null> {
  // Not `to_regclass`: while it waits for the lock, a session keeps its memory of a name that was free before.
  const found = await client.query(
    `SELECT 1 FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace
     WHERE relname = '_prisma_migrations' AND nspname = current_schema()`,
  )
  return found.rowCount === 0 ? null : (await client.query<LedgerEntry>(selectLedger)).rows
}
