import { secondsPerDay } from './recurrence/wall-clock.ts'
import type { Range } from './recurrence/windows.ts'

/** The second in which an instant lies, counted from 1970-01-01T00:00Z, as schedules are evaluated. */
export function secondOf(instant: Date): number {
  return Math.floor(instant.getTime() / 1000)
}

/** A stretch of instants, in seconds since 1970-01-01T00:00Z, in which a zone's clock is `offset` seconds ahead of UTC. */
export interface Segment extends Range {
  readonly offset: number
}

/** Since 1900 no zone has changed its clock twice within six days (tz database 2025c), so no change is stepped over. */
const sampleSeconds = 4 * secondsPerDay
const chunkSeconds = 28 * sampleSeconds
/** Some 300 years in a zone; then what is known of it is forgotten. */
const maxChunks = 1000

/** The segments of a chunk, which they fill. */
type Chunk = readonly [Segment, ...Segment[]]

/** What is known of one zone's clock: its changes are looked up a chunk of time at a time, and remembered. */
class ZoneClock {
  readonly #format: Intl.DateTimeFormat
  readonly #chunks = new Map<number, Chunk>()

  constructor(zone: string) {
    this.#format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
  }

  chunkAround(instant: number): Chunk {
    const number = Math.floor(instant / chunkSeconds)
    const known = this.#chunks.get(number)
    if (known) return known
    if (this.#chunks.size >= maxChunks) this.#chunks.clear()
    const chunk = this.#readChunk(number * chunkSeconds)
    this.#chunks.set(number, chunk)
    return chunk
  }

  #readChunk(start: number): Chunk {
    const end = start + chunkSeconds
    const chunk: [Segment, ...Segment[]] = [{ from: start, before: end, offset: this.#offsetAt(start) }]
    for (let sample = start; sample < end; sample += sampleSeconds) {
      const [latest] = chunk
      const next = Math.min(sample + sampleSeconds, end - 1)
      if (this.#offsetAt(next) === latest.offset) continue
      const change = this.#findChange(sample, next)
      chunk.splice(0, 1, { from: change, before: end, offset: this.#offsetAt(change) }, { ...latest, before: change })
    }
    return chunk
  }

  /** The first second with another offset than `before`, up to `after`. */
  #findChange(before: number, after: number): number {
    const offset = this.#offsetAt(before)
    let low = before
    let high = after
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (this.#offsetAt(middle) === offset) low = middle
      else high = middle
    }
    return high
  }

  #offsetAt(instant: number): number {
    const text = this.#format.format(instant * 1000)
    const [, sign, hours, minutes, seconds] = /GMT([+-])(\d\d):(\d\d)(?::(\d\d))?$/.exec(text) ?? []
    const size = Number(hours ?? 0) * 3600 + Number(minutes ?? 0) * 60 + Number(seconds ?? 0)
    return sign === '-' ? -size : size
  }
}

const clocks = new Map<string, ZoneClock>()

/**
 * A stretch around an instant with one UTC offset. It may end before the clock changes: the next then has the same one.
 * @param zone as `findZone` answers it.
 */
export function segmentAt(zone: string, instant: number): Segment {
  const clock = clocks.get(zone) ?? new ZoneClock(zone)
  clocks.set(zone, clock)
  const chunk = clock.chunkAround(instant)
  return chunk.find(({ from, before }) => from <= instant && instant < before) ?? chunk[0]
}
