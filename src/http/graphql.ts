import { HeaderMap, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server'
import type { GraphQLFormattedError } from 'graphql'
import { developmentViewer, type Keys } from '../auth/keys.ts'
import type { GraphqlServer } from '../graphql/server.ts'
import type { Settings } from '../settings.ts'
import { prefersHtml } from './accept.ts'
import { readBody } from './body.ts'
import { type Answer, type Exchange, type Problem, type Routes, refuse } from './exchange.ts'
import { graphiqlPage } from './graphiql.ts'
import { isLocalHost } from './local-host.ts'

const maxBodyBytes = 1024 * 1024
const tokenTtlSeconds = 12 * 60 * 60

/** GraphQL over HTTP at `/graphql`, GraphiQL for browsers at the same place, and the way there from `/`. */
export function graphqlRoute(graphql: GraphqlServer, settings: Settings, keys: Keys): Routes {
  const toGraphql = () => ({ status: 302, headers: { location: '/graphql' }, body: '' })
  return {
    '/': { methods: { GET: toGraphql, HEAD: toGraphql }, logLevel: 'info' },
    '/graphql': {
      methods: {
        GET: async (exchange) => {
          if (settings.graphiql && prefersHtml(exchange.request.headers.accept))
            return graphiqlPage(await developmentToken(exchange, settings, keys))
          return execute(graphql, exchange, 'GET', undefined)
        },
        POST: async (exchange) => {
          const body = await readJson(exchange)
          return 'problem' in body ? refuse(exchange, body.problem) : execute(graphql, exchange, 'POST', body.value)
        },
      },
      logLevel: 'info',
    },
  }
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

/** The body's JSON, or what is wrong with it. */
async function readJson({ request }: Exchange): Promise<{ value: unknown } | { problem: Problem }> {
  const { 'content-type': type = '', 'content-encoding': encoding = 'identity' } = request.headers
  if (!/^application\/json\s*(;\s*charset\s*=\s*"?utf-?8"?\s*)?$/i.test(type) || encoding !== 'identity')
    return problem(415, 'BAD_USER_INPUT', 'content-type: application/json in UTF-8, not compressed')
  const bytes = await readBody(request, maxBodyBytes)
  if (bytes === null) return problem(413, 'REQUEST_TOO_LARGE', `body: at most ${maxBodyBytes} bytes`)
  try {
    return { value: JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) }
  } catch {
    return problem(400, 'BAD_USER_INPUT', 'body: JSON in UTF-8')
  }
}

function problem(status: number, code: string, message: string): { problem: Problem } {
  return { problem: { status, code, message } }
}
