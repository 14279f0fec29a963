/** Timers run at once when they are set for longer. */
const longestMs = 2 ** 31 - 1

/** Calls `ring` at a point in time, however far off; what is answered calls it off. */
export function setAlarm(at: Date, ring: () => void): () => void {
  let timer: NodeJS.Timeout
  const wait = () => {
    const ms = at.getTime() - Date.now()
    timer = ms > longestMs ? setTimeout(wait, longestMs) : setTimeout(ring, Math.max(ms, 0))
  }
  wait()
  return () => clearTimeout(timer)
}
