import { ArgsType, Field, ID, ObjectType, registerEnumType } from 'type-graphql'
import type { AccountObject } from '../account/schema.ts'
import { DateTimeScalar, StructScalar } from '../core/scalars.ts'
import { enumOf } from '../core/schema.ts'
import type { Struct } from '../core/struct.ts'
import { type ScheduleWarning, scheduleWarningCodes } from '../schedule/lint.ts'
import { ScheduleInputObject, SchedulingRuleObject } from '../schedule/schema.ts'
import { type ScheduleStateSource, scheduleStateSources } from '../schedule/state.ts'
import { type ScheduleTraceOutcome, scheduleTraceOutcomes } from '../schedule/trace.ts'
import { type CustomerObject, SettingsOwnerUnion } from './schema.ts'

const StateSourceEnum = enumOf(scheduleStateSources)
registerEnumType(StateSourceEnum, {
  name: 'ScheduleStateSource',
  description: 'What decided a state.',
  valuesConfig: {
    ForceClosed: { description: 'The schedule is closed, whatever its rules say.' },
    Rule: { description: 'The first rule that matches.' },
    DefaultState: { description: 'No rule matches.' },
  },
})

const TraceOutcomeEnum = enumOf(scheduleTraceOutcomes)
registerEnumType(TraceOutcomeEnum, {
  name: 'ScheduleTraceOutcome',
  description: 'What came of one step of an evaluation.',
  valuesConfig: {
    Matched: { description: 'It decided.' },
    NotMatched: { description: 'It did not apply at that instant.' },
    Skipped: { description: 'It was not looked at, as it names no state.' },
    Inherited: { description: 'The schedule above was looked at instead.' },
  },
})

const WarningCodeEnum = enumOf(scheduleWarningCodes)
registerEnumType(WarningCodeEnum, {
  name: 'ScheduleWarningCode',
  description: 'What is probably not meant in a schedule.',
  valuesConfig: {
    NeverOccurs: { description: 'The rule never matches.' },
    NeverWins: { description: 'A rule before it always matches.' },
    SwallowedByClockChange: { description: 'A window lies in an hour that a change of the clock skips.' },
    NoState: { description: 'The rule names no state, and so is skipped.' },
    ConditionNotEvaluated: { description: 'The condition is kept, but never evaluated.' },
    EndsBeforeStart: { description: '`untilDate` lies before `startDate`.' },
    UnknownTimeZone: { description: 'The zone was imported and does not exist; the one above it is used.' },
  },
})

const stateAbout = {
  stateName: 'The state; empty where no rule matches and there is no default.',
  source: 'What decided.',
  rule: 'The rule that decided; null where none did.',
} as const

@ObjectType('ScheduleTraceStep', { description: 'One step of an evaluation.', simpleResolvers: true })
export class ScheduleTraceStepObject {
  @Field(() => SettingsOwnerUnion, {
    nullable: true,
    description: 'Whose schedule this step looked at; null where you may not see the owner.',
  })
  owner!: CustomerObject | AccountObject | null

  @Field(() => SchedulingRuleObject, { nullable: true, description: 'The rule that was looked at.' })
  rule!: SchedulingRuleObject | null

  @Field(() => TraceOutcomeEnum, { description: 'What came of it.' })
  outcome!: ScheduleTraceOutcome

  @Field(() => String, {
    nullable: true,
    description: "The part that decided, in the documents' words: `byDay`, `untilDate`, `forceClosed` …",
  })
  part!: string | null

  @Field(() => String, { description: 'One sentence for a person.' })
  because!: string
}

@ObjectType('ScheduleState', { description: 'The state of a schedule at an instant, and why.', simpleResolvers: true })
export class ScheduleStateObject {
  @Field(() => String, { description: stateAbout.stateName })
  stateName!: string

  @Field(() => String, { description: 'The zone on whose clock the rules were read, as it is stored.' })
  timeZoneId!: string

  @Field(() => DateTimeScalar, { description: 'The instant.' })
  at!: Date

  @Field(() => StateSourceEnum, { description: stateAbout.source })
  source!: ScheduleStateSource

  @Field(() => SchedulingRuleObject, { nullable: true, description: stateAbout.rule })
  rule!: SchedulingRuleObject | null

  @Field(() => String, { nullable: true, description: 'The flow of the rule that decided.' })
  flowId!: string | null

  @Field(() => StructScalar, { nullable: true, description: 'The parameters of that flow.' })
  flowParams!: Struct | null
}

@ObjectType('ScheduleInterval', { description: 'A stretch of one state and rule, half-open.', simpleResolvers: true })
export class ScheduleIntervalObject {
  @Field(() => DateTimeScalar, { description: 'Its first instant.' })
  from!: Date

  @Field(() => DateTimeScalar, { description: 'The first instant after it.' })
  to!: Date

  @Field(() => String, { description: stateAbout.stateName })
  stateName!: string

  @Field(() => StateSourceEnum, { description: stateAbout.source })
  source!: ScheduleStateSource

  @Field(() => SchedulingRuleObject, { nullable: true, description: stateAbout.rule })
  rule!: SchedulingRuleObject | null
}

@ObjectType('ScheduleWarning', {
  description: 'Something in a schedule that is allowed and probably not meant.',
  simpleResolvers: true,
})
export class ScheduleWarningObject implements ScheduleWarning {
  @Field(() => WarningCodeEnum, { description: 'What it is.' })
  code!: ScheduleWarning['code']

  @Field(() => String, { description: 'One sentence for a person.' })
  message!: string

  @Field(() => [String], { description: 'Where it is, e.g. `["schedule", "rules", "0", "byMonth"]`.' })
  field!: readonly string[]
}

const SinceField = () => Field(() => DateTimeScalar, { description: 'The first instant.' })
const ToField = () =>
  Field(() => DateTimeScalar, {
    description: 'The first instant that is no longer asked about; at most 400 days later.',
  })

@ArgsType()
export class ScheduleTimelineArgs {
  @SinceField()
  from!: Date

  @ToField()
  to!: Date
}

@ArgsType()
export class LintScheduleArgs {
  @Field(() => ID, { description: 'The customer whose schedule it is, or would be.' })
  customerId!: string

  @Field(() => ScheduleInputObject, { nullable: true, description: 'The schedule; the saved one when left out.' })
  schedule?: ScheduleInputObject | null
}

@ArgsType()
export class TestScheduleArgs extends LintScheduleArgs {
  @Field(() => DateTimeScalar, { nullable: true, description: 'The instant; now when left out.' })
  at?: Date | null
}

@ArgsType()
export class TestScheduleTimelineArgs extends LintScheduleArgs {
  @SinceField()
  from!: Date

  @ToField()
  to!: Date
}
