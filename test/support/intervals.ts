import fc from 'fast-check'
import { completeRule } from '../../src/schedule/model.ts'
import type { ScheduleInterval } from '../../src/schedule/state.ts'

/** A stretch that a rule decides, or none where `ruleName` is left out. */
export function interval(from: string, to: string, stateName: string, ruleName?: string): ScheduleInterval {
  const span = { from: new Date(from), to: new Date(to), stateName }
  if (ruleName === undefined) return { ...span, source: 'DefaultState', rule: null }
  return { ...span, source: 'Rule', rule: completeRule({ id: 'rule', name: ruleName }) }
}

/** What may be a name: no control characters or lone surrogates, no white space around it. */
export const anyName = fc
  .oneof(
    fc.string({ unit: 'grapheme', minLength: 1, maxLength: 120 }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 120 }),
    fc.string({ unit: fc.constantFrom('\\', ';', ',', ':', '"', '&', '<', '>', ']]>', 'é', '한', '😀', ' a', 'n') }),
  )
  .map((text) => text.replace(/[\p{Cc}\p{Cs}]/gu, '').trim())
  .filter((text) => text !== '')

/** Stretches that follow each other, each some minutes to some days long. */
export const anyTimeline: fc.Arbitrary<readonly ScheduleInterval[]> = fc
  .array(fc.tuple(anyName, anyName, fc.integer({ min: 1, max: 5_000 })), { minLength: 1, maxLength: 12 })
  .map((parts) => {
    let at = Date.UTC(2026, 2, 27, 23)
    return parts.map(([stateName, ruleName, minutes]) => {
      const from = new Date(at)
      at += minutes * 60_000
      return interval(from.toISOString(), new Date(at).toISOString(), stateName, ruleName)
    })
  })

export const anyInterval = anyTimeline.map(([first]) => first).filter((first) => first !== undefined)
