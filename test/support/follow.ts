import { createClient as createSseClient } from 'graphql-sse'
import { createClient } from 'graphql-ws'
import { expect } from 'vitest'
import { WebSocket } from 'ws'

/** What a subscription has brought so far, and how it ended. */
export interface Following<Event> {
  readonly events: readonly Event[]
  /** Errors that came in the place of events. */
  readonly errors: readonly unknown[]
  /** How it ended: with `complete`, or the code that the connection was closed with. */
  readonly ended: Promise<Ending>
  /** Breaks the connection without a word. */
  cut(): void
  /** Unsubscribes. */
  end(): void
  /** The client's side of the connection; null where it is not a socket of ours. */
  readonly socket: WebSocket | null
}

export interface Ending {
  readonly code: number | null
  readonly errors: readonly unknown[]
}

/** What a following is for. */
export interface Wish {
  readonly url: string
  readonly authorization: string | null
  readonly query: string
  readonly variables?: Record<string, unknown>
}

/** Follows with the published client of graphql-ws, which is not to connect again by itself. */
export function followOverWebSocket<Event>(wish: Wish): Following<Event> {
  let socket: WebSocket | null = null
  const { url, authorization, query, variables = {} } = wish
  const client = createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    ...(authorization !== null && { connectionParams: { authorization } }),
    on: {
      opened(opened) {
        // It is the implementation given above.
        socket = opened as WebSocket
      },
    },
  })
  const following = follow<Event>((sink) => client.subscribe({ query, variables }, sink))
  return {
    ...following,
    get socket() {
      return socket
    },
    cut: () => socket?.terminate(),
  }
}

/** Follows with the published client of graphql-sse. */
export function followOverSse<Event>({ url, authorization, query, variables = {} }: Wish): Following<Event> {
  const client = createSseClient({
    url: `${url}/graphql/stream`,
    retryAttempts: 0,
    ...(authorization !== null && { headers: { authorization } }),
  })
  const following = follow<Event>((sink) => client.subscribe({ query, variables }, sink))
  return { ...following, socket: null, cut: () => client.dispose() }
}

interface Sink {
  next(result: { readonly data?: unknown; readonly errors?: unknown }): void
  error(error: unknown): void
  complete(): void
}

function follow<Event>(subscribe: (sink: Sink) => () => void) {
  const events: Event[] = []
  const errors: unknown[] = []
  let end = () => {}
  const ended = new Promise<Ending>((resolve) => {
    end = subscribe({
      next(result) {
        if (result.errors) errors.push(...[result.errors].flat())
        // The selection of the query is what an event says.
        if (result.data) events.push((result.data as { customerChanged: Event }).customerChanged)
      },
      error(error) {
        const code = error instanceof Object && 'code' in error ? Number(error.code) : null
        if (Array.isArray(error)) errors.push(...error)
        resolve({ code, errors: Array.isArray(error) ? error : [error] })
      },
      complete: () => resolve({ code: null, errors }),
    })
  })
  return { events, errors, ended, end: () => end() }
}

/** Waits until so many subscriptions are open in the gateway, as its metrics say. */
export async function untilOpen(url: string, count: number): Promise<void> {
  await expect.poll(() => countOpen(url), { timeout: 20_000 }).toBe(count)
}

/** How many subscriptions are open, of all transports. */
export async function countOpen(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text()
  const open = [...metrics.matchAll(/^customer_gateway_subscriptions_open\{.*\} (\d+)$/gm)]
  return open.reduce((sum, [, count]) => sum + Number(count), 0)
}
