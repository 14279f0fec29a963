import type { Sql } from 'sql-template-tag'
import type { StoredRow, Transaction, TransactionOptions } from './database.ts'
import type { Dialect } from './dialect.ts'
import type { PrismaClient } from './generated/postgresql/client.ts'
import { parametersOf } from './parameters.ts'

/** A request's own writes take milliseconds. */
const defaultTimeoutMs = 60_000
const maxWait = 30_000

interface Engine {
  readonly prisma: Pick<PrismaClient, '$transaction'>
  readonly dialect: Dialect
  /** The statement's text with the parameters written as the engine wants them. */
  readonly textOf: (statement: Sql) => string
  /** Called after the commit of a transaction that asked for it. */
  readonly announce: () => void
}

/** Runs `work` in a transaction of Prisma's; see `Database.transaction`. */
export async function inTransaction<Value>(
  { prisma, dialect, textOf, announce }: Engine,
  work: (transaction: Transaction) => Promise<Value>,
  { timeoutMs = defaultTimeoutMs }: TransactionOptions = {},
): Promise<Value> {
  let isAnnounced = false
  const value = await prisma.$transaction(
    (client) =>
      work({
        dialect,
        prisma: client,
        rows: (statement) => client.$queryRawUnsafe<StoredRow[]>(textOf(statement), ...parametersOf(statement)),
        execute: (statement) => client.$executeRawUnsafe(textOf(statement), ...parametersOf(statement)),
        announce() {
          isAnnounced = true
        },
      }),
    { maxWait, timeout: timeoutMs },
  )
  if (isAnnounced) announce()
  return value
}
