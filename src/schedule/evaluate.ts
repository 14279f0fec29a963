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
import type { Decision } from './state.ts'
import { segmentAt } from './zone-clock.ts'

/** What a line's state is at an instant, in seconds since 1970-01-01T00:00Z, and what decided it. */
export function decisionAt(line: Line, instant: number): Decision {
  return standingDecision(line) ?? firstMatch(line, instant) ?? defaultDecision(line)
}

function firstMatch(line: Line, instant: number): Decision | null {
  const holds = matcherAt(line, instant)
  for (const compiled of governing(line)?.rules ?? []) {
    const decision = ruleDecision(compiled)
    if (decision && holds(compiled)) return decision
  }
  return null
}

/** Tells whether a rule matches at an instant. The parent's state is worked out once, and only where a rule asks for it. */
export function matcherAt(line: Line, instant: number): (rule: CompiledRule) => boolean {
  const { zone } = zoneOf(line)
  let wall: number | undefined
  let parent: Decision | null | undefined
  const parentDecision = () => {
    const above = lineAbove(line)
    return above && decisionAt(above, instant)
  }
  return (compiled) => {
    switch (compiled.rule.simpleRuleType) {
      case 'Always':
        return true
      case 'CustomerState':
        parent ??= parentDecision()
        return matchesParent(compiled, parent)
      case 'Time':
        wall ??= instant + segmentAt(zone, instant).offset
        return compiled.windows?.holdsAt(wall) ?? false
    }
  }
}
