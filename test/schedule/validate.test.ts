import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { schedulingRuleFrequencies } from '../../src/schedule/model.ts'
import {
  checkSchedule,
  readSchedule,
  type ScheduleInput,
  type SchedulingRuleInput,
} from '../../src/schedule/validate.ts'
import { findingsOf } from '../support/findings.ts'

const field = ['schedule']
const newId = () => 'new'
const check = (input: ScheduleInput) => findingsOf((findings) => checkSchedule(input, { field, findings, newId }))
const read = (wire: unknown) => findingsOf((findings) => readSchedule(wire, { field, findings, newId }))
/** The errors of one rule, with paths from the rule on. */
const errorsOf = (rule: SchedulingRuleInput) =>
  check({ rules: [rule] }).errors.map((error) => error.replace('schedule.rules.0.', ''))

describe('a schedule to save', () => {
  test('is stored sparse, as sent', () => {
    const { value, errors } = check({
      timeZoneId: 'eastern standard time',
      inherit: false,
      forceClosed: null,
      defaultState: 'After Hours',
      rules: [
        { id: 'a', state: 'Holiday', startDate: '2026-12-24T08:00:00Z', priority: 0, flowParams: { a: 1 } },
        { byDay: [{ dayOfWeek: 'Monday', offset: null }], frequency: 'Weekly', interval: 0, endTime: '24:00' },
      ],
    })
    expect(errors).toEqual([])
    expect(value).toStrictEqual({
      timeZoneId: 'eastern standard time',
      defaultState: 'After Hours',
      rules: [
        { id: 'a', state: 'Holiday', startDate: '2026-12-24T08:00:00Z', flowParams: { a: { numberValue: 1 } } },
        { id: 'new', byDay: [{ dayOfWeek: 'Monday' }], frequency: 'Weekly', endTime: '24:00' },
      ],
    })
  })

  test('has at most 200 rules', () => {
    expect(check({ rules: Array.from({ length: 200 }, () => ({})) }).errors).toEqual([])
    expect(check({ rules: Array.from({ length: 201 }, () => ({})) }).errors).toEqual(['TooLong schedule.rules'])
  })

  test('tells everything that is wrong, with its path', () => {
    const { errors } = check({
      timeZoneId: 'Mars/Olympus',
      defaultState: 'a\nb',
      rules: [{}, { byMonth: [1, 12, 13], untilDate: 'soon' }, { flowParams: { a: null } }],
    })
    expect(new Set(errors)).toEqual(
      new Set([
        'Invalid schedule.timeZoneId',
        'Invalid schedule.defaultState',
        'Invalid schedule.rules.1.byMonth.2',
        'Invalid schedule.rules.1.untilDate',
        'Invalid schedule.rules.2.flowParams.a',
      ]),
    )
  })
})

describe('a rule to save', () => {
  test.each<[SchedulingRuleInput, string]>([
    [{ id: '' }, 'Blank id'],
    [{ id: 'x'.repeat(65) }, 'TooLong id'],
    [{ name: 'x'.repeat(256) }, 'TooLong name'],
    [{ condition: 'a\u0000' }, 'Invalid condition'],
    [{ startDate: '2026-02-30' }, 'Invalid startDate'],
    [{ startDate: '' }, 'Invalid startDate'],
    [{ startTime: '24:00' }, 'Invalid startTime'],
    [{ startTime: '9:00' }, 'Invalid startTime'],
    [{ endTime: '24:00:01' }, 'Invalid endTime'],
    [{ untilDate: '09:00' }, 'Invalid untilDate'],
    [{ interval: -1 }, 'Invalid interval'],
    [{ count: -1 }, 'Invalid count'],
    [{ count: 1, untilDate: '2026-01-01', frequency: 'Daily' }, 'Invalid count'],
    [{ bySetPosition: [1], frequency: 'Monthly' }, 'Invalid bySetPosition'],
    [{ byDay: [{ dayOfWeek: 'Monday', offset: 1 }], frequency: 'Weekly' }, 'Invalid byDay.0.offset'],
    [{ byDay: [{ dayOfWeek: 'Monday', offset: 54 }], frequency: 'Yearly' }, 'Invalid byDay.0.offset'],
    [{ byDay: [{ dayOfWeek: 'Monday', offset: 1 }], byWeekNo: [1], frequency: 'Yearly' }, 'Invalid byDay.0.offset'],
    [{ byHour: Array.from({ length: 1001 }, () => 1) }, 'TooLong byHour'],
  ])('%j: %s', (rule, error) => {
    expect(errorsOf(rule)).toEqual([error])
  })

  test.each<[SchedulingRuleInput]>([
    [{ startTime: '2026-11-21T09:00:00.000Z', endTime: '00:00' }],
    [{ count: 3, frequency: 'Daily' }],
    [{ bySetPosition: [-1], byDay: [{ dayOfWeek: 'Friday' }], frequency: 'Monthly' }],
    [{ byDay: [{ dayOfWeek: 'Monday', offset: -1 }], frequency: 'Monthly' }],
    [{ byDay: [{ dayOfWeek: 'Monday', offset: 53 }], frequency: 'Yearly' }],
    [{ byDay: [{ dayOfWeek: 'Monday' }], byWeekNo: [-53], frequency: 'Yearly' }],
  ])('%j is fine', (rule) => {
    expect(errorsOf(rule)).toEqual([])
  })

  test.each([
    ['byMonth', 1, 12, false],
    ['byWeekNo', 1, 53, true],
    ['byYearDay', 1, 366, true],
    ['byMonthDay', 1, 31, true],
    ['byHour', 0, 23, false],
    ['byMinute', 0, 59, false],
    ['bySetPosition', 1, 366, true],
  ] as const)('%s takes %d to %d, negative: %s', (part, from, to, isSigned) => {
    const isInRange = (value: number) => {
      const size = isSigned ? Math.abs(value) : value
      return from <= size && size <= to
    }
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -400, max: 400 }), { maxLength: 9 }), (values) => {
        const beside = part === 'bySetPosition' ? { byHour: [1] } : {}
        const outside = values.flatMap((value, index) => (isInRange(value) ? [] : [`Invalid ${part}.${index}`]))
        expect(errorsOf({ frequency: 'Yearly', ...beside, [part]: values })).toEqual(outside)
      }),
    )
  })

  test('the dashes of the table of RFC 5545 are refused, and nothing else', () => {
    const allowed = {
      byMonth: schedulingRuleFrequencies,
      byWeekNo: ['None', 'Yearly'],
      byYearDay: ['None', 'Secondly', 'Minutely', 'Hourly', 'Yearly'],
      byMonthDay: ['None', 'Secondly', 'Minutely', 'Hourly', 'Daily', 'Monthly', 'Yearly'],
      byHour: schedulingRuleFrequencies,
      byMinute: schedulingRuleFrequencies,
    }
    for (const [part, frequencies] of Object.entries(allowed)) {
      const taken = schedulingRuleFrequencies.filter((frequency) => errorsOf({ [part]: [1], frequency }).length === 0)
      expect([part, taken]).toEqual([part, [...frequencies]])
    }
    expect(errorsOf({ byWeekNo: [1], frequency: 'Monthly' })).toEqual(['Invalid byWeekNo'])
  })
})

describe('a schedule to import', () => {
  test('is read without regard to case; unknown members are left out', () => {
    const { value, errors } = read({
      TimeZoneId: 'UTC',
      Rules: [{ Id: 'a', FLOWPARAMS: { k: { StringValue: 'v' } }, ByDay: [{ DayOfWeek: 'Monday' }], extra: 1 }],
    })
    expect(errors).toEqual([])
    expect(value).toStrictEqual({
      timeZoneId: 'UTC',
      rules: [{ id: 'a', flowParams: { k: { stringValue: 'v' } }, byDay: [{ dayOfWeek: 'Monday' }] }],
    })
  })

  test('keeps what could not be evaluated', () => {
    const stored = {
      timeZoneId: 'Mars/Olympus',
      rules: [{ id: 'a', startDate: 'String', byMonth: [0], byWeekNo: [1], interval: -1, frequency: 'Weekly' }],
    }
    expect(read(stored)).toStrictEqual({ value: stored, errors: [] })
  })

  test.each([
    [[], 'Invalid schedule'],
    [{ inherit: 'yes' }, 'Invalid schedule.inherit'],
    [{ rules: {} }, 'Invalid schedule.rules'],
    [{ rules: [5] }, 'Invalid schedule.rules.0'],
    [{ rules: [{ frequency: 'Fortnightly' }] }, 'Invalid schedule.rules.0.frequency'],
    [{ rules: [{ byMonth: [1, 1.5] }] }, 'Invalid schedule.rules.0.byMonth.1'],
    [{ rules: [{ byMonth: [null] }] }, 'Invalid schedule.rules.0.byMonth.0'],
    [{ rules: [{ priority: 2 ** 31 }] }, 'Invalid schedule.rules.0.priority'],
    [{ rules: [{ byDay: [{ offset: 1 }] }] }, 'Blank schedule.rules.0.byDay.0.dayOfWeek'],
    [{ rules: [{ state: 'a\u0000' }] }, 'Invalid schedule.rules.0.state'],
    [{ rules: Array.from({ length: 201 }, () => ({})) }, 'TooLong schedule.rules'],
  ])('%j: %s', (wire, error) => {
    expect(read(wire).errors).toEqual([error])
  })
})
