import { modulo } from './calendar.ts'
import { type Ascending, countBelow, listed } from './positions.ts'
import { secondsPerDay } from './wall-clock.ts'

/** The minutes of each day in which a rule may occur. */
export interface Minutes {
  /** Whether each of the 1440 is one of them. */
  readonly allowed: readonly boolean[]
  /** Their stretches, half-open, in seconds since 00:00; joined where they touch. */
  readonly stretches: readonly { readonly from: number; readonly before: number }[]
}

/** The minutes that `byHour` and `byMinute` leave; an empty part leaves all. */
export function minutesOf(byHour: readonly number[], byMinute: readonly number[]): Minutes {
  const hours = allowedIn(byHour, 24)
  const minutes = allowedIn(byMinute, 60)
  const allowed: boolean[] = []
  const stretches: { from: number; before: number }[] = []
  for (let minute = 0; minute < 24 * 60; minute++) {
    const isAllowed = hours[Math.floor(minute / 60)] === true && minutes[minute % 60] === true
    allowed.push(isAllowed)
    const last = stretches.at(-1)
    if (isAllowed && last?.before === minute * 60) last.before += 60
    else if (isAllowed) stretches.push({ from: minute * 60, before: minute * 60 + 60 })
  }
  return { allowed, stretches }
}

function allowedIn(part: readonly number[], count: number): readonly boolean[] {
  return Array.from({ length: count }, (_, value) => part.length === 0 || part.includes(value))
}

/**
 * Every `step` seconds from `first` on, which may lie on any day, as far as they fall into `minutes` of this one; in
 * seconds since its 00:00.
 */
export function everyStep(minutes: Minutes, first: number, step: number): Ascending {
  const isSparse = secondsPerDay / step < minutes.stretches.length
  return isSparse ? listed(stepsInDay(minutes, first, step)) : stepsInStretches(minutes, first, step)
}

/** Goes by the steps, which are fewer than the stretches. */
function stepsInDay({ allowed }: Minutes, first: number, step: number): number[] {
  const found: number[] = []
  for (let second = modulo(first, step); second < secondsPerDay; second += step) {
    if (allowed[Math.floor(second / 60)]) found.push(second)
  }
  return found
}

/** Goes by the stretches, and writes down no steps: a day may have 86 400. */
function stepsInStretches({ stretches }: Minutes, first: number, step: number): Ascending {
  const [only, ...others] = stretches
  if (only && others.length === 0) {
    const inStretch = only.from + modulo(first - only.from, step)
    const length = Math.max(0, Math.ceil((only.before - inStretch) / step))
    return { length, at: (index) => inStretch + index * step }
  }
  const firsts: number[] = []
  const countsThrough: number[] = []
  let length = 0
  for (const { from, before } of stretches) {
    const inStretch = from + modulo(first - from, step)
    if (inStretch >= before) continue
    length += Math.ceil((before - inStretch) / step)
    firsts.push(inStretch)
    countsThrough.push(length)
  }
  const through = listed(countsThrough)
  return {
    length,
    at(index) {
      const stretch = countBelow(through, index + 1)
      const countBefore = stretch === 0 ? 0 : through.at(stretch - 1)
      return (firsts[stretch] ?? Number.NaN) + (index - countBefore) * step
    },
  }
}
