import { dateOf, dayNumber, dayOfSecond } from '../recurrence/calendar.ts'
import { secondsPerDay, type WallDate } from '../recurrence/wall-clock.ts'
import { segmentAt } from '../zone-clock.ts'

/** A stretch of time, half-open, in which the wall clock keeps its distance from UTC. */
export interface ClockStretch {
  readonly from: Date
  readonly to: Date
  readonly offsetSeconds: number
}

/**
 * A day of a zone's calendar: from the first instant that reads its date to the first that reads a later one, so that
 * days follow each other without gaps. A day that the zone skips is empty, and has no clock.
 */
export interface LocalDay {
  readonly date: WallDate
  readonly from: Date
  readonly to: Date
  /** The day in order: one stretch, or more where clocks are changed. */
  readonly clock: readonly ClockStretch[]
}

/** The day of a date in an IANA zone. */
export function dayOf(zone: string, date: WallDate): LocalDay {
  const from = startOf(zone, date)
  const to = startOf(zone, dayAfter(date, 1))
  return { date, from: atSecond(from), to: atSecond(to), clock: clockOf(zone, from, to) }
}

/** The date that the wall clock of an IANA zone reads at an instant. */
export function dateAt(zone: string, at: Date): WallDate {
  const seconds = Math.floor(at.getTime() / 1000)
  return dateOf(dayOfSecond(seconds + segmentAt(zone, seconds).offset))
}

/** The date so many days later. */
export function dayAfter(date: WallDate, days: number): WallDate {
  return dateOf(dayNumber(date) + days)
}

/** The first instant that reads a date or a later one, in seconds. */
function startOf(zone: string, date: WallDate): number {
  const wall = dayNumber(date) * secondsPerDay
  // No zone is a day away from UTC, so a day earlier is early enough to begin.
  let segment = segmentAt(zone, wall - secondsPerDay)
  while (wall - segment.offset >= segment.before) segment = segmentAt(zone, segment.before)
  return Math.max(segment.from, wall - segment.offset)
}

function clockOf(zone: string, from: number, to: number): readonly ClockStretch[] {
  const stretches: ClockStretch[] = []
  for (let at = from; at < to; ) {
    const { offset, before } = segmentAt(zone, at)
    const end = Math.min(before, to)
    // A segment may end where the clock goes on as it was.
    const start = stretches.at(-1)?.offsetSeconds === offset ? stretches.pop()?.from : undefined
    stretches.push({ from: start ?? atSecond(at), to: atSecond(end), offsetSeconds: offset })
    at = end
  }
  return stretches
}

function atSecond(seconds: number): Date {
  return new Date(seconds * 1000)
}
