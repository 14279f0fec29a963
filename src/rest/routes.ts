import type { IncomingMessage } from 'node:http'
import type { Identity } from '../auth/authenticate.ts'
import { isSameOrigin } from '../auth/same-origin.ts'
import type { Answer, Exchange, Route } from '../http/exchange.ts'
import { denials, once } from '../http/idempotency.ts'
import type { Meter } from '../rate-limit/limiter.ts'
import { type Manner, toAnswer, toBatchAnswer } from './answer.ts'
import { costOf, meterOf } from './cost.ts'
import { contextOf, identify, type RestParts, routeOf, toFailure, withCookies } from './edge.ts'
import { Refusal } from './errors.ts'
import { chooseFormat, formatOf } from './negotiate.ts'
import type { Call, Reply } from './operation.ts'
import { type Operation, operations } from './operations.ts'
import { type Body, readBatch, readBodyText, readParameter, readRequest, readReset } from './read-request.ts'
import { checkVariables } from './request-check.ts'
import { match, readPath, type Target } from './route.ts'

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
  const name = target.operation === null ? first?.operation.template : `/reply/${first?.operation.name ?? 'unknown'}`
  return { name: name ?? '', route: routeOf(handle) }
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
    return toFailure(error, exchange, manner)
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
  const isRead = operation.method === 'GET' || operation.isSafe
  if (typeof key !== 'string' || isRead || identity === null) return run()
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
  const { parts, exchange, method, operation, variables, manner, identity, body } = running
  const { headers } = exchange.request
  const request = readRequest(operation.request, { body, query: exchange.search, variables })
  const call = { request, expectedVersion: versionIn(headers['if-match']), reset: readReset(exchange.search) }
  const meter = meterOf(parts, identity)
  meter?.charge(costOf(operation, request))
  const reply = await run(running, call)
  const told = reply.kind === 'stream' ? { ...reply, batches: watched(exchange, meter, reply.batches) } : reply
  const answer = toAnswer(told, operation, manner, method === 'GET' ? headers['if-none-match'] : undefined)
  return withCookies(answer, reply.kind === 'object' ? (reply.cookies ?? []) : [])
}

/** Charges what is read. What fails once an answer has begun can only break it off; why is in the log. */
async function* watched({ log }: Exchange, meter: Meter | null, batches: AsyncIterable<readonly object[]>) {
  try {
    for await (const batch of batches) {
      meter?.add(batch.length)
      yield batch
    }
  } catch (error) {
    log.error({ err: error }, 'a list broke off')
    throw error
  }
}

/** What HEAD does not show need not be read. */
function withoutStream(answer: Answer): Answer {
  return typeof answer.body === 'string' ? answer : { ...answer, body: (async function* () {})() }
}

async function runBatch(running: Running): Promise<Answer> {
  const { parts, operation, manner, identity, body } = running
  const requests = readBatch(operation.request, body)
  meterOf(parts, identity)?.charge(sum(requests.map((request) => costOf(operation, request))))
  const values: object[] = []
  for (const request of requests) {
    const reply = await run(running, { request, expectedVersion: null, reset: [] })
    if (reply.kind === 'stream')
      throw new Refusal(400, 'Invalid', 'all: expected no such request in a list of requests')
    if (reply.kind !== 'nothing') values.push(reply.value)
  }
  return toBatchAnswer(values, operation, manner)
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((sum, number) => sum + number, 0)
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

/** The version that `If-Match` names; null where it names none. One that cannot be a version matches nothing. */
function versionIn(ifMatch: string | undefined): number | null {
  if (ifMatch === undefined || ifMatch.trim() === '*') return null
  const version = /^"(\d{1,9})"$/.exec(ifMatch.trim())?.[1]
  return version === undefined ? -1 : Number(version)
}
