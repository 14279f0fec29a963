import { describe, expect, test } from 'vitest'
import { decisionAt } from '../../src/schedule/evaluate.ts'
import type { Line } from '../../src/schedule/line.ts'
import { completeRule, type Schedule } from '../../src/schedule/model.ts'
import { windowsOf } from '../../src/schedule/recurrence/windows.ts'
import { timelineOf } from '../../src/schedule/timeline.ts'
import { recurrenceMembers } from '../support/rrule.ts'
import { lineOf, type Members, timeRule, windowsWithin } from '../support/schedules.ts'

/** Each test fails where the sentence in its name is turned round. Dates are of 2026, whose 1 June is a Monday. */

const always = (state: string, members: Members = {}) => completeRule({ id: 'rule', state, ...members })
const byParent = (customerState: string | null, state: string) =>
  ({ ...always(state), simpleRuleType: 'CustomerState', customerState }) as const
const nineToFive = timeRule({ startTime: '09:00', endTime: '17:00' })

function stateAt(line: Line, at: string): string {
  const { stateName, source } = decisionAt(line, Date.parse(at) / 1000)
  return `${stateName} ${source}`
}

describe('evaluation', () => {
  test.each<[string, Partial<Schedule>[], string]>([
    ['its own forceClosed wins over its rules', [{ forceClosed: true, rules: [always('a')] }], 'Closed ForceClosed'],
    [
      'its own forceClosed wins even over inherit',
      [{ forceClosed: true, inherit: true }, { rules: [always('a')] }],
      'Closed ForceClosed',
    ],
    ['inherited are the rules', [{ inherit: true }, { rules: [always('above')] }], 'above Rule'],
    ['inherited is the default state', [{ inherit: true }, { defaultState: 'above' }], 'above DefaultState'],
    ['inherited is forceClosed', [{ inherit: true }, { forceClosed: true }], 'Closed ForceClosed'],
    [
      'with inherit its own rules and default state are not looked at',
      [{ inherit: true, rules: [always('own')], defaultState: 'own' }, {}],
      ' DefaultState',
    ],
    [
      'without inherit nothing above is looked at',
      [{ defaultState: 'own' }, { forceClosed: true }],
      'own DefaultState',
    ],
    [
      'inherited is from the nearest that does not inherit',
      [{ inherit: true }, { defaultState: 'parent' }, { rules: [always('root')], forceClosed: true }],
      'parent DefaultState',
    ],
    [
      'one that inherits is passed through, with its forceClosed',
      [{ inherit: true }, { inherit: true, forceClosed: true, rules: [always('no')] }, { defaultState: 'root' }],
      'root DefaultState',
    ],
    [
      'a root that inherits has no rules and no default state',
      [{ inherit: true, rules: [always('a')], defaultState: 'a' }],
      ' DefaultState',
    ],
    [
      'the smaller priority goes first',
      [{ rules: [always('a', { priority: 2 }), always('b', { priority: -1 }), always('c')] }],
      'b Rule',
    ],
    ['of equal priority, the first in the list', [{ rules: [always('a'), always('b')] }], 'a Rule'],
    ['a rule that does not match is passed over', [{ rules: [byParent('x', 'a'), always('b')] }], 'b Rule'],
    [
      'a rule without state is skipped',
      [{ rules: [completeRule({ id: 'rule' }), always(' '), always('b')] }],
      'b Rule',
    ],
    [
      "CustomerState matches the parent's state",
      [{ rules: [byParent('x', 'a')], defaultState: 'd' }, { defaultState: 'x' }],
      'a Rule',
    ],
    [
      'CustomerState matches no other state',
      [{ rules: [byParent('x', 'a')], defaultState: 'd' }, { defaultState: 'X' }],
      'd DefaultState',
    ],
    [
      'CustomerState ignores white space around both',
      [{ rules: [byParent(' x\t', 'a')], defaultState: 'd' }, { defaultState: '\nx ' }],
      'a Rule',
    ],
    [
      'CustomerState looks at the parent, not at the grandparent',
      [{ rules: [byParent('x', 'a')], defaultState: 'd' }, { defaultState: 'y' }, { defaultState: 'x' }],
      'd DefaultState',
    ],
    [
      'CustomerState goes by what the parent evaluates to',
      [{ rules: [byParent('x', 'a')] }, { inherit: true }, { rules: [always('x')] }],
      'a Rule',
    ],
    [
      'CustomerState, when inherited, goes by the parent of who inherits it',
      [{ inherit: true }, { rules: [byParent('x', 'a')], defaultState: 'd' }, { defaultState: 'x' }],
      'd DefaultState',
    ],
    ['CustomerState never matches in a root', [{ rules: [byParent('', 'a')], defaultState: 'd' }], 'd DefaultState'],
    [
      'CustomerState without a state to compare with never matches',
      [{ rules: [byParent(null, 'a')], defaultState: 'd' }, {}],
      'd DefaultState',
    ],
    ['Time matches inside one of its windows', [{ rules: [nineToFive] }], 'open Rule'],
    [
      'Time does not match outside of them',
      [{ rules: [timeRule({ endTime: '09:00' })], defaultState: 'd' }],
      'd DefaultState',
    ],
    ['without a match the default state applies', [{ defaultState: 'd' }], 'd DefaultState'],
    ['without a default state it is the empty string', [{ defaultState: null }], ' DefaultState'],
    [
      'source and condition are not evaluated',
      [{ rules: [always('a', { source: 'x', condition: 'false' })] }],
      'a Rule',
    ],
  ])('%s', (_, [own = {}, ...above], state) => {
    expect(stateAt(lineOf(own, ...above), '2026-06-01T12:00Z')).toBe(state)
  })

  // 12:00Z is 21:00 in Tokyo, 13:00 in London, 08:00 in New York.
  test.each<[string, Partial<Schedule>[], string]>([
    ['without any zone it is UTC', [{}], 'open Rule'],
    ['the zone is its own', [{ timeZoneId: 'Asia/Tokyo' }], ' DefaultState'],
    ["the zone is its parent's", [{}, { timeZoneId: 'Asia/Tokyo' }], ' DefaultState'],
    [
      'the zone is the nearest that is named',
      [{}, { timeZoneId: 'Europe/London' }, { timeZoneId: 'Asia/Tokyo' }],
      'open Rule',
    ],
    [
      'its own zone goes before that above',
      [{ timeZoneId: 'America/New_York' }, { timeZoneId: 'Europe/London' }],
      ' DefaultState',
    ],
  ])('%s', (_, [own = {}, ...above], state) => {
    expect(stateAt(lineOf({ ...own, rules: [nineToFive] }, ...above), '2026-06-01T12:00Z')).toBe(state)
  })

  test('a child that names its own zone reads inherited hours on its own clock', () => {
    const parent = { timeZoneId: 'America/New_York', rules: [nineToFive] }
    expect(stateAt(lineOf({ inherit: true, timeZoneId: 'Europe/London' }, parent), '2026-06-01T09:00Z')).toBe(
      'open Rule',
    )
    expect(stateAt(lineOf({ inherit: true }, parent), '2026-06-01T09:00Z')).toBe(' DefaultState')
  })
})

/** The windows of a rule in some of the days from 1 June 2026 on, without the month where it is June. */
function windowsOfJune(members: Members, days = 30): readonly string[] {
  const from = Date.parse('2026-06-01') / 1000
  return windowsWithin(windowsOf(timeRule(members)), { from, before: from + days * 86_400 }).map((window) =>
    [window.from, window.before]
      .map((wall) => new Date(wall * 1000).toISOString().slice(8, 19).replace(/:00$/, ''))
      .join('/'),
  )
}

describe('windows of a Time rule', () => {
  const first = { startDate: '2026-06-01' }
  const firstDay = ['01T00:00/02T00:00']

  test.each<[string, Members, readonly string[]]>([
    ['it is from start to end', { ...first, startTime: '09:00', endTime: '17:00' }, ['01T09:00/01T17:00']],
    [
      'an end before the start is on the next day',
      { ...first, startTime: '22:00', endTime: '06:00' },
      ['01T22:00/02T06:00'],
    ],
    [
      'an end at the start is on the next day',
      { ...first, startTime: '09:00', endTime: '09:00' },
      ['01T09:00/02T09:00'],
    ],
    [
      'over midnight it belongs to the day on which it starts',
      {
        ...first,
        frequency: 'Weekly',
        byDay: [{ dayOfWeek: 'Friday' }],
        untilDate: '2026-06-06',
        startTime: '22:00',
        endTime: '06:00',
      },
      ['05T22:00/06T06:00'],
    ],
    ['without endTime it goes to the end of the day', { ...first, startTime: '09:00' }, ['01T09:00/02T00:00']],
    ['to 00:00 is to the end of the day', { ...first, startTime: '09:00', endTime: '00:00' }, ['01T09:00/02T00:00']],
    ['to 24:00 is to the end of the day', { ...first, startTime: '09:00', endTime: '24:00' }, ['01T09:00/02T00:00']],
    ['from 00:00 to 00:00 is a day', { ...first, startTime: '00:00', endTime: '00:00' }, firstDay],
    ['without startTime it starts at 00:00', { ...first, endTime: '06:00' }, ['01T00:00/01T06:00']],
    ['without both it is the day', first, firstDay],
    ['seconds count', { ...first, startTime: '09:00:30', endTime: '17:00:00' }, ['01T09:00:30/01T17:00']],
    [
      'isAllDay is the day, whatever the times',
      { ...first, isAllDay: true, startTime: '09:00', endTime: '08:00' },
      firstDay,
    ],
    [
      'isAllDay is the day, whatever byHour and byMinute',
      { ...first, isAllDay: true, frequency: 'Yearly', byHour: [9, 10], byMinute: [30] },
      firstDay,
    ],
    [
      'isAllDay is the days on which a rule below a day occurs',
      { ...first, isAllDay: true, frequency: 'Hourly', interval: 36, untilDate: '2026-06-04' },
      ['01T00:00/03T00:00', '04T00:00/05T00:00'],
    ],
    [
      'isAllDay is the day, though byHour leaves no hour of a rule below a day',
      { ...first, isAllDay: true, frequency: 'Hourly', interval: 24, byHour: [9], untilDate: '2026-06-02' },
      ['01T00:00/03T00:00'],
    ],
    ['None is its startDate', { ...first, frequency: 'None' }, firstDay],
    [
      'None with untilDate is all the days from one to the other',
      { ...first, frequency: 'None', untilDate: '2026-06-03', startTime: '09:00', endTime: '17:00' },
      ['01T09:00/01T17:00', '02T09:00/02T17:00', '03T09:00/03T17:00'],
    ],
    [
      'otherwise it recurs from startDate on, not before',
      { startDate: '2026-06-29', frequency: 'Daily' },
      ['29T00:00/01T00:00'],
    ],
    [
      'byHour and byMinute move the start, and the length stays',
      { ...first, frequency: 'Yearly', byHour: [11, 23], byMinute: [15], startTime: '09:00', endTime: '10:00' },
      ['01T11:15/01T12:15', '01T23:15/02T00:15'],
    ],
    [
      'a frequency below a day moves the start, and the length stays',
      { ...first, frequency: 'Hourly', interval: 8, untilDate: '2026-06-01', startTime: '06:30', endTime: '07:00' },
      ['01T06:30/01T07:00', '01T14:30/01T15:00', '01T22:30/01T23:00'],
    ],
    [
      'untilDate without a time means its whole day',
      { ...first, frequency: 'Daily', untilDate: '2026-06-02', startTime: '23:00' },
      ['01T23:00/02T00:00', '02T23:00/03T00:00'],
    ],
    [
      'untilDate with a time is inclusive',
      { ...first, frequency: 'Daily', untilDate: '2026-06-02T09:00:00', startTime: '09:00', endTime: '10:00' },
      ['01T09:00/01T10:00', '02T09:00/02T10:00'],
    ],
    [
      'untilDate with a time ends at that time',
      { ...first, frequency: 'Daily', untilDate: '2026-06-02T08:59:59', startTime: '09:00', endTime: '10:00' },
      ['01T09:00/01T10:00'],
    ],
    [
      'of date-times, the part that is meant is used',
      { startDate: '2026-06-01T23:30:00Z', startTime: '1999-12-31T09:00:00', endTime: '2030-01-01T17:00:00.000+05:00' },
      ['01T09:00/01T17:00'],
    ],
  ])('%s', (_, members, windows) => {
    expect(windowsOfJune(members)).toEqual(windows)
  })

  test('None without startDate is every day', () => {
    expect(windowsOfJune({ endTime: '01:00' }, 3)).toEqual([
      '01T00:00/01T01:00',
      '02T00:00/02T01:00',
      '03T00:00/03T01:00',
    ])
    expect(windowsOf(timeRule({ endTime: '01:00' })).holdsAt(Date.parse('1900-01-01') / 1000)).toBe(true)
  })

  test('without startDate it recurs from 1970-01-01 on', () => {
    const { holdsAt } = windowsOf(timeRule({ frequency: 'Daily', interval: 2 }))
    const days = ['1969-12-30', '1970-01-01', '1970-01-02', '1970-01-03']
    expect(days.map((day) => holdsAt(Date.parse(day) / 1000))).toEqual([false, true, false, true])
  })

  test('the start is inside a window, the end is not', () => {
    const { holdsAt } = windowsOf(nineToFive)
    const times = ['08:59:59', '09:00:00', '16:59:59', '17:00:00']
    expect(times.map((time) => holdsAt(Date.parse(`2026-06-01T${time}Z`) / 1000))).toEqual([false, true, true, false])
  })

  test.each([
    ['a window inside a spring gap never occurs', '02:00', '03:00', '2026-03-08', []],
    [
      'one inside an autumn overlap holds in both passes',
      '01:15',
      '01:45',
      '2026-11-01',
      ['05:15/05:45', '06:15/06:45'],
    ],
    ['22:00 to 06:00 lasts 7 hours in spring', '22:00', '06:00', '2026-03-08', ['03:00/10:00']],
    ['22:00 to 06:00 lasts 9 hours in autumn', '22:00', '06:00', '2026-11-01', ['02:00/11:00']],
  ])('in New York, %s', (_, startTime, endTime, date, held) => {
    const line = lineOf({ timeZoneId: 'America/New_York', rules: [timeRule({ startTime, endTime })] })
    const timeline = timelineOf(line, new Date(`${date}T00:00Z`), new Date(`${date}T20:00Z`))
    const open = timeline.filter(({ stateName }) => stateName === 'open')
    const time = (instant: Date) => instant.toISOString().slice(11, 16)
    expect(open.map(({ from, to }) => `${time(from)}/${time(to)}`)).toEqual(held)
  })
})

/** When a rule occurs within a span: from Monday 2026-06-01 at 09:00 on, or from another start. */
function occurrences(rrule: string, span: string, start = '2026-06-01T09:00'): readonly string[] {
  const [startDate = '', startTime = ''] = start.split('T')
  const endTime = new Date(Date.parse(`${start}Z`) + 60_000).toISOString().slice(11, 16)
  const windows = windowsOf(timeRule({ startDate, startTime, endTime, ...recurrenceMembers(rrule) }))
  const [from = 0, before = 0] = span.split('/').map((date) => Date.parse(`${date.padEnd(16, 'T00:00')}Z`) / 1000)
  return windowsWithin(windows, { from, before }).map((window) =>
    new Date(window.from * 1000).toISOString().slice(0, 16),
  )
}

const june = '2026-06-01/2026-07-01'
const twoYears = '2026-06-01/2028-06-01'
/** Twelve hours, as the steps of each frequency below a day. */
const halfDays = ['SECONDLY;INTERVAL=43200', 'MINUTELY;INTERVAL=720', 'HOURLY;INTERVAL=12']
const halfHours = ['SECONDLY;INTERVAL=1800', 'MINUTELY;INTERVAL=30']
type Row = readonly [rrule: string, span: string, occurrences: string, start?: string]
const each = (frequencies: readonly string[], parts: string, span: string, expected: string): readonly Row[] =>
  frequencies.map((frequency) => [`FREQ=${frequency};${parts}`, span, expected])

describe('RFC 5545', () => {
  const table: Readonly<Record<string, readonly Row[]>> = {
    'BYMONTH limits; expands YEARLY': [
      ...each(halfDays, 'BYMONTH=7', '2026-06-30/2026-07-02', '2026-07-01T09:00 2026-07-01T21:00'),
      ['FREQ=DAILY;BYMONTH=7', '2026-06-01/2026-07-03', '2026-07-01T09:00 2026-07-02T09:00'],
      ['FREQ=WEEKLY;BYMONTH=7', '2026-06-01/2026-07-15', '2026-07-06T09:00 2026-07-13T09:00'],
      ['FREQ=MONTHLY;BYMONTH=7', '2026-06-01/2027-06-01', '2026-07-01T09:00'],
      ['FREQ=YEARLY;BYMONTH=3,7', '2026-06-01/2027-06-01', '2026-07-01T09:00 2027-03-01T09:00'],
    ],
    'BYWEEKNO expands YEARLY, and takes the weekday of the start': [
      ['FREQ=YEARLY;BYWEEKNO=27', twoYears, '2026-06-29T09:00 2027-07-05T09:00'],
    ],
    'BYYEARDAY limits below a day; expands YEARLY': [
      ...each(halfDays, 'BYYEARDAY=182', '2026-06-01/2026-08-01', '2026-07-01T09:00 2026-07-01T21:00'),
      ['FREQ=YEARLY;BYYEARDAY=182,-1', '2026-06-01/2027-06-01', '2026-07-01T09:00 2026-12-31T09:00'],
    ],
    'BYMONTHDAY limits; expands MONTHLY and YEARLY': [
      ...each(halfDays, 'BYMONTHDAY=15', june, '2026-06-15T09:00 2026-06-15T21:00'),
      ['FREQ=DAILY;BYMONTHDAY=15', '2026-06-01/2026-08-01', '2026-06-15T09:00 2026-07-15T09:00'],
      ['FREQ=MONTHLY;BYMONTHDAY=10,-1', june, '2026-06-10T09:00 2026-06-30T09:00'],
      ['FREQ=YEARLY;BYMONTHDAY=31', '2026-06-01/2026-09-01', '2026-07-31T09:00 2026-08-31T09:00'],
    ],
    'BYDAY limits; expands WEEKLY': [
      ...each(halfDays, 'BYDAY=WE', '2026-06-01/2026-06-08', '2026-06-03T09:00 2026-06-03T21:00'),
      ['FREQ=DAILY;BYDAY=WE', '2026-06-01/2026-06-15', '2026-06-03T09:00 2026-06-10T09:00'],
      ['FREQ=WEEKLY;BYDAY=TU,TH', '2026-06-01/2026-06-08', '2026-06-02T09:00 2026-06-04T09:00'],
    ],
    'BYDAY expands MONTHLY within the month; with BYMONTHDAY it limits': [
      ['FREQ=MONTHLY;BYDAY=2WE,-1MO', june, '2026-06-10T09:00 2026-06-29T09:00'],
      ['FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR', '2026-06-01/2028-01-01', '2026-11-13T09:00 2027-08-13T09:00'],
    ],
    'BYDAY expands YEARLY within the year, the month, the week; with BYYEARDAY or BYMONTHDAY it limits': [
      ['FREQ=YEARLY;BYDAY=1MO,-1MO', '2026-06-01/2027-06-01', '2026-12-28T09:00 2027-01-04T09:00'],
      ['FREQ=YEARLY;BYMONTH=7;BYDAY=1WE', twoYears, '2026-07-01T09:00 2027-07-07T09:00'],
      ['FREQ=YEARLY;BYWEEKNO=27;BYDAY=TU,SU', '2026-06-01/2027-06-01', '2026-06-30T09:00 2026-07-05T09:00'],
      ['FREQ=YEARLY;BYYEARDAY=182,183;BYDAY=TH', twoYears, '2026-07-02T09:00 2027-07-01T09:00'],
      ['FREQ=YEARLY;BYMONTHDAY=13;BYDAY=FR', '2026-06-01/2028-01-01', '2026-11-13T09:00 2027-08-13T09:00'],
    ],
    'BYHOUR limits below a day; expands from DAILY on': [
      ...each(halfDays, 'BYHOUR=21', '2026-06-01/2026-06-03', '2026-06-01T21:00 2026-06-02T21:00'),
      ['FREQ=DAILY;BYHOUR=8,20', '2026-06-02/2026-06-03', '2026-06-02T08:00 2026-06-02T20:00'],
      ['FREQ=WEEKLY;BYHOUR=8,20', '2026-06-02/2026-06-10', '2026-06-08T08:00 2026-06-08T20:00'],
      ['FREQ=MONTHLY;BYHOUR=8,20', '2026-06-02/2026-07-02', '2026-07-01T08:00 2026-07-01T20:00'],
      ['FREQ=YEARLY;BYHOUR=8,20', '2026-06-02/2027-06-02', '2027-06-01T08:00 2027-06-01T20:00'],
    ],
    'BYMINUTE limits below an hour; expands from HOURLY on': [
      ...each(halfHours, 'BYMINUTE=30', '2026-06-01T09:00/2026-06-01T11:00', '2026-06-01T09:30 2026-06-01T10:30'),
      ['FREQ=HOURLY;INTERVAL=12;BYMINUTE=15,45', '2026-06-01T12:00/2026-06-02', '2026-06-01T21:15 2026-06-01T21:45'],
      ['FREQ=DAILY;BYMINUTE=15,45', '2026-06-02/2026-06-03', '2026-06-02T09:15 2026-06-02T09:45'],
      ['FREQ=WEEKLY;BYMINUTE=15,45', '2026-06-02/2026-06-10', '2026-06-08T09:15 2026-06-08T09:45'],
      ['FREQ=MONTHLY;BYMINUTE=15,45', '2026-06-02/2026-07-02', '2026-07-01T09:15 2026-07-01T09:45'],
      ['FREQ=YEARLY;BYMINUTE=15,45', '2026-06-02/2027-06-02', '2027-06-01T09:15 2027-06-01T09:45'],
    ],
    'BYSETPOS limits what the other parts leave of each period': [
      ...each(halfHours, 'BYMINUTE=30;BYSETPOS=2', '2026-06-01T09:00/2026-06-01T11:00', ''),
      ...each(halfHours, 'BYMINUTE=30;BYSETPOS=-1', '2026-06-01T09:00/2026-06-01T10:00', '2026-06-01T09:30'),
      [
        'FREQ=HOURLY;INTERVAL=12;BYMINUTE=15,45;BYSETPOS=-1',
        '2026-06-01/2026-06-02',
        '2026-06-01T09:45 2026-06-01T21:45',
      ],
      ['FREQ=DAILY;BYHOUR=8,20;BYSETPOS=-1', '2026-06-02/2026-06-04', '2026-06-02T20:00 2026-06-03T20:00'],
      ['FREQ=WEEKLY;BYDAY=TU,TH;BYSETPOS=2', '2026-06-01/2026-06-15', '2026-06-04T09:00 2026-06-11T09:00'],
      ['FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1', '2026-06-01/2026-08-01', '2026-06-30T09:00 2026-07-31T09:00'],
      ['FREQ=YEARLY;BYMONTH=7,8;BYSETPOS=2', twoYears, '2026-08-01T09:00 2027-08-01T09:00'],
      ['FREQ=DAILY;BYHOUR=8,20;BYSETPOS=3', june, ''],
    ],
    'BYSETPOS counts what lies before the start too': [
      ['FREQ=MONTHLY;BYDAY=MO;BYSETPOS=1', '2026-06-01/2026-08-01', '2026-07-06T09:00', '2026-06-08T09:00'],
    ],
    'COUNT and UNTIL come last': [
      ['FREQ=DAILY;BYDAY=WE;COUNT=2', june, '2026-06-03T09:00 2026-06-10T09:00'],
      ['FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=1;COUNT=2', twoYears, '2026-06-01T09:00 2026-07-06T09:00'],
      ['FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1;UNTIL=20260731T000000', twoYears, '2026-06-30T09:00 2026-07-28T09:00'],
    ],
    'UNTIL is inclusive': [['FREQ=DAILY;UNTIL=20260602T090000', june, '2026-06-01T09:00 2026-06-02T09:00']],
    'an interval of 0 is 1, a count of 0 is none': [
      ['FREQ=WEEKLY;INTERVAL=0;COUNT=0', '2026-06-01/2026-06-15', '2026-06-01T09:00 2026-06-08T09:00'],
    ],
    'an interval counts from the start on': [
      ['FREQ=DAILY;INTERVAL=20', june, '2026-06-01T09:00 2026-06-21T09:00'],
      ['FREQ=MONTHLY;INTERVAL=3', '2026-06-01/2026-12-01', '2026-06-01T09:00 2026-09-01T09:00'],
    ],
    'a week starts on Monday': [['FREQ=WEEKLY;INTERVAL=2;BYDAY=SU', june, '2026-06-07T09:00 2026-06-21T09:00']],
    'week 1 has four days in the year, and may begin in the year before': [
      [
        'FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO',
        '2024-12-01/2026-12-01',
        '2024-12-30T09:00 2025-12-29T09:00',
        '2024-06-01T09:00',
      ],
      ['FREQ=YEARLY;BYWEEKNO=53;BYDAY=SU', '2026-06-01/2032-12-01', '2027-01-03T09:00'],
    ],
    'parts that are missing come from the start': [
      ['FREQ=WEEKLY', '2026-06-01/2026-06-15', '2026-06-01T09:00 2026-06-08T09:00'],
      ['FREQ=MONTHLY', '2026-06-01/2026-08-01', '2026-06-01T09:00 2026-07-01T09:00'],
      ['FREQ=YEARLY', twoYears, '2026-06-01T09:00 2027-06-01T09:00'],
    ],
    'dates that do not exist are skipped': [
      ['FREQ=MONTHLY', '2026-01-01/2026-05-01', '2026-01-31T09:00 2026-03-31T09:00', '2026-01-31T09:00'],
      ['FREQ=YEARLY', '2024-01-01/2029-01-01', '2024-02-29T09:00 2028-02-29T09:00', '2024-02-29T09:00'],
      ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30', '2026-06-01/2036-06-01', ''],
    ],
    'a start that does not match is no occurrence, and not counted': [
      ['FREQ=WEEKLY;BYDAY=TU', '2026-06-01/2026-06-10', '2026-06-02T09:00 2026-06-09T09:00'],
      ['FREQ=WEEKLY;BYDAY=TU;COUNT=1', june, '2026-06-02T09:00'],
    ],
  }
  const rows = Object.entries(table).flatMap(([rule, cases]) =>
    cases.map(([rrule, span, expected, start]) => ({ rule, rrule, span, expected, start })),
  )

  test.each(rows)('$rule: $rrule', ({ rrule, span, expected, start }) => {
    expect(occurrences(rrule, span, start)).toEqual(expected === '' ? [] : expected.split(' '))
  })

  test.each<[string, Members]>([
    ['a dash of the table', { frequency: 'Monthly', byWeekNo: [23] }],
    ['a lone BYSETPOS', { frequency: 'Daily', bySetPosition: [1] }],
    ['an offset with WEEKLY', { frequency: 'Weekly', byDay: [{ dayOfWeek: 'Monday', offset: 1 }] }],
    ['a value out of range', { frequency: 'Daily', byMonth: [6, 13] }],
    ['COUNT beside UNTIL', { frequency: 'Daily', count: 9, untilDate: '2026-07-01' }],
    ['text that is no time', { startTime: 'noon' }],
  ])('a rule with %s never matches', (_, members) => {
    const line = lineOf({ rules: [timeRule({ startDate: '2026-06-01', ...members })], defaultState: 'closed' })
    const timeline = timelineOf(line, new Date('2026-06-01'), new Date('2026-07-01'))
    expect(timeline.map(({ stateName }) => stateName)).toEqual(['closed'])
  })
})
