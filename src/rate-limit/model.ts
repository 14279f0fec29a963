/** Counting begins anew with every minute of the clock, for all users and in all processes. */
export const windowMs = 60_000

/** The largest Int of GraphQL: the limit where there is none, so that clients who look after theirs go on. */
export const unlimited = 2 ** 31 - 1

/** What a request cost, and what its user has left of their points. */
export interface RateLimit {
  readonly limit: number
  readonly cost: number
  readonly remaining: number
  readonly resetAt: Date
}

/** When the window that an instant lies in ends, and the next one begins. */
export function resetAfter(now: Date): Date {
  return new Date((Math.floor(now.getTime() / windowMs) + 1) * windowMs)
}
