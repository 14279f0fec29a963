import type pg from 'pg'
import type { StoredRow } from './database.ts'
import { planOnce } from './plan-mode.ts'
import { gather } from './transaction-postgresql.ts'

/** Statements that wait on one connection at a time, before another one is taken. */
const maxWaiting = 8
/** Connections that are shared at a time; the others are for statements that may take long. */
const maxShared = 5
/** What has answered nothing for so long is at a statement that takes long after all: no more are sent after that. */
const slowMs = 5

/** A connection of the pool on which statements follow one another. */
interface Shared {
  readonly client: Promise<pg.PoolClient>
  waiting: number
  /** When it last answered, or was taken. */
  since: number
  isBroken: boolean
}

type Read = (query: pg.QueryConfig, plans: 'Once' | undefined) => Promise<pg.QueryResult<StoredRow>>

/**
 * Reads on the connections of a pool. Statements that are planned once take little time, most of it on the way: they
 * share connections, and each is sent without waiting for the answers to those before it.
 */
export function readsOn(pool: pg.Pool): Read {
  const all: Shared[] = []

  const connect = async (plansOnce: boolean): Promise<pg.PoolClient> => {
    const client = await pool.connect()
    client.on('error', ignore)
    planOnce(client, plansOnce)
    return client
  }

  /** The first one that has room, so that the others can be given back. */
  const find = (now: number): Shared => {
    const free = all.find((each) => each.waiting < maxWaiting && now - each.since < slowMs)
    if (free) return free
    if (all.length === maxShared) return all.reduce((one, other) => (other.waiting < one.waiting ? other : one))
    const opened = { client: connect(true), waiting: 0, since: now, isBroken: false }
    all.push(opened)
    return opened
  }

  const readShared = async (query: pg.QueryConfig) => {
    const shared = find(performance.now())
    shared.waiting++
    try {
      const client = await shared.client
      gather(client)
      return await client.query<StoredRow>(query)
    } catch (error) {
      shared.isBroken = true
      throw error
    } finally {
      shared.waiting--
      shared.since = performance.now()
      if (shared.isBroken || shared.waiting === 0) remove(all, shared)
      if (shared.waiting === 0) shared.client.then((client) => release(client, shared.isBroken), ignore)
    }
  }

  const readAlone = async (query: pg.QueryConfig) => {
    const client = await connect(false)
    let isBroken = true
    try {
      const result = await client.query<StoredRow>(query)
      isBroken = false
      return result
    } finally {
      release(client, isBroken)
    }
  }

  return (query, plans) => (plans === 'Once' ? readShared(query) : readAlone(query))
}

/** A connection on which a statement failed may have been cut off. */
function release(client: pg.PoolClient, isBroken: boolean): void {
  client.off('error', ignore)
  client.release(isBroken)
}

function remove<Value>(all: Value[], value: Value): void {
  const index = all.indexOf(value)
  if (index >= 0) all.splice(index, 1)
}

function ignore(): void {}
