import { createHash, randomBytes } from 'node:crypto'
import sql from 'sql-template-tag'
import type { Database, Transaction } from '../database/database.ts'
import { boolean, instant, text } from '../database/table.ts'
import { idleSeconds, rememberedSeconds, type SessionCookies } from './cookies.ts'
import { columns, toUser, type User } from './users.ts'

/** A session in use is written anew at most this often. */
const seenEveryMs = 60_000

/** Whose session it is, and, where it was prolonged just now, the cookies to prolong as well. */
export interface SessionFound {
  readonly user: User
  readonly prolonged: SessionCookies | null
}

/**
 * Begins a session, and ends those in whose place it comes. Remembered, it lasts 14 days; else until it is not used
 * for 30 minutes.
 * @returns its secret, 256 random bits in Base64url, of which only a hash is stored; null when the user has another
 * version than `user`, so that what was checked about them holds no longer.
 */
export function startSession(
  database: Database,
  user: User,
  { isRemembered, replaced, now }: { isRemembered: boolean; replaced: readonly string[]; now: Date },
): Promise<string | null> {
  return database.prismaTransaction(async (tx) => {
    if (!(await lockUser(tx, user))) return null
    const secret = randomBytes(32).toString('base64url')
    const times = { dateCreated: now, lastSeen: now, expires: expiry(isRemembered, now) }
    await tx.prisma.session.create({ data: { secretHash: hashOf(secret), userId: user.id, isRemembered, ...times } })
    await tx.prisma.session.deleteMany({ where: { secretHash: { in: replaced.map(hashOf) } } })
    await removeExpired(tx, now)
    return secret
  })
}

/** The live session that one of the secrets opens; null where none does. Being used is what prolongs it. */
export async function useSession(
  database: Database,
  secrets: readonly string[],
  now: Date,
): Promise<SessionFound | null> {
  if (secrets.length === 0) return null
  const [row] = await database.rows(sql`
    select ${columns}, s."secretHash", s."isRemembered", s."lastSeen"
    from "Session" s join "User" c on c."id" = s."userId"
    where ${database.dialect.anyOf(sql`s."secretHash"`, secrets.map(hashOf))} and s."expires" > ${database.dialect.instant(now)}
    order by s."expires" desc limit 1`)
  if (!row) return null
  const { secretHash, isRemembered, lastSeen, ...user } = row
  const secret = secrets.find((each) => hashOf(each) === text.decode(secretHash))
  const isDue = now.getTime() - instant.decode(lastSeen).getTime() >= seenEveryMs
  const session = secret !== undefined && isDue ? { secret, isRemembered: boolean.decode(isRemembered) } : null
  if (session !== null) await prolong(database, session, now)
  return { user: toUser(user), prolonged: session?.isRemembered ? null : session }
}

/** Ends the sessions of these secrets. */
export async function endSessions(database: Database, secrets: readonly string[]): Promise<void> {
  if (secrets.length === 0) return
  await database.prismaTransaction((tx) =>
    tx.prisma.session.deleteMany({ where: { secretHash: { in: secrets.map(hashOf) } } }),
  )
}

/** Whether the user is what they were; they stay so until the transaction ends. */
async function lockUser(tx: Transaction, { id, version }: User): Promise<boolean> {
  const rows = await tx.rows(
    sql`select c."id" from "User" c where c."id" = ${id} and c."version" = ${version}${tx.dialect.forUpdate}`,
  )
  return rows.length === 1
}

/** Of several requests at once one writes; a session that has ended meanwhile stays so. */
async function prolong(database: Database, { secret, isRemembered }: SessionCookies, now: Date): Promise<void> {
  const where = { secretHash: hashOf(secret), lastSeen: { lte: new Date(now.getTime() - seenEveryMs) } }
  const data = { lastSeen: now, ...(isRemembered ? {} : { expires: expiry(isRemembered, now) }) }
  await database.prismaTransaction((tx) => tx.prisma.session.updateMany({ where, data }))
}

function expiry(isRemembered: boolean, now: Date): Date {
  return new Date(now.getTime() + 1000 * (isRemembered ? rememberedSeconds : idleSeconds))
}

async function removeExpired(tx: Transaction, now: Date): Promise<void> {
  await tx.execute(sql`delete from "Session" where "secretHash" in (
    select c."secretHash" from "Session" c where c."expires" <= ${tx.dialect.instant(now)}${tx.dialect.forUpdateOfFree})`)
}

/** A hash without salt or cost is enough for a secret that nobody can guess. */
function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
