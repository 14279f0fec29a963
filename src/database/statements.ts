import type pg from 'pg'
import { type Answer, gather, send } from './connection.ts'
import { planOnce } from './plan-mode.ts'
import { watchSilence } from './silence.ts'

/** What has answered nothing for so long is at a statement that takes long after all: no more are sent after that. */
const slowMs = 5

/** How many connections are shared at a time; the others are for statements that may take long. */
interface Room {
  readonly maxConnections: number
  /** Statements that wait on one, before another one is taken. */
  readonly maxWaiting: number
}

const forReads: Room = { maxConnections: 5, maxWaiting: 8 }
/**
 * What is written waits for the disk, so that few do it side by side; where many want to, the server is faster with the
 * next statement of the same connection than with another connection.
 */
const forWrites: Room = { maxConnections: 3, maxWaiting: 1 }

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
  /** One that writes, is planned once, and may have to wait for others who write: the same, on connections of their own. */
  readonly write: Ask
}

/** Those that share a connection are sent each without waiting for the answers to those before it. */
export function statementsOn(pool: pg.Pool, silence = watchSilence()): Statements {
  const connections: Connections = {
    async take(plansOnce) {
      const client = await pool.connect()
      client.on('error', ignore)
      silence.awaits(client)
      // What it is told goes along with its first statement.
      gather(client)
      planOnce(client, plansOnce)
      return client
    },
    hears: (client) => silence.awaits(client),
    giveBack(client, isBroken) {
      silence.ends(client)
      client.off('error', ignore)
      client.release(isBroken)
    },
  }
  return {
    alone: (query) => alone(connections, query),
    shared: sharing(connections, forReads),
    write: sharing(connections, forWrites),
  }
}

/** Those of a pool. */
interface Connections {
  take(plansOnce: boolean): Promise<pg.PoolClient>
  /** An answer has come, and another one may be waited for. */
  hears(client: pg.PoolClient): void
  /** One on which a statement failed may have been cut off. */
  giveBack(client: pg.PoolClient, isBroken: boolean): void
}

async function alone({ take, giveBack }: Connections, query: pg.QueryArrayConfig): Promise<Answer> {
  const client = await take(false)
  let isBroken = true
  try {
    const answer = await send(client, query)
    isBroken = false
    return answer
  } finally {
    giveBack(client, isBroken)
  }
}

function sharing({ take, hears, giveBack }: Connections, { maxConnections, maxWaiting }: Room): Ask {
  const all: Shared[] = []

  /** The first one that has room, so that the others can be given back. */
  const find = (now: number): Shared => {
    const isQuick = ({ since }: Shared) => now - since < slowMs
    const free = all.find((each) => each.waiting < maxWaiting && isQuick(each))
    if (free) return free
    if (all.length === maxConnections) {
      const quick = all.filter(isQuick)
      return (quick.length > 0 ? quick : all).reduce((one, other) => (other.waiting < one.waiting ? other : one))
    }
    const taken = { client: take(true), waiting: 0, since: now, isBroken: false }
    all.push(taken)
    return taken
  }

  return async (query) => {
    const connection = find(performance.now())
    connection.waiting++
    try {
      const client = await connection.client
      gather(client)
      const answer = await send(client, query)
      hears(client)
      return answer
    } catch (error) {
      connection.isBroken = true
      throw error
    } finally {
      connection.waiting--
      connection.since = performance.now()
      if (connection.isBroken || connection.waiting === 0) remove(all, connection)
      if (connection.waiting === 0) connection.client.then((client) => giveBack(client, connection.isBroken), ignore)
    }
  }
}

function remove<Value>(all: Value[], value: Value): void {
  const index = all.indexOf(value)
  if (index >= 0) all.splice(index, 1)
}

function ignore(): void {}
