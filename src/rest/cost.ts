import type { Identity } from '../auth/authenticate.ts'
import { mutationCost } from '../graphql/cost.ts'
import { type ListRequest, sizeIn } from '../page/list-request.ts'
import type { Meter } from '../rate-limit/limiter.ts'
import type { RestParts } from './edge.ts'
import type { Operation } from './operations.ts'

/** What counts the cost of a request; null for nobody, who is charged nothing. */
export function meterOf({ limiter }: RestParts, identity: Identity | null): Meter | null {
  return identity && limiter.meterOf(identity.viewer.userId)
}

/**
 * What a request costs, as the same does on GraphQL: 1, a write 10 more, a page its size. What `all=true` reads is
 * charged as it is read.
 */
export function costOf({ method, isSafe = false, request: { members } }: Operation, request: ListRequest): number {
  const write = method === 'GET' || isSafe ? 0 : mutationCost
  const isList = members.some(({ key }) => key === 'countPerPage')
  return 1 + write + (isList && !request.all ? sizeIn(request) : 0)
}
