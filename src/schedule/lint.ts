import { shown } from '../core/read.ts'
import type { CompiledRule } from './compile.ts'
import { type RuleFault, ruleFaults } from './faults.ts'
import { type Line, lineAbove, ruleDecision, zoneOf } from './line.ts'
import type { SchedulingRule } from './model.ts'
import { dateOf, dayOfSecond } from './recurrence/calendar.ts'
import { isBelowADay, type Recurrence, recurrenceOf } from './recurrence/recurrence.ts'
import { type Starts, startsOf } from './recurrence/starts.ts'
import { secondsPerDay } from './recurrence/wall-clock.ts'
import { lengthOf, type Range } from './recurrence/windows.ts'
import { longDate } from './words.ts'
import { segmentAt } from './zone-clock.ts'

/** The names are the contract's, and one more: a time zone that does not exist, which only an import brings. */
export const scheduleWarningCodes = [
  'NeverOccurs',
  'NeverWins',
  'SwallowedByClockChange',
  'NoState',
  'ConditionNotEvaluated',
  'EndsBeforeStart',
  'UnknownTimeZone',
] as const
export type ScheduleWarningCode = (typeof scheduleWarningCodes)[number]

/** Something in a schedule that is allowed and probably not meant. */
export interface ScheduleWarning {
  readonly code: ScheduleWarningCode
  /** A sentence for a person. */
  readonly message: string
  /** A path such as `['schedule', 'rules', '0', 'byMonth', '1']`, with the place of the rule as it is stored. */
  readonly field: readonly string[]
}

/** How long a rule may take to occur for the first time. */
const maxYears = 100
const secondsPerYear = 366 * secondsPerDay
/** Rules that recur within a day may take a look at each day: so many of them are searched to the end, all in all. */
const maxYearsDayByDay = 6 * maxYears
/** How far ahead clock changes are looked for. */
const maxSecondsAhead = 400 * secondsPerDay

/**
 * What is probably not meant in the schedule with which a line begins: first in the schedule itself, then rule by rule as
 * stored. Rules that are out of use, as it inherits or is closed by force, are looked at like any others.
 * @param now in seconds since 1970-01-01T00:00Z.
 */
export function lintOf(line: Line, now: number): readonly ScheduleWarning[] {
  const surroundings = {
    isRoot: lineAbove(line) === null,
    gaps: gapsOf(zoneOf(line).zone, now),
    isNever: searchingForFirst(),
  }
  const perRule: { readonly index: number; readonly findings: readonly Finding[] }[] = []
  let winner: CompiledRule | null = null
  for (const compiled of line[0].rules) {
    const findings = [...textFindings(compiled), ...matchFindings(compiled, surroundings)]
    if (winner && ruleDecision(compiled)) findings.push(neverWins(winner))
    perRule.push({ index: compiled.index, findings })
    winner ??= alwaysWins(compiled) ? compiled : null
  }
  perRule.sort((one, other) => one.index - other.index)
  return [...zoneWarnings(line), ...perRule.flatMap(({ index, findings }) => findings.map(asWarning(index)))]
}

function asWarning(index: number): (finding: Finding) => ScheduleWarning {
  return ({ path, ...finding }) => ({ ...finding, field: ['schedule', 'rules', String(index), ...path] })
}

function zoneWarnings([{ schedule, zone }]: Line): readonly ScheduleWarning[] {
  const { timeZoneId } = schedule
  if (timeZoneId === null || zone !== null) return []
  const message = `There is no time zone ${shown(timeZoneId)}; the schedule is read as if it named none.`
  return [{ code: 'UnknownTimeZone', message, field: ['schedule', 'timeZoneId'] }]
}

/** A warning about a rule; the path is within it. */
interface Finding {
  readonly code: ScheduleWarningCode
  readonly message: string
  readonly path: readonly string[]
}

function textFindings(compiled: CompiledRule): readonly Finding[] {
  const { condition } = compiled.rule
  const findings: Finding[] = []
  if (ruleDecision(compiled) === null) {
    findings.push({ code: 'NoState', message: 'It has no state to give, and so is skipped.', path: ['state'] })
  }
  if (condition !== null && condition.trim() !== '') {
    const message = 'The condition is kept, but not evaluated: the rule matches without it.'
    findings.push({ code: 'ConditionNotEvaluated', message, path: ['condition'] })
  }
  return findings
}

/** What a rule is looked at beside. */
interface Surroundings {
  readonly isRoot: boolean
  /** What the wall clock skips. */
  readonly gaps: readonly Range[]
  readonly isNever: ReturnType<typeof searchingForFirst>
}

function matchFindings(compiled: CompiledRule, surroundings: Surroundings): readonly Finding[] {
  switch (compiled.rule.simpleRuleType) {
    case 'Always':
      return []
    case 'CustomerState':
      return parentFindings(compiled.rule, surroundings)
    case 'Time':
      return timeFindings(compiled, surroundings)
  }
}

function parentFindings({ customerState }: SchedulingRule, { isRoot }: Surroundings): readonly Finding[] {
  if (isRoot)
    return [neverOccurs('It never matches, as there is no parent whose state it could ask for.', ['customerState'])]
  if (customerState !== null) return []
  return [
    neverOccurs("It never matches, as it does not say which state of the parent's it asks for.", ['customerState']),
  ]
}

function timeFindings(compiled: CompiledRule, { gaps, isNever }: Surroundings): readonly Finding[] {
  const { rule } = compiled
  if (compiled.fault !== null) {
    return firstOfEachPart(ruleFaults(rule)).map(({ path, reason }) =>
      neverOccurs(`It never matches: ${reason}.`, path),
    )
  }
  const recurrence = recurrenceOf({ ...rule, count: 0 })
  const { start, until } = recurrence
  if (until < start) {
    const message = `It ends before it starts, on ${dayText(start)}, and so never occurs.`
    return [{ code: 'EndsBeforeStart', message, path: ['untilDate'] }]
  }
  const starts = startsOf(recurrence)
  if (isNever(recurrence, starts)) {
    return [neverOccurs(`It does not occur within ${maxYears} years of its start.`, [])]
  }
  const length = lengthOf(rule)
  const swallowed = gaps
    .map(({ from, before }) => starts.first(from, before - length + 1))
    // The windows know where COUNT ends, and need not look for it again.
    .find((window) => window !== null && compiled.windows?.holdsAt(window))
  return swallowed === undefined || swallowed === null ? [] : [swallowedByClockChange(swallowed)]
}

/** Tells whether a rule takes too long to occur for the first time; no, once the search itself has taken too long. */
function searchingForFirst(): (recurrence: Recurrence, starts: Starts) => boolean {
  let yearsLeft = maxYearsDayByDay
  return (recurrence, starts) => {
    const { frequency, start } = recurrence
    if (!isBelowADay(frequency)) return isWithoutOccurrence(starts, start, maxYears)
    const days = daysOf(recurrence)
    if (isWithoutOccurrence(startsOf(days), days.start, maxYears)) return true
    for (let year = 0; year < maxYears; year++) {
      if (!isWithoutOccurrence(starts, start + year * secondsPerYear, 1)) return false
      yearsLeft--
      if (yearsLeft < 0) return false
    }
    return true
  }
}

function isWithoutOccurrence(starts: Starts, from: number, years: number): boolean {
  return starts.first(from, from + years * secondsPerYear) === null
}

/** The days that a rule picks, whatever it picks in them. */
function daysOf(recurrence: Recurrence): Recurrence {
  const start = dayOfSecond(recurrence.start) * secondsPerDay
  return { ...recurrence, frequency: 'Daily', interval: 1, byHour: [0], byMinute: [0], bySetPosition: [], start }
}

function neverOccurs(message: string, path: readonly string[]): Finding {
  return { code: 'NeverOccurs', message, path }
}

function swallowedByClockChange(window: number): Finding {
  const message = `The clocks skip the whole of its window on ${dayText(window)}.`
  return { code: 'SwallowedByClockChange', message, path: ['startTime'] }
}

/** A list of a thousand numbers that are all out of range is one finding. */
function firstOfEachPart(faults: Iterable<RuleFault>): readonly RuleFault[] {
  const parts = new Map<string, RuleFault>()
  for (const fault of faults) if (!parts.has(fault.path[0])) parts.set(fault.path[0], fault)
  return [...parts.values()]
}

function neverWins({ rule }: CompiledRule): Finding {
  const message = `It never decides: the rule ${shown(rule.name ?? rule.id)} is tried before it and always matches.`
  return { code: 'NeverWins', message, path: [] }
}

/** Whether nothing after a rule is ever tried. */
function alwaysWins(compiled: CompiledRule): boolean {
  if (ruleDecision(compiled) === null) return false
  switch (compiled.rule.simpleRuleType) {
    case 'Always':
      return true
    case 'CustomerState':
      return false
    case 'Time':
      return compiled.fault === null && isAtAllTimes(compiled.rule)
  }
}

/** A window a day, from the beginning of time, each as long as a day. */
function isAtAllTimes(rule: SchedulingRule): boolean {
  const isEveryDay = rule.frequency === 'None' && rule.startDate === null && rule.untilDate === null
  return isEveryDay && lengthOf(rule) === secondsPerDay
}

/** What the wall clock of a zone will skip, in its own seconds. */
function gapsOf(zone: string, now: number): readonly Range[] {
  const gaps: Range[] = []
  for (let segment = segmentAt(zone, now); segment.before < now + maxSecondsAhead; ) {
    const next = segmentAt(zone, segment.before)
    if (next.offset > segment.offset) gaps.push({ from: next.from + segment.offset, before: next.from + next.offset })
    segment = next
  }
  return gaps
}

function dayText(wall: number): string {
  return longDate(dateOf(dayOfSecond(wall)))
}
