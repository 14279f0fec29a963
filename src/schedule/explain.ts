import type { CompiledRule } from './compile.ts'
import type { SchedulingRule } from './model.ts'
import { dateOf, dayOfSecond, modulo } from './recurrence/calendar.ts'
import { type DayParts, isPickedDay } from './recurrence/days-of-year.ts'
import { type Recurrence, recurrenceOf } from './recurrence/recurrence.ts'
import { type Starts, startsOf } from './recurrence/starts.ts'
import { secondsPerDay } from './recurrence/wall-clock.ts'
import { longDate } from './words.ts'

/** Which part of a rule decided, and one sentence about it for a person. */
export interface Reason {
  readonly part: keyof SchedulingRule
  readonly because: string
}

/** Why a Time rule holds at a second of the wall clock at which it does. */
export function whyItHolds({ isAllDay }: SchedulingRule, wall: number): Reason {
  return isAllDay
    ? { part: 'isAllDay', because: `It occurs on ${dayText(dayOfSecond(wall))}, all day.` }
    : { part: 'startTime', because: `One of its windows covers ${momentText(wall)}.` }
}

/**
 * Why a Time rule does not hold at a second of the wall clock at which it does not: the first part, in the order in which
 * RFC 5545 applies them, that keeps it from occurring on that day, or the time of day. A window counts for the day on which
 * it starts.
 */
export function whyItDoesNotHold(compiled: CompiledRule, wall: number): Reason {
  const { rule, fault } = compiled
  if (fault) {
    const because = `It never matches, because of ${fault.path.join('.')}: ${fault.reason}.`
    return { part: fault.path[0], because }
  }
  const day = dayOfSecond(wall)
  const recurrence = recurrenceOf({ ...rule, count: 0 })
  const starts = startsOf(recurrence)
  return occursOn(starts, day) ? againstTime(compiled, starts, wall) : againstDay(rule, recurrence, day)
}

function againstDay(rule: SchedulingRule, recurrence: Recurrence, day: number): Reason {
  return beyondDates(rule, recurrence, day) ?? againstDayParts(rule, recurrence, day) ?? againstSteps(recurrence, day)
}

function beyondDates({ untilDate }: SchedulingRule, { start, until }: Recurrence, day: number): Reason | null {
  const [first, last] = [dayOfSecond(start), dayOfSecond(until)]
  if (day < first) return { part: 'startDate', because: `It only begins on ${dayText(first)}.` }
  if (day <= last) return null
  return untilDate === null
    ? { part: 'startDate', because: `It only occurs on ${dayText(first)}.` }
    : { part: 'untilDate', because: `It ended on ${dayText(last)}.` }
}

const dayPartNames = ['byMonth', 'byWeekNo', 'byYearDay', 'byMonthDay', 'byDay'] as const
const noParts = { byMonth: [], byWeekNo: [], byYearDay: [], byMonthDay: [], byDay: [] } as const

/** Looks at each part alone; one that the rule leaves out comes from its start date. */
function againstDayParts(rule: SchedulingRule, { days, start }: Recurrence, day: number): Reason | null {
  const alone = (part: (typeof dayPartNames)[number]): DayParts => ({
    ...noParts,
    offsetsWithin: days.offsetsWithin,
    [part]: days[part],
  })
  const part = dayPartNames.find((each) => !isPickedDay(alone(each), day))
  if (part === undefined) return null
  if (rule[part].length > 0) return { part, because: `${notOn(day)}, because of ${part}.` }
  return { part: 'startDate', because: `${notOn(day)}, only on days like its start, ${dayText(dayOfSecond(start))}.` }
}

/** For a day that all parts pick that pick days: takes back, one after the other, what may still leave it out. */
function againstSteps(recurrence: Recurrence, day: number): Reason {
  const { interval, start, until } = recurrence
  const endless = { ...recurrence, until: Number.POSITIVE_INFINITY }
  const everyStep = { ...endless, interval: 1, bySetPosition: [] }
  if (!occursOn(startsOf(everyStep), day)) {
    return { part: 'startDate', because: `It only begins at ${momentText(start)}.` }
  }
  if (!occursOn(startsOf({ ...everyStep, interval }), day)) {
    return { part: 'interval', because: `${notOn(day)}, because of its interval of ${interval}.` }
  }
  if (!occursOn(startsOf(endless), day)) {
    return { part: 'bySetPosition', because: `${notOn(day)}, because of bySetPosition.` }
  }
  return { part: 'untilDate', because: `It ended at ${momentText(until)}.` }
}

/** For a day on which a rule occurs but for its count. */
function againstTime({ rule, windows }: CompiledRule, starts: Starts, wall: number): Reason {
  const day = dayOfSecond(wall)
  const range = { from: day * secondsPerDay, before: (day + 1) * secondsPerDay }
  const earlier = starts.last(range.from, wall + 1)
  const later = starts.first(wall + 1, range.before)
  // The windows know where COUNT ends, and need not look for it again.
  const isCounted = (start: number | null) => start !== null && (windows?.holdsAt(start) ?? false)
  if (!isCounted(earlier ?? later)) {
    return { part: 'count', because: `Its count of ${rule.count} ends before ${momentText(wall)}.` }
  }
  const part = isCounted(later) ? timePartAgainst(rule, wall) : null
  if (part) return { part, because: `It does not occur at ${momentText(wall)}, because of ${part}.` }
  const gap = windows?.spanAt(wall, range) ?? range
  return earlier === null
    ? { part: 'startTime', because: `Its first window begins at ${momentText(gap.before)}.` }
    : { part: 'endTime', because: `Its latest window ended at ${momentText(gap.from)}.` }
}

function timePartAgainst({ frequency, byHour, byMinute }: SchedulingRule, wall: number): 'byHour' | 'byMinute' | null {
  if (frequency === 'None') return null
  const minutes = Math.floor(modulo(wall, secondsPerDay) / 60)
  if (byHour.length > 0 && !byHour.includes(Math.floor(minutes / 60))) return 'byHour'
  return byMinute.length > 0 && !byMinute.includes(minutes % 60) ? 'byMinute' : null
}

function occursOn(starts: Starts, day: number): boolean {
  return starts.first(day * secondsPerDay, (day + 1) * secondsPerDay) !== null
}

function notOn(day: number): string {
  return `It does not occur on ${dayText(day)}`
}

/** `Saturday 21 November 2026`. */
function dayText(day: number): string {
  return longDate(dateOf(day))
}

/** `09:00`, with seconds where it has some. */
function timeText(wall: number): string {
  const text = new Date(modulo(wall, secondsPerDay) * 1000).toISOString().slice(11, 19)
  return text.endsWith(':00') ? text.slice(0, 5) : text
}

/** `09:00 on Saturday 21 November 2026`. */
function momentText(wall: number): string {
  return `${timeText(wall)} on ${dayText(dayOfSecond(wall))}`
}
