import fc from 'fast-check'
import { expect, test } from 'vitest'
import { yearOf, yearStart } from '../../src/schedule/recurrence/calendar.ts'
import { DaysOfYear, isPickedDay } from '../../src/schedule/recurrence/days-of-year.ts'
import { recurrenceOf } from '../../src/schedule/recurrence/recurrence.ts'
import { anyParts, anyRecurring, timeRule } from '../support/schedules.ts'

/** The parts of a rule, with those that come from its start. */
const anyDayParts = anyRecurring.chain((frequency) =>
  anyParts(frequency).map((parts) => recurrenceOf(timeRule({ frequency, ...parts })).days),
)

test('a day is picked where it is among those of its year, or of a year beside it', () => {
  fc.assert(
    fc.property(anyDayParts, fc.integer({ min: -40_000, max: 40_000 }), (parts, from) => {
      const year = yearOf(from)
      const daysOfYear = new DaysOfYear(parts)
      const picked = new Set(
        [-1, 0, 1].flatMap((by) => daysOfYear.of(year + by).map((day) => yearStart(year + by) + day)),
      )
      for (let day = yearStart(year); day < yearStart(year + 1); day++) {
        expect(isPickedDay(parts, day), String(day)).toBe(picked.has(day))
      }
    }),
  )
})
