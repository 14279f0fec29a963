import { rateLimited, tooComplex } from '../core/errors.ts'
import { type RateLimit, resetAfter, unlimited } from './model.ts'
import { isOpen, openWindow, spentBy, tallyOf } from './tallies.ts'
import { openTeller, type TellerParts } from './teller.ts'

/** Counts what one request costs its user. */
export interface Meter {
  /**
   * Charges points before they are spent. Nothing is charged where it throws.
   * @throws {RequestError} `RATE_LIMITED` with `retryAfterSeconds` where fewer are left; `QUERY_TOO_COMPLEX` where waiting
   * would not help, as there are never so many.
   */
  charge(points: number): void
  /** Charges what is being spent already, even where less is left. */
  add(points: number): void
  read(): RateLimit
}

/** What users spend of the points that they have each minute; one for a process. */
export interface Limiter {
  meterOf(userId: string): Meter
  /** Tells other processes what they have not been told yet. */
  close(): Promise<void>
}

interface LimiterParts extends Omit<TellerParts, 'limit'> {
  /** Points a minute and user; null for no limit, where only the cost of each request is known. */
  readonly limit: number | null
  readonly now: () => Date
}

/**
 * Counts in memory, so that no request waits for it; the database is told now and then, and answers what was spent in all
 * processes. In one process the limit is exact; in several a user can spend more by what the others admit until they
 * have heard of it: a fiftieth of the limit, and what comes within some hundredths of a second. While the database is
 * away, each counts alone.
 */
export function openLimiter({ limit, now, ...parts }: LimiterParts): Limiter {
  if (limit === null) return noLimiter(now)
  const teller = openTeller({ ...parts, limit })
  let open = openWindow(now())
  const tallyNow = (userId: string) => {
    const at = now()
    if (!isOpen(open, at)) open = openWindow(at)
    return { at, window: open, tally: tallyOf(open, userId) }
  }
  return {
    meterOf(userId) {
      let cost = 0
      const add = (points: number) => {
        const { window, tally } = tallyNow(userId)
        cost += points
        tally.untold += points
        teller.plan(window, tally)
      }
      return {
        charge(points) {
          if (points === 0) return
          const { at, window, tally } = tallyNow(userId)
          checkLeft(points, { limit, spent: spentBy(tally), waitMs: window.resetAt.getTime() - at.getTime() })
          add(points)
        },
        add,
        read() {
          const { window, tally } = tallyNow(userId)
          teller.plan(window, tally)
          return { limit, cost, remaining: Math.max(0, limit - spentBy(tally)), resetAt: window.resetAt }
        },
      }
    },
    close: teller.close,
  }
}

function checkLeft(points: number, { limit, spent, waitMs }: { limit: number; spent: number; waitMs: number }): void {
  if (points > limit) {
    const details = { what: 'cost', got: points, limit }
    throw tooComplex(`The request costs ${points} points, and there are ${limit} a minute.`, details)
  }
  const left = Math.max(0, limit - spent)
  if (points <= left) return
  const seconds = Math.ceil(waitMs / 1000)
  const message = `The request costs ${points} points, and ${left} of ${limit} are left; try again in ${seconds} s.`
  throw rateLimited(message, seconds)
}

function noLimiter(now: () => Date): Limiter {
  return {
    meterOf() {
      let cost = 0
      const add = (points: number) => {
        cost += points
      }
      const read = () => ({ limit: unlimited, cost, remaining: unlimited, resetAt: resetAfter(now()) })
      return { charge: add, add, read }
    },
    async close() {},
  }
}
