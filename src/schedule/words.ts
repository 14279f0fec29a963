import type { LocalDay } from './files/local-day.ts'
import { daysOfWeek } from './model.ts'
import { dayNumber, weekdayOf } from './recurrence/calendar.ts'
import type { WallDate } from './recurrence/wall-clock.ts'
import type { ScheduleInterval } from './state.ts'

const months = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
]

/** `Monday 16 November 2026`. */
export function longDate(date: WallDate): string {
  return `${weekdayName(date)} ${date.day} ${monthOf(date)} ${date.year}`
}

/** `Mon 16 Nov`. */
export function shortDate(date: WallDate): string {
  return `${weekdayName(date).slice(0, 3)} ${date.day} ${monthOf(date).slice(0, 3)}`
}

/** `16 November 2026`, or the first and the last of several days. */
export function dateRange(days: readonly LocalDay[]): string {
  const dates = [days.at(0), days.at(-1)].flatMap((day) =>
    day ? [`${day.date.day} ${monthOf(day.date)} ${day.date.year}`] : [],
  )
  return [...new Set(dates)].join(' – ')
}

function weekdayName(date: WallDate): string {
  // The calendar's weeks begin on Monday.
  return daysOfWeek[(weekdayOf(dayNumber(date)) + 1) % 7] ?? ''
}

function monthOf({ month }: WallDate): string {
  return months[month - 1] ?? ''
}

/** The hours that a day has: 24 but where clocks are changed. */
export function hoursOf({ from, to }: LocalDay): number {
  return (to.getTime() - from.getTime()) / 3_600_000
}

/** Whether a day is not simply midnight to midnight on one clock. */
export function isIrregular(day: LocalDay): boolean {
  return day.clock.length !== 1 || hoursOf(day) !== 24
}

/** `24 hours`, `23.5 hours`. */
export function lengthOf(day: LocalDay): string {
  return `${Number(hoursOf(day).toFixed(2))} hours`
}

/** What the wall clock reads: `09:00`, with seconds where it has some. */
function wallTime(at: Date, offsetSeconds: number): string {
  const wall = new Date(at.getTime() + offsetSeconds * 1000).toISOString().slice(11, 19)
  return wall.endsWith(':00') ? wall.slice(0, 5) : wall
}

/** Each instant of a day at which the wall clock reads a full hour, with its end, and what it reads. */
export function fullHours(day: LocalDay): readonly { readonly at: Date; readonly time: string }[] {
  const hour = 3600
  const hours = day.clock.flatMap(({ from, to, offsetSeconds }) => {
    const first = Math.ceil((from.getTime() / 1000 + offsetSeconds) / hour) * hour - offsetSeconds
    const count = Math.max(0, Math.ceil((to.getTime() / 1000 - first) / hour))
    return Array.from({ length: count }, (_, index) => new Date((first + index * hour) * 1000))
  })
  const marks = [...hours, day.to].map((at) => ({ at, time: timeWithin(day, at) }))
  return marks.filter(({ time }) => time.endsWith(':00'))
}

type Span = Pick<ScheduleInterval, 'from' | 'to'>

/** When something holds within a day: `09:00–17:00`. */
export function shortTimes(day: LocalDay, { from, to }: Span): string {
  return `${timeWithin(day, from)}–${timeWithin(day, to)}`
}

/** The same to be read out, and with the distance from UTC on a day on which clocks are changed. */
export function longTimes(day: LocalDay, { from, to }: Span): string {
  const utc = (at: Date) => (day.clock.length > 1 ? ` ${toUtcOffset(offsetAt(day, at))}` : '')
  return `${timeWithin(day, from)}${utc(from)} to ${timeWithin(day, to)}${utc(to)}`
}

/** What the wall clock of a day reads, its end included. */
function timeWithin(day: LocalDay, at: Date): string {
  const time = wallTime(at, offsetAt(day, at))
  return time === '00:00' && at.getTime() === day.to.getTime() ? '24:00' : time
}

function offsetAt({ clock }: LocalDay, at: Date): number {
  return (clock.find(({ to }) => at < to) ?? clock.at(-1))?.offsetSeconds ?? 0
}

/** `UTC+02:00`. */
function toUtcOffset(offsetSeconds: number): string {
  return `UTC${offsetSeconds < 0 ? '−' : '+'}${wallTime(new Date(0), Math.abs(offsetSeconds))}`
}

/** A state's name, or words where it is empty. */
export function stateLabel(stateName: string): string {
  return stateName === '' ? 'No state' : stateName
}

/** Why a state holds: `rule “Weekdays”`. */
export function causeOf({ source, rule }: ScheduleInterval): string {
  switch (source) {
    case 'ForceClosed':
      return 'closed by force'
    case 'Rule':
      return `rule “${rule?.name ?? rule?.id ?? ''}”`
    case 'DefaultState':
      return 'no rule applies'
  }
}

/** A day and all that holds on it, in words, as a line. */
export function describeDay(day: LocalDay, stretches: readonly ScheduleInterval[]): string {
  const date = longDate(day.date)
  if (day.clock.length === 0) return `${date}: ${skipped}.`
  const length = isIrregular(day) ? `, ${[lengthOf(day), ...changesOf(day)].join(', ')}` : ''
  const states = stretches.map(
    (stretch) => `${stateLabel(stretch.stateName)} ${longTimes(day, stretch)} (${causeOf(stretch)})`,
  )
  return `${date}${length}: ${states.join('; ')}.`
}

/** What stands in place of a day that has not been. */
export const skipped = 'the clocks skip this day'

/** `clocks go from 02:00 to 03:00`, for each change within a day. */
export function changesOf({ clock }: LocalDay): readonly string[] {
  return clock.slice(1).map(({ from, offsetSeconds }, index) => {
    const before = clock[index]?.offsetSeconds ?? offsetSeconds
    return `clocks go from ${wallTime(from, before)} to ${wallTime(from, offsetSeconds)}`
  })
}
