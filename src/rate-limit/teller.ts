import type { Logger } from 'pino'
import { isUnavailable } from '../core/errors.ts'
import type { Database } from '../database/database.ts'
import { addSpent, forgetSpent } from './store.ts'
import type { Tally, Window } from './tallies.ts'

/**
 * How soon the database is told and asked: at once, but for a gap, of a user of whom it said nothing for a second, or who
 * has spent a fiftieth of the limit since; of others within a second.
 */
const soonMs = 50
const laterMs = 1_000
const soonShare = 50

export interface TellerParts {
  readonly limit: number
  readonly database: Database
  readonly log: Logger
}

/** Tells the database what users spent here, and hears from it what they spent in all processes. */
export interface Teller {
  /** Has it told before long what a user spent, who does something now. */
  plan(window: Window, tally: Tally): void
  /** Tells at once what is untold. */
  close(): Promise<void>
}

export function openTeller({ limit, database, log }: TellerParts): Teller {
  let planned: { readonly timer: NodeJS.Timeout; readonly isSoon: boolean } | null = null
  let telling: Promise<void> | null = null
  let latest: Window | null = null
  let cleaned: Window | null = null
  let isClosed = false

  const isUrgent = ({ heardAt, untold }: Tally) => performance.now() - heardAt >= laterMs || untold * soonShare >= limit

  const planIn = (window: Window, isSoon: boolean) => {
    latest = window
    if (isClosed || telling !== null || planned?.isSoon || (planned && !isSoon)) return
    clearTimeout(planned?.timer)
    const timer = setTimeout(() => void tell(), isSoon ? soonMs : laterMs).unref()
    planned = { timer, isSoon }
  }

  /** Points that the database could not be told of are told later, unless their window is over by then. */
  const tell = async (): Promise<void> => {
    planned = null
    const window = latest
    if (window === null || window.due.size === 0) return
    let hasFailed = false
    telling = share(database, window).catch((err) => {
      hasFailed = true
      if (!isUnavailable(err)) log.error({ err }, 'sharing what users spent failed')
    })
    await telling
    telling = null
    if (cleaned !== window && !hasFailed) await clean(window)
    if (latest !== null && latest.due.size > 0) planIn(latest, !hasFailed && [...latest.due].some(isUrgent))
  }

  const clean = async (window: Window): Promise<void> => {
    cleaned = window
    await forgetSpent(database, window.resetAt).catch(() => {})
  }

  return {
    plan(window, tally) {
      const soon = isUrgent(tally)
      if (!soon && tally.untold === 0) return
      window.due.add(tally)
      planIn(window, soon)
    },
    async close() {
      isClosed = true
      clearTimeout(planned?.timer)
      await telling
      await tell()
    },
  }
}

async function share(database: Database, { resetAt, due }: Window): Promise<void> {
  const tallies = [...due]
  due.clear()
  for (const tally of tallies) {
    tally.telling = tally.untold
    tally.untold = 0
  }
  try {
    const spent = tallies.map(({ userId, telling }) => ({ userId, points: telling }))
    const totals = await addSpent(database, resetAt, spent)
    for (const tally of tallies) {
      tally.total = totals.get(tally.userId) ?? tally.total + tally.telling
      tally.heardAt = performance.now()
    }
  } catch (error) {
    for (const tally of tallies) {
      tally.untold += tally.telling
      due.add(tally)
    }
    throw error
  } finally {
    for (const tally of tallies) tally.telling = 0
  }
}
