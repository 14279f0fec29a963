import type { CompiledRule, CompiledSchedule } from './compile.ts'
import { matcherAt } from './evaluate.ts'
import { type Reason, whyItDoesNotHold, whyItHolds } from './explain.ts'
import { type Line, lineAbove, ruleDecision, zoneOf } from './line.ts'
import type { Schedule, SchedulingRule } from './model.ts'
import { segmentAt } from './zone-clock.ts'

/** What came of a step. The names are the contract's. */
export const scheduleTraceOutcomes = ['Matched', 'NotMatched', 'Skipped', 'Inherited'] as const
export type ScheduleTraceOutcome = (typeof scheduleTraceOutcomes)[number]

/** One step of an evaluation. */
export interface TraceStep {
  /** Whose schedule it looked at, as its place in the line; null where no schedule of the line decides. */
  readonly level: number | null
  readonly rule: SchedulingRule | null
  readonly outcome: ScheduleTraceOutcome
  /** What decided, in the names of the service documents. */
  readonly part: keyof SchedulingRule | keyof Schedule
  /** A sentence for a person. It says nothing about those above that the schedule's rules do not: they may be hidden. */
  readonly because: string
}

/**
 * Every step, in order, by which a line's state at an instant is found; the last one matches, and decided.
 * @param instant in seconds since 1970-01-01T00:00Z.
 */
export function traceOf(line: Line, instant: number): readonly TraceStep[] {
  const steps: TraceStep[] = []
  for (const step of stepsOf(line, instant)) {
    steps.push(step)
    if (step.outcome === 'Matched') break
  }
  return steps
}

/** All steps there could be; those after the first match are not taken. */
function* stepsOf(line: Line, instant: number): Generator<TraceStep> {
  yield forceClosedStep(line[0], 0)
  for (const [level, compiled] of line.entries()) {
    if (!compiled.schedule.inherit) {
      if (level > 0) yield forceClosedStep(compiled, level)
      yield* ruleSteps(line, level, instant)
      yield defaultStep(compiled, level)
      return
    }
    const because =
      level < line.length - 1 ? 'It inherits from the schedule above.' : 'It inherits, and none is above it.'
    yield { level, rule: null, outcome: 'Inherited', part: 'inherit', because }
  }
  const because = 'All schedules up to the root inherit, so the state is empty.'
  yield { level: null, rule: null, outcome: 'Matched', part: 'defaultState', because }
}

function forceClosedStep({ schedule: { forceClosed } }: CompiledSchedule, level: number): TraceStep {
  const about = { level, rule: null, part: 'forceClosed' } as const
  return forceClosed
    ? { ...about, outcome: 'Matched', because: 'It is closed by force.' }
    : { ...about, outcome: 'NotMatched', because: 'It is not closed by force.' }
}

function defaultStep({ schedule: { defaultState } }: CompiledSchedule, level: number): TraceStep {
  const because =
    defaultState === null
      ? 'No rule matches, and there is no default state, so the state is empty.'
      : 'No rule matches, so the state is the default state.'
  return { level, rule: null, outcome: 'Matched', part: 'defaultState', because }
}

function* ruleSteps(line: Line, level: number, instant: number): Generator<TraceStep> {
  const wall = instant + segmentAt(zoneOf(line).zone, instant).offset
  const holds = matcherAt(line, instant)
  for (const compiled of line[level]?.rules ?? []) {
    const { rule } = compiled
    if (ruleDecision(compiled) === null) {
      yield { level, rule, outcome: 'Skipped', part: 'state', because: 'It has no state to give.' }
    } else if (holds(compiled)) {
      yield { level, rule, outcome: 'Matched', ...whyItMatches(rule, wall) }
    } else {
      yield { level, rule, outcome: 'NotMatched', ...whyItDoesNotMatch(compiled, line, wall) }
    }
  }
}

function whyItMatches(rule: SchedulingRule, wall: number): Reason {
  switch (rule.simpleRuleType) {
    case 'Always':
      return { part: 'simpleRuleType', because: 'It always matches.' }
    case 'CustomerState':
      return { part: 'customerState', because: "The parent's state is the one that it asks for." }
    case 'Time':
      return whyItHolds(rule, wall)
  }
}

function whyItDoesNotMatch(compiled: CompiledRule, line: Line, wall: number): Reason {
  if (compiled.rule.simpleRuleType === 'Time') return whyItDoesNotHold(compiled, wall)
  return { part: 'customerState', because: whyNoParentMatches(compiled.rule, line) }
}

function whyNoParentMatches({ customerState }: SchedulingRule, line: Line): string {
  if (lineAbove(line) === null) return 'There is no parent whose state it could ask for.'
  if (customerState === null) return "It does not say which state of the parent's it asks for."
  return "The parent's state is not the one that it asks for."
}
