import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decisionAt } from '../../src/schedule/evaluate.ts'
import type { Line } from '../../src/schedule/line.ts'
import { lintOf } from '../../src/schedule/lint.ts'
import { completeRule, type Schedule, type StoredRule } from '../../src/schedule/model.ts'
import { anyLine, lineOf, timeRule } from '../support/schedules.ts'

const now = Date.parse('2026-11-21T12:00Z') / 1000
/** `NeverOccurs schedule.rules.0.byMonth`. */
const lint = (line: Line, at = now) => lintOf(line, at).map(({ code, field }) => `${code} ${field.join('.')}`)
const messages = (line: Line) => lintOf(line, now).map(({ message }) => message)

const rule = (members: Omit<StoredRule, 'id'> = {}) => completeRule({ id: 'rule', state: 'Open', ...members })
/** A child's line with one Time rule. */
const timeLine = (members: Omit<StoredRule, 'id'>, schedule: Partial<Schedule> = {}) =>
  lineOf({ ...schedule, rules: [timeRule(members)] }, {})

test('a schedule as it is meant has no warnings', () => {
  const hours = timeRule({
    frequency: 'Weekly',
    byDay: [{ dayOfWeek: 'Monday' }],
    startTime: '09:00',
    endTime: '17:00',
  })
  const holiday = timeRule({ startDate: '2026-12-24', untilDate: '2026-12-26', isAllDay: true })
  const follow = rule({ simpleRuleType: 'CustomerState', customerState: 'Holiday' })
  const rules = [holiday, follow, hours, rule()]
  expect(lintOf(lineOf({ timeZoneId: 'Europe/Berlin', rules }, {}), now)).toEqual([])
})

describe('NeverOccurs', () => {
  test.each<[Omit<StoredRule, 'id'>]>([
    [{ frequency: 'Yearly', byMonth: [2], byMonthDay: [30] }],
    [{ frequency: 'Secondly', byMonth: [2], byMonthDay: [30] }],
    [{ frequency: 'Daily', startDate: '2026-01-05', untilDate: '2026-01-06', byMonth: [3] }],
    [{ frequency: 'Weekly', byDay: [{ dayOfWeek: 'Friday' }], startDate: '2026-01-05', untilDate: '2026-01-08' }],
    [{ frequency: 'Yearly', interval: 2, startDate: '2027-01-01', byYearDay: [366] }],
    [{ frequency: 'Hourly', interval: 48, startTime: '02:00', byHour: [3] }],
    [{ frequency: 'Monthly', byDay: [{ dayOfWeek: 'Monday', offset: 6 }] }],
    [{ frequency: 'Monthly', byMonthDay: [1], bySetPosition: [2], isAllDay: true }],
  ])('%j', (members) => {
    expect(lint(timeLine(members))).toEqual(['NeverOccurs schedule.rules.0'])
    expect(messages(timeLine(members))).toEqual(['It does not occur within 100 years of its start.'])
  })

  test.each<[Omit<StoredRule, 'id'>]>([
    [{ frequency: 'Yearly', byMonth: [2], byMonthDay: [29], startDate: '1896-03-01' }],
    [{ frequency: 'Hourly', interval: 47, startTime: '02:00', byHour: [3] }],
    [{ frequency: 'Hourly', startDate: '2026-01-05', startTime: '09:00', untilDate: '2026-01-05' }],
    [{ frequency: 'Daily', startDate: '2026-01-05', count: 1 }],
    [{ untilDate: '1900-01-01' }],
  ])('not for %j', (members) => {
    expect(lint(timeLine(members))).toEqual([])
  })

  test('for what no rule may hold, with its place and the reason; a list is told of once', () => {
    const members = { frequency: 'Weekly', byMonth: [1, 13, 0], byWeekNo: [1], endTime: '25:00' } as const
    expect(lint(timeLine(members))).toEqual([
      'NeverOccurs schedule.rules.0.byMonth.1',
      'NeverOccurs schedule.rules.0.endTime',
      'NeverOccurs schedule.rules.0.byWeekNo',
    ])
    expect(messages(timeLine(members))[0]).toBe('It never matches: expected 1 to 12, got 13.')
  })

  test('for a CustomerState rule of a root, or one that asks for no state', () => {
    const rules = [null, 'Open'].map((customerState) => ({
      ...rule({ simpleRuleType: 'CustomerState' }),
      customerState,
    }))
    const path = (index: number) => `NeverOccurs schedule.rules.${index}.customerState`
    expect(lint(lineOf({ rules }))).toEqual([path(0), path(1)])
    expect(lint(lineOf({ rules }, {}))).toEqual([path(0)])
  })
})

describe('NeverWins', () => {
  const never = (index: number) => `NeverWins schedule.rules.${index}`

  test('after a rule that always matches, in the order in which they are tried', () => {
    const rules = [
      rule({ priority: 2 }),
      rule({ priority: 1, name: 'First' }),
      rule({ priority: 0, startTime: '09:00', simpleRuleType: 'Time' }),
    ]
    expect(lint(lineOf({ rules }))).toEqual([never(0)])
    expect(messages(lineOf({ rules }))).toEqual([
      'It never decides: the rule "First" is tried before it and always matches.',
    ])
    expect(lint(lineOf({ rules: [rule(), rule(), rule()] }))).toEqual([never(1), never(2)])
  })

  test.each<[Omit<StoredRule, 'id'>, boolean]>([
    [{}, true],
    [{ isAllDay: true, startTime: '09:00' }, true],
    [{ startTime: '00:00', endTime: '24:00' }, true],
    [{ startTime: '09:00', endTime: '09:00' }, true],
    [{ startTime: '00:00:01' }, false],
    [{ startDate: '1970-01-01', untilDate: '9999-12-31' }, false],
    [{ untilDate: '9999-12-31' }, false],
    [{ frequency: 'Daily' }, false],
    [{ startTime: '09:00', endTime: '09:00', byHour: [-1] }, false],
    [{ state: ' ' }, false],
    [{ simpleRuleType: 'CustomerState', customerState: '' }, false],
  ])('after a Time rule %j: %s', (members, always) => {
    const line = lineOf({ rules: [timeRule(members), rule()] }, {})
    expect(lint(line).includes(never(1))).toBe(always)
  })

  test('not for a rule without a state, which could not win anyhow', () => {
    expect(lint(lineOf({ rules: [rule(), completeRule({ id: 'a' })] }))).toEqual(['NoState schedule.rules.1.state'])
  })
})

describe('SwallowedByClockChange', () => {
  const nightly = { frequency: 'Daily', startTime: '02:00', endTime: '03:00' } as const
  const swallowed = ['SwallowedByClockChange schedule.rules.0.startTime']

  test.each<[string, Omit<StoredRule, 'id'>, boolean]>([
    ['Europe/Berlin', nightly, true],
    ['UTC', nightly, false],
    ['Asia/Tokyo', nightly, false],
    ['Europe/Berlin', { ...nightly, startTime: '01:59' }, false],
    ['Europe/Berlin', { ...nightly, endTime: '03:01' }, false],
    ['Europe/Berlin', { ...nightly, endTime: '02:00:01' }, true],
    ['Europe/Berlin', { ...nightly, isAllDay: true }, false],
    ['Europe/Berlin', { startTime: '02:15', endTime: '02:45' }, true],
    ['Europe/Berlin', { ...nightly, startTime: '01:30', endTime: '02:00', byMinute: [0, 30], byHour: [1, 2] }, true],
    ['Europe/Berlin', { frequency: 'Hourly', endTime: '00:10' }, true],
    // On 28 March 2027, a Sunday; 2026's change has been.
    ['Europe/Berlin', { ...nightly, frequency: 'Weekly', byDay: [{ dayOfWeek: 'Sunday' }] }, true],
    ['Europe/Berlin', { ...nightly, frequency: 'Weekly', byDay: [{ dayOfWeek: 'Saturday' }] }, false],
    ['Europe/Berlin', { ...nightly, untilDate: '2027-03-27' }, false],
    ['Europe/Berlin', { ...nightly, startDate: '2027-03-29' }, false],
    ['Europe/Berlin', { ...nightly, startDate: '2027-03-20', count: 8 }, false],
    ['Europe/Berlin', { ...nightly, startDate: '2027-03-20', count: 9 }, true],
    // Elsewhere at midnight, by half an hour, and in autumn, when Europe's is in spring.
    ['Africa/Cairo', { ...nightly, startTime: '00:00', endTime: '01:00' }, true],
    ['Australia/Lord_Howe', nightly, false],
    ['Australia/Lord_Howe', { ...nightly, endTime: '02:30' }, true],
  ])('in %s, %j: %s', (timeZoneId, members, is) => {
    expect(lint(timeLine(members, { timeZoneId }))).toEqual(is ? swallowed : [])
  })

  test('tells the day', () => {
    expect(messages(timeLine(nightly, { timeZoneId: 'Europe/Berlin' }))).toEqual([
      'The clocks skip the whole of its window on Sunday 28 March 2027.',
    ])
  })

  test('goes by the zone of the line', () => {
    const rules = [timeRule(nightly)]
    expect(lint(lineOf({ rules }, {}, { timeZoneId: 'Europe/Berlin' }))).toEqual(swallowed)
    expect(lint(lineOf({ rules, timeZoneId: 'UTC' }, { timeZoneId: 'Europe/Berlin' }))).toEqual([])
  })

  test('looks 400 days ahead, not back', () => {
    const line = timeLine(
      { ...nightly, startDate: '2026-01-01', untilDate: '2026-12-31' },
      { timeZoneId: 'Europe/Berlin' },
    )
    const change = Date.parse('2026-03-29T01:00Z') / 1000
    const isFoundAt = (at: number) => lint(line, at).length > 0
    expect([-401, -399, -1, 1].map((days) => isFoundAt(change + days * 86_400))).toEqual([false, true, true, false])
  })

  test('finds a whole day that the clocks skip', () => {
    const line = timeLine({ startDate: '2011-12-30', isAllDay: true }, { timeZoneId: 'Pacific/Apia' })
    expect(lint(line, Date.parse('2011-12-01T00:00Z') / 1000)).toEqual(swallowed)
  })
})

describe('NoState and ConditionNotEvaluated', () => {
  test('are told of any rule', () => {
    const rules = [
      rule({ condition: 'x > 1', state: '' }),
      timeRule({ condition: ' ', startTime: '09:00', state: ' ' }),
    ]
    expect(lint(lineOf({ rules }))).toEqual([
      'NoState schedule.rules.0.state',
      'ConditionNotEvaluated schedule.rules.0.condition',
      'NoState schedule.rules.1.state',
    ])
  })
})

describe('EndsBeforeStart', () => {
  test.each<[Omit<StoredRule, 'id'>, boolean]>([
    [{ startDate: '2026-12-26', untilDate: '2026-12-24' }, true],
    [{ startDate: '2026-12-26', untilDate: '2026-12-24', frequency: 'Weekly' }, true],
    [{ startDate: '2026-12-24', untilDate: '2026-12-24T08:00', startTime: '09:00', frequency: 'Daily' }, true],
    [{ startDate: '2026-12-24', untilDate: '2026-12-24', startTime: '09:00', frequency: 'Daily' }, false],
    [{ untilDate: '1969-12-31', frequency: 'Daily' }, true],
    [{ untilDate: '1969-12-31' }, false],
  ])('%j: %s', (members, is) => {
    expect(lint(timeLine(members))).toEqual(is ? ['EndsBeforeStart schedule.rules.0.untilDate'] : [])
  })

  test('tells the start', () => {
    const line = timeLine({ startDate: '2026-12-26', untilDate: '2026-12-24' })
    expect(messages(line)).toEqual(['It ends before it starts, on Saturday 26 December 2026, and so never occurs.'])
  })
})

describe('UnknownTimeZone', () => {
  test('comes first', () => {
    const line = lineOf({ timeZoneId: 'Mars/Olympus', rules: [completeRule({ id: 'a' })] }, { timeZoneId: 'Venus' })
    expect(lint(line)).toEqual(['UnknownTimeZone schedule.timeZoneId', 'NoState schedule.rules.0.state'])
    expect(messages(line)[0]).toBe('There is no time zone "Mars/Olympus"; the schedule is read as if it named none.')
  })
})

test('warnings come in the order of the list, whatever the priority', () => {
  const rules = [3, 1, 2].map((priority) => completeRule({ id: 'a', priority }))
  expect(lintOf(lineOf({ rules }), now).map(({ field }) => field[2])).toEqual(['0', '1', '2'])
})

test('rules that are not used are looked at like others', () => {
  const rules = [completeRule({ id: 'a' })]
  for (const out of [{ inherit: true }, { forceClosed: true }]) {
    expect(lint(lineOf({ ...out, rules }, {}))).toEqual(['NoState schedule.rules.0.state'])
  }
})

test('only the first schedule of a line is looked at', () => {
  const above = { timeZoneId: 'Mars/Olympus', rules: [completeRule({ id: 'a' })] }
  expect(lint(lineOf({ inherit: true }, above))).toEqual([])
})

test('200 rules that never occur are found', () => {
  const never = timeRule({ frequency: 'Minutely', interval: 7, byMonth: [2], byMonthDay: [30] })
  expect(lint(lineOf({ rules: Array.from({ length: 200 }, () => never) }))).toHaveLength(200)
})

test('of 200 rules that take a look at each day for 100 years, the first six are found', () => {
  const slow = timeRule({ frequency: 'Hourly', interval: 48, startTime: '02:00', byHour: [3] })
  expect(lint(lineOf({ rules: Array.from({ length: 200 }, () => slow) }))).toHaveLength(6)
})

test('a rule of which NeverOccurs, NeverWins, EndsBeforeStart or NoState is told never decides', () => {
  const deadly = ['NeverOccurs', 'NeverWins', 'EndsBeforeStart', 'NoState']
  fc.assert(
    fc.property(anyLine('fine'), fc.array(fc.integer({ min: -200_000, max: 200_000 })), ({ line, around }, laters) => {
      const [own] = line
      const second = Math.floor(around.getTime() / 1000)
      const dead = lintOf(line, second).filter(({ code }) => deadly.includes(code))
      const rules = dead.flatMap(({ field }) => own.schedule.rules[Number(field[2])] ?? [])
      for (const later of laters) {
        const decision = decisionAt(line, second + later)
        if (decision.rule) expect(rules).not.toContain(decision.rule)
      }
    }),
  )
})
