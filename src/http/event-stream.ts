import type { FormattedExecutionResult } from 'graphql'
import type { Keys } from '../auth/keys.ts'
import { setAlarm } from '../core/alarm.ts'
import { isUnavailable, RequestError, rateLimited, unauthenticated } from '../core/errors.ts'
import { isObject } from '../core/read.ts'
import { late, within } from '../core/within.ts'
import type { GraphqlServer } from '../graphql/server.ts'
import type { Results, StreamRequest } from '../graphql/stream.ts'
import { readJson } from './body.ts'
import { type Answer, type Exchange, type Problem, type Routes, refuse } from './exchange.ts'

/** Balancers close connections that are idle for longer. */
const pingMs = 12_000
/** A reader who is told to go and takes nothing of what is on its way to them is cut off. */
const giveUpMs = 30_000

const headers = {
  'content-type': 'text/event-stream; charset=utf-8',
  // Some proxies collect what they pass on.
  'x-accel-buffering': 'no',
}

interface EventStreamParts {
  readonly graphql: GraphqlServer
  readonly keys: Keys
}

export interface EventStreams {
  readonly routes: Routes
  /** Answers a request that came by another path. */
  readonly answer: Record<'GET' | 'POST', (exchange: Exchange) => Promise<Answer>>
  /** Takes no more, and ends all that are open. */
  close(): void
}

/**
 * GraphQL over server-sent events: each request is one operation, and its results are the events of the answer
 * (distinct connections). The token is in the header `Authorization`, and nothing else authorises.
 * @see https://github.com/enisdenjo/graphql-sse/blob/master/PROTOCOL.md
 */
export function openEventStreams({ graphql, keys }: EventStreamParts): EventStreams {
  const open = new Set<Stream>()
  let isClosing = false
  const answer = async (exchange: Exchange, request: StreamRequest | Problem): Promise<Answer> => {
    if ('status' in request) return refuse(exchange, request)
    const { requestId, log } = exchange
    const { authorization } = exchange.request.headers
    const verified = await keys.verify(authorization).catch(toProblem)
    if ('status' in verified) return refuse(exchange, verified)
    const stream = makeStream(exchange, verified.expiresAt, () => open.delete(stream))
    open.add(stream)
    try {
      const onSlow = () => stream.end(slow)
      const operation = await graphql.prepare(request, { requestId, log, authorization, transport: 'sse', onSlow })
      const isRefused = 'type' in operation && operation.type === 'mutation' && exchange.request.method === 'GET'
      if (isRefused) return refuse(exchange, byGet)
      const results = 'errors' in operation ? { errors: operation.errors } : await operation.run()
      return { status: 200, headers, body: stream.body('next' in results ? results : only(results)) }
    } catch (error) {
      stream.end('away')
      throw error
    } finally {
      if (isClosing) stream.end('away')
    }
  }
  const methods = {
    GET: async (exchange: Exchange) => answer(exchange, readSearch(exchange)),
    POST: async (exchange: Exchange) => answer(exchange, await readPosted(exchange)),
  }
  return {
    routes: { '/graphql/stream': { methods, logLevel: 'info' } },
    answer: methods,
    close() {
      isClosing = true
      for (const stream of open) stream.end('away')
    },
  }
}

const slow = rateLimited('Too many events wait; read faster, or go on with afterId.', 0)
const byGet = { status: 405, code: 'BAD_USER_INPUT', message: 'method: POST for mutations', headers: { allow: 'POST' } }

/** How a stream ends: all is said, for a reason that is told, or without a word, so that clients come back. */
type Ending = 'complete' | 'away' | RequestError

interface Stream {
  /** Ends it at once; the first reason counts. */
  end(how: Ending): void
  /** The text of the answer. */
  body(results: Results): AsyncIterable<string>
}

function makeStream({ request: { socket }, log, requestId }: Exchange, expiresAt: Date, onEnd: () => void): Stream {
  let ending: Ending | null = null
  let giveUp: NodeJS.Timeout | undefined
  let running: Results | null = null
  const end = (how: Ending) => {
    if (ending !== null) return
    ending = how
    callOff()
    socket.off('close', leave)
    onEnd()
    if (how !== 'complete') giveUp = setTimeout(() => socket.destroy(), giveUpMs).unref()
    void running?.return()
  }
  const leave = () => end('away')
  const callOff = setAlarm(expiresAt, () => end(unauthenticated('The token has expired.')))
  socket.once('close', leave)
  async function* body(results: Results): AsyncGenerator<string> {
    try {
      yield ping
      for (let next = results.next(); ; next = results.next()) {
        const { done, value } = yield* withPings(next)
        if (done) break
        yield event(value)
      }
      end('complete')
    } catch (err) {
      log.error({ requestId, err }, 'a stream failed')
      end(new RequestError('UNAVAILABLE', `Something went wrong here; the request id is ${requestId}.`))
    } finally {
      end('away')
      clearTimeout(giveUp)
    }
    if (ending instanceof RequestError) yield event(toResult(ending))
    if (ending !== 'away') yield complete
  }
  return {
    end,
    body(results) {
      running = results
      if (ending !== null) void results.return()
      return body(results)
    },
  }
}

const ping = ':\n\n'
const complete = 'event: complete\ndata:\n\n'

function event(result: FormattedExecutionResult): string {
  return `event: next\ndata: ${JSON.stringify(result)}\n\n`
}

/** What `work` comes to, with a ping every now and then until it does. */
async function* withPings<Value>(work: Promise<Value>): AsyncGenerator<string, Value> {
  for (;;) {
    const value = await within(pingMs, work)
    if (value !== late) return value
    yield ping
  }
}

async function* only(result: FormattedExecutionResult): Results {
  yield result
}

function toResult({ message, code, details }: RequestError): FormattedExecutionResult {
  return { errors: [{ message, extensions: { ...details, code } }] }
}

function toProblem(error: unknown): Problem {
  if (!(error instanceof RequestError)) throw error
  const { code, message } = error
  if (isUnavailable(error)) return { status: 503, code, message }
  return { status: 401, code, message, headers: { 'www-authenticate': 'Bearer' } }
}

async function readPosted(exchange: Exchange): Promise<StreamRequest | Problem> {
  const body = await readJson(exchange)
  return 'problem' in body ? body.problem : toRequest(body.value)
}

function readSearch({ search }: Exchange): StreamRequest | Problem {
  const { variables, ...others } = Object.fromEntries(new URLSearchParams(search))
  try {
    return toRequest({ ...others, variables: variables === undefined ? null : JSON.parse(variables) })
  } catch {
    return notOne
  }
}

const notOne: Problem = {
  status: 400,
  code: 'BAD_USER_INPUT',
  message: 'expected query, a text, with operationName and variables where they are needed',
}

function toRequest(value: unknown): StreamRequest | Problem {
  if (!isObject(value)) return notOne
  const { query, operationName = null, variables = null } = value
  if (typeof query !== 'string' || (operationName !== null && typeof operationName !== 'string')) return notOne
  return variables === null || isObject(variables) ? { query, operationName, variables } : notOne
}
