import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RequestError } from '../../src/core/errors.ts'
import { decisionAt } from '../../src/schedule/evaluate.ts'
import type { SchedulingRule } from '../../src/schedule/model.ts'
import { timelineOf } from '../../src/schedule/timeline.ts'
import { anyHostileRule, lineOf, timeRule } from '../support/schedules.ts'
import { stepsIn } from '../support/steps.ts'

/** Twice what the worst of some thousand rules takes, each from the first look at it on: some 5 ms, 30 when cold. */
const mostSteps = { point: 820_000, year: 7_000_000 }

/** What took most of those that were tried. */
const worst: readonly SchedulingRule[] = [
  timeRule({ frequency: 'Monthly', byMonth: [2], byMonthDay: [30], count: 1000, startDate: '0001-01-01' }),
  timeRule({ frequency: 'Monthly', interval: 2, byMonth: [2], byMonthDay: [30], count: 1, startDate: '0001-01-01' }),
  timeRule({ frequency: 'Hourly', interval: 127, count: 1000, startDate: '0001-01-01', startTime: '02:30' }),
  timeRule({ frequency: 'Minutely', byMinute: [5, 34], startTime: '22:00', endTime: '02:00' }),
  timeRule({
    frequency: 'Daily',
    interval: 2,
    count: 2 ** 31 - 1,
    startDate: '0001-01-01',
    byMonthDay: [30],
    byMonth: [2],
  }),
  timeRule({ frequency: 'Yearly', byWeekNo: [1] }),
]

test('no rule takes many steps at an instant', () => {
  fc.assert(
    fc.property(anyHostileRule, (rule) => {
      const steps = stepsIn('schedule', () => decisionAt(lineOf({ rules: [rule] }), Date.UTC(2026, 5, 15) / 1000))
      expect(steps).toBeGreaterThan(100)
      expect(steps).toBeLessThan(mostSteps.point)
    }),
    { numRuns: 40, examples: worst.map((rule) => [rule]) },
  )
})

test('no rule takes many steps in a year', () => {
  fc.assert(
    fc.property(anyHostileRule, (rule) => {
      const steps = stepsIn('schedule', () => lookAtYear(rule))
      expect(steps).toBeGreaterThan(100)
      expect(steps).toBeLessThan(mostSteps.year)
    }),
    { numRuns: 40, examples: worst.map((rule) => [rule]) },
  )
})

/** What changes too often for a timeline is refused, which has to take no longer. */
function lookAtYear(rule: SchedulingRule): void {
  try {
    timelineOf(lineOf({ rules: [rule] }), new Date('2026-01-01'), new Date('2027-01-01'))
  } catch (error) {
    if (!(error instanceof RequestError)) throw error
  }
}
