/** A day of the calendar, without a zone; month and day count from 1. */
export interface WallDate {
  readonly year: number
  readonly month: number
  readonly day: number
}

export const secondsPerDay = 86_400

const datePattern = /^(\d{4})-(\d\d)-(\d\d)$/
const timePattern = /^(\d\d):(\d\d)(?::(\d\d))?$/
const dateTimePattern = /^(?<date>[\d-]+)T(?<time>[\d:]+?)(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/

/** The date in `YYYY-MM-DD`, or in a date-time, as written: an offset does not move it. Null for anything else. */
export function findDate(text: string): WallDate | null {
  const { date, time } = split(text) ?? { date: text, time: '00:00' }
  return findBareTime(time) === null ? null : findBareDate(date)
}

/**
 * The time in `HH:mm`, `HH:mm:ss`, or in a date-time, as written, in seconds since 00:00; 24:00 is 86400. Null for
 * anything else.
 */
export function findTime(text: string): number | null {
  const { date, time } = split(text) ?? { date: '1970-01-01', time: text }
  return findBareDate(date) ? findBareTime(time) : null
}

function split(text: string): { readonly date: string; readonly time: string } | null {
  const { date, time } = dateTimePattern.exec(text)?.groups ?? {}
  return date !== undefined && time !== undefined ? { date, time } : null
}

function findBareDate(text: string): WallDate | null {
  const [year = 0, month = 0, day = 0] = datePattern.exec(text)?.slice(1).map(Number) ?? []
  return day >= 1 && day <= daysInMonth(year, month) ? { year, month, day } : null
}

function findBareTime(text: string): number | null {
  const match = timePattern.exec(text)
  if (!match) return null
  const [hour = 0, minute = 0, second = 0] = match.slice(1).map((part) => Number(part ?? 0))
  const seconds = (hour * 60 + minute) * 60 + second
  return minute <= 59 && second <= 59 && seconds <= secondsPerDay ? seconds : null
}

/** The days of a month of the Gregorian calendar; 0 where there is no such month. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return [31, 0, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0
}

/** Whether a year of the Gregorian calendar has a 29 February. */
export function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}
