import { shown } from '../core/read.ts'
import type { SchedulingRule, SchedulingRuleFrequency } from './model.ts'
import { findDate, findTime, secondsPerDay } from './recurrence/wall-clock.ts'

/** Why a rule cannot be evaluated: the path within the rule, e.g. `['byMonth', '2']`, and the reason. */
export interface RuleFault {
  readonly path: readonly [keyof SchedulingRule, ...string[]]
  readonly reason: string
}

/**
 * Everything in a rule that RFC 5545 or the windows' formats do not allow. Writes refuse it; a rule that came in by
 * import with a fault is kept and never matches.
 * @see RFC 5545, 3.3.10
 */
export function* ruleFaults(rule: SchedulingRule): Generator<RuleFault> {
  yield* rangeFaults(rule)
  yield* dayFaults(rule)
  yield* textFaults(rule)
  yield* combinationFaults(rule)
}

/** What a value has to be, in words and as a test. */
interface Expectation<Value> {
  readonly expected: string
  readonly holds: (value: Value) => boolean
}

const between = (from: number, to: number): Expectation<number> => ({
  expected: `${from} to ${to}`,
  holds: (value) => from <= value && value <= to,
})
/** Counted from either end: ±1 to ±`to`. */
const eitherEnd = (to: number): Expectation<number> => ({
  expected: `1 to ${to} or -${to} to -1`,
  holds: (value) => value !== 0 && Math.abs(value) <= to,
})
const notNegative: Expectation<number> = { expected: '0 or more', holds: (value) => value >= 0 }

const date: Expectation<string> = { expected: 'a date as YYYY-MM-DD', holds: (text) => findDate(text) !== null }
const endTime: Expectation<string> = {
  expected: 'a time as HH:mm or HH:mm:ss, up to 24:00',
  holds: (text) => findTime(text) !== null,
}
const startTime: Expectation<string> = {
  expected: 'a time as HH:mm or HH:mm:ss',
  holds: (text) => endTime.holds(text) && findTime(text) !== secondsPerDay,
}

const listParts = {
  bySetPosition: eitherEnd(366),
  byMonth: between(1, 12),
  byWeekNo: eitherEnd(53),
  byYearDay: eitherEnd(366),
  byMonthDay: eitherEnd(31),
  byHour: between(0, 23),
  byMinute: between(0, 59),
}
const numberParts = { interval: notNegative, count: notNegative }
const textParts = { startDate: date, startTime, endTime, untilDate: date }

function* rangeFaults(rule: SchedulingRule): Generator<RuleFault> {
  for (const part of namesOf(listParts)) {
    for (const [index, value] of rule[part].entries()) {
      yield* unmet(listParts[part], value, () => [part, String(index)])
    }
  }
  for (const part of namesOf(numberParts)) yield* unmet(numberParts[part], rule[part], () => [part])
}

function* textFaults(rule: SchedulingRule): Generator<RuleFault> {
  for (const part of namesOf(textParts)) yield* unmet(textParts[part], rule[part], () => [part])
}

function* dayFaults({ byDay, byWeekNo, frequency }: SchedulingRule): Generator<RuleFault> {
  const mayCount = frequency === 'Monthly' || (frequency === 'Yearly' && byWeekNo.length === 0)
  const offsets: Expectation<number> = mayCount
    ? eitherEnd(53)
    : { expected: 'no offset but with Monthly, or with Yearly without byWeekNo', holds: () => false }
  for (const [index, { offset }] of byDay.entries()) {
    if (offset !== 0) yield* unmet(offsets, offset, () => ['byDay', String(index), 'offset'])
  }
}

/** The dashes of the table: with which frequencies a part may not stand. */
const forbiddenFrequencies: Readonly<Record<string, readonly SchedulingRuleFrequency[]>> = {
  byWeekNo: ['Secondly', 'Minutely', 'Hourly', 'Daily', 'Weekly', 'Monthly'],
  byYearDay: ['Daily', 'Weekly', 'Monthly'],
  byMonthDay: ['Weekly'],
}

function combinationFaults(rule: SchedulingRule): readonly RuleFault[] {
  const used = [...namesOf(listParts), 'byDay' as const].filter((part) => rule[part].length > 0)
  const dashes = used
    .filter((part) => forbiddenFrequencies[part]?.includes(rule.frequency))
    .map((part): RuleFault => ({ path: [part], reason: `expected no ${part} with ${rule.frequency}` }))
  return [...dashes, ...lonePosition(used), ...twoEnds(rule)]
}

function lonePosition(used: readonly string[]): readonly RuleFault[] {
  const isAlone = used.length === 1 && used[0] === 'bySetPosition'
  return isAlone ? [{ path: ['bySetPosition'], reason: 'expected another by part beside bySetPosition' }] : []
}

function twoEnds({ count, untilDate }: SchedulingRule): readonly RuleFault[] {
  return count > 0 && untilDate !== null ? [{ path: ['count'], reason: 'expected no count beside untilDate' }] : []
}

function unmet<Value>(
  { expected, holds }: Expectation<Value>,
  value: Value | null,
  pathOf: () => RuleFault['path'],
): readonly RuleFault[] {
  return value === null || holds(value) ? [] : [{ path: pathOf(), reason: `expected ${expected}, got ${shown(value)}` }]
}

function namesOf<Parts extends object>(parts: Parts): readonly (keyof Parts)[] {
  // Only for the tables above, which hold no more than their types say.
  return Object.keys(parts) as (keyof Parts)[]
}
