import { expect, test } from 'vitest'
import { windowsOf } from '../../src/schedule/recurrence/windows.ts'
import { timeRule } from '../support/schedules.ts'

/** The wall clock's second at noon of a day. */
const noonOf = (date: string) => Date.parse(`${date}T12:00:00Z`) / 1000

test.each([
  ['2012-12-31', '2018-12-31', { byWeekNo: [1], byYearDay: [365] }, [false, true]],
  ['2016-01-01', '2027-01-01', { byWeekNo: [53], byYearDay: [-366] }, [true, false]],
] as const)('%s and %s are told apart, in whichever order they are asked for', (one, other, parts, holds) => {
  const rule = timeRule({ frequency: 'Yearly', isAllDay: true, startDate: '2000-01-01', ...parts })
  const forward = windowsOf(rule)
  expect([one, other].map((date) => forward.holdsAt(noonOf(date)))).toEqual(holds)
  const backward = windowsOf(rule)
  expect([other, one].map((date) => backward.holdsAt(noonOf(date))).reverse()).toEqual(holds)
})

test('a COUNT that is followed no further ends there, whatever was asked before', () => {
  const rule = timeRule({ frequency: 'Weekly', byDay: [{ dayOfWeek: 'Monday' }], bySetPosition: [1], count: 100_000 })
  const [early, late] = [noonOf('1980-01-07'), noonOf('2990-01-01')]
  const asked = windowsOf(rule)
  expect(asked.holdsAt(early)).toBe(true)
  expect(asked.holdsAt(late)).toBe(false)
  expect(asked.holdsAt(early)).toBe(true)
  expect(windowsOf(rule).holdsAt(early)).toBe(true)
})
