import type pg from 'pg'

/** A server that answers nothing for so long on a connection that stands is away as well. */
const longestMs = 60_000
const checksOfLongest = 10

/** Cuts off connections on which no answer comes. */
export interface Silence {
  /** An answer is waited for from now on, or one has come and another one is waited for. */
  awaits(client: pg.PoolClient): void
  /** Nothing is waited for any longer. */
  ends(client: pg.PoolClient): void
}

/**
 * One timer for all connections, which runs while any of them is in use: with one for each statement, as the driver would
 * have it, all that a statement knows of outlives it, and a busy process spends half of its time on that.
 */
export function watchSilence(limitMs = longestMs): Silence {
  const since = new Map<pg.PoolClient, number>()
  let timer: NodeJS.Timeout | null = null
  const check = () => {
    const now = performance.now()
    for (const [client, lastHeard] of since) if (now - lastHeard > limitMs) client.connection.stream.destroy()
    if (since.size > 0 || timer === null) return
    clearInterval(timer)
    timer = null
  }
  return {
    awaits(client) {
      since.set(client, performance.now())
      timer ??= setInterval(check, limitMs / checksOfLongest).unref()
    },
    ends: (client) => void since.delete(client),
  }
}
