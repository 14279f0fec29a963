import type { SchedulingRule } from '../model.ts'
import { dayOfSecond } from './calendar.ts'
import { recurrenceOf } from './recurrence.ts'
import { type Starts, startsOf } from './starts.ts'
import { findTime, secondsPerDay } from './wall-clock.ts'

/** A stretch of time, half-open, in whole seconds: of a wall clock since its 1970-01-01T00:00, or of instants. */
export interface Range {
  readonly from: number
  readonly before: number
}

/** A stretch in which something holds throughout, or not at all. */
export interface Span extends Range {
  readonly holds: boolean
}

/** The windows of a Time rule, on the wall clock without a zone. */
export interface Windows {
  holdsAt(wall: number): boolean
  /**
   * A stretch around `wall` within `range`, which holds `wall`. Where many windows touch it may end before the rule
   * changes: the stretch beside it then holds just the same.
   */
  spanAt(wall: number, range: Range): Span
}

/** How many windows that touch are joined to one span. */
const maxJoined = 16

/** The windows of a Time rule that has no faults. */
export function windowsOf(rule: SchedulingRule): Windows {
  const occurrences = startsOf(recurrenceOf(rule))
  const starts = rule.isAllDay ? daysOf(occurrences) : occurrences
  const length = lengthOf(rule)
  const lastAround = (wall: number) => starts.last(wall - length + 1, wall + 1)

  function gapAround(wall: number, { from, before }: Range): Span {
    const previous = from < wall ? starts.last(from - length + 1, wall - length + 1) : null
    return {
      holds: false,
      from: previous === null ? from : previous + length,
      before: starts.first(wall + 1, before) ?? before,
    }
  }
  function runAround(wall: number, { from, before }: Range, last: number): Span {
    let first = starts.first(wall - length + 1, wall + 1) ?? last
    for (let joined = 0, start: number | null = first; start !== null && joined < maxJoined && first > from; joined++) {
      first = starts.rowAround(start, length)[0]
      start = starts.first(first - length, first)
    }
    let end = last + length
    for (let joined = 0, start: number | null = last; start !== null && joined < maxJoined && end < before; joined++) {
      const rowEnd = starts.rowAround(start, length)[1]
      end = rowEnd + length
      start = starts.last(rowEnd + 1, end + 1)
    }
    return { holds: true, from: Math.max(first, from), before: Math.min(end, before) }
  }
  return {
    holdsAt: (wall) => lastAround(wall) !== null,
    spanAt(wall, range) {
      const last = lastAround(wall)
      return last === null ? gapAround(wall, range) : runAround(wall, range, last)
    },
  }
}

/**
 * How long each window of a rule is, in seconds, up to a day: to the end of the day where no end is given, and over
 * midnight where the end is not after the start.
 */
export function lengthOf({ isAllDay, startTime, endTime }: SchedulingRule): number {
  if (isAllDay) return secondsPerDay
  const start = (startTime === null ? null : findTime(startTime)) ?? 0
  const end = (endTime === null ? null : findTime(endTime)) ?? secondsPerDay
  return end > start ? end - start : end - start + secondsPerDay
}

/** 00:00 of each day that holds an occurrence. */
function daysOf(occurrences: Starts): Starts {
  const startOfDay = (wall: number) => dayOfSecond(wall) * secondsPerDay
  const nextDay = (wall: number) => startOfDay(wall + secondsPerDay - 1)
  const dayOf = (start: number | null) => (start === null ? null : startOfDay(start))
  return {
    first: (from, before) => dayOf(occurrences.first(nextDay(from), nextDay(before))),
    last: (from, before) => dayOf(occurrences.last(nextDay(from), nextDay(before))),
    rowAround: (start) => [start, start],
  }
}
