import { daysInMonth, isLeapYear, secondsPerDay, type WallDate } from './wall-clock.ts'

/** Days of the proleptic Gregorian calendar as whole numbers: 0 is 1970-01-01. */
export function dayNumber({ year, month, day }: WallDate): number {
  let number = yearStart(year) + day - 1
  for (let before = 1; before < month; before++) number += daysInMonth(year, before)
  return number
}

/** The date of a day number. */
export function dateOf(day: number): WallDate {
  const year = yearOf(day)
  let dayOfMonth = day - yearStart(year) + 1
  let month = 1
  for (let length = daysInMonth(year, month); dayOfMonth > length; length = daysInMonth(year, month)) {
    dayOfMonth -= length
    month += 1
  }
  return { year, month, day: dayOfMonth }
}

/** The year in which a day lies. */
export function yearOf(day: number): number {
  // At most one off: the mean year is 365.2425 days.
  const guess = Math.floor(day / 365.2425) + 1970
  if (day < yearStart(guess)) return guess - 1
  return day < yearStart(guess + 1) ? guess : guess + 1
}

/** The first day of a year. */
export function yearStart(year: number): number {
  const before = year - 1
  return before * 365 + Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400) - 719_162
}

/** The weekday of a day: 0 is Monday, as the week of ISO 8601 and of RFC 5545's default WKST begins. */
export function weekdayOf(day: number): number {
  return modulo(day + 3, 7)
}

/** The Monday of week one of a year: the first week that has at least four days in it (RFC 5545, BYWEEKNO). */
export function firstWeek(year: number): number {
  const fourth = yearStart(year) + 3
  return fourth - weekdayOf(fourth)
}

/** How many kinds of years there are. */
export const kindsOfYear = 28

/**
 * Tells apart the kinds of years by all that recurs in them: the weekday of 1 January, and a leap day in the year itself
 * or in one beside it, as weeks reach there. From 0 to 27.
 */
export function kindOfYear(year: number): number {
  return weekdayOf(yearStart(year)) + 7 * nearestLeap(year)
}

function nearestLeap(year: number): number {
  if (isLeapYear(year)) return 1
  if (isLeapYear(year - 1)) return 2
  return isLeapYear(year + 1) ? 3 : 0
}

/** The day in which a wall-clock second lies. */
export function dayOfSecond(wall: number): number {
  return Math.floor(wall / secondsPerDay)
}

/** The remainder that is never negative. */
export function modulo(value: number, divisor: number): number {
  return ((value % divisor) + divisor) % divisor
}
