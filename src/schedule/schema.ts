import { Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { StructScalar } from '../core/scalars.ts'
import { enumOf } from '../core/schema.ts'
import type { Struct } from '../core/struct.ts'
import {
  type DayOfWeek,
  daysOfWeek,
  type SchedulingRuleFrequency,
  type SimpleSchedulingRuleTypes,
  schedulingRuleFrequencies,
  simpleSchedulingRuleTypes,
} from './model.ts'

const RuleTypeEnum = enumOf(simpleSchedulingRuleTypes)
registerEnumType(RuleTypeEnum, {
  name: 'SimpleSchedulingRuleTypes',
  description: 'What a rule goes by.',
  valuesConfig: {
    Always: { description: 'It always matches.' },
    CustomerState: { description: "It matches while the parent's state is `customerState`." },
    Time: { description: 'It matches inside its windows of time.' },
  },
})

const FrequencyEnum = enumOf(schedulingRuleFrequencies)
registerEnumType(FrequencyEnum, {
  name: 'SchedulingRuleFrequency',
  description: 'How often a Time rule recurs (RFC 5545, FREQ).',
  valuesConfig: {
    None: { description: 'Not: on its start date, through `untilDate` when given; without start date every day.' },
  },
})

const DayOfWeekEnum = enumOf(daysOfWeek)
registerEnumType(DayOfWeekEnum, { name: 'DayOfWeek', description: 'A day of the week.' })

const about = {
  timeZoneId: 'IANA or Windows time-zone id. Null: the zone of the nearest ancestor that has one, else UTC.',
  inherit: "Whether the nearest ancestor that does not inherit decides, instead of this schedule's rules.",
  forceClosed: 'Closed, whatever the rules say.',
  rules: 'At most 200. The one of smallest priority that matches decides; ties go by their order here.',
  defaultState: 'The state where no rule matches.',
  id: 'Names the rule; made where it is left out.',
  name: 'A name for people.',
  priority: 'Smaller numbers are tried first.',
  state: 'The state that the rule gives, e.g. `Business Hours`. A rule without one is skipped.',
  source: 'Kept and answered, never evaluated.',
  condition: 'Kept and answered, never evaluated.',
  simpleRuleType: 'What the rule goes by.',
  customerState: "For CustomerState: the parent's state that matches, without regard to outer white space.",
  flowId: 'The flow that handles calls while the rule decides.',
  flowParams: 'Parameters of the flow.',
  isAllDay: 'For Time: the whole of each day on which the rule occurs.',
  startDate: 'For Time: the first day, `YYYY-MM-DD`.',
  startTime: 'For Time: where each window begins, `HH:mm` or `HH:mm:ss`; 00:00 when left out.',
  endTime:
    'For Time: where each window ends, on the next day if that is not after the start; end of day when left out.',
  bySetPosition: 'RFC 5545 BYSETPOS: ±1 to ±366, with another BY part only.',
  byMonth: 'RFC 5545 BYMONTH: 1 to 12.',
  byWeekNo: 'RFC 5545 BYWEEKNO: ±1 to ±53, with Yearly only.',
  byYearDay: 'RFC 5545 BYYEARDAY: ±1 to ±366; not with Daily, Weekly or Monthly.',
  byMonthDay: 'RFC 5545 BYMONTHDAY: ±1 to ±31; not with Weekly.',
  byDay: 'RFC 5545 BYDAY. Offsets with Monthly or Yearly only.',
  byHour: 'RFC 5545 BYHOUR: 0 to 23.',
  byMinute: 'RFC 5545 BYMINUTE: 0 to 59.',
  interval: 'RFC 5545 INTERVAL; 0 counts as 1.',
  count: 'RFC 5545 COUNT; 0 is no count. Not with `untilDate`.',
  untilDate: 'RFC 5545 UNTIL, inclusive; a date without a time means its whole day.',
  frequency: 'How often the rule recurs.',
  offset: 'Which of these days in the month or year, from its end when negative; 0 for each of them.',
  dayOfWeek: 'The day.',
} as const

@ObjectType('ScheduleDay', {
  description: 'A day of the week, or the nth of them (RFC 5545 BYDAY).',
  simpleResolvers: true,
})
export class ScheduleDayObject {
  @Field(() => Int, { description: about.offset })
  offset!: number

  @Field(() => DayOfWeekEnum, { description: about.dayOfWeek })
  dayOfWeek!: DayOfWeek
}

@ObjectType('SchedulingRule', { description: 'One rule of a schedule.', simpleResolvers: true })
export class SchedulingRuleObject {
  @Field(() => ID, { description: 'Names the rule within its schedule.' })
  id!: string

  @Field(() => String, { nullable: true, description: about.name })
  name!: string | null

  @Field(() => Int, { description: about.priority })
  priority!: number

  @Field(() => String, { nullable: true, description: about.state })
  state!: string | null

  @Field(() => String, { nullable: true, description: about.source })
  source!: string | null

  @Field(() => String, { nullable: true, description: about.condition })
  condition!: string | null

  @Field(() => RuleTypeEnum, { description: about.simpleRuleType })
  simpleRuleType!: SimpleSchedulingRuleTypes

  @Field(() => String, { nullable: true, description: about.customerState })
  customerState!: string | null

  @Field(() => String, { nullable: true, description: about.flowId })
  flowId!: string | null

  @Field(() => StructScalar, { nullable: true, description: about.flowParams })
  flowParams!: Struct | null

  @Field(() => Boolean, { description: about.isAllDay })
  isAllDay!: boolean

  @Field(() => String, { nullable: true, description: about.startDate })
  startDate!: string | null

  @Field(() => String, { nullable: true, description: about.startTime })
  startTime!: string | null

  @Field(() => String, { nullable: true, description: about.endTime })
  endTime!: string | null

  @Field(() => [Int], { description: about.bySetPosition })
  bySetPosition!: readonly number[]

  @Field(() => [Int], { description: about.byMonth })
  byMonth!: readonly number[]

  @Field(() => [Int], { description: about.byWeekNo })
  byWeekNo!: readonly number[]

  @Field(() => [Int], { description: about.byYearDay })
  byYearDay!: readonly number[]

  @Field(() => [Int], { description: about.byMonthDay })
  byMonthDay!: readonly number[]

  @Field(() => [ScheduleDayObject], { description: about.byDay })
  byDay!: readonly ScheduleDayObject[]

  @Field(() => [Int], { description: about.byHour })
  byHour!: readonly number[]

  @Field(() => [Int], { description: about.byMinute })
  byMinute!: readonly number[]

  @Field(() => Int, { description: about.interval })
  interval!: number

  @Field(() => Int, { description: about.count })
  count!: number

  @Field(() => String, { nullable: true, description: about.untilDate })
  untilDate!: string | null

  @Field(() => FrequencyEnum, { description: about.frequency })
  frequency!: SchedulingRuleFrequency
}

@ObjectType('Schedule', {
  description: 'When a customer is in which state, e.g. open or closed: rules in order, and a default.',
  simpleResolvers: true,
})
export class ScheduleObject {
  @Field(() => String, { nullable: true, description: about.timeZoneId })
  timeZoneId!: string | null

  @Field(() => Boolean, { description: about.inherit })
  inherit!: boolean

  @Field(() => Boolean, { description: about.forceClosed })
  forceClosed!: boolean

  @Field(() => [SchedulingRuleObject], { description: about.rules })
  rules!: readonly SchedulingRuleObject[]

  @Field(() => String, { nullable: true, description: about.defaultState })
  defaultState!: string | null
}

@InputType('ScheduleDayInput', { description: 'A day of the week, or the nth of them (RFC 5545 BYDAY).' })
export class ScheduleDayInputObject {
  @Field(() => Int, { nullable: true, description: about.offset })
  offset?: number | null

  @Field(() => DayOfWeekEnum, { description: about.dayOfWeek })
  dayOfWeek!: DayOfWeek
}

@InputType('SchedulingRuleInput', { description: 'One rule of a schedule.' })
export class SchedulingRuleInputObject {
  @Field(() => ID, { nullable: true, description: about.id })
  id?: string | null

  @Field(() => String, { nullable: true, description: about.name })
  name?: string | null

  @Field(() => Int, { nullable: true, description: about.priority })
  priority?: number | null

  @Field(() => String, { nullable: true, description: about.state })
  state?: string | null

  @Field(() => String, { nullable: true, description: about.source })
  source?: string | null

  @Field(() => String, { nullable: true, description: about.condition })
  condition?: string | null

  @Field(() => RuleTypeEnum, { nullable: true, description: about.simpleRuleType })
  simpleRuleType?: SimpleSchedulingRuleTypes | null

  @Field(() => String, { nullable: true, description: about.customerState })
  customerState?: string | null

  @Field(() => String, { nullable: true, description: about.flowId })
  flowId?: string | null

  @Field(() => StructScalar, { nullable: true, description: about.flowParams })
  flowParams?: unknown

  @Field(() => Boolean, { nullable: true, description: about.isAllDay })
  isAllDay?: boolean | null

  @Field(() => String, { nullable: true, description: about.startDate })
  startDate?: string | null

  @Field(() => String, { nullable: true, description: about.startTime })
  startTime?: string | null

  @Field(() => String, { nullable: true, description: about.endTime })
  endTime?: string | null

  @Field(() => [Int], { nullable: true, description: about.bySetPosition })
  bySetPosition?: readonly number[] | null

  @Field(() => [Int], { nullable: true, description: about.byMonth })
  byMonth?: readonly number[] | null

  @Field(() => [Int], { nullable: true, description: about.byWeekNo })
  byWeekNo?: readonly number[] | null

  @Field(() => [Int], { nullable: true, description: about.byYearDay })
  byYearDay?: readonly number[] | null

  @Field(() => [Int], { nullable: true, description: about.byMonthDay })
  byMonthDay?: readonly number[] | null

  @Field(() => [ScheduleDayInputObject], { nullable: true, description: about.byDay })
  byDay?: readonly ScheduleDayInputObject[] | null

  @Field(() => [Int], { nullable: true, description: about.byHour })
  byHour?: readonly number[] | null

  @Field(() => [Int], { nullable: true, description: about.byMinute })
  byMinute?: readonly number[] | null

  @Field(() => Int, { nullable: true, description: about.interval })
  interval?: number | null

  @Field(() => Int, { nullable: true, description: about.count })
  count?: number | null

  @Field(() => String, { nullable: true, description: about.untilDate })
  untilDate?: string | null

  @Field(() => FrequencyEnum, { nullable: true, description: about.frequency })
  frequency?: SchedulingRuleFrequency | null
}

@InputType('ScheduleInput', { description: 'A schedule. It replaces the stored one as a whole.' })
export class ScheduleInputObject {
  @Field(() => String, { nullable: true, description: about.timeZoneId })
  timeZoneId?: string | null

  @Field(() => Boolean, { nullable: true, description: about.inherit })
  inherit?: boolean | null

  @Field(() => Boolean, { nullable: true, description: about.forceClosed })
  forceClosed?: boolean | null

  @Field(() => [SchedulingRuleInputObject], { nullable: true, description: about.rules })
  rules?: readonly SchedulingRuleInputObject[] | null

  @Field(() => String, { nullable: true, description: about.defaultState })
  defaultState?: string | null
}
