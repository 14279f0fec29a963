import type { Identity } from '../auth/authenticate.ts'
import type { Authentication } from '../auth/sign-in.ts'
import type { Context } from '../context.ts'
import type { Outcome } from '../core/outcome.ts'
import type { ListRequest, ListResponse } from '../page/list-request.ts'
import { Refusal, refuseInput } from './errors.ts'

/** One call of an operation. */
export interface Call<Request> {
  readonly context: Context
  /** The request as its DTO says: path variables, body and query together. */
  readonly request: Request
  /** The version that `If-Match` wants; null where it wants none. */
  readonly expectedVersion: number | null
  /** The members that `?reset=` clears, in lower case. */
  readonly reset: readonly string[]
  readonly session: Session
}

/** What signing in and out works with. */
export interface Session {
  readonly authentication: Authentication
  /** Null where an operation that is open to everybody is asked for by nobody. */
  readonly identity: Identity | null
  /** The header `Cookie`. */
  readonly cookie: string | undefined
  /** The client's IP address. */
  readonly address: string
}

/** What an operation answers. */
export type Reply =
  | {
      readonly kind: 'object'
      readonly value: object
      readonly version: number | null
      /** Values of `Set-Cookie`. */
      readonly cookies?: readonly string[]
    }
  | { readonly kind: 'list'; readonly value: ListResponse<object> }
  | { readonly kind: 'nothing' }
  /** All of a list, as it is read. */
  | { readonly kind: 'stream'; readonly batches: AsyncIterable<readonly object[]>; readonly hasTotals: boolean }

/** The object of a look-up with its version. @throws {Refusal} 404 where there is none. */
export function objectOr404(found: { readonly info: object; readonly version: number } | null, what: string): Reply {
  if (found === null) throw new Refusal(404, 'NotFound', `There is no such ${what}.`)
  return { kind: 'object', value: found.info, version: found.version }
}

/**
 * All of a list, as it is read. The first batch is read at once, so that what is wrong with the request is said by the
 * status of its answer.
 */
export async function streamOf(batches: AsyncGenerator<readonly object[]>, request: ListRequest): Promise<Reply> {
  const first = await batches.next()
  return { kind: 'stream', batches: continued(first, batches), hasTotals: !request.simplifiedPaging }
}

async function* continued(
  first: IteratorResult<readonly object[]>,
  others: AsyncGenerator<readonly object[]>,
): AsyncGenerator<readonly object[]> {
  if (first.done) return
  yield first.value
  yield* others
}

/**
 * The value of a write.
 * @param target the member that names the object.
 * @throws {Refusal} with all that is wrong with the input; 412 where `If-Match` named another version.
 */
export function valueOr400<Value>(outcome: Outcome<Value>, target: string | null): Value {
  if (outcome.ok) return outcome.value
  const stale = outcome.userErrors.find(({ field }) => field[0] === 'expectedVersion')
  if (stale) throw new Refusal(412, 'PreconditionFailed', `If-Match: ${stale.message}`)
  throw refuseInput(outcome.userErrors, target)
}
