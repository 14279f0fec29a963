import type { CompiledRule } from './compile.ts'
import {
  defaultDecision,
  governing,
  type Line,
  lineAbove,
  matchesParent,
  ruleDecision,
  standingDecision,
  zoneOf,
} from './line.ts'
import type { Range, Span } from './recurrence/windows.ts'
import type { Decision } from './state.ts'
import { segmentAt } from './zone-clock.ts'

/** A decision, and a stretch of instants for which it is made. */
export interface Stretch extends Range {
  readonly decision: Decision
}

/** Counts the looks at rules, and ends what would take too many. */
export class Looks {
  #left: number
  readonly #end: () => Error

  constructor(most: number, end: () => Error) {
    this.#left = most
    this.#end = end
  }

  spend(): void {
    this.#left--
    if (this.#left < 0) throw this.#end()
  }
}

/** A rule that can decide, and the stretch in which it was last seen to hold or not to hold. */
interface Candidate {
  readonly compiled: CompiledRule
  readonly decision: Decision
  span: Span
}

const unseen: Span = { from: 0, before: 0, holds: false }

/** Reads a line along time, in either direction, keeping for each rule the stretch that was looked at last. */
export class Reading {
  readonly #looks: Looks
  readonly #zone: string
  readonly #standing: Decision | null
  readonly #candidates: readonly Candidate[]
  readonly #default: Decision
  readonly #above: Reading | null
  #latest: Stretch | null = null

  constructor(line: Line, looks: Looks) {
    this.#looks = looks
    this.#zone = zoneOf(line).zone
    this.#standing = standingDecision(line)
    this.#candidates = this.#standing ? [] : candidatesOf(line)
    this.#default = defaultDecision(line)
    const above = lineAbove(line)
    this.#above = above && this.#candidates.some(goesByParent) ? new Reading(above, looks) : null
  }

  /**
   * A stretch around an instant, within `range`, with one decision. The stretch beside it may have the same.
   * @throws what `looks` ends with.
   */
  stretchAt(instant: number, range: Range): Stretch {
    if (this.#latest === null || !isWithin(this.#latest, instant)) this.#latest = this.#look(instant, range)
    return this.#latest
  }

  #look(instant: number, range: Range): Stretch {
    if (this.#standing) return { ...range, decision: this.#standing }
    const segment = segmentAt(this.#zone, instant)
    const whole = common(range, segment)
    let { from, before } = whole
    for (const candidate of this.#candidates) {
      if (!isWithin(candidate.span, instant)) {
        this.#looks.spend()
        candidate.span = this.#findSpan(candidate.compiled, instant, { within: whole, offset: segment.offset })
      }
      const { span } = candidate
      if (span.from > from) from = span.from
      if (span.before < before) before = span.before
      if (span.holds) return { from, before, decision: candidate.decision }
    }
    return { from, before, decision: this.#default }
  }

  #findSpan(compiled: CompiledRule, instant: number, { within, offset }: Look): Span {
    switch (compiled.rule.simpleRuleType) {
      case 'Always':
        return { ...within, holds: true }
      case 'CustomerState': {
        const parent = this.#above?.stretchAt(instant, within) ?? null
        return { ...common(within, parent ?? within), holds: matchesParent(compiled, parent?.decision ?? null) }
      }
      case 'Time': {
        const onWall = { from: within.from + offset, before: within.before + offset }
        const span = compiled.windows?.spanAt(instant + offset, onWall) ?? { ...onWall, holds: false }
        return { holds: span.holds, from: span.from - offset, before: span.before - offset }
      }
    }
  }
}

function candidatesOf(line: Line): Candidate[] {
  const rules = governing(line)?.rules ?? []
  return rules.flatMap((compiled) => {
    const decision = ruleDecision(compiled)
    return decision ? [{ compiled, decision, span: unseen }] : []
  })
}

function goesByParent({ compiled }: Candidate): boolean {
  return compiled.rule.simpleRuleType === 'CustomerState'
}

/** Where a rule is looked for, and how far the wall clock is ahead of UTC there. */
interface Look {
  readonly within: Range
  readonly offset: number
}

function isWithin({ from, before }: Range, instant: number): boolean {
  return from <= instant && instant < before
}

function common(one: Range, other: Range): Range {
  return { from: Math.max(one.from, other.from), before: Math.min(one.before, other.before) }
}
