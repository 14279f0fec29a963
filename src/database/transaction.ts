import type { Sql } from 'sql-template-tag'
import { type PrismaTransaction, type StoredRow, type TransactionOptions, withType } from './database.ts'
import type { Dialect } from './dialect.ts'
import type { PrismaClient } from './generated/postgresql/client.ts'
import { parametersOf } from './parameters.ts'

/** How long a transaction may take: a request's own writes take milliseconds. */
export const defaultTimeoutMs = 60_000
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

/** Runs `work` in a transaction of Prisma's; see `Database.prismaTransaction`. */
export async function inPrismaTransaction<Value>(
  { prisma, dialect, textOf, reach, announce }: Engine,
  work: (transaction: PrismaTransaction) => Promise<Value>,
  { timeoutMs = defaultTimeoutMs }: TransactionOptions = {},
): Promise<Value> {
  let isAnnounced = false
  const run = () =>
    prisma.$transaction(
      async (client) => {
        let last: Promise<unknown> = Promise.resolve()
        /** One after the other; what comes after one that failed tells of that. */
        const inTurn = <Answer>(ask: () => Promise<Answer>): Promise<Answer> => {
          const answer = last.then(() => reach(ask))
          answer.catch(() => {})
          last = answer
          return answer
        }
        const execute = (statement: Sql) =>
          inTurn(() => client.$executeRawUnsafe(textOf(statement), ...parametersOf(statement)))
        const value = await work({
          dialect,
          prisma: client,
          rows: async (statement, options) => {
            const ask = () => client.$queryRawUnsafe<StoredRow[]>(textOf(statement), ...parametersOf(statement))
            return withType(await inTurn(ask), options)
          },
          execute,
          send: (statement) => void execute(statement),
          async settle() {
            await last
          },
          announce() {
            isAnnounced = true
          },
        })
        await last
        return value
      },
      { maxWait, timeout: timeoutMs },
    )
  const value = await reach(run)
  if (isAnnounced) announce()
  return value
}
