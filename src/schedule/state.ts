import type { SchedulingRule } from './model.ts'

/** What decided a state. The names are the contract's. */
export const scheduleStateSources = ['ForceClosed', 'Rule', 'DefaultState'] as const
export type ScheduleStateSource = (typeof scheduleStateSources)[number]

/** A state, and what decided it; `rule` is null but for the source Rule. */
export interface Decision {
  readonly stateName: string
  readonly source: ScheduleStateSource
  readonly rule: SchedulingRule | null
}

/** A stretch of time, half-open, that one decision covers. */
export interface ScheduleInterval extends Decision {
  readonly from: Date
  readonly to: Date
}
