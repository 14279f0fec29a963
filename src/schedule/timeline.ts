import { badInput, RequestError, tooComplex } from '../core/errors.ts'
import type { Line } from './line.ts'
import { Looks, Reading, type Stretch } from './reading.ts'
import { secondsPerDay } from './recurrence/wall-clock.ts'
import type { Decision, ScheduleInterval } from './state.ts'
import { secondOf } from './zone-clock.ts'

/** How long a timeline may be, and how far `since` and `until` are looked for. */
export const maxTimelineDays = 400
const maxSeconds = maxTimelineDays * secondsPerDay

/** A change every half hour for a year; more of them are no answer that anyone reads. */
const mostIntervals = 20_000
/** Looks at rules: each of 200 rules on each of 400 days, three times over. */
const maxLooks = 240_000

/**
 * The states of a line between two instants: maximal stretches of one state and rule, in order, without gaps or
 * overlaps; none where `from` equals `to`.
 * @throws {RequestError} `BAD_USER_INPUT` where `to` lies before `from`, or more than 400 days after it.
 * @throws {TooManyChanges} where there would be more than `maxIntervals`.
 */
export function timelineOf(
  line: Line,
  from: Date,
  to: Date,
  maxIntervals = mostIntervals,
): readonly ScheduleInterval[] {
  const length = to.getTime() - from.getTime()
  if (length < 0) throw badInput('to', `not before from, ${from.toISOString()}, got ${to.toISOString()}`)
  if (length > maxSeconds * 1000)
    throw badInput('to', `at most ${maxTimelineDays} days after from, got ${to.toISOString()}`)
  if (length === 0) return []
  const range = { from: secondOf(from), before: Math.ceil(to.getTime() / 1000) }
  const stretches: Stretch[] = []
  const reading = new Reading(line, new Looks(maxLooks, () => new TooManyChanges(maxIntervals)))
  for (let at = range.from; at < range.before; ) {
    const stretch = reading.stretchAt(at, { from: at, before: range.before })
    const last = stretches.at(-1)
    if (last && isSame(last.decision, stretch.decision))
      stretches[stretches.length - 1] = { ...last, before: stretch.before }
    else stretches.push(stretch)
    if (stretches.length > maxIntervals) throw new TooManyChanges(maxIntervals)
    at = stretch.before
  }
  return stretches.map(({ decision, ...stretch }) => ({
    ...decision,
    from: new Date(Math.max(stretch.from * 1000, from.getTime())),
    to: new Date(Math.min(stretch.before * 1000, to.getTime())),
  }))
}

/** A state that changes too often in a span to be listed. */
export class TooManyChanges extends RequestError {
  constructor(maxIntervals: number) {
    const message = `to: a shorter span, as the state changes too often in this one for ${maxIntervals} stretches`
    super('BAD_USER_INPUT', message, { details: { field: 'to' } })
  }
}

/**
 * Since when the state of an instant holds by the same rule, and when it next changes; null where that is more than 400
 * days away.
 * @throws {RequestError} `QUERY_TOO_COMPLEX` where rules that go by the parent's state would have to be looked at too often.
 */
export function edgesOf(line: Line, at: Date): { readonly since: Date | null; readonly until: Date | null } {
  const instant = secondOf(at)
  const reading = new Reading(line, new Looks(maxLooks, tooFar))
  const { decision } = reading.stretchAt(instant, { from: instant, before: instant + 1 })

  const latest = instant + maxSeconds
  let until = instant
  while (until <= latest) {
    const stretch = reading.stretchAt(until, { from: until, before: latest + 1 })
    if (!isSame(stretch.decision, decision)) break
    until = stretch.before
  }
  // Another decision in the second before the earliest edge is what makes it one.
  const earliest = Math.ceil(at.getTime() / 1000) - maxSeconds
  let before = instant
  while (before >= earliest - 1) {
    const stretch = reading.stretchAt(before, { from: earliest - 1, before: before + 1 })
    if (!isSame(stretch.decision, decision)) break
    before = stretch.from - 1
  }
  return {
    since: before < earliest - 1 ? null : new Date((before + 1) * 1000),
    until: until > latest ? null : new Date(until * 1000),
  }
}

function tooFar(): Error {
  return tooComplex('The schedules above change too often to tell since when and until when the state holds.', {})
}

function isSame(one: Decision, other: Decision): boolean {
  return one.source === other.source && one.rule === other.rule && one.stateName === other.stateName
}
