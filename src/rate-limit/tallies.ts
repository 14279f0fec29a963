import { createHash } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { resetAfter } from './model.ts'

/** Users whose points are counted at once; of more, those who were quiet for longest begin anew. */
const maxUsers = 100_000
/** A longer id, which some issuers make, is kept as its hash. */
const maxIdLength = 64

/** What a user spent in a window. */
export interface Tally {
  readonly userId: string
  /** In all processes, as the database said last, and when that was in ms of this process; 0 and never until it did. */
  total: number
  heardAt: number
  /** In this one, on its way to the database. */
  telling: number
  /** In this one, and not yet on its way. */
  untold: number
}

/** The window that is open, and what users spent in it. */
export interface Window {
  readonly resetAt: Date
  readonly tallies: LRUCache<string, Tally>
  /** Those of which the database is to be told and asked. */
  readonly due: Set<Tally>
}

export function openWindow(now: Date): Window {
  const due = new Set<Tally>()
  const tallies = new LRUCache<string, Tally>({ max: maxUsers, dispose: (tally) => due.delete(tally) })
  return { resetAt: resetAfter(now), tallies, due }
}

export function isOpen({ resetAt }: Window, now: Date): boolean {
  return resetAfter(now).getTime() === resetAt.getTime()
}

export function tallyOf({ tallies }: Window, id: string): Tally {
  const userId = id.length <= maxIdLength ? id : `sha256:${createHash('sha256').update(id).digest('base64url')}`
  const known = tallies.get(userId)
  if (known) return known
  const tally = { userId, total: 0, heardAt: Number.NEGATIVE_INFINITY, telling: 0, untold: 0 }
  tallies.set(userId, tally)
  return tally
}

/** As far as this process knows. */
export function spentBy({ total, telling, untold }: Tally): number {
  return total + telling + untold
}
