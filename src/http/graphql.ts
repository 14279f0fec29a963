import { HeaderMap, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server'
import { type GraphQLFormattedError, getOperationAST, parse } from 'graphql'
import { developmentViewer, type Keys } from '../auth/keys.ts'
import { isObject } from '../core/read.ts'
import type { Database } from '../database/database.ts'
import { maxTokens } from '../graphql/plugins.ts'
import type { GraphqlServer } from '../graphql/server.ts'
import type { Settings } from '../settings.ts'
import { prefersHtml } from './accept.ts'
import { readJson } from './body.ts'
import type { EventStreams } from './event-stream.ts'
import { type Answer, type Exchange, type Routes, refuse, textOf } from './exchange.ts'
import { graphiqlPage } from './graphiql.ts'
import { denials, once } from './idempotency.ts'
import { isLocalHost } from './local-host.ts'

const tokenTtlSeconds = 12 * 60 * 60

interface GraphqlRouteParts {
  readonly graphql: GraphqlServer
  readonly settings: Settings
  readonly keys: Keys
  readonly database: Database
  readonly eventStreams: EventStreams
}

/** GraphQL over HTTP at `/graphql`, GraphiQL for browsers at the same place, and the way there from `/`. */
export function graphqlRoute({ graphql, settings, keys, database, eventStreams }: GraphqlRouteParts): Routes {
  const toGraphql = () => ({ status: 302, headers: { location: '/graphql' }, body: '' })
  return {
    '/': { methods: { GET: toGraphql, HEAD: toGraphql }, logLevel: 'info' },
    '/graphql': {
      methods: {
        GET: async (exchange) => {
          if (wantsEvents(exchange)) return eventStreams.answer.GET(exchange)
          if (settings.graphiql && prefersHtml(exchange.request.headers.accept))
            return graphiqlPage(await developmentToken(exchange, settings, keys))
          return execute(graphql, exchange, 'GET', undefined)
        },
        POST: async (exchange) => {
          if (wantsEvents(exchange)) return eventStreams.answer.POST(exchange)
          const body = await readJson(exchange)
          if ('problem' in body) return refuse(exchange, body.problem)
          const run = () => execute(graphql, exchange, 'POST', body.value)
          const key = exchange.request.headers['idempotency-key']
          if (typeof key !== 'string' || !isMutation(body.value)) return run()
          return executeOnce({ exchange, keys, database, key, body: body.value }, run)
        },
      },
      logLevel: 'info',
    },
  }
}

/** As GraphiQL asks for subscriptions, which knows one address only. */
function wantsEvents({ request }: Exchange): boolean {
  return request.headers.accept === 'text/event-stream'
}

interface KeyedRequest {
  readonly exchange: Exchange
  readonly keys: Keys
  readonly database: Database
  readonly key: string
  readonly body: unknown
}

/** A mutation that brings an Idempotency-Key is carried out once for its viewer; nobody's is refused as any other. */
async function executeOnce({ exchange, keys, database, key, body }: KeyedRequest, run: () => Promise<Answer>) {
  const viewer = await keys.authenticate(exchange.request.headers.authorization).catch(() => null)
  if (viewer === null) return run()
  const parts = ['POST', '/graphql', exchange.search, exchange.request.headers.accept ?? '', JSON.stringify(body)]
  const answer = await once(database, { userId: viewer.userId, key, parts, now: new Date() }, { run, fails: hasFailed })
  if (typeof answer !== 'string') return answer
  return refuse(exchange, { ...denials[answer], code: 'BAD_USER_INPUT' })
}

/** Whether a request asks for a mutation; what cannot be read does not. */
function isMutation(body: unknown): boolean {
  if (!isObject(body) || typeof body.query !== 'string') return false
  const operationName = typeof body.operationName === 'string' ? body.operationName : null
  try {
    return getOperationAST(parse(body.query, { maxTokens }), operationName)?.operation === 'mutation'
  } catch {
    return false
  }
}

/** Whether nothing was written: an error instead of data, or user errors of every mutation. */
function hasFailed(answer: Answer): boolean {
  const body = textOf(answer)
  if (answer.status >= 400 || body === null) return true
  const { data }: { data?: Record<string, { userErrors?: unknown[] } | null> | null } = JSON.parse(body)
  return Object.values(data ?? {}).every((payload) => payload === null || (payload.userErrors?.length ?? 0) > 0)
}

/** Only for a page that was asked for under a name of this machine's own: see `isLocalHost`. */
async function developmentToken({ request }: Exchange, settings: Settings, keys: Keys): Promise<string | null> {
  if (settings.production || keys.sign === null || !isLocalHost(request.headers.host, settings.host)) return null
  return keys.sign(developmentViewer, tokenTtlSeconds)
}

async function execute(
  graphql: GraphqlServer,
  { request, search, requestId, log }: Exchange,
  method: 'GET' | 'POST',
  body: unknown,
): Promise<Answer> {
  const from = { requestId, log, authorization: request.headers.authorization }
  const known = method === 'POST' ? await graphql.answerKnown(body, request.headers.accept, from) : null
  if (known) return { status: 200, headers: { 'content-type': known.contentType }, body: known.body }
  const answer = await graphql.execute({ method, headers: toHeaderMap(request.headers), search, body }, from)
  return {
    status: statusOf(answer),
    headers: Object.fromEntries(answer.headers),
    body: answer.body.kind === 'complete' ? answer.body.string : answer.body.asyncIterator,
  }
}

/**
 * With `application/json`, a well-formed request is answered with 200 whatever is wrong with its document or variables;
 * only what this service refuses on its own account keeps its status.
 * @see GraphQL over HTTP, 6.4.1
 */
function statusOf({ status = 200, headers, body }: HTTPGraphQLResponse): number {
  const isPlain = headers.get('content-type')?.startsWith('application/json')
  if (status !== 400 || !isPlain || body.kind !== 'complete') return status
  const { errors = [] }: { errors?: readonly GraphQLFormattedError[] } = JSON.parse(body.string)
  const isInDocument = ({ locations, extensions }: GraphQLFormattedError) =>
    locations !== undefined && extensions?.code !== 'QUERY_TOO_COMPLEX'
  return errors.every(isInDocument) ? 200 : status
}

function toHeaderMap(headers: Exchange['request']['headers']): HTTPGraphQLRequest['headers'] {
  const map = new HeaderMap()
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return map
}
