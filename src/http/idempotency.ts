import { createHash } from 'node:crypto'
import sql from 'sql-template-tag'
import type { Database } from '../database/database.ts'
import { type Answer, textOf } from './exchange.ts'

const keptForMs = 24 * 60 * 60 * 1000
/** A request takes no longer than its transaction may; one that is older ended with its process. */
const runsForMs = 2 * 60 * 1000

/** One request that is carried out once under its key. */
export interface IdempotentRequest {
  readonly userId: string
  /** The header `Idempotency-Key`. */
  readonly key: string
  /** What makes another request another one: method, target and body. */
  readonly parts: readonly string[]
  readonly now: Date
}

/** Why a request under a key is not carried out. */
export type Denial = 'BadKey' | 'OtherRequest' | 'StillRunning'

/** What to tell of a denial, and its status. */
export const denials: Readonly<Record<Denial, { readonly status: number; readonly message: string }>> = {
  BadKey: { status: 400, message: 'Idempotency-Key: expected 1 to 255 visible characters' },
  OtherRequest: { status: 422, message: 'Idempotency-Key: it was used for another request' },
  StillRunning: { status: 409, message: 'Idempotency-Key: the first request under it is still running' },
}

/**
 * Carries a request out once: the first answer is kept for a day and given again with `Idempotency-Replayed: true`. A
 * request that `fails` keeps nothing, and may be tried again. One whose process ended is tried anew after two minutes;
 * whether it had been carried out is then not known.
 */
export async function once(
  database: Database,
  request: IdempotentRequest,
  { run, fails }: { run(): Promise<Answer>; fails(answer: Answer): boolean },
): Promise<Answer | Denial> {
  if (!/^[\x21-\x7E]{1,255}$/.test(request.key)) return 'BadKey'
  const taken = await take(database, request)
  if (taken !== 'Mine') return taken
  try {
    const answer = await run()
    if (fails(answer)) await giveUp(database, request)
    else await keep(database, request, answer)
    return answer
  } catch (error) {
    await giveUp(database, request)
    throw error
  }
}

function hashOf({ parts }: IdempotentRequest): string {
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url')
}

function take(database: Database, request: IdempotentRequest): Promise<Answer | Denial | 'Mine'> {
  const { userId, key, now } = request
  return database.prismaTransaction(async (tx) => {
    const ago = (ms: number) => tx.dialect.instant(new Date(now.getTime() - ms))
    await tx.execute(sql`delete from "IdempotentAnswer" where "dateCreated" < ${ago(keptForMs)}
      or ("status" is null and "dateCreated" < ${ago(runsForMs)} and "userId" = ${userId} and "key" = ${key})`)
    const inserted = await tx.execute(sql`
      insert into "IdempotentAnswer" ("userId", "key", "requestHash", "dateCreated")
      values (${userId}, ${key}, ${hashOf(request)}, ${tx.dialect.instant(now)}) on conflict do nothing`)
    if (inserted === 1) return 'Mine'
    const stored = await tx.prisma.idempotentAnswer.findUnique({ where: { userId_key: { userId, key } } })
    if (stored?.requestHash !== hashOf(request)) return 'OtherRequest'
    if (stored.status === null) return 'StillRunning'
    const headers: Record<string, string> = JSON.parse(stored.headers ?? '{}')
    return { status: stored.status, headers: { ...headers, 'idempotency-replayed': 'true' }, body: stored.body ?? '' }
  })
}

/** Answers to writes are whole texts; one that is streamed is not kept. */
async function keep(database: Database, request: IdempotentRequest, answer: Answer): Promise<void> {
  const { status, headers } = answer
  const body = textOf(answer)
  if (body === null) return giveUp(database, request)
  const { 'set-cookie': _, ...others } = headers
  const data = { status, headers: JSON.stringify(others), body }
  await database.prismaTransaction((tx) => tx.prisma.idempotentAnswer.update({ where: where(request), data }))
}

async function giveUp(database: Database, request: IdempotentRequest): Promise<void> {
  await database.prismaTransaction((tx) => tx.prisma.idempotentAnswer.deleteMany({ where: where(request).userId_key }))
}

function where({ userId, key }: IdempotentRequest) {
  return { userId_key: { userId, key } }
}
