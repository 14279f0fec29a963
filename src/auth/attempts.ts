import { createHash } from 'node:crypto'
import { isIPv4, isIPv6 } from 'node:net'
import sql, { type Sql } from 'sql-template-tag'
import { rateLimited } from '../core/errors.ts'
import { foldName } from '../core/fold.ts'
import type { Database, Transaction } from '../database/database.ts'
import { instant, integer } from '../database/table.ts'

/** Failures are forgotten this long after the first one. */
const windowMs = 15 * 60_000
const maxOfUser = 10
const maxFromAddress = 50

/** Who tries to sign in, from where, when. */
export interface Attempt {
  readonly userName: string
  /** The client's IP address. */
  readonly address: string
  readonly now: Date
}

/**
 * Counts an attempt as failed before it is made, so that of many at once, in whatever process, no more than the limit
 * are made; the successful one takes it back by `forgiveAttempt`. At most 10 for a user, whether there is one or not,
 * and 50 from an address in 15 minutes. What an address has too many of does not count for the user.
 * @throws {RequestError} `RATE_LIMITED`, with `retryAfterSeconds`.
 */
export async function countAttempt(database: Database, { userName, address, now }: Attempt): Promise<void> {
  const blockedUntil = await database.transaction(async (tx) => {
    const fromAddress = await addFailure(tx, addressKey(address), now)
    if (fromAddress.count > maxFromAddress) return fromAddress.expires
    const ofUser = await addFailure(tx, userKey(userName), now)
    return ofUser.count > maxOfUser ? ofUser.expires : null
  })
  if (blockedUntil === null) return
  const seconds = Math.max(1, Math.ceil((blockedUntil.getTime() - now.getTime()) / 1000))
  throw rateLimited(`Too many sign-ins failed; try again in ${seconds} s.`, seconds)
}

/** Takes back what `countAttempt` counted: the attempt was none of guessing. */
export async function forgiveAttempt(database: Database, { userName, address }: Attempt): Promise<void> {
  await database.transaction(async (tx) => {
    // One after the other, in the order in which they are counted: two who do so at once never wait for each other.
    await tx.execute(removeFailure(addressKey(address)))
    await tx.execute(removeFailure(userKey(userName)))
  })
}

/** Lets a user try again at once. */
export async function forgetFailures(tx: Transaction, userName: string): Promise<void> {
  await tx.execute(sql`delete from "SignInFailures" where "key" = ${userKey(userName)}`)
}

interface Failures {
  readonly count: number
  readonly expires: Date
}

async function addFailure(tx: Transaction, key: string, now: Date): Promise<Failures> {
  const at = tx.dialect.instant(now)
  const [row] = await tx.rows(sql`
    insert into "SignInFailures" as c ("key", "count", "expires")
    values (${key}, 1, ${tx.dialect.instant(new Date(now.getTime() + windowMs))})
    on conflict ("key") do update set
      "count" = case when c."expires" <= ${at} then 1 else c."count" + 1 end,
      "expires" = case when c."expires" <= ${at} then excluded."expires" else c."expires" end
    returning "count", "expires"`)
  const failures = { count: integer.decode(row?.count), expires: instant.decode(row?.expires) }
  // Whoever may have added a row removes those that are over; so there are never more than one window fills.
  if (failures.count === 1) await tx.execute(removeExpired(tx, at))
  return failures
}

function removeExpired({ dialect }: Transaction, at: Sql): Sql {
  return sql`delete from "SignInFailures" where "key" in (
    select c."key" from "SignInFailures" c where c."expires" <= ${at}${dialect.forUpdateOfFree})`
}

function removeFailure(key: string): Sql {
  return sql`update "SignInFailures" set "count" = "count" - 1 where "key" = ${key} and "count" > 0`
}

/** Hashed, because people type passwords where names belong. */
function userKey(userName: string): string {
  return `user:${createHash('sha256').update(foldName(userName.trim())).digest('base64url')}`
}

/** An IPv4 address, or the first 64 bits of an IPv6 one, which is what a single client has all of. */
function addressKey(address: string): string {
  const mapped = /^::ffff:([\d.]+)$/i.exec(address)?.[1]
  if (mapped !== undefined && isIPv4(mapped)) return `address:${mapped}`
  return `address:${isIPv6(address) ? networkOf(address) : address}`
}

function networkOf(address: string): string {
  const [head = [], tail = []] = address
    .replace(/%.*/, '')
    .split('::')
    .map((part) => part.split(':').filter(Boolean))
  const zeros = Array.from({ length: Math.max(0, 8 - head.length - tail.length) }, () => '0')
  const groups = [...head, ...zeros, ...tail].slice(0, 4)
  return `${groups.map((group) => Number.parseInt(group, 16).toString(16)).join(':')}::/64`
}
