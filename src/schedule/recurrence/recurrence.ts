import { daysOfWeek, type SchedulingRule, type SchedulingRuleFrequency } from '../model.ts'
import { dateOf, dayNumber, weekdayOf } from './calendar.ts'
import type { DayParts } from './days-of-year.ts'
import { findDate, findTime, secondsPerDay } from './wall-clock.ts'

/** When a Time rule occurs: its parts, with all that it leaves out taken from its start. Wall-clock seconds. */
export interface Recurrence {
  readonly frequency: Exclude<SchedulingRuleFrequency, 'None'>
  readonly interval: number
  readonly days: DayParts
  /** Empty where the frequency itself moves the hour or minute. */
  readonly byHour: readonly number[]
  readonly byMinute: readonly number[]
  readonly bySetPosition: readonly number[]
  /** The first second that can be an occurrence, and the last. */
  readonly start: number
  readonly until: number
  /** Infinity where there is none. */
  readonly count: number
}

/** Before any instant that can be asked about. */
const beginning = dayNumber({ year: -1, month: 1, day: 1 }) * secondsPerDay

/**
 * Resolves a Time rule without faults. `None` occurs once a day: on its start date, through `untilDate` when that is
 * given, or on every day where there is no start date.
 * @see RFC 5545, 3.3.10: "Information … missing in the RRULE … come from the DTSTART". `byWeekNo` without days takes the
 * weekday of the start too.
 */
export function recurrenceOf(rule: SchedulingRule): Recurrence {
  // All day, neither times nor the parts below a day matter: it is the days that occur.
  const startTime = rule.isAllDay ? 0 : (parsed(rule.startTime, findTime) ?? 0)
  const startDate = parsed(rule.startDate, findDate)
  const startDay = dayNumber(startDate ?? { year: 1970, month: 1, day: 1 })
  const start = startDay * secondsPerDay + startTime
  if (rule.frequency === 'None') {
    const last = startDate ? (untilOf(rule) ?? start) : (untilOf(rule) ?? Number.POSITIVE_INFINITY)
    const first = startDate ? start : beginning + startTime
    return { ...onceADay(startTime), start: first, until: last }
  }
  return {
    frequency: rule.frequency,
    interval: Math.max(1, rule.interval),
    days: dayParts(rule, startDay),
    ...timeParts(rule, startTime),
    bySetPosition: rule.bySetPosition,
    start,
    until: untilOf(rule) ?? Number.POSITIVE_INFINITY,
    count: rule.count === 0 ? Number.POSITIVE_INFINITY : rule.count,
  }
}

const noDayParts: DayParts = {
  byMonth: [],
  byWeekNo: [],
  byYearDay: [],
  byMonthDay: [],
  byDay: [],
  offsetsWithin: 'Month',
}

function onceADay(startTime: number): Omit<Recurrence, 'start' | 'until'> {
  const { hour, minute } = partsOf(startTime)
  return {
    frequency: 'Daily',
    interval: 1,
    days: noDayParts,
    byHour: [hour],
    byMinute: [minute],
    bySetPosition: [],
    count: Number.POSITIVE_INFINITY,
  }
}

function dayParts(rule: SchedulingRule, startDay: number): DayParts {
  const byDay = rule.byDay.map(({ dayOfWeek, offset }) => ({
    weekday: (daysOfWeek.indexOf(dayOfWeek) + 6) % 7,
    offset,
  }))
  const { byMonth, byWeekNo, byYearDay, byMonthDay, frequency } = rule
  const offsetsWithin = frequency === 'Yearly' && byMonth.length === 0 ? 'Year' : 'Month'
  const parts = { byMonth, byWeekNo, byYearDay, byMonthDay, byDay, offsetsWithin } as const
  return { ...parts, ...missingDays(parts, frequency, startDay) }
}

/** The days of a rule that names none: those like its start. */
function missingDays(
  { byMonth, byWeekNo, byYearDay, byMonthDay, byDay }: DayParts,
  frequency: SchedulingRuleFrequency,
  startDay: number,
): Partial<DayParts> {
  const startsOn = dateOf(startDay)
  const sameWeekday = { byDay: [{ weekday: weekdayOf(startDay), offset: 0 }] }
  if (frequency === 'Weekly') return byDay.length === 0 ? sameWeekday : {}
  if (byYearDay.length + byMonthDay.length + byDay.length > 0) return {}
  if (frequency === 'Monthly') return { byMonthDay: [startsOn.day] }
  if (frequency !== 'Yearly') return {}
  if (byWeekNo.length > 0) return sameWeekday
  return { byMonthDay: [startsOn.day], byMonth: byMonth.length > 0 ? byMonth : [startsOn.month] }
}

/** Below a day the frequency moves what would otherwise come from the start. */
function timeParts(rule: SchedulingRule, startTime: number): Pick<Recurrence, 'byHour' | 'byMinute'> {
  const { hour, minute } = partsOf(startTime)
  const byHour = rule.isAllDay ? [] : rule.byHour
  const byMinute = rule.isAllDay ? [] : rule.byMinute
  const movesHour = isBelowADay(rule.frequency)
  const movesMinute = movesHour && rule.frequency !== 'Hourly'
  return {
    byHour: byHour.length > 0 || movesHour ? byHour : [hour],
    byMinute: byMinute.length > 0 || movesMinute ? byMinute : [minute],
  }
}

/** Whether a frequency recurs within a day. */
export function isBelowADay(frequency: SchedulingRuleFrequency): boolean {
  return frequency === 'Hourly' || frequency === 'Minutely' || frequency === 'Secondly'
}

function partsOf(secondOfDay: number): { readonly hour: number; readonly minute: number } {
  return { hour: Math.floor(secondOfDay / 3600), minute: Math.floor(secondOfDay / 60) % 60 }
}

/** The last second at which an occurrence may start; a date without a time means its whole day. */
function untilOf({ untilDate }: SchedulingRule): number | null {
  const date = parsed(untilDate, findDate)
  if (untilDate === null || date === null) return null
  const time = untilDate.includes('T') ? findTime(untilDate) : secondsPerDay - 1
  return dayNumber(date) * secondsPerDay + (time ?? 0)
}

function parsed<Value>(text: string | null, find: (text: string) => Value | null): Value | null {
  return text === null ? null : find(text)
}
