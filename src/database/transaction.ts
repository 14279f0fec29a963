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
  /** Tells a database that is away from a statement that failed. */
  readonly reach: <Value>(work: () => Promise<Value>) => Promise<Value>
  /** Called after the commit of a transaction that asked for it. */
  readonly announce: () => void
}

/** Runs `work` in a transaction of Prisma's; see `Database.transaction`. */
export async function inTransaction<Value>(
  { prisma, dialect, textOf, reach, announce }: Engine,
  work: (transaction: Transaction) => Promise<Value>,
  { timeoutMs = defaultTimeoutMs }: TransactionOptions = {},
): Promise<Value> {
  let isAnnounced = false
  const run = () =>
    prisma.$transaction(
      (client) =>
        work({
          dialect,
          prisma: client,
          rows: (statement) =>
            reach(() => client.$queryRawUnsafe<StoredRow[]>(textOf(statement), ...parametersOf(statement))),
          execute: (statement) => client.$executeRawUnsafe(textOf(statement), ...parametersOf(statement)),
          announce() {
            isAnnounced = true
          },
        }),
      { maxWait, timeout: timeoutMs },
    )
  const value = await reach(run)
  if (isAnnounced) announce()
  return value
}
