import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import type { SchedulingRule } from '../../src/schedule/model.ts'
import { anyHostileRule, timeRule } from '../support/schedules.ts'
import { type Look, startCounter } from '../support/steps.ts'

/** Twice what the worst of some thousand rules takes, each from the first look at it on: some 5 ms, 30 when cold. */
const mostSteps: Readonly<Record<Look, number>> = { instant: 820_000, year: 7_000_000 }

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

const counter = startCounter()
afterAll(() => counter.close())

test.each([
  ['at an instant', 'instant'],
  ['in a year', 'year'],
] as const)('no rule takes many steps %s', (_where, look) =>
  fc.assert(
    fc.asyncProperty(anyHostileRule, async (rule) => {
      const steps = await counter.stepsFor(look, rule)
      expect(steps).toBeGreaterThan(100)
      expect(steps).toBeLessThan(mostSteps[look])
    }),
    { numRuns: 40, examples: worst.map((rule) => [rule]) },
  ),
)
