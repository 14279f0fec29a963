import {
  dateOf,
  dayNumber,
  dayOfSecond,
  kindOfYear,
  kindsOfYear,
  modulo,
  weekdayOf,
  yearOf,
  yearStart,
} from './calendar.ts'
import { DaysOfYear } from './days-of-year.ts'
import { type Ascending, atPositions, listed, product } from './positions.ts'
import type { Recurrence } from './recurrence.ts'
import { everyStep, minutesOf } from './times-of-day.ts'
import { secondsPerDay } from './wall-clock.ts'

/** One block of a recurrence: its occurrences, in seconds from `base`, a second of the wall clock. */
export interface Block {
  readonly base: number
  readonly starts: Ascending
}

/**
 * A recurrence without beginning and end, cut into blocks that are numbered in order of time. No two blocks overlap, and
 * each block is told by its number alone, so that no search has to come from the start.
 */
export interface Blocks {
  /** The number of the block in which a second of the wall clock lies, or of the last one before it. */
  numberOf(wall: number): number
  at(number: number): Block
  /** How many blocks before and after `numberOf` an occurrence may lie: weeks reach into the years beside theirs. */
  readonly reach: 0 | 1
  /** How many steps it takes to make a block, at most, once what can be remembered is. */
  readonly stepsEach: number
  /** The distance that no two occurrences fall short of; null where blocks reach into others. */
  readonly spacing: number | null
}

/**
 * Cuts a recurrence into the largest blocks that repeat: years where that is possible, as there are few kinds of
 * them.
 */
export function blocksOf(recurrence: Recurrence): Blocks {
  const { frequency, interval, bySetPosition } = recurrence
  const startDay = dayOfSecond(recurrence.start)
  switch (frequency) {
    case 'Yearly':
      return yearly(recurrence)
    case 'Monthly':
      if (interval > 1 || bySetPosition.length > 0) return monthly(recurrence)
      return daily(recurrence, spaced(timesOf(recurrence), secondsPerDay), { from: startDay, length: 1 })
    case 'Weekly': {
      const weeks = { from: mondayOf(startDay), length: 7 }
      if (bySetPosition.length > 0) return weekly(recurrence, weeks.from)
      return daily(recurrence, spaced(timesOf(recurrence), secondsPerDay), weeks)
    }
    case 'Daily': {
      const times = positioned(timesOf(recurrence), bySetPosition)
      return daily(recurrence, spaced(times, secondsPerDay), { from: startDay, length: 1 })
    }
    case 'Hourly':
    case 'Minutely':
    case 'Secondly':
      return stepwise(recurrence, unitSeconds[frequency])
  }
}

/** Years, each of `interval`, with the days that the parts pick in them. */
function yearly(recurrence: Recurrence): Blocks {
  const { days, interval, start, bySetPosition } = recurrence
  const daysOfYear = new DaysOfYear(days)
  const times = timesOf(recurrence)
  const ofKind = remembering((year: number) =>
    positioned(product(inSeconds(daysOfYear.of(year)), times), bySetPosition),
  )
  const first = yearOf(dayOfSecond(start))
  return {
    numberOf: (wall) => Math.floor((yearOf(dayOfSecond(wall)) - first) / interval),
    at(number) {
      const year = first + number * interval
      return { base: yearStart(year) * secondsPerDay, starts: ofKind(kindOfYear(year), year) }
    },
    reach: days.byWeekNo.length > 0 ? 1 : 0,
    stepsEach: 1,
    spacing: days.byWeekNo.length > 0 ? null : spaced(times, secondsPerDay).spacing,
  }
}

function monthly(recurrence: Recurrence): Blocks {
  const { interval, bySetPosition, start } = recurrence
  const daysOfYear = new DaysOfYear(recurrence.days)
  const times = timesOf(recurrence)
  const ofKind = remembering((month: number) => {
    const january = yearStart(Math.floor(month / 12))
    const [from, before] = [monthStart(month) - january, monthStart(month + 1) - january]
    const picked = daysOfYear.of(Math.floor(month / 12)).filter((day) => from <= day && day < before)
    return positioned(product(inSeconds(picked.map((day) => day - from)), times), bySetPosition)
  })
  const first = monthOf(dayOfSecond(start))
  return {
    numberOf: (wall) => Math.floor((monthOf(dayOfSecond(wall)) - first) / interval),
    at(number) {
      const month = first + number * interval
      const kind = kindOfYear(Math.floor(month / 12)) * 12 + modulo(month, 12)
      return { base: monthStart(month) * secondsPerDay, starts: ofKind(kind, month) }
    },
    reach: 0,
    stepsEach: 1,
    spacing: spaced(times, secondsPerDay).spacing,
  }
}

/** Months are numbered through all years: January of year 0 is 0. */
function monthOf(day: number): number {
  const { year, month } = dateOf(day)
  return year * 12 + month - 1
}

function monthStart(month: number): number {
  return dayNumber({ year: Math.floor(month / 12), month: modulo(month, 12) + 1, day: 1 })
}

/** Weeks, one of `interval`, whose set positions count within the week. */
function weekly(recurrence: Recurrence, firstMonday: number): Blocks {
  const { interval, bySetPosition } = recurrence
  const daysOfYear = new DaysOfYear(recurrence.days)
  const times = timesOf(recurrence)
  const weekdays = [0, 1, 2, 3, 4, 5, 6]
  const ofKind = remembering((monday: number) => {
    const picked = weekdays.filter((weekday) => daysOfYear.has(monday + weekday))
    return positioned(product(inSeconds(picked), times), bySetPosition)
  })
  const kindOf = (monday: number) =>
    weekdays.reduce((kind, weekday) => kind * 2 + Number(daysOfYear.has(monday + weekday)), 0)
  return {
    numberOf: (wall) => Math.floor((dayOfSecond(wall) - firstMonday) / (7 * interval)),
    at(number) {
      const monday = firstMonday + number * 7 * interval
      return { base: monday * secondsPerDay, starts: ofKind(kindOf(monday), monday) }
    },
    reach: 0,
    stepsEach: 7,
    spacing: spaced(times, secondsPerDay).spacing,
  }
}

function mondayOf(day: number): number {
  return day - weekdayOf(day)
}

/** Stretches of days, of which a rule occurs in one of `interval`. */
interface Stretches {
  readonly from: number
  /** In days. */
  readonly length: number
}

/** Beyond this, the places of years among the stretches are too many to remember, and what is in a year too little. */
const maxRememberedCycle = 400

/** Years, with the days that the parts pick and that lie in one of `interval` stretches, all at the same times. */
function daily({ days, interval }: Recurrence, { times, spacing }: Spaced, { from, length }: Stretches): Blocks {
  const daysOfYear = new DaysOfYear(days)
  const cycle = length * interval
  const pick = (year: number) => {
    const offset = modulo(yearStart(year) - from, cycle)
    const picked = daysOfYear.of(year)
    return product(inSeconds(interval === 1 ? picked : picked.filter((day) => (offset + day) % cycle < length)), times)
  }
  const ofKind = cycle > maxRememberedCycle ? (_: number, year: number) => pick(year) : remembering(pick)
  return {
    numberOf: (wall) => yearOf(dayOfSecond(wall)),
    at(year) {
      const january = yearStart(year)
      const kind = kindOfYear(year) + kindsOfYear * modulo(january - from, cycle)
      return { base: january * secondsPerDay, starts: ofKind(kind, year) }
    },
    reach: 0,
    stepsEach: cycle > maxRememberedCycle ? 366 : 1,
    spacing,
  }
}

const unitSeconds = { Hourly: 3600, Minutely: 60, Secondly: 1 } as const

/** A frequency below a day: steps of constant length from the start on, each with the same occurrences in it. */
function stepwise(recurrence: Recurrence, unit: number): Blocks {
  const { byHour, byMinute, bySetPosition, interval, start, days } = recurrence
  const isHourly = unit === unitSeconds.Hourly
  const inStep = positioned(
    isHourly ? timesOf({ ...recurrence, byHour: [0] }) : listed([modulo(start, unit)]),
    bySetPosition,
  )
  const minutes = minutesOf(byHour, isHourly ? [] : byMinute)
  const step = interval * unit
  const origin = Math.floor(start / unit) * unit
  const timesOn = (day: number) => product(everyStep(minutes, origin - day * secondsPerDay, step), inStep)
  const { spacing } = spaced(inStep, step)
  if (secondsPerDay % step === 0) {
    return daily({ ...recurrence, interval: 1 }, { times: timesOn(0), spacing }, { from: 0, length: 1 })
  }
  const daysOfYear = new DaysOfYear(days)
  if (step > secondsPerDay) {
    return {
      numberOf: (wall) => Math.floor((wall - origin) / step),
      at(number) {
        const base = origin + number * step
        const isIn = minutes.allowed[Math.floor(modulo(base, secondsPerDay) / 60)] && daysOfYear.has(dayOfSecond(base))
        return { base, starts: isIn ? inStep : none }
      },
      reach: 0,
      stepsEach: 1,
      spacing,
    }
  }
  return {
    numberOf: dayOfSecond,
    at: (day) => ({ base: day * secondsPerDay, starts: daysOfYear.has(day) ? timesOn(day) : none }),
    reach: 0,
    stepsEach: 5 + Math.ceil(Math.min(minutes.stretches.length, secondsPerDay / step)),
    spacing,
  }
}

const none = listed([])

/** Times, and the distance that no two of them fall short of. */
interface Spaced {
  readonly times: Ascending
  readonly spacing: number
}

/** Times that come again every `period` seconds. */
function spaced(times: Ascending, period: number): Spaced {
  let spacing = period - (times.at(times.length - 1) - times.at(0))
  for (let index = 1; index < times.length; index++) {
    spacing = Math.min(spacing, times.at(index) - times.at(index - 1))
  }
  return { times, spacing }
}

/** The times of each day on which a rule occurs: its hours, its minutes, and the second of its start. */
function timesOf({ byHour, byMinute, start }: Recurrence): Ascending {
  const hours = ascending(byHour).map((hour) => hour * 3600)
  const minutes = ascending(byMinute).map((minute) => minute * 60 + modulo(start, 60))
  return product(listed(hours), listed(minutes))
}

function ascending(values: readonly number[]): readonly number[] {
  return [...new Set(values)].sort((a, b) => a - b)
}

function inSeconds(dayNumbers: readonly number[]): Ascending {
  return listed(dayNumbers.map((day) => day * secondsPerDay))
}

function positioned(starts: Ascending, positions: readonly number[]): Ascending {
  return positions.length === 0 ? starts : atPositions(starts, positions)
}

/** What `make` makes, once for each key. */
function remembering(make: (argument: number) => Ascending): (key: number, argument: number) => Ascending {
  const known = new Map<number, Ascending>()
  return (key, argument) => {
    const found = known.get(key) ?? make(argument)
    known.set(key, found)
    return found
  }
}
