import { dateOf, firstWeek, kindOfYear, weekdayOf, yearOf, yearStart } from './calendar.ts'
import { daysInMonth } from './wall-clock.ts'

/** The parts of a rule that pick days. An empty part picks all. */
export interface DayParts {
  readonly byMonth: readonly number[]
  readonly byWeekNo: readonly number[]
  readonly byYearDay: readonly number[]
  readonly byMonthDay: readonly number[]
  /** Weekdays from Monday, 0; with an offset the nth of the month or year, from its end when negative. */
  readonly byDay: readonly { readonly weekday: number; readonly offset: number }[]
  /** What the offsets of `byDay` count in (RFC 5545, erratum 1913). */
  readonly offsetsWithin: 'Month' | 'Year'
}

/** Days of any year that some parts pick, counted from 1 January as 0; sorted. Remembered for each kind of year. */
export class DaysOfYear {
  readonly #parts: Parts
  readonly #byKind = new Map<number, readonly number[]>()
  /** The year that was asked about last: its first day, the day after its last, and which of its days are picked. */
  #latest = { from: 0, before: 0, picked: new Set<number>() }

  constructor(parts: DayParts) {
    this.#parts = toParts(parts)
  }

  /**
   * With `byWeekNo` they are those of the year's weeks, which may begin in the year before and end in the year after:
   * from -3 to 368.
   */
  of(year: number): readonly number[] {
    const kind = kindOfYear(year)
    const known = this.#byKind.get(kind)
    if (known) return known
    const days = this.#parts.byWeekNo ? daysOfWeeks(this.#parts, year) : daysOfMonths(this.#parts, year)
    this.#byKind.set(kind, days)
    return days
  }

  /** Whether a day is among them; not for `byWeekNo`. */
  has(day: number): boolean {
    if (day < this.#latest.from || this.#latest.before <= day) {
      const year = yearOf(day)
      this.#latest = { from: yearStart(year), before: yearStart(year + 1), picked: new Set(this.of(year)) }
    }
    return this.#latest.picked.has(day - this.#latest.from)
  }
}

/** Whether some parts pick a day, in whichever year its week counts. */
export function isPickedDay(dayParts: DayParts, day: number): boolean {
  const { byMonth, byWeekNo, isPicked } = toParts(dayParts)
  if (byMonth && !byMonth.has(dateOf(day).month)) return false
  // A week counts in the year in which its Thursday lies.
  const monday = day - weekdayOf(day)
  const year = yearOf(monday + 3)
  const week = (monday - firstWeek(year)) / 7 + 1
  return (!byWeekNo || isOneOf(byWeekNo, week, weeksIn(year))) && isPicked(placeOf(day))
}

function weeksIn(year: number): number {
  return (firstWeek(year + 1) - firstWeek(year)) / 7
}

/** Parts to look values up in, null where they are empty: lists may hold a thousand, and every day is looked up. */
interface Parts {
  readonly byMonth: Part | null
  readonly byWeekNo: Part | null
  /** Tests a day against all other parts. */
  readonly isPicked: Test
}

type Part = ReadonlySet<number>
type Test = (place: Place) => boolean

/** A day and where it lies in its month and year, both counted from 1. */
interface Place {
  weekday: number
  dayOfMonth: number
  daysInMonth: number
  dayOfYear: number
  daysInYear: number
}

function toParts({ byMonth, byWeekNo, byMonthDay, byYearDay, byDay, offsetsWithin }: DayParts): Parts {
  const [monthDays, yearDays] = [partOf(byMonthDay), partOf(byYearDay)]
  const tests: Test[] = []
  if (byDay.length > 0) tests.push(byDayTest(byDay, offsetsWithin))
  if (monthDays) tests.push(({ dayOfMonth, daysInMonth: length }) => isOneOf(monthDays, dayOfMonth, length))
  if (yearDays) tests.push(({ dayOfYear, daysInYear }) => isOneOf(yearDays, dayOfYear, daysInYear))
  const [only, ...others] = tests
  const isPicked = only && others.length === 0 ? only : (place: Place) => tests.every((test) => test(place))
  return { byMonth: partOf(byMonth), byWeekNo: partOf(byWeekNo), isPicked }
}

function partOf(values: readonly number[]): Part | null {
  return values.length > 0 ? new Set(values) : null
}

/** Whether a part holds a position among `length`, counted from either end. */
function isOneOf(part: Part, position: number, length: number): boolean {
  return part.has(position) || part.has(position - length - 1)
}

function byDayTest(byDay: DayParts['byDay'], offsetsWithin: DayParts['offsetsWithin']): Test {
  const every = new Set(byDay.filter(({ offset }) => offset === 0).map(({ weekday }) => weekday))
  const counted = new Set(byDay.filter(({ offset }) => offset !== 0).map(({ weekday, offset }) => offset * 7 + weekday))
  if (counted.size === 0) return ({ weekday }) => every.has(weekday)
  return (place) => {
    if (every.has(place.weekday)) return true
    const isInMonth = offsetsWithin === 'Month'
    const position = isInMonth ? place.dayOfMonth : place.dayOfYear
    const length = isInMonth ? place.daysInMonth : place.daysInYear
    const [fromStart, fromEnd] = [Math.ceil(position / 7), -Math.ceil((length - position + 1) / 7)]
    return counted.has(fromStart * 7 + place.weekday) || counted.has(fromEnd * 7 + place.weekday)
  }
}

function daysOfMonths({ byMonth, isPicked }: Parts, year: number): readonly number[] {
  const days: number[] = []
  const january = yearStart(year)
  // One place for all days: this runs through hundreds of them for each rule.
  const place = { ...placeOf(january), dayOfYear: 0 }
  for (let month = 1; month <= 12; month++) {
    place.daysInMonth = daysInMonth(year, month)
    if (byMonth && !byMonth.has(month)) {
      place.dayOfYear += place.daysInMonth
      continue
    }
    for (place.dayOfMonth = 1; place.dayOfMonth <= place.daysInMonth; place.dayOfMonth++) {
      place.dayOfYear++
      place.weekday = weekdayOf(january + place.dayOfYear - 1)
      if (isPicked(place)) days.push(place.dayOfYear - 1)
    }
  }
  return days
}

function daysOfWeeks({ byMonth, byWeekNo, isPicked }: Parts, year: number): readonly number[] {
  const days: number[] = []
  const weeks = weeksIn(year)
  for (let week = 1; week <= weeks; week++) {
    if (byWeekNo && !isOneOf(byWeekNo, week, weeks)) continue
    const monday = firstWeek(year) + (week - 1) * 7
    for (let day = monday; day < monday + 7; day++) {
      const isInMonth = !byMonth || byMonth.has(dateOf(day).month)
      if (isInMonth && isPicked(placeOf(day))) days.push(day - yearStart(year))
    }
  }
  return days
}

function placeOf(day: number): Place {
  const { year, month, day: dayOfMonth } = dateOf(day)
  return {
    weekday: weekdayOf(day),
    dayOfMonth,
    daysInMonth: daysInMonth(year, month),
    dayOfYear: day - yearStart(year) + 1,
    daysInYear: yearStart(year + 1) - yearStart(year),
  }
}
