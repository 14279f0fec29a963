import type { CompiledRule, CompiledSchedule } from './compile.ts'
import type { Decision } from './state.ts'

/**
 * The schedules of a customer and of all above it, itself first, up to the root: all that its state depends on. Rules
 * that are inherited are read as if they were its own: on its clock, and of its parent.
 */
export type Line = readonly [CompiledSchedule, ...CompiledSchedule[]]

/** The line of the customer above; null for a root. */
export function lineAbove([, parent, ...above]: Line): Line | null {
  return parent ? [parent, ...above] : null
}

/** The schedule whose rules apply: the nearest that does not inherit. Null where all do. */
export function governing(line: Line): CompiledSchedule | null {
  return line.find(({ schedule }) => !schedule.inherit) ?? null
}

/** The zone on whose clock a line is read: the nearest that is named and exists, else UTC. */
export function zoneOf(line: Line): { readonly timeZoneId: string; readonly zone: string } {
  const named = line.find(({ zone }) => zone !== null)
  return { timeZoneId: named?.schedule.timeZoneId ?? 'UTC', zone: named?.zone ?? 'UTC' }
}

const closed: Decision = { stateName: 'Closed', source: 'ForceClosed', rule: null }

/** What decides a line at every instant, without a look at the rules; null where the rules decide. */
export function standingDecision(line: Line): Decision | null {
  const source = governing(line)
  if (line[0].schedule.forceClosed || source?.schedule.forceClosed) return closed
  return source === null || source.rules.length === 0 ? defaultDecision(line) : null
}

/** What holds where no rule matches. */
export function defaultDecision(line: Line): Decision {
  return { stateName: governing(line)?.schedule.defaultState ?? '', source: 'DefaultState', rule: null }
}

/** The decision of a rule that matches; null where it names no state, and so is skipped. */
export function ruleDecision({ rule }: CompiledRule): Decision | null {
  const { state } = rule
  return state === null || state.trim() === '' ? null : { stateName: state, source: 'Rule', rule }
}

/** Whether a CustomerState rule matches while the parent is in a state; null for a root, which has no parent. */
export function matchesParent({ rule }: CompiledRule, parent: Decision | null): boolean {
  return parent !== null && rule.customerState !== null && rule.customerState.trim() === parent.stateName.trim()
}
