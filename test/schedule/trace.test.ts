import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decisionAt } from '../../src/schedule/evaluate.ts'
import { governing, type Line, ruleDecision } from '../../src/schedule/line.ts'
import { completeRule, type StoredRule } from '../../src/schedule/model.ts'
import { type TraceStep, traceOf } from '../../src/schedule/trace.ts'
import { anyLine, lineOf, timeRule } from '../support/schedules.ts'

const secondOf = (instant: string) => Date.parse(instant) / 1000
const at = (line: Line, instant = '2026-11-21T12:00Z') => traceOf(line, secondOf(instant))

/** Where, which rule, what, why: `0 rule NotMatched byDay`. */
const printed = (steps: readonly TraceStep[]) =>
  steps.map(({ level, rule, outcome, part }) => [level ?? '-', rule?.id ?? '-', outcome, part].join(' '))

const rule = (id: string, members: Omit<StoredRule, 'id'> = {}) => completeRule({ id, state: 'Open', ...members })
const never = { simpleRuleType: 'CustomerState', customerState: 'Nothing of the kind' } as const

describe('the steps', () => {
  test('are those until a rule matches, in order of priority and then of the list', () => {
    const rules = [
      rule('last', { priority: 9 }),
      rule('second', never),
      rule('third', { state: ' ' }),
      rule('fourth'),
      rule('first', { ...never, priority: -1 }),
    ]
    expect(printed(at(lineOf({ rules, defaultState: 'Shut' })))).toEqual([
      '0 - NotMatched forceClosed',
      '0 first NotMatched customerState',
      '0 second NotMatched customerState',
      '0 third Skipped state',
      '0 fourth Matched simpleRuleType',
    ])
  })

  test('end with the default state where no rule matches', () => {
    const [, ...shut] = at(lineOf({ rules: [rule('a', never)], defaultState: 'Shut' }))
    expect(printed(shut)).toEqual(['0 a NotMatched customerState', '0 - Matched defaultState'])
    expect(shut.at(-1)?.because).toBe('No rule matches, so the state is the default state.')
    const empty = at(lineOf({})).at(-1)
    expect(empty?.because).toBe('No rule matches, and there is no default state, so the state is empty.')
  })

  test('end with its own forceClosed, even where it inherits', () => {
    const steps = at(lineOf({ forceClosed: true, inherit: true }, { rules: [rule('a')] }))
    expect(printed(steps)).toEqual(['0 - Matched forceClosed'])
  })

  test('pass through each schedule that inherits to the one that does not', () => {
    const [own, between] = [{ inherit: true }, { inherit: true, forceClosed: true, rules: [rule('unused')] }]
    const source = { rules: [rule('a')], defaultState: 'Shut' }
    const root = { forceClosed: true }
    expect(printed(at(lineOf(own, between, source, root)))).toEqual([
      '0 - NotMatched forceClosed',
      '0 - Inherited inherit',
      '1 - Inherited inherit',
      '2 - NotMatched forceClosed',
      '2 a Matched simpleRuleType',
    ])
    expect(printed(at(lineOf(own, between, { ...source, forceClosed: true }, root))).at(-1)).toBe(
      '2 - Matched forceClosed',
    )
    expect(printed(at(lineOf(own, between, { ...source, rules: [] }, root))).at(-1)).toBe('2 - Matched defaultState')
  })

  test('end with a default state that is nobody’s where all inherit', () => {
    const steps = at(lineOf({ inherit: true }, { inherit: true, defaultState: 'Shut' }))
    expect(printed(steps)).toEqual([
      '0 - NotMatched forceClosed',
      '0 - Inherited inherit',
      '1 - Inherited inherit',
      '- - Matched defaultState',
    ])
    expect(steps.slice(1).map(({ because }) => because)).toEqual([
      'It inherits from the schedule above.',
      'It inherits, and none is above it.',
      'All schedules up to the root inherit, so the state is empty.',
    ])
  })

  test('end with what decides, after each rule before it once', () => {
    fc.assert(
      fc.property(anyLine('fine'), fc.integer({ min: -200_000, max: 200_000 }), ({ line, around }, later) => {
        const instant = Math.floor(around.getTime() / 1000) + later
        const steps = traceOf(line, instant)
        const decision = decisionAt(line, instant)
        const last = steps.at(-1)
        expect(last?.outcome).toBe('Matched')
        expect(last?.rule).toBe(decision.rule)
        const parts = { ForceClosed: 'forceClosed', DefaultState: 'defaultState', Rule: last?.part }
        expect(last?.part).toBe(parts[decision.source])

        const tried = governing(line)?.rules.map((compiled) => compiled.rule) ?? []
        const looked = steps.flatMap((step) => step.rule ?? [])
        expect(looked).toEqual(decision.source === 'ForceClosed' ? [] : tried.slice(0, looked.length))
        if (decision.source === 'DefaultState') expect(looked.length).toBe(tried.length)
        expect(steps.slice(0, -1).filter(({ outcome }) => outcome === 'Matched')).toEqual([])
      }),
    )
  })

  test('skip just the rules without a state', () => {
    fc.assert(
      fc.property(anyLine('coarse'), ({ line, around }) => {
        const without = governing(line)
          ?.rules.filter((each) => ruleDecision(each) === null)
          .map((each) => each.rule)
        for (const { rule, outcome } of traceOf(line, Math.floor(around.getTime() / 1000))) {
          expect(outcome === 'Skipped').toBe(rule !== null && without?.includes(rule))
        }
      }),
    )
  })
})

describe('a CustomerState rule', () => {
  const asks = (customerState: string | null) => [{ ...rule('a', { simpleRuleType: 'CustomerState' }), customerState }]

  test.each([
    ['Hidden Holiday', 'Matched', "The parent's state is the one that it asks for."],
    ['Open', 'NotMatched', "The parent's state is not the one that it asks for."],
    [null, 'NotMatched', "It does not say which state of the parent's it asks for."],
  ])('for %j: %s', (customerState, outcome, because) => {
    const step = at(lineOf({ rules: asks(customerState) }, { defaultState: 'Hidden Holiday' }))[1]
    expect(step).toMatchObject({ outcome, part: 'customerState', because })
  })

  test('of a root has no parent', () => {
    const step = at(lineOf({ rules: asks('') }))[1]
    expect(step).toMatchObject({ outcome: 'NotMatched', part: 'customerState' })
    expect(step?.because).toBe('There is no parent whose state it could ask for.')
  })

  test('does not tell the state of the parent, which may be hidden', () => {
    const steps = at(
      lineOf({ rules: asks('Open') }, { inherit: true }, { rules: [rule('b', { state: 'Hidden Holiday' })] }),
    )
    expect(JSON.stringify(steps)).not.toContain('Hidden Holiday')
  })
})

/** Saturday 21 November 2026. */
const saturday = (time: string) => `2026-11-21T${time}Z`
const noon = saturday('12:00')

describe('a Time rule that does not match', () => {
  const daily = { frequency: 'Daily', startDate: '2026-11-01' } as const
  const saturdays = { frequency: 'Weekly', byDay: [{ dayOfWeek: 'Saturday' }], startDate: '2026-01-03' } as const
  const monthly = { frequency: 'Monthly', startDate: '2026-01-01' } as const
  const yearly = { frequency: 'Yearly', startDate: '2020-01-01' } as const
  const notThen = 'It does not occur on Saturday 21 November 2026'

  test.each<[Omit<StoredRule, 'id'>, string, string, string]>([
    // A fault comes before anything else.
    [
      { byMonth: [11, 13], startDate: '2027-01-01' },
      noon,
      'byMonth',
      'It never matches, because of byMonth.1: expected 1 to 12, got 13.',
    ],
    [
      { ...daily, byWeekNo: [47] },
      noon,
      'byWeekNo',
      'It never matches, because of byWeekNo: expected no byWeekNo with Daily.',
    ],
    // Its dates.
    [{ startDate: '2026-11-23' }, noon, 'startDate', 'It only begins on Monday 23 November 2026.'],
    [{ startDate: '2026-11-20' }, noon, 'startDate', 'It only occurs on Friday 20 November 2026.'],
    [{ startDate: '2026-11-18', untilDate: '2026-11-20' }, noon, 'untilDate', 'It ended on Friday 20 November 2026.'],
    [{ untilDate: '2026-11-20T10:00' }, noon, 'untilDate', 'It ended on Friday 20 November 2026.'],
    [{ ...daily, untilDate: '2026-11-20' }, noon, 'untilDate', 'It ended on Friday 20 November 2026.'],
    [
      { ...daily, startTime: '09:00', untilDate: '2026-11-21T08:30' },
      noon,
      'untilDate',
      'It ended at 08:30 on Saturday 21 November 2026.',
    ],
    [
      { ...daily, startDate: '2026-11-21', startTime: '09:00', byHour: [8] },
      saturday('08:10'),
      'startDate',
      'It only begins at 09:00 on Saturday 21 November 2026.',
    ],
    // What picks days: the first that leaves this one out.
    [
      { ...yearly, byMonth: [1, 12], byDay: [{ dayOfWeek: 'Monday' }] },
      noon,
      'byMonth',
      `${notThen}, because of byMonth.`,
    ],
    [
      { ...yearly, byMonth: [11], byWeekNo: [48, -1], byDay: [{ dayOfWeek: 'Monday' }] },
      noon,
      'byWeekNo',
      `${notThen}, because of byWeekNo.`,
    ],
    [{ ...yearly, byWeekNo: [47], byDay: [{ dayOfWeek: 'Monday' }] }, noon, 'byDay', `${notThen}, because of byDay.`],
    [{ ...yearly, byYearDay: [324, -1], byMonthDay: [1] }, noon, 'byYearDay', `${notThen}, because of byYearDay.`],
    [{ ...yearly, byYearDay: [325], byMonthDay: [1] }, noon, 'byMonthDay', `${notThen}, because of byMonthDay.`],
    [
      { ...monthly, byMonthDay: [-11, 22], byDay: [{ dayOfWeek: 'Friday' }] },
      noon,
      'byMonthDay',
      `${notThen}, because of byMonthDay.`,
    ],
    [
      { ...monthly, byMonthDay: [-10, 21], byDay: [{ dayOfWeek: 'Friday' }] },
      noon,
      'byDay',
      `${notThen}, because of byDay.`,
    ],
    [{ ...monthly, byDay: [{ dayOfWeek: 'Saturday', offset: 2 }] }, noon, 'byDay', `${notThen}, because of byDay.`],
    [{ ...saturdays, byDay: [{ dayOfWeek: 'Sunday' }] }, noon, 'byDay', `${notThen}, because of byDay.`],
    // Days that it does not name come from its start.
    [
      { ...saturdays, byDay: [], startDate: '2026-01-05' },
      noon,
      'startDate',
      `${notThen}, only on days like its start, Monday 5 January 2026.`,
    ],
    [yearly, noon, 'startDate', `${notThen}, only on days like its start, Wednesday 1 January 2020.`],
    // What counts steps, and what picks among them.
    [{ ...daily, interval: 3 }, noon, 'interval', `${notThen}, because of its interval of 3.`],
    [{ ...saturdays, interval: 4 }, noon, 'interval', `${notThen}, because of its interval of 4.`],
    [
      { frequency: 'Hourly', interval: 48, startDate: '2026-11-20' },
      noon,
      'interval',
      `${notThen}, because of its interval of 48.`,
    ],
    [
      { ...monthly, byDay: [{ dayOfWeek: 'Saturday' }], bySetPosition: [1, -1] },
      noon,
      'bySetPosition',
      `${notThen}, because of bySetPosition.`,
    ],
    [{ ...daily, count: 20 }, noon, 'count', 'Its count of 20 ends before 12:00 on Saturday 21 November 2026.'],
    [
      { ...daily, count: 20, isAllDay: true },
      noon,
      'count',
      'Its count of 20 ends before 12:00 on Saturday 21 November 2026.',
    ],
    [
      { ...daily, startDate: '2026-11-21', byHour: [13], endTime: '01:00', count: 1 },
      '2026-11-22T12:00Z',
      'count',
      'Its count of 1 ends before 12:00 on Sunday 22 November 2026.',
    ],
    [
      { ...daily, startDate: '2026-11-21', byHour: [9, 14], endTime: '01:00', count: 1 },
      noon,
      'endTime',
      'Its latest window ended at 10:00 on Saturday 21 November 2026.',
    ],
    // The time of day.
    [
      { ...daily, byHour: [9, 14], endTime: '01:00' },
      noon,
      'byHour',
      'It does not occur at 12:00 on Saturday 21 November 2026, because of byHour.',
    ],
    [
      { ...daily, byHour: [9, 12, 14], byMinute: [0], endTime: '00:10' },
      saturday('12:10'),
      'byMinute',
      'It does not occur at 12:10 on Saturday 21 November 2026, because of byMinute.',
    ],
    [
      { ...daily, byHour: [9, 14], endTime: '01:00' },
      saturday('15:00'),
      'endTime',
      'Its latest window ended at 15:00 on Saturday 21 November 2026.',
    ],
    [
      { ...saturdays, startTime: '12:00:01' },
      noon,
      'startTime',
      'Its first window begins at 12:00:01 on Saturday 21 November 2026.',
    ],
    [
      { ...saturdays, startTime: '09:00', endTime: '11:30' },
      noon,
      'endTime',
      'Its latest window ended at 11:30 on Saturday 21 November 2026.',
    ],
    [
      { startTime: '09:00', endTime: '11:30', byHour: [3] },
      saturday('08:00'),
      'startTime',
      'Its first window begins at 09:00 on Saturday 21 November 2026.',
    ],
    [
      { frequency: 'Hourly', interval: 2, startDate: '2026-11-21', endTime: '00:30' },
      saturday('12:40'),
      'endTime',
      'Its latest window ended at 12:30 on Saturday 21 November 2026.',
    ],
    // A window over midnight counts for the day on which it starts.
    [
      { ...saturdays, startTime: '22:00', endTime: '06:00' },
      saturday('05:00'),
      'startTime',
      'Its first window begins at 22:00 on Saturday 21 November 2026.',
    ],
    [
      { ...saturdays, startTime: '22:00', endTime: '06:00' },
      '2026-11-22T06:00Z',
      'byDay',
      'It does not occur on Sunday 22 November 2026, because of byDay.',
    ],
  ])('%j at %s: %s', (members, instant, part, because) => {
    const step = at(lineOf({ rules: [timeRule(members)] }), instant)[1]
    expect(step).toMatchObject({ outcome: 'NotMatched', part, because })
  })

  test('is explained by a part that it has, or one that has a value where it is left out', () => {
    const always = ['startDate', 'startTime', 'endTime']
    fc.assert(
      fc.property(anyLine('fine'), fc.integer({ min: -200_000, max: 200_000 }), ({ line, around }, later) => {
        for (const { rule, outcome, part } of traceOf(line, Math.floor(around.getTime() / 1000) + later)) {
          if (rule?.simpleRuleType !== 'Time' || outcome !== 'NotMatched' || always.includes(part)) continue
          const member = Object.entries(rule).find(([name]) => name === part)?.[1]
          expect(Array.isArray(member) ? member.length > 0 : Boolean(member), part).toBe(true)
        }
      }),
    )
  })
})

describe('a Time rule that matches', () => {
  test.each<[Omit<StoredRule, 'id'>, string, string]>([
    [{ isAllDay: true, startTime: '15:00' }, 'isAllDay', 'It occurs on Saturday 21 November 2026, all day.'],
    [{ startTime: '09:00' }, 'startTime', 'One of its windows covers 12:00 on Saturday 21 November 2026.'],
  ])('%j: %s', (members, part, because) => {
    const step = at(lineOf({ rules: [timeRule(members)] }))[1]
    expect(step).toMatchObject({ outcome: 'Matched', part, because })
  })

  test('is told in the time of the line’s zone', () => {
    const line = lineOf({ inherit: true, timeZoneId: 'Asia/Tokyo' }, { rules: [timeRule({})], timeZoneId: 'UTC' })
    expect(at(line).at(-1)?.because).toBe('One of its windows covers 21:00 on Saturday 21 November 2026.')
  })
})
