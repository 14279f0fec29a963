import type pg from 'pg'
import { type Answer, gather, send } from './connection.ts'
import { planOnce } from './plan-mode.ts'
import { watchSilence } from './silence.ts'

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

type Ask = (query: pg.QueryArrayConfig) => Promise<Answer>

/** Statements that are a transaction each, on the connections of a pool. */
export interface Statements {
  /** One that may take long, which PostgreSQL plans as it thinks best. */
  readonly alone: Ask
  /** One that takes little time, most of it on the way, and is planned once: several share a connection. */
  readonly shared: Ask
  /** One that writes, is planned once, and may have to wait for others who write. */
  readonly write: Ask
}

/** Those that share a connection are sent each without waiting for the answers to those before it. */
export function statementsOn(pool: pg.Pool, silence = watchSilence()): Statements {
  const all: Shared[] = []

  const connect = async (plansOnce: boolean): Promise<pg.PoolClient> => {
    const client = await pool.connect()
    client.on('error', ignore)
    silence.awaits(client)
    // What it is told goes along with its first statement.
    gather(client)
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

  const shared: Ask = async (query) => {
    const connection = find(performance.now())
    connection.waiting++
    try {
      const client = await connection.client
      gather(client)
      const answer = await send(client, query)
      silence.awaits(client)
      return answer
    } catch (error) {
      connection.isBroken = true
      throw error
    } finally {
      connection.waiting--
      connection.since = performance.now()
      if (connection.isBroken || connection.waiting === 0) remove(all, connection)
      if (connection.waiting === 0) connection.client.then((client) => release(client, connection.isBroken), ignore)
    }
  }

  const onItsOwn = async (query: pg.QueryArrayConfig, plansOnce: boolean) => {
    const client = await connect(plansOnce)
    let isBroken = true
    try {
      const result = await send(client, query)
      isBroken = false
      return result
    } finally {
      release(client, isBroken)
    }
  }

  /** A connection on which a statement failed may have been cut off. */
  const release = (client: pg.PoolClient, isBroken: boolean) => {
    silence.ends(client)
    client.off('error', ignore)
    client.release(isBroken)
  }

  return { shared, alone: (query) => onItsOwn(query, false), write: (query) => onItsOwn(query, true) }
}

function remove<Value>(all: Value[], value: Value): void {
  const index = all.indexOf(value)
  if (index >= 0) all.splice(index, 1)
}

function ignore(): void {}
