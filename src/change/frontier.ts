/** What the database says of its records at one moment; see `Dialect.frontier`. */
export interface Moment {
  /** The highest id given so far, also by transactions that are under way or were rolled back. */
  readonly given: number
  /** The transactions that are writing records, by names of their own; null where one at a time gives ids and commits. */
  readonly writers: readonly string[] | null
}

/** Up to which id records are settled: all that there will ever be are there. What is settled stays so. */
export interface Frontier {
  readonly settled: number
  /** Whether ids were given beyond it, so that looking again soon may bring it further. */
  readonly isBehind: boolean
  /** Takes in a moment, which has to be later than the one before it. */
  advance(moment: Moment): void
}

/**
 * Ids are given before their transactions commit, so one may appear below another that was seen already.
 *
 * On PostgreSQL a transaction that inserts locks the table, which stops nobody, before it is given an id, and lets go of
 * it once others see what it committed. So the ids given by one moment belong to transactions that are among the writers
 * of the next one, or have ended; when those have ended as well, no more of these ids will appear, and the ones that are
 * missing were rolled back. It takes the next moment, as the database may look for writers first and for ids then. Who
 * writes for long holds the frontier up, and nothing is lost.
 */
export function createFrontier(): Frontier {
  let settled = 0
  /** Ids that wait until writers have ended; whom they wait for is known from the next moment on. */
  let waiting: { readonly given: number; readonly writers: readonly string[] | null } | null = null
  return {
    get settled() {
      return settled
    },
    get isBehind() {
      return waiting !== null
    },
    advance({ given, writers }) {
      if (writers === null) {
        settled = given
        return
      }
      if (waiting !== null) {
        const among = waiting.writers
        const left = among === null ? writers : among.filter((writer) => writers.includes(writer))
        if (left.length === 0) settled = waiting.given
        waiting = left.length === 0 ? null : { given: waiting.given, writers: left }
      }
      if (waiting === null && given > settled) waiting = { given, writers: null }
    },
  }
}
