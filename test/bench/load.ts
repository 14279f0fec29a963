/*
 * The load: a process of its own, so that what it does is not counted as the server's. It is told what to send, and
 * answers what it saw.
 */
import { type Connection, openConnection } from './connection.ts'
import { counterText } from './operations.ts'

/** Requests as bytes in text, sent in turn from `offset`. */
export interface Load {
  readonly port: number
  readonly requests: readonly string[]
  readonly offset: number
  readonly connections: number
  readonly seconds: number
  /** Ends earlier, after so many requests, where it is given. */
  readonly count?: number
  /** Where the running numbers of patches begin. */
  readonly counter: number
}

export interface Seen {
  readonly requests: number
  readonly seconds: number
  readonly bytes: number
  /** Milliseconds. */
  readonly p50: number
  readonly p99: number
  /** What the first failed request was answered with. */
  readonly failure: string | null
}

const counterLength = counterText.length - 1

async function run(load: Load): Promise<Seen> {
  const requests = load.requests.map((text) => {
    const bytes = Buffer.from(text)
    const at = bytes.indexOf(counterText)
    return { bytes, counterAt: at < 0 ? null : at + 1 }
  })
  const connections = await Promise.all(Array.from({ length: load.connections }, () => openConnection(load.port)))
  const times: number[] = []
  let [next, counter, bytes, failure]: [number, number, number, string | null] = [load.offset, load.counter, 0, null]
  const limit = load.count ?? Number.POSITIVE_INFINITY
  const started = performance.now()
  const deadline = started + load.seconds * 1000

  const work = async (connection: Connection) => {
    while (failure === null && times.length < limit && performance.now() < deadline) {
      const request = requests[next++ % requests.length]
      if (request === undefined) return
      const sent = request.counterAt === null ? request.bytes : withCounter(request.bytes, request.counterAt, counter++)
      const before = performance.now()
      const answer = await connection.send(sent, false)
      times.push(performance.now() - before)
      bytes += answer.bytes
      if (answer.status !== 200 || answer.hasErrors) failure = (await connection.send(sent, true)).body.slice(0, 2000)
    }
  }
  await Promise.all(connections.map(work))
  const seconds = (performance.now() - started) / 1000
  for (const connection of connections) connection.close()
  times.sort((a, b) => a - b)
  const quantile = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Number.NaN
  return { requests: times.length, seconds, bytes, p50: quantile(0.5), p99: quantile(0.99), failure }
}

/** A copy: the bytes before may still be on their way. */
function withCounter(bytes: Buffer, at: number, counter: number): Buffer {
  const copy = Buffer.from(bytes)
  copy.write(counter.toString(36).padStart(counterLength, '0'), at, 'latin1')
  return copy
}

process.on('message', async (load: Load) => {
  try {
    process.send?.({ seen: await run(load) })
  } catch (error) {
    process.send?.({ error: error instanceof Error ? error.message : String(error) })
  }
})
