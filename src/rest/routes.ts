import type { IncomingMessage } from 'node:http'
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
import { Refusal, toRefusal } from './errors.ts'
import { chooseFormat, formatOf } from './negotiate.ts'
import type { Call, Reply } from './operation.ts'
import { type Operation, operations } from './operations.ts'
import { type Body, readBatch, readBodyText, readParameter, readRequest, readReset } from './read-request.ts'
import { checkVariables } from './request-check.ts'
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
  if (!first && target.operation === null) return null
  const handle = (exchange: Exchange) => answer(parts, exchange, target, found)
  const handlers = Object.fromEntries(knownMethods.map((method) => [method, handle]))
  const name = target.operation === null ? first?.operation.template : `/reply/${first?.operation.name ?? 'unknown'}`
  return { name: name ?? '', route: { methods: handlers, logLevel: 'info' } }
}

/** A method that an operation does not have is refused here, in the format asked for. */
const knownMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

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
  const { request } = exchange
  const manner = mannerOf(exchange, target)
  const method = methodOf(request)
  try {
    const { operation, variables } = choose(method, target, found)
    const identity = await identify(parts, exchange, { manner, isOpen: operation.isOpen ?? false })
    // Browsers send cookies by themselves, and passwords as well once one was typed in; never a token.
    if (operation.method !== 'GET' && identity?.by !== 'bearer' && !isSameOrigin(request.headers)) {
      throw new Refusal(403, 'Forbidden', 'Only a token authorises a write from another origin.')
    }
    const body = request.method === 'GET' || request.method === 'HEAD' ? null : await readBodyText(request)
    const running = { parts, exchange, method, operation, variables, manner, identity, body }
    const answered = await runOnce(running, () => (target.isBatch ? runBatch(running) : runOne(running)))
    return withCookies(request.method === 'HEAD' ? withoutStream(answered) : answered, identity?.cookies ?? [])
  } catch (error) {
    const refusal = toRefusal(error)
    if (refusal) return toErrorAnswer(refusal, manner)
    exchange.log.error({ err: error }, 'a request failed')
    const message = `Something went wrong here; the request id is ${exchange.requestId}.`
    return toErrorAnswer(new Refusal(500, 'InternalServerError', message), manner)
  }
}

/** What a request is for: HEAD is a GET whose body Node leaves out, and a POST may name another method. */
function methodOf({ method = '', headers }: IncomingMessage): string {
  const override = headers['x-http-method-override']
  if (method === 'POST' && typeof override === 'string') return override.toUpperCase()
  return method === 'HEAD' ? 'GET' : method
}

function choose(method: string, target: Target, found: readonly Found[]): Found {
  if (found.length === 0) throw new Refusal(404, 'NotFound', `There is no operation ${target.operation}.`)
  const chosen = found.find(({ operation }) => methodsOf(operation, target).includes(method))
  if (chosen) return chosen
  const allow = [...new Set(found.flatMap(({ operation }) => methodsOf(operation, target)))].join(', ')
  throw new Refusal(405, 'MethodNotAllowed', `method: ${allow}, got ${method}`, { headers: { allow } })
}

/** An operation that is asked for by its name takes POST as well; a list of requests nothing else. */
function methodsOf({ method }: Operation, { operation, isBatch }: Target): readonly string[] {
  if (isBatch) return ['POST']
  const own = method === 'GET' ? ['GET', 'HEAD'] : [method]
  return operation === null ? own : [...own, 'POST']
}

function mannerOf({ request, search }: Exchange, { format, isReply }: Target): Manner {
  const isGet = request.method === 'GET' || request.method === 'HEAD'
  const callback = isGet ? readParameter(search, 'callback') : null
  const body = isGet ? null : formatOf(request.headers['content-type'] ?? '')
  const accept = request.headers.accept ?? ''
  const chosen = chooseFormat({ parameter: readParameter(search, 'format'), path: format, accept, body })
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
  readonly method: string
  readonly operation: Operation
  readonly variables: Readonly<Record<string, string>>
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
  const { exchange, method, operation, variables, manner, body } = running
  const { headers } = exchange.request
  const request = readRequest(operation.request, { body, query: exchange.search, variables })
  const call = { request, expectedVersion: versionIn(headers['if-match']), reset: readReset(exchange.search) }
  const reply = await run(running, call)
  const told = reply.kind === 'stream' ? { ...reply, batches: logged(exchange, reply.batches) } : reply
  const answer = toAnswer(told, operation, manner, method === 'GET' ? headers['if-none-match'] : undefined)
  return withCookies(answer, reply.kind === 'object' ? (reply.cookies ?? []) : [])
}

/** What fails once an answer has begun can only break it off; why is in the log. */
async function* logged({ log }: Exchange, batches: AsyncIterable<readonly object[]>) {
  try {
    yield* batches
  } catch (error) {
    log.error({ err: error }, 'a list broke off')
    throw error
  }
}

function withCookies(answer: Answer, cookies: readonly string[]): Answer {
  const others = answer.headers['set-cookie'] ?? []
  const all = [...cookies, ...others]
  return all.length === 0 ? answer : { ...answer, headers: { ...answer.headers, 'set-cookie': all } }
}

/** What HEAD does not show need not be read. */
function withoutStream(answer: Answer): Answer {
  return typeof answer.body === 'string' ? answer : { ...answer, body: (async function* () {})() }
}

async function runBatch(running: Running): Promise<Answer> {
  const { operation, manner, body } = running
  const requests = readBatch(operation.request, body)
  const values: object[] = []
  for (const request of requests) {
    const reply = await run(running, { request, expectedVersion: null, reset: [] })
    if (reply.kind === 'stream')
      throw new Refusal(400, 'Invalid', 'all: expected no such request in a list of requests')
    if (reply.kind !== 'nothing') values.push(reply.value)
  }
  return toBatchAnswer(values, operation, manner)
}

function run(
  { parts, exchange, operation, identity }: Running,
  call: Pick<Call<object>, 'request' | 'expectedVersion' | 'reset'>,
): Promise<Reply> {
  checkVariables(operation.template, call.request)
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
