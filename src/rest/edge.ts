import { authenticateRequest, type Identity } from '../auth/authenticate.ts'
import type { Authentication } from '../auth/sign-in.ts'
import { nobody } from '../auth/viewer.ts'
import { type Context, makeContext } from '../context.ts'
import { RequestError } from '../core/errors.ts'
import type { Database } from '../database/database.ts'
import type { FieldsByType } from '../fields/selection.ts'
import type { Answer, Exchange, Route } from '../http/exchange.ts'
import type { Limiter } from '../rate-limit/limiter.ts'
import { type Manner, toErrorAnswer } from './answer.ts'
import { Refusal, toRefusal } from './errors.ts'

/** What the routes work with; one for a process. */
export interface RestParts {
  readonly database: Database
  readonly authentication: Authentication
  readonly limiter: Limiter
  readonly fields: FieldsByType
  readonly now: () => Date
  readonly newId: () => string
}

/** A method that a path does not have is refused by the handler, in the format asked for. */
const knownMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** A route whose handler sees every method. */
export function routeOf(handle: (exchange: Exchange) => Promise<Answer>): Route {
  return { methods: Object.fromEntries(knownMethods.map((method) => [method, handle])), logLevel: 'info' }
}

interface Identifying {
  readonly manner: Pick<Manner, 'callback'>
  readonly isOpen: boolean
}

/** Who asks; null for nobody, where that is allowed. JSONP can be read by any page, so a session does not count there. */
export async function identify(
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

/** What a request carries. */
export function contextOf(
  { database, fields, now, newId }: RestParts,
  { requestId, log }: Exchange,
  identity: Identity | null,
): Context {
  const viewer = identity?.viewer ?? nobody
  return makeContext({ requestId, log, database, fields, viewer, refusal: null, now, newId })
}

/** An answer that sets cookies. */
export function withCookies(answer: Answer, cookies: readonly string[]): Answer {
  const others = answer.headers['set-cookie'] ?? []
  const all = [...cookies, ...others]
  return all.length === 0 ? answer : { ...answer, headers: { ...answer.headers, 'set-cookie': all } }
}

/** What is answered where a request failed; of a bug, nothing but where to find it in the log. */
export function toFailure(error: unknown, { log, requestId }: Exchange, manner: Manner): Answer {
  const refusal = toRefusal(error)
  if (refusal) return toErrorAnswer(refusal, manner)
  log.error({ requestId, err: error }, 'a request failed')
  const message = `Something went wrong here; the request id is ${requestId}.`
  return toErrorAnswer(new Refusal(500, 'InternalServerError', message), manner)
}
