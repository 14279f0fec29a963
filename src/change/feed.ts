import { setTimeout as sleep } from 'node:timers/promises'
import type { Logger } from 'pino'
import sql from 'sql-template-tag'
import { createTurns } from '../auth/turns.ts'
import { badInput } from '../core/errors.ts'
import type { Database } from '../database/database.ts'
import { createFrontier, type Moment } from './frontier.ts'

/** How long a change that nobody announced may go unnoticed, and how soon to look again for one that is not settled. */
const pollMs = { postgresql: 500, sqlite: 250 } as const
const shortestPollMs = 10
/** So many changes are kept in mind, so that whom they do not concern need not ask the database. */
const maxHeads = 2_000
/** A statement looks through so many ids at most. */
const maxSpan = 10_000
/** Followers leave the other connections to requests. */
const readsAtOnce = 3

/** Of a change what tells whom it may concern. */
export interface Head {
  readonly id: number
  readonly customerId: string
  readonly accountId: string
}

/** Changes that are settled: those with ids above `after`, up to and including `upTo`. */
export interface Span {
  readonly after: number
  readonly upTo: number
}

/** One who reads all changes, in their order, at their own pace. */
export interface Follower {
  /** The id after which they begin. */
  readonly start: number
  /** Waits for changes after a position that may concern the follower; null once it has ended. */
  next(position: number, concerns: (head: Head) => boolean): Promise<Span | null>
  /** The id up to which changes can be read now. */
  settled(): number
  /** Waits until the database answers again; false once the follower has ended. */
  recover(): Promise<boolean>
  /** What `read` answers, read once for all who ask for the same at the same time. */
  share<Value>(key: string, read: () => Promise<Value>): Promise<Value>
  end(): void
}

/**
 * The changes of all processes in one order, as they are committed: records are read from the database by each follower,
 * so a slow one keeps nothing waiting in memory, and one that comes back goes on where it was. There is one feed in a
 * process; it asks how far changes are settled for all followers together, and nothing where there are none.
 */
export interface ChangeFeed {
  /**
   * Begins after a change, or with those that are written from now on.
   * @throws {RequestError} `BAD_USER_INPUT` for what is no id of a change; `UNAVAILABLE`.
   */
  follow(afterId: string | null): Promise<Follower>
  /** Ends all followers. */
  close(): void
}

export function openFeed(database: Database, log: Logger): ChangeFeed {
  const frontier = createFrontier()
  const followers = new Set<{ wake(): void; end(): void }>()
  const shared = new Map<string, Promise<unknown>>()
  const inTurn = createTurns(readsAtOnce, Number.POSITIVE_INFINITY)
  /** How far followers may read, and the heads after `headsAfter`, all of them, in order. */
  let settled = 0
  let headsAfter = 0
  let heads: readonly Head[] = []
  let isAway = false
  let isRunning = false
  const recovering = new Set<() => void>()
  let nap = new AbortController()
  let looking: Promise<number> = Promise.resolve(0)

  const wakeAll = () => {
    for (const follower of followers) follower.wake()
  }

  const advance = async (): Promise<number> => {
    const moment = await readMoment(database)
    frontier.advance(moment)
    if (frontier.settled === settled) return moment.given
    const added = await readHeads(database, { after: settled, upTo: frontier.settled })
    const [oldest] = added
    if (oldest && added.length === maxHeads) headsAfter = oldest.id - 1
    heads = [...heads.filter(({ id }) => id > headsAfter), ...added]
    if (heads.length > maxHeads) {
      headsAfter = heads.at(-maxHeads - 1)?.id ?? 0
      heads = heads.slice(-maxHeads)
    }
    settled = frontier.settled
    wakeAll()
    return moment.given
  }

  /** One look at a time, and a new one for each who asks, as it has to begin after they did. Answers the last id given. */
  const look = (): Promise<number> => {
    looking = looking.then(advance, advance)
    return looking
  }

  const lookOrWarn = async (): Promise<void> => {
    try {
      await look()
      if (isAway) log.info('the feed of changes goes on')
      isAway = false
      for (const resolve of recovering) resolve()
      recovering.clear()
    } catch (err) {
      if (!isAway) log.warn({ err }, 'the feed of changes waits for the database')
      isAway = true
    }
  }

  const run = async (): Promise<void> => {
    isRunning = true
    const unlisten = database.announcements.listen(() => nap.abort())
    const longest = pollMs[database.provider]
    let pause: number = longest
    while (followers.size > 0) {
      await sleep(pause, undefined, { signal: nap.signal }).catch(() => sleep(shortestPollMs))
      const wasAnnounced = nap.signal.aborted
      nap = new AbortController()
      if (followers.size === 0) break
      await lookOrWarn()
      const isSoon = frontier.isBehind && !isAway
      pause = isSoon ? Math.min(wasAnnounced || pause === longest ? shortestPollMs : pause * 2, longest) : longest
    }
    isRunning = false
    unlisten()
  }

  /** The position of a change; or where changes are settled now, unless others are being written when all there are. */
  const begin = async (afterId: string | null): Promise<number> => {
    const given = await look()
    if (afterId !== null) return parsePosition(afterId, given)
    for (let times = 0; times < 3 && settled < given; times++) await look()
    return settled
  }

  const join = (start: number): Follower => {
    let hasEnded = false
    let wake = () => {}
    const own = {
      wake: () => wake(),
      end() {
        hasEnded = true
        followers.delete(own)
        if (followers.size === 0) nap.abort()
        wake()
      },
    }
    const turn = () =>
      new Promise<void>((resolve) => {
        wake = resolve
      })
    followers.add(own)
    if (!isRunning) void run()
    return {
      start,
      async next(position, concerns) {
        for (let from = position; !hasEnded; await turn()) {
          if (from < headsAfter) return { after: from, upTo: Math.min(from + maxSpan, settled) }
          const first = findAfter(heads, from, concerns)
          if (first) return { after: first.id - 1, upTo: Math.min(first.id + maxSpan, settled) }
          from = Math.max(from, settled)
        }
        return null
      },
      settled: () => settled,
      async recover() {
        if (!hasEnded) {
          const recovered = turn()
          recovering.add(wake)
          await recovered
        }
        return !hasEnded
      },
      share<Value>(key: string, read: () => Promise<Value>) {
        // Who asks with a key asks for what it names.
        const known = shared.get(key) as Promise<Value> | undefined
        if (known) return known
        const reading = inTurn(read).finally(() => shared.delete(key))
        shared.set(key, reading)
        return reading
      },
      end: own.end,
    }
  }

  return {
    follow: async (afterId) => join(await begin(afterId)),
    close() {
      for (const follower of followers) follower.end()
    },
  }
}

/** How far ids were given, and who is writing records. */
/** How far ids are given at this moment, and who is writing. */
export async function readMoment({ rows, dialect }: Database): Promise<Moment> {
  const [row] = await rows(dialect.frontier)
  const writers = typeof row?.writers === 'string' ? row.writers.split(' ').filter(Boolean) : null
  return { given: Number(row?.given), writers }
}

/** The last heads of a span, oldest first. */
async function readHeads(database: Database, { after, upTo }: Span): Promise<Head[]> {
  const rows = await database.rows(sql`select c."id", c."customerId", c."accountId" from "CustomerChange" c
    where c."id" > ${after} and c."id" <= ${upTo} order by c."id" desc limit ${maxHeads}`)
  return rows
    .map(({ id, customerId, accountId }) => ({
      id: Number(id),
      customerId: String(customerId),
      accountId: String(accountId),
    }))
    .reverse()
}

/** The first head after a position that concerns a follower; those before the position are not looked at. */
function findAfter(heads: readonly Head[], position: number, concerns: (head: Head) => boolean): Head | undefined {
  let start = heads.length
  while (start > 0 && (heads[start - 1]?.id ?? 0) > position) start--
  return heads.slice(start).find(concerns)
}

function parsePosition(id: string, last: number): number {
  const position = /^[1-9]\d{0,14}$/.test(id) ? Number(id) : Number.POSITIVE_INFINITY
  if (position > last) throw badInput('afterId', 'expected the id of a change')
  return position
}
