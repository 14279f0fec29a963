import { LRUCache } from 'lru-cache'
import { type RuleFault, ruleFaults } from './faults.ts'
import type { Schedule, SchedulingRule } from './model.ts'
import { type Windows, windowsOf } from './recurrence/windows.ts'
import { findZone } from './zone.ts'

/** A rule that is ready to be evaluated. */
export interface CompiledRule {
  readonly rule: SchedulingRule
  /** Its place in the list of the schedule. */
  readonly index: number
  /** The first reason why it never matches, whatever the time; null for most. */
  readonly fault: RuleFault | null
  /** The windows of a Time rule; null for others, and with a fault. */
  readonly windows: Windows | null
}

/** A schedule that is ready to be evaluated; it may be kept, as it knows no instant and no zone. */
export interface CompiledSchedule {
  readonly schedule: Schedule
  /** The zone that it names, as Intl knows it; null where it names none, or none that exists. */
  readonly zone: string | null
  /** In the order in which they are tried: by priority, ties as in the list. */
  readonly rules: readonly CompiledRule[]
}

/** Rules are worked out when they are first looked at: most instants are decided by the first few. */
export function compileSchedule(schedule: Schedule): CompiledSchedule {
  const { rules, timeZoneId } = schedule
  const compiled = rules.map((rule, index) => new LazyRule(rule, index))
  return {
    schedule,
    zone: timeZoneId === null ? null : findZone(timeZoneId),
    rules: compiled.sort((one, other) => one.rule.priority - other.rule.priority || one.index - other.index),
  }
}

class LazyRule implements CompiledRule {
  readonly rule: SchedulingRule
  readonly index: number
  #timing: Timing | null | undefined

  constructor(rule: SchedulingRule, index: number) {
    this.rule = rule
    this.index = index
  }

  get fault(): RuleFault | null {
    return this.#time()?.fault ?? null
  }

  get windows(): Windows | null {
    return this.#time()?.windows ?? null
  }

  #time(): Timing | null {
    if (this.#timing === undefined) this.#timing = this.rule.simpleRuleType === 'Time' ? timingOf(this.rule) : null
    return this.#timing
  }
}

/** When a Time rule matches: the same for all rules that differ in nothing else than whose they are and what they lead to. */
class Timing {
  readonly fault: RuleFault | null
  readonly #rule: SchedulingRule
  #windows: Windows | null | undefined

  constructor(rule: SchedulingRule) {
    const [first = null] = ruleFaults(rule)
    this.fault = first
    this.#rule = rule
  }

  get windows(): Windows | null {
    if (this.#windows === undefined) this.#windows = this.fault === null ? windowsOf(this.#rule) : null
    return this.#windows
  }
}

/** Office hours are the same for many; what they are worked out to is a few kilobytes each. */
const timings = new LRUCache<string, Timing>({ max: 4_000 })

function timingOf(rule: SchedulingRule): Timing {
  const { id, name, priority, state, source, condition, customerState, flowId, flowParams, ...time } = rule
  const key = JSON.stringify(time)
  const known = timings.get(key) ?? new Timing(rule)
  timings.set(key, known)
  return known
}
