import { rateLimited } from '../core/errors.ts'

/** Runs `work` when it is its turn. @throws {RequestError} `RATE_LIMITED` when too many wait already. */
export type InTurn = <Value>(work: () => Promise<Value>) => Promise<Value>

/** Lets so many run at once and so many wait, first come, first served. */
export function createTurns(atOnce: number, maxWaiting: number): InTurn {
  let running = 0
  const waiting: (() => void)[] = []
  const begin = async () => {
    if (running < atOnce) return void running++
    if (waiting.length >= maxWaiting) throw rateLimited('Too many sign in at once; try again in a moment.', 1)
    // Whoever ends leaves their place to the next one.
    await new Promise<void>((resolve) => waiting.push(resolve))
  }
  const end = () => {
    const next = waiting.shift()
    if (next) next()
    else running--
  }
  return async (work) => {
    await begin()
    try {
      return await work()
    } finally {
      end()
    }
  }
}
