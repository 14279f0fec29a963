import { toSparse } from '../core/sparse.ts'
import type { ScheduleInfo, SchedulingRuleInfo } from '../transfer/documents.ts'
import { completeSchedule, type Schedule, type SchedulingRule, type StoredSchedule } from './model.ts'

/** A schedule as the service documents show it: every member that is not null, in their order. */
export function toScheduleInfo(schedule: StoredSchedule | Schedule): ScheduleInfo {
  const { timeZoneId, inherit, forceClosed, rules, defaultState } = completeSchedule(schedule as StoredSchedule)
  return toSparse({ timeZoneId, inherit, forceClosed, rules: rules.map(toRuleInfo), defaultState }, {})
}

function toRuleInfo({ id, ...members }: SchedulingRule): SchedulingRuleInfo {
  return { id, ...toSparse(members, {}) }
}
