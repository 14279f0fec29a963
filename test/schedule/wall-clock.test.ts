import fc from 'fast-check'
import { expect, test } from 'vitest'
import { findDate, findTime } from '../../src/schedule/recurrence/wall-clock.ts'

test.each([
  ['2026-11-21', { year: 2026, month: 11, day: 21 }],
  ['2024-02-29', { year: 2024, month: 2, day: 29 }],
  ['2026-11-21T23:30:00.123Z', { year: 2026, month: 11, day: 21 }],
  ['2026-11-21T23:30-08:00', { year: 2026, month: 11, day: 21 }],
  ['2026-02-30', null],
  ['2100-02-29', null],
  ['2026-13-01', null],
  ['2026-00-01', null],
  ['2026-01-00', null],
  ['2026-1-1', null],
  ['2026-11-21T25:00', null],
  ['2026-11-21 09:00', null],
  ['09:00', null],
  ['', null],
])('the date of %s', (text, date) => {
  expect(findDate(text)).toEqual(date)
})

test.each([
  ['09:30', 34_200],
  ['09:30:15', 34_215],
  ['24:00', 86_400],
  ['2026-11-21T09:30:15.999+01:00', 34_215],
  ['24:01', null],
  ['12:60', null],
  ['12:00:60', null],
  ['9:30', null],
  ['2026-02-30T09:30', null],
  ['2026-11-21', null],
  ['', null],
])('the time of %s', (text, seconds) => {
  expect(findTime(text)).toBe(seconds)
})

test('every date of the calendar is found as Date writes it', () => {
  const range = { min: new Date('0000-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }
  fc.assert(
    fc.property(fc.date(range), (date) => {
      const text = date.toISOString()
      const found = { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }
      expect(findDate(text)).toEqual(found)
      expect(findDate(text.slice(0, 10))).toEqual(found)
    }),
  )
})
