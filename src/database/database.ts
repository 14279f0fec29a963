import type { Sql } from 'sql-template-tag'
import type { Announcements } from './announcements.ts'
import type { Dialect } from './dialect.ts'
import type { Prisma } from './generated/postgresql/client.ts'
import type { Ledger } from './migrations.ts'

/** One stored row as a driver gives it; `database/table.ts` gives it its types. */
export type StoredRow = Record<string, unknown>

/** Where statements are read from: the database itself, or a transaction in it. */
export interface Reader {
  readonly dialect: Dialect
  /** The rows that a statement selects. @throws {RequestError} `UNAVAILABLE` when the database is away. */
  rows(statement: Sql, options?: ReadOptions): Promise<StoredRow[]>
}

/** What is said of a statement that is read. */
export interface ReadOptions {
  /** When PostgreSQL plans it; where left out, as it thinks best. A transaction decides that for all its own. */
  readonly plans?: 'Once' | undefined
  /** The names of all that it selects, by which it can be read together with others. */
  readonly columns?: readonly string[]
  /** What its rows carry as `__typename`, if anything. */
  readonly typeName?: string | undefined
}

/**
 * A transaction under way. Its statements run in the order in which they are asked for, whether somebody waits for the
 * answers or not: those that need no answer to one before are better asked for together, as each wait costs a round trip.
 */
export interface Transaction extends Reader {
  /** Runs a statement that selects nothing; answers how many rows it touched. */
  execute(statement: Sql): Promise<number>
  /** The same where nobody needs the answer: it goes along with what comes next. All fails where it does. */
  send(statement: Sql): void
  /** Waits until all that was asked for is done. */
  settle(): Promise<void>
  /** Has the commit announced to those who follow the changes. */
  announce(): void
}

/** As much of a transaction as is needed to write without waiting for an answer. */
export type Sending = Pick<Transaction, 'dialect' | 'send' | 'announce'>

/** A transaction with Prisma's client, whose writes are to be waited for one by one. */
export interface PrismaTransaction extends Transaction {
  readonly prisma: Prisma.TransactionClient
}

export interface TransactionOptions {
  /** How long it may take, at most; a minute where left out. */
  readonly timeoutMs?: number
  /**
   * When PostgreSQL plans its statements; where left out, as it thinks best. `Once` fits where they find rows by their
   * ids, and planning them takes longer than carrying them out; `EachTime` where tables grow manifold meanwhile.
   */
  readonly plans?: 'Once' | 'EachTime'
}

/** One adapter per engine: `postgresql.ts` and `sqlite.ts`. */
export interface Database extends Reader {
  readonly provider: 'sqlite' | 'postgresql'
  /** Stands for this very database, however it is wrapped: what is kept for it is kept by this. */
  readonly identity: object
  /** Whether look-ups of different requests travel together: where a statement costs a round trip. */
  readonly gathers: boolean
  /**
   * Carries out what `work` sends as one statement, which needs no transaction, and answers whether its first part has
   * found something to change: see `AtOnce`. Null where a statement costs no round trip.
   */
  readonly writeAtOnce: ((work: (all: Sending) => void) => Promise<boolean>) | null
  /** All of `work` is written, or, when it throws, nothing of it. */
  transaction<Value>(work: (transaction: Transaction) => Promise<Value>, options?: TransactionOptions): Promise<Value>
  /** The same for ordinary writes, which nobody waits for in numbers. */
  prismaTransaction<Value>(work: (transaction: PrismaTransaction) => Promise<Value>): Promise<Value>
  /** Which migrations the database has, and the way to apply more. */
  readonly ledger: Ledger
  /** What followers of the changes are woken by, beside their looking themselves. */
  readonly announcements: Announcements
  /** Connections of the pool: in use, idle, and requests that wait for one. */
  pool(): { readonly used: number; readonly idle: number; readonly waiting: number }
  close(): Promise<void>
}

/** Told of every statement that reaches the database. */
export type OnStatement = () => void

/** Rows of a driver that makes them itself, with the name of their type if one is given. */
export function withType(rows: StoredRow[], { typeName }: Pick<ReadOptions, 'typeName'> = {}): StoredRow[] {
  return typeName === undefined ? rows : rows.map((row) => Object.assign(row, { __typename: typeName }))
}
