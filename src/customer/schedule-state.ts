import { setImmediate } from 'node:timers/promises'
import { decisionAt } from '../schedule/evaluate.ts'
import { zoneOf } from '../schedule/line.ts'
import type { ScheduleInterval } from '../schedule/state.ts'
import { edgesOf, timelineOf } from '../schedule/timeline.ts'
import { type TraceStep, traceOf } from '../schedule/trace.ts'
import { secondOf } from '../schedule/zone-clock.ts'
import type { OwnedLine } from './schedule.ts'

type Edges = ReturnType<typeof edgesOf>

/** A state as its fields go on from it. */
export interface EvaluatedState extends OwnedLine {
  readonly at: Date
  /** Worked out for both of its fields together, and only when they are asked for. */
  edges(): Promise<Edges>
}

/** The state of a customer at an instant. */
export function stateOf(owned: OwnedLine, at: Date) {
  const decision = decisionAt(owned.line, secondOf(at))
  const { timeZoneId } = zoneOf(owned.line)
  const { flowId = null, flowParams = null } = decision.rule ?? {}
  let edges: Promise<Edges> | undefined
  return {
    timeZoneId,
    at,
    flowId,
    flowParams,
    edges() {
      edges ??= othersToo().then(() => edgesOf(owned.line, at))
      return edges
    },
    ...owned,
    ...decision,
  }
}

/** A step of an evaluation, and the customer whose schedule it looked at. */
export interface OwnedStep extends TraceStep {
  readonly ownerId: string | null
}

/** Every step that leads to a state. */
export function stepsOf({ line, ownerIds, at }: EvaluatedState): readonly OwnedStep[] {
  return traceOf(line, secondOf(at)).map((step) => ({
    ...step,
    ownerId: step.level === null ? null : (ownerIds[step.level] ?? null),
  }))
}

/** Every stretch of one state between two instants. @throws {RequestError} as `timelineOf`. */
export async function timelineBetween({ line }: OwnedLine, from: Date, to: Date): Promise<readonly ScheduleInterval[]> {
  await othersToo()
  return timelineOf(line, from, to)
}

/** Lets other requests be answered between the long sweeps of one that asks for many. */
function othersToo(): Promise<void> {
  return setImmediate()
}
