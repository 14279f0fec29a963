import { type Sparse, toSparse } from '../core/sparse.ts'
import type { Struct } from '../core/struct.ts'

/** What a rule looks at. The names of this and the other enums are the service documents'. */
export const simpleSchedulingRuleTypes = ['Always', 'CustomerState', 'Time'] as const
export type SimpleSchedulingRuleTypes = (typeof simpleSchedulingRuleTypes)[number]

export const schedulingRuleFrequencies = [
  'None',
  'Secondly',
  'Minutely',
  'Hourly',
  'Daily',
  'Weekly',
  'Monthly',
  'Yearly',
] as const
export type SchedulingRuleFrequency = (typeof schedulingRuleFrequencies)[number]

export const daysOfWeek = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const
export type DayOfWeek = (typeof daysOfWeek)[number]

/** A weekday; with an offset the nth one of the month or year, counted from its end when negative. 0: every one. */
export interface ScheduleDay {
  readonly offset: number
  readonly dayOfWeek: DayOfWeek
}

/**
 * When a state holds. Dates and times are kept as sent: `YYYY-MM-DD`, `HH:mm`, `HH:mm:ss` or a date-time.
 * `interval` 0 counts as 1, `count` 0 is no count.
 */
export interface SchedulingRule {
  readonly id: string
  readonly name: string | null
  readonly priority: number
  readonly state: string | null
  readonly source: string | null
  readonly condition: string | null
  readonly simpleRuleType: SimpleSchedulingRuleTypes
  readonly customerState: string | null
  readonly flowId: string | null
  readonly flowParams: Struct | null
  readonly isAllDay: boolean
  readonly startDate: string | null
  readonly startTime: string | null
  readonly endTime: string | null
  readonly bySetPosition: readonly number[]
  readonly byMonth: readonly number[]
  readonly byWeekNo: readonly number[]
  readonly byYearDay: readonly number[]
  readonly byMonthDay: readonly number[]
  readonly byDay: readonly ScheduleDay[]
  readonly byHour: readonly number[]
  readonly byMinute: readonly number[]
  readonly interval: number
  readonly count: number
  readonly untilDate: string | null
  readonly frequency: SchedulingRuleFrequency
}

export interface Schedule {
  readonly timeZoneId: string | null
  readonly inherit: boolean
  readonly forceClosed: boolean
  readonly rules: readonly SchedulingRule[]
  readonly defaultState: string | null
}

/** A schedule as the database keeps it: without the members that are null or have their default. */
export type StoredSchedule = Omit<Sparse<Schedule>, 'rules'> & { readonly rules?: readonly StoredRule[] }
export type StoredRule = Omit<Sparse<SchedulingRule>, 'id' | 'byDay'> & {
  readonly id: string
  readonly byDay?: readonly StoredDay[]
}
export type StoredDay = Omit<ScheduleDay, 'offset'> & { readonly offset?: number }

const scheduleDefaults = {
  timeZoneId: null,
  inherit: false,
  forceClosed: false,
  rules: [],
  defaultState: null,
} as const satisfies Schedule

const dayDefaults = { offset: 0 } as const satisfies Omit<ScheduleDay, 'dayOfWeek'>

const ruleDefaults = {
  name: null,
  priority: 0,
  state: null,
  source: null,
  condition: null,
  simpleRuleType: 'Always',
  customerState: null,
  flowId: null,
  flowParams: null,
  isAllDay: false,
  startDate: null,
  startTime: null,
  endTime: null,
  bySetPosition: [],
  byMonth: [],
  byWeekNo: [],
  byYearDay: [],
  byMonthDay: [],
  byDay: [],
  byHour: [],
  byMinute: [],
  interval: 0,
  count: 0,
  untilDate: null,
  frequency: 'None',
} as const satisfies Omit<SchedulingRule, 'id'>

/** All members from the start: Node 20 takes ten times as long to add one to a copy as to set it. */
const blankRule: SchedulingRule = { id: '', ...ruleDefaults }

/** What a new customer has. */
export const emptySchedule: StoredSchedule = { inherit: true }

/** A stored schedule with every member filled in. */
export function completeSchedule(document: StoredSchedule): Schedule {
  return { ...scheduleDefaults, ...document, rules: document.rules?.map(completeRule) ?? [] }
}

/** A stored rule with every member filled in. */
export function completeRule(rule: StoredRule): SchedulingRule {
  return { ...blankRule, ...rule, byDay: rule.byDay?.map(completeDay) ?? [] }
}

function completeDay({ dayOfWeek, offset = dayDefaults.offset }: StoredDay): ScheduleDay {
  return { dayOfWeek, offset }
}

/** A schedule, complete or not, as it is stored. */
export function sparseSchedule(schedule: Schedule | StoredSchedule): StoredSchedule {
  const rules = schedule.rules?.map(sparseRule) ?? []
  return toSparse({ ...schedule, rules }, scheduleDefaults)
}

function sparseRule(rule: SchedulingRule | StoredRule): StoredRule {
  const byDay = rule.byDay?.map((day): StoredDay => ({ ...toSparse(day, dayDefaults), dayOfWeek: day.dayOfWeek })) ?? []
  return { ...toSparse({ ...rule, byDay }, ruleDefaults), id: rule.id }
}
