import type { IncomingMessage } from 'node:http'
import type { Logger } from 'pino'

/** One request, as the routes see it. */
export interface Exchange {
  readonly request: IncomingMessage
  /** Of the request's target: `/graphql`. */
  readonly path: string
  /** What follows the path, with its question mark; empty where there is none. */
  readonly search: string
  readonly requestId: string
  /** The program's own: what is logged of a request names its id. One of its own would take long to make. */
  readonly log: Logger
}

/** What a route answers; the listener adds the headers that every answer has. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: string | Buffer | AsyncIterable<string>
}

/** A body as a text; null for one that is streamed. */
export function textOf({ body }: Answer): string | null {
  return typeof body === 'string' || Buffer.isBuffer(body) ? String(body) : null
}

/** What a path serves, by method; another method is 405. */
export interface Route {
  readonly methods: Readonly<Record<string, (exchange: Exchange) => Answer | Promise<Answer>>>
  /** At which level a request is logged; a probe every few seconds would drown the others. */
  readonly logLevel: 'info' | 'debug'
}

export type Routes = Readonly<Record<string, Route>>

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: `${JSON.stringify(value)}\n`,
  }
}

/** What went wrong before a route could answer, in the form of a GraphQL error. */
export interface Problem {
  readonly status: number
  readonly code: string
  readonly message: string
  readonly headers?: Readonly<Record<string, string>>
}

export function refuse({ requestId }: Exchange, { status, code, message, headers }: Problem): Answer {
  return json(status, { errors: [{ message, extensions: { code, requestId } }] }, headers)
}
