import fc from 'fast-check'
import { type CompiledSchedule, compileSchedule } from '../../src/schedule/compile.ts'
import type { Line } from '../../src/schedule/line.ts'
import {
  completeRule,
  completeSchedule,
  daysOfWeek,
  type Schedule,
  type SchedulingRule,
  type SchedulingRuleFrequency,
  type StoredRule,
  schedulingRuleFrequencies,
} from '../../src/schedule/model.ts'
import type { Range, Windows } from '../../src/schedule/recurrence/windows.ts'

/** What a rule in a test says; the rest has its default. */
export type Members = Omit<StoredRule, 'id'>

/** A Time rule with the state `open`; `members` fill it in. */
export function timeRule(members: Members): SchedulingRule {
  return completeRule({ id: 'rule', simpleRuleType: 'Time', state: 'open', ...members })
}

/** The line of a customer, from the members of its own schedule and of those above it. */
export function lineOf(own: Partial<Schedule>, ...above: readonly Partial<Schedule>[]): Line {
  const compiled = (members: Partial<Schedule>): CompiledSchedule =>
    compileSchedule({ ...completeSchedule({}), ...members })
  return [compiled(own), ...above.map(compiled)]
}

/** The windows within a range, walked span by span; those that touch are one. */
export function windowsWithin(windows: Windows, range: Range): readonly Range[] {
  const held: Range[] = []
  for (let at = range.from; at < range.before; ) {
    const { holds, before } = windows.spanAt(at, range)
    const last = held.at(-1)
    if (holds && last?.before === at) held[held.length - 1] = { from: last.from, before }
    else if (holds) held.push({ from: at, before })
    at = before
  }
  return held
}

/** A frequency by which a rule recurs. */
export type Recurring = Exclude<SchedulingRuleFrequency, 'None'>
export const anyRecurring = fc.constantFrom<Recurring>(...schedulingRuleFrequencies.filter((each) => each !== 'None'))

type ListPart = 'byMonth' | 'byWeekNo' | 'byYearDay' | 'byMonthDay' | 'byHour' | 'byMinute' | 'bySetPosition'

/** The dashes of RFC 5545's table. */
const forbidden: Readonly<Record<Recurring, readonly ListPart[]>> = {
  Secondly: ['byWeekNo'],
  Minutely: ['byWeekNo'],
  Hourly: ['byWeekNo'],
  Daily: ['byWeekNo', 'byYearDay'],
  Weekly: ['byWeekNo', 'byYearDay', 'byMonthDay'],
  Monthly: ['byWeekNo', 'byYearDay'],
  Yearly: [],
}

const fromEitherEnd = (most: number) => fc.oneof(fc.integer({ min: 1, max: most }), fc.integer({ min: -most, max: -1 }))

/** What a part may hold, in an order that keeps what is small and what is last likely. */
const valuesOf: Readonly<Record<ListPart, fc.Arbitrary<number>>> = {
  byMonth: fc.integer({ min: 1, max: 12 }),
  byWeekNo: fc.oneof(fromEitherEnd(53), fc.constantFrom(1, 52, 53, -1, -53)),
  byYearDay: fc.oneof(fromEitherEnd(366), fc.constantFrom(1, 59, 60, 365, 366, -1, -366)),
  byMonthDay: fc.oneof(fromEitherEnd(31), fc.constantFrom(28, 29, 30, 31, -1, -31)),
  byHour: fc.integer({ min: 0, max: 23 }),
  byMinute: fc.integer({ min: 0, max: 59 }),
  bySetPosition: fc.oneof(fromEitherEnd(5), fc.constantFrom(1, -1), fromEitherEnd(366)),
}

/** How long the lists of a rule may be. */
export type Lengths = Readonly<Record<ListPart | 'byDay', number>>
const someLengths: Lengths = {
  byMonth: 6,
  byWeekNo: 12,
  byYearDay: 40,
  byMonthDay: 12,
  byDay: 4,
  byHour: 3,
  byMinute: 3,
  bySetPosition: 4,
}
/** As long as a list may be without a value twice. */
export const fullLengths: Lengths = {
  byMonth: 12,
  byWeekNo: 53,
  byYearDay: 366,
  byMonthDay: 31,
  byDay: 60,
  byHour: 24,
  byMinute: 60,
  bySetPosition: 366,
}

const anyDayOfWeek = fc.constantFrom(...daysOfWeek)

/** The BY parts of a rule that RFC 5545 allows with a frequency; about half of them are left out. */
export function anyParts(frequency: Recurring, lengths: Lengths = someLengths): fc.Arbitrary<Members> {
  const list = (part: ListPart) => {
    const filled = fc.uniqueArray(valuesOf[part], { minLength: 1, maxLength: lengths[part] })
    return forbidden[frequency].includes(part) ? fc.constant([]) : seldom<readonly number[]>(filled, [])
  }
  return fc
    .record({
      byMonth: list('byMonth'),
      byWeekNo: list('byWeekNo'),
      byYearDay: list('byYearDay'),
      byMonthDay: list('byMonthDay'),
      byHour: list('byHour'),
      byMinute: list('byMinute'),
      bySetPosition: list('bySetPosition'),
    })
    .chain((parts) => {
      const byDay = seldom(fc.array(anyDay(frequency, parts.byWeekNo), { minLength: 1, maxLength: lengths.byDay }), [])
      return byDay.map((days) => withoutLonePosition({ ...parts, byDay: days }))
    })
}

function seldom<Value>(value: fc.Arbitrary<Value>, otherwise: Value): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 2, arbitrary: fc.constant(otherwise) }, { weight: 1, arbitrary: value })
}

/** A member of `byDay`, with an offset where the frequency allows one. */
function anyDay(frequency: Recurring, byWeekNo: readonly number[]) {
  const mayCount = frequency === 'Monthly' || (frequency === 'Yearly' && byWeekNo.length === 0)
  const mostOffset = frequency === 'Monthly' ? 5 : 53
  const offset = mayCount ? fc.oneof(fc.constant(0), fromEitherEnd(5), fromEitherEnd(mostOffset)) : fc.constant(0)
  return fc.record({ dayOfWeek: anyDayOfWeek, offset })
}

/** BYSETPOS stands only beside another part. */
function withoutLonePosition(parts: Members): Members {
  const { bySetPosition, ...others } = parts
  return Object.values(others).some((part) => Array.isArray(part) && part.length > 0) ? parts : others
}

/** Whether rules may recur within a day. Where they do, an hour has as many changes as elsewhere a month. */
export type Grain = 'fine' | 'coarse'

const coarse: readonly Recurring[] = ['Daily', 'Weekly', 'Monthly', 'Yearly']
const fewLengths: Lengths = { ...someLengths, byHour: 2, byMinute: 2 }

/** Clock changes of the zones below, and days at the edge of the calendar. */
const moments = [
  '2026-03-08T07:00Z',
  '2026-11-01T06:00Z',
  '2026-03-29T01:00Z',
  '2026-10-25T01:00Z',
  '2026-04-04T15:00Z',
  '2026-10-03T15:30Z',
  '2018-11-04T03:00Z',
  '2018-02-18T02:00Z',
  '2011-12-30T10:00Z',
  '2010-11-07T02:31Z',
  '1985-12-31T18:30Z',
  '2024-02-29T12:00Z',
  '2027-01-01T00:00Z',
]

/** No zone, one that does not exist, and such as change their clocks in ways of their own. */
const zoneIds = [
  null,
  'Mars/Olympus',
  'UTC',
  'America/New_York',
  'GMT Standard Time',
  'australia/lord_howe',
  'America/Sao_Paulo',
  'Pacific/Apia',
  'America/St_Johns',
  'Asia/Katmandu',
]

const someTimes = ['00:00', '01:00', '01:30', '02:00', '02:30', '09:00', '12:00', '22:00', '23:30', '23:59:59']
const anyTime = fc.oneof(
  fc.constantFrom(...someTimes),
  fc.integer({ min: 0, max: 86_399 }).map((second) => dateTime(second).slice(11)),
)

/** A second since 1970-01-01T00:00 as a date-time. */
function dateTime(second: number): string {
  return new Date(second * 1000).toISOString().slice(0, 19)
}

/** A Time rule, perhaps with a fault, that is likely to change around a second since 1970-01-01T00:00. */
function anyTimeRule(around: number, grain: Grain): fc.Arbitrary<SchedulingRule> {
  const recurring = grain === 'fine' ? anyRecurring : fc.constantFrom(...coarse)
  const frequency = fc.oneof(
    { weight: 1, arbitrary: fc.constant('None' as const) },
    { weight: 3, arbitrary: recurring },
  )
  const near = (days: number) =>
    fc.integer({ min: -days, max: days }).map((day) => dateTime(around + day * 86_400).slice(0, 10))
  return frequency.chain((frequency) =>
    fc
      .record({
        parts: frequency === 'None' ? fc.constant({}) : anyParts(frequency, fewLengths),
        interval: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 5 })),
        count: seldom(fc.integer({ min: 1, max: 500 }), 0),
        isAllDay: seldom(fc.boolean(), false),
        startDate: fc.oneof(fc.constant(null), near(3), near(500)),
        untilDate: seldom(fc.oneof(near(3), near(300)), null),
        startTime: fc.oneof(fc.constant(null), anyTime),
        endTime: fc.oneof(fc.constantFrom(null, '24:00'), anyTime),
      })
      .map(({ parts, ...members }) => ({ ...timeRule({ frequency, ...parts }), ...members })),
  )
}

const anyState = fc.constantFrom('A', 'B', 'Closed', ' A ', ' ', null)

function anyRule(around: number, grain: Grain): fc.Arbitrary<SchedulingRule> {
  const always = completeRule({ id: 'rule', simpleRuleType: 'Always' })
  const byParent = anyState.map(
    (customerState) => ({ ...always, simpleRuleType: 'CustomerState', customerState }) as const,
  )
  const any = fc.oneof(
    { weight: 8, arbitrary: anyTimeRule(around, grain) },
    { weight: 3, arbitrary: byParent },
    { weight: 1, arbitrary: fc.constant(always) },
  )
  return fc
    .tuple(any, anyState, fc.integer({ min: 0, max: 2 }))
    .map(([rule, state, priority]) => ({ ...rule, state, priority }))
}

/** A customer's schedule and up to four above it, and an instant around which they are likely to change. */
export function anyLine(grain: Grain): fc.Arbitrary<{ readonly line: Line; readonly around: Date }> {
  return fc.constantFrom(...moments).chain((moment) => {
    const around = new Date(moment)
    const schedule = fc.record({
      timeZoneId: fc.constantFrom(...zoneIds),
      inherit: seldom(fc.boolean(), false),
      forceClosed: fc.integer({ min: 0, max: 9 }).map((digit) => digit === 9),
      rules: fc.array(anyRule(around.getTime() / 1000, grain), { maxLength: 4 }),
      defaultState: anyState,
    })
    return fc
      .tuple(schedule, fc.array(schedule, { maxLength: 4 }))
      .map(([own, above]) => ({ line: lineOf(own, ...above), around }))
  })
}

const mostInt = 2 ** 31 - 1

/** Days that do not exist, or only in leap years. */
const neverParts: readonly Members[] = [
  { byMonth: [2], byMonthDay: [30] },
  { byMonth: [2, 4, 6], byMonthDay: [31] },
  { byMonth: [2], byMonthDay: [29] },
]

/** Rules without faults that are made to be slow: long lists, huge numbers, starts long ago, days that never come. */
export const anyHostileRule: fc.Arbitrary<SchedulingRule> = anyRecurring.chain((frequency) =>
  fc
    .record({
      parts: fc.oneof(anyParts(frequency, fullLengths), anyParts(frequency), fc.constant({})),
      never: seldom(fc.constantFrom(...neverParts), {}),
      interval: fc.oneof(fc.constantFrom(0, 2, 7, 127, 86_399, mostInt), fc.integer({ min: 1, max: 1000 })),
      count: fc.constantFrom(0, 0, 1, 1000, mostInt),
      startDate: fc.constantFrom('0001-01-01', '1970-01-01', '2026-01-01', null),
      startTime: anyTime,
      endTime: anyTime,
      isAllDay: fc.boolean(),
    })
    .map(({ parts, never, ...members }) => ({
      ...timeRule({ frequency, ...parts, ...(frequency === 'Weekly' ? {} : never) }),
      ...members,
    })),
)
