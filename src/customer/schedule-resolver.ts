import { Arg, Args, FieldResolver, Query, Resolver } from 'type-graphql'
import type { Context } from '../context.ts'
import { RequestError } from '../core/errors.ts'
import { DateTimeScalar } from '../core/scalars.ts'
import { type Asked, AskedField } from '../fields/asked.ts'
import { follow } from '../fields/follow.ts'
import { lintOf } from '../schedule/lint.ts'
import { timelineOf } from '../schedule/timeline.ts'
import { secondOf } from '../schedule/zone-clock.ts'
import { customerFields, traceStepFields } from './fields.ts'
import { graphqlForm } from './input.ts'
import type { Customer } from './model.ts'
import { findLineToTest, type OwnedLine, type ScheduleToTest } from './schedule.ts'
import {
  LintScheduleArgs,
  ScheduleIntervalObject,
  ScheduleStateObject,
  ScheduleTimelineArgs,
  ScheduleTraceStepObject,
  ScheduleWarningObject,
  TestScheduleArgs,
  TestScheduleTimelineArgs,
} from './schedule-schema.ts'
import { type EvaluatedState, type OwnedStep, stateOf, stepsOf } from './schedule-state.ts'
import { CustomerObject } from './schema.ts'

/** The states of customers, and of schedules that are tried out. */
@Resolver(() => CustomerObject)
export class CustomerScheduleResolver {
  @FieldResolver(() => ScheduleStateObject, { description: 'The state at an instant.' })
  scheduleState(
    @Arg('at', () => DateTimeScalar, { nullable: true, description: 'The instant; now when left out.' })
    at: Date | null,
    @AskedField() asked: Asked<Customer>,
  ) {
    return follow(asked, customerFields.scheduleState, { at })
  }

  @FieldResolver(() => [ScheduleIntervalObject], {
    description: 'Every stretch of one state between two instants, in order, without gaps.',
  })
  scheduleTimeline(@Args(() => ScheduleTimelineArgs) args: ScheduleTimelineArgs, @AskedField() asked: Asked<Customer>) {
    return follow(asked, customerFields.scheduleTimeline, args)
  }

  @Query(() => ScheduleStateObject, {
    description: "Evaluates a schedule as the customer's, or the saved one when none is given. Saves nothing.",
  })
  async testSchedule(@Args(() => TestScheduleArgs) args: TestScheduleArgs, @AskedField() { context }: Asked) {
    return stateOf(await lineToTest(context, args), args.at ?? context.now())
  }

  @Query(() => [ScheduleIntervalObject], { description: 'The same over a stretch of time. Saves nothing.' })
  async testScheduleTimeline(
    @Args(() => TestScheduleTimelineArgs) args: TestScheduleTimelineArgs,
    @AskedField() { context }: Asked,
  ) {
    return timelineOf((await lineToTest(context, args)).line, args.from, args.to)
  }

  @Query(() => [ScheduleWarningObject], {
    description: 'What is probably not meant in a schedule, the saved one when none is given. Saves nothing.',
  })
  async lintSchedule(@Args(() => LintScheduleArgs) args: LintScheduleArgs, @AskedField() { context }: Asked) {
    return lintOf((await lineToTest(context, args)).line, secondOf(context.now()))
  }
}

/** @throws {RequestError} `NOT_FOUND`; `BAD_USER_INPUT` with all that is wrong with the schedule. */
async function lineToTest(context: Context, input: ScheduleToTest): Promise<OwnedLine> {
  const outcome = await findLineToTest(context, input, graphqlForm)
  if (outcome === null) throw new RequestError('NOT_FOUND', 'There is no such customer.')
  if (outcome.ok) return outcome.value
  const { userErrors } = outcome
  const [first] = userErrors
  const message = `${first?.field.join('.')}: ${first?.message}`
  throw new RequestError('BAD_USER_INPUT', message, { details: { userErrors } })
}

const edgeDescription = 'null where that is more than 400 days away.'

@Resolver(() => ScheduleStateObject)
export class ScheduleStateResolver {
  @FieldResolver(() => DateTimeScalar, {
    nullable: true,
    description: `Since when this state holds; ${edgeDescription}`,
  })
  async since(@AskedField() { row }: Asked<EvaluatedState>) {
    return (await row.edges()).since
  }

  @FieldResolver(() => DateTimeScalar, { nullable: true, description: `When it next changes; ${edgeDescription}` })
  async until(@AskedField() { row }: Asked<EvaluatedState>) {
    return (await row.edges()).until
  }

  @FieldResolver(() => [ScheduleTraceStepObject], {
    description: 'Every step of the evaluation in order, ending with the one that decided.',
  })
  trace(@AskedField() { row }: Asked<EvaluatedState>) {
    return stepsOf(row)
  }
}

@Resolver(() => ScheduleTraceStepObject)
export class ScheduleTraceStepResolver {
  @FieldResolver()
  owner(@AskedField() asked: Asked<OwnedStep>) {
    return follow(asked, traceStepFields.owner)
  }
}
