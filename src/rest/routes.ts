import { authenticateRequest, type Identity } from '../auth/authenticate.ts'
import { isSameOrigin } from '../auth/same-origin.ts'
import type { Authentication } from '../auth/sign-in.ts'
import { nobody } from '../auth/viewer.ts'
import { type Context, makeContext } from '../context.ts'
import { RequestError } from '../core/errors.ts'
import type { Database } from '../database/database.ts'
import type { FieldsByType } from '../fields/selection.ts'
import type { Answer, Exchange, Route } from '../http/exchange.ts'
import { denials, once } from '../http/idempotency.ts'
import { type Manner, toAnswer, toBatchAnswer, toErrorAnswer } from './answer.ts'
import { list } from './description.ts'
import { Refusal, toRefusal } from './errors.ts'
import { chooseFormat, formatOf } from './negotiate.ts'
import type { Call, Reply } from './operation.ts'
import { type Operation, operations } from './operations.ts'
import { type Body, readBatch, readBodyText, readRequest } from './read-request.ts'
import { match, readPath, type Target } from './route.ts'

/** What the routes work with; one for a process. */
export interface RestParts {
  readonly database: Database
  readonly authentication: Authentication
  readonly fields: FieldsByType
  readonly now: () => Date
  readonly newId: () => string
}

/** An operation that a request's path and method name, with the path's variables. */
interface Found {
  readonly operation: Operation
  readonly variables: Readonly<Record<string, string>>
}

/** The route of a path of the service documents, and its name for metrics; null for any other path. */
export function findRestRoute(parts: RestParts, path: string): { readonly name: string; readonly route: Route } | null {
  const target = readPath(path)
  if (target === null) return null
  const found = candidates(target)
  const [first] = found
  if (!first) return null
  const methods = new Set(target.operation === null ? found.map(({ operation }) => operation.method) : ['GET', 'POST'])
  if (methods.has('PATCH')) methods.add('POST')
  const handle = (exchange: Exchange) => answer(parts, exchange, target, found)
  const handlers = Object.fromEntries([...methods].sort().map((method) => [method, handle]))
  const name = target.operation === null ? first.operation.template : `/reply/${first.operation.name}`
  return { name, route: { methods: handlers, logLevel: 'info' } }
}

function candidates({ operation: wanted, segments }: Target): Found[] {
  if (wanted !== null) {
    const operation = operations.find(({ name }) => name.toLowerCase() === wanted.toLowerCase())
    return operation ? [{ operation, variables: {} }] : []
  }
  return operations.flatMap((operation) => {
    const variables = match(operation.template, segments)
    return variables ? [{ operation, variables }] : []
  })
}

async function answer(parts: RestParts, exchange: Exchange, target: Target, found: readonly Found[]): Promise<Answer> {
  const query = new URLSearchParams(exchange.search)
  const manner = mannerOf(exchange, target, query)
  try {
    const { operation, variables } = choose(exchange, target, found)
    const identity = await identify(parts, exchange, { manner, isOpen: operation.isOpen ?? false })
    const isProven = identity !== null && identity.by !== 'cookie'
    if (operation.method !== 'GET' && !isProven && !isSameOrigin(exchange.request.headers)) {
      throw new Refusal(403, 'Forbidden', 'A cookie authorises no write from another origin.')
    }
    const body = operation.method === 'GET' ? null : await readBodyText(exchange.request)
    const running = { parts, exchange, operation, variables, query, manner, identity, body }
    return await runOnce(running, () => (target.isBatch ? runBatch(running) : runOne(running)))
  } catch (error) {
    const refusal = toRefusal(error)
    if (refusal) return toErrorAnswer(refusal, manner)
    exchange.log.error({ err: error }, 'a request failed')
    const message = `Something went wrong here; the request id is ${exchange.requestId}.`
    return toErrorAnswer(new Refusal(500, 'InternalServerError', message), manner)
  }
}

/** The operation of the method, which a POST may override. */
function choose({ request }: Exchange, target: Target, found: readonly Found[]): Found {
  const override = request.headers['x-http-method-override']
  const method = request.method === 'POST' && typeof override === 'string' ? override.toUpperCase() : request.method
  const chosen = found.find(({ operation }) =>
    target.operation === null ? operation.method === method : operation.method === 'GET' || method !== 'GET',
  )
  if (chosen) return chosen
  const allow = found.map(({ operation }) => operation.method).join(', ')
  throw new Refusal(405, 'MethodNotAllowed', `method: ${allow}, got ${method}`, { headers: { allow } })
}

function mannerOf({ request }: Exchange, { format, isReply }: Target, query: URLSearchParams): Manner {
  const callback = request.method === 'GET' ? query.get('callback') : null
  const body = request.method === 'GET' ? null : formatOf(request.headers['content-type'] ?? '')
  const accept = request.headers.accept ?? ''
  const chosen = chooseFormat({ parameter: query.get('format'), path: format, accept, body })
  return { format: callback === null ? chosen : 'json', callback, isReply }
}

interface Identifying {
  readonly manner: Manner
  readonly isOpen: boolean
}

/** Who asks; null for nobody, where that is allowed. JSONP can be read by any page, so a session does not count there. */
async function identify(
  { authentication, now }: RestParts,
  { request }: Exchange,
  { manner, isOpen }: Identifying,
): Promise<Identity | null> {
  const { authorization, cookie } = request.headers
  const address = request.socket.remoteAddress ?? ''
  const claims = { authorization, cookie: manner.callback === null ? cookie : undefined, address, now: now() }
  try {
    return await authenticateRequest(authentication, claims)
  } catch (error) {
    if (isOpen && error instanceof RequestError && error.code === 'UNAUTHENTICATED') return null
    throw error
  }
}

interface Running {
  readonly parts: RestParts
  readonly exchange: Exchange
  readonly operation: Operation
  readonly variables: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  readonly manner: Manner
  readonly identity: Identity | null
  readonly body: Body | null
}

/** A write that brings an Idempotency-Key is carried out once; what it refuses is thrown, and so not kept. */
async function runOnce({ parts, exchange, operation, identity, body, manner }: Running, run: () => Promise<Answer>) {
  const { 'idempotency-key': key, 'if-match': ifMatch = '' } = exchange.request.headers
  if (typeof key !== 'string' || operation.method === 'GET' || identity === null) return run()
  const target = [exchange.request.method ?? '', exchange.path, exchange.search, ifMatch, manner.format]
  const request = {
    userId: identity.viewer.userId,
    key,
    parts: [...target, body?.format ?? '', body?.text ?? ''],
    now: parts.now(),
  }
  const answer = await once(parts.database, request, { run, fails: ({ status }) => status >= 400 })
  if (typeof answer !== 'string') return answer
  const { status, message } = denials[answer]
  throw new Refusal(status, answer, message)
}

async function runOne(running: Running): Promise<Answer> {
  const { exchange, operation, variables, query, manner, identity, body } = running
  const { headers } = exchange.request
  const isRead = operation.method === 'GET'
  const request = readRequest(operation.request, { body, query: query.toString(), variables })
  const reset = (query.get('reset') ?? '').toLowerCase().split(',')
  const reply = await run(running, { request, expectedVersion: versionIn(headers['if-match']), reset })
  const answer = toAnswer(reply, operation, manner, isRead ? headers['if-none-match'] : undefined)
  const cookies = [...(identity?.cookies ?? []), ...((reply.kind === 'object' && reply.cookies) || [])]
  return cookies.length === 0 ? answer : { ...answer, headers: { ...answer.headers, 'set-cookie': cookies } }
}

async function runBatch(running: Running): Promise<Answer> {
  const { operation, manner, body } = running
  const requests = readBatch(operation.request, body)
  const values: object[] = []
  for (const request of requests) {
    const reply = await run(running, { request: { ...request, all: false }, expectedVersion: null, reset: [] })
    if (reply.kind !== 'stream') values.push(reply.value)
  }
  return toBatchAnswer(values, list(operation.response), manner)
}

function run(
  { parts, exchange, operation, identity }: Running,
  call: Pick<Call<object>, 'request' | 'expectedVersion' | 'reset'>,
): Promise<Reply> {
  const { authentication } = parts
  const { headers, socket } = exchange.request
  const session = { authentication, identity, cookie: headers.cookie, address: socket.remoteAddress ?? '' }
  return operation.run({ ...call, context: contextOf(parts, exchange, identity), session })
}

function contextOf(
  { database, fields, now, newId }: RestParts,
  { requestId, log }: Exchange,
  identity: Identity | null,
): Context {
  const viewer = identity?.viewer ?? nobody
  return makeContext({ requestId, log, database, fields, viewer, refusal: null, now, newId })
}

/** The version that `If-Match` names; null where it names none. One that cannot be a version matches nothing. */
function versionIn(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined || ifMatch.trim() === '*') return null
  const version = /^"(\d{1,9})"$/.exec(ifMatch.trim())?.[1]
  return version === undefined ? -1 : Number(version)
}
