import { expect, test } from 'vitest'
import { completeSchedule, emptySchedule, sparseSchedule } from '../../src/schedule/model.ts'

test('an empty schedule inherits and has nothing else', () => {
  expect(completeSchedule(emptySchedule)).toEqual({
    timeZoneId: null,
    inherit: true,
    forceClosed: false,
    rules: [],
    defaultState: null,
  })
})

test('what is stored holds no null and no default, and comes back whole', () => {
  const stored = {
    timeZoneId: 'Europe/Oslo',
    rules: [
      { id: 'a' },
      {
        id: 'b',
        state: '',
        flowParams: {},
        byMonth: [1],
        byDay: [{ dayOfWeek: 'Sunday' }, { dayOfWeek: 'Monday', offset: -1 }],
        frequency: 'Monthly',
      },
    ],
  } as const
  const whole = completeSchedule(stored)
  expect(whole.rules[0]).toEqual({
    id: 'a',
    name: null,
    priority: 0,
    state: null,
    source: null,
    condition: null,
    simpleRuleType: 'Always',
    customerState: null,
    flowId: null,
    flowParams: null,
    isAllDay: false,
    startDate: null,
    startTime: null,
    endTime: null,
    bySetPosition: [],
    byMonth: [],
    byWeekNo: [],
    byYearDay: [],
    byMonthDay: [],
    byDay: [],
    byHour: [],
    byMinute: [],
    interval: 0,
    count: 0,
    untilDate: null,
    frequency: 'None',
  })
  expect(whole.rules[1]?.byDay).toEqual([
    { dayOfWeek: 'Sunday', offset: 0 },
    { dayOfWeek: 'Monday', offset: -1 },
  ])
  expect(sparseSchedule(whole)).toStrictEqual(stored)
  expect(sparseSchedule(stored)).toStrictEqual(stored)
  expect(sparseSchedule(completeSchedule({}))).toStrictEqual({})
})
