import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import { text } from 'node:stream/consumers'

/** A message as it came in. */
export interface Received {
  readonly path: string
  readonly headers: IncomingHttpHeaders
  readonly body: string
  /** What the body says. */
  readonly data: {
    readonly id: string
    readonly customerId: string
    readonly version: number
    readonly fields: readonly string[]
    readonly before: Readonly<Record<string, unknown>> | null
    readonly after: Readonly<Record<string, unknown>> | null
  }
}

/** A server that webhooks are sent to. */
export interface Receiver {
  readonly url: string
  readonly received: readonly Received[]
  /** What it answers from now on: a status, or never. */
  answer(how: (message: Received) => number | Promise<number>): void
  /** Waits until so many messages have come, or a condition holds. */
  until(condition: number | (() => boolean | Promise<boolean>)): Promise<void>
  close(): Promise<void>
}

export async function startReceiver(): Promise<Receiver> {
  const received: Received[] = []
  let answer: (message: Received) => number | Promise<number> = () => 204
  const server = createServer(async (request, response) => {
    const body = await text(request).catch(() => null)
    if (body === null) return
    const message = { path: request.url ?? '', headers: request.headers, body, data: JSON.parse(body).data }
    received.push(message)
    response.writeHead(await answer(message), { location: '/elsewhere' }).end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return {
    url: `http://127.0.0.1:${port}/hook`,
    received,
    answer(how) {
      answer = how
    },
    until: (condition) => until(typeof condition === 'number' ? () => received.length >= condition : condition),
    async close() {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}

const deadlineMs = 30_000

/** Waits until a condition holds. @throws {Error} when it takes too long. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  for (const deadline = Date.now() + deadlineMs; !(await condition()); ) {
    if (Date.now() > deadline) throw new Error(`it took too long: ${condition}`)
    await new Promise((resolve) => setTimeout(resolve, 10))
  }
}
