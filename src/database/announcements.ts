import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'

/** Tells whoever listens, in any process, that something was committed. A hint: it may come late, twice, or never. */
export interface Announcements {
  announce(): void
  /** Calls `onAnnounced` from now on; what is answered ends that. */
  listen(onAnnounced: () => void): () => void
}

/** A notification that wakes a listener every few milliseconds wakes it often enough. */
const minGapMs = 10
const reconnectMs = 1_000
const channel = 'customer_change'

/** Within this process; SQLite has no way to tell others. */
export function localAnnouncements(): Announcements {
  const listeners = new Set<() => void>()
  return {
    announce() {
      for (const listener of listeners) listener()
    },
    listen(onAnnounced) {
      // Each call counts, should two listen with the same function.
      const listener = () => onAnnounced()
      listeners.add(listener)
      return () => void listeners.delete(listener)
    },
  }
}

/**
 * NOTIFY, to all processes on the database, this one included. It is sent after the commit, in no transaction of
 * anybody's: a transaction that notifies takes a lock of the whole server while it commits, and writers would queue for it.
 */
export function postgresqlAnnouncements(url: string, pool: pg.Pool): Announcements {
  const local = localAnnouncements()
  let listening: (() => void) | null = null
  let count = 0
  return {
    announce: atIntervals(async () => {
      await pool.query(`notify ${channel}`)
    }),
    listen(onAnnounced) {
      const end = local.listen(onAnnounced)
      listening ??= listenOnConnection(url, local.announce)
      count++
      return () => {
        end()
        if (--count > 0) return
        listening?.()
        listening = null
      }
    },
  }
}

/** Calls `send` at once, and again where it was asked for meanwhile. What it fails of is lost, as any hint may be. */
function atIntervals(send: () => Promise<void>): () => void {
  let isWanted = false
  let isRunning = false
  const run = async () => {
    isRunning = true
    while (isWanted) {
      isWanted = false
      await send().catch(() => {})
      await sleep(minGapMs, undefined, { ref: false })
    }
    isRunning = false
  }
  return () => {
    isWanted = true
    if (!isRunning) void run()
  }
}

/** Holds a connection of its own, and makes another when it breaks, until what is answered is called. */
function listenOnConnection(url: string, onAnnounced: () => void): () => void {
  const ended = new AbortController()
  void (async () => {
    while (!ended.signal.aborted) {
      const client = new pg.Client({
        connectionString: url,
        connectionTimeoutMillis: 5_000,
        keepAlive: true,
        application_name: 'customer-gateway changes',
      })
      await listenOnce(client, onAnnounced, ended.signal).catch(() => {})
      await client.end().catch(() => {})
      await sleep(reconnectMs, undefined, { ref: false, signal: ended.signal }).catch(() => {})
    }
  })()
  return () => ended.abort()
}

/** Until the connection breaks, or `signal` ends it. */
async function listenOnce(client: pg.Client, onAnnounced: () => void, signal: AbortSignal): Promise<void> {
  const over = new Promise<void>((resolve) => {
    client.once('end', resolve)
    client.on('error', () => resolve())
    if (signal.aborted) resolve()
    else signal.addEventListener('abort', () => resolve(), { once: true })
  })
  client.on('notification', onAnnounced)
  await client.connect()
  await client.query(`listen ${channel}`)
  // What was announced before nobody heard.
  onAnnounced()
  await over
}
