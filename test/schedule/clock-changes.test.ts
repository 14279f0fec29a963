import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { decisionAt } from '../../src/schedule/evaluate.ts'
import type { SchedulingRule } from '../../src/schedule/model.ts'
import { timelineOf } from '../../src/schedule/timeline.ts'
import { recurrenceMembers } from '../support/rrule.ts'
import { lineOf, type Members, timeRule } from '../support/schedules.ts'

interface ClockCase {
  readonly zone: string
  readonly rule: string
  readonly span: string
  /** Stretches such as `2026-03-08T07:00Z/2026-03-08T07:30Z`. */
  readonly held: readonly string[]
}

const cases = readFileSync('test/vectors/clock-changes.txt', 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map(readCase)

test.each(cases)('$zone $rule in $span', ({ zone, rule, span, held }) => {
  const line = lineOf({ timeZoneId: zone, rules: [readRule(rule)], defaultState: 'closed' })
  const [from, to] = edges(span)
  const open = timelineOf(line, from, to).filter(({ stateName }) => stateName === 'open')
  expect(open.map((stretch) => `${minute(stretch.from)}/${minute(stretch.to)}`)).toEqual(held)

  const isOpen = (second: number) => decisionAt(line, second).stateName === 'open'
  for (const [first, end] of held.map(edges)) {
    const [start, beyond] = [first.getTime() / 1000, end.getTime() / 1000]
    expect([start - 1, start, beyond - 1, beyond].map(isOpen)).toEqual([false, true, true, false])
  }
})

test('there are more than a hundred, in a dozen zones', () => {
  expect(cases.length).toBeGreaterThan(100)
  expect(new Set(cases.map(({ zone }) => zone.toLowerCase())).size).toBeGreaterThan(12)
})

function readCase(line: string): ClockCase {
  const [question = '', held = ''] = line.split(' => ')
  const [zone = '', rule = '', span = ''] = question.split(' | ')
  return { zone, rule, span, held: held === '-' ? [] : held.split(' ') }
}

/** `22:00-06:00`, or `all-day`; behind it the start date, perhaps with the last one, and perhaps an RRULE. */
function readRule(text: string): SchedulingRule {
  const [window = '', dates, rrule] = text.split(' ')
  const [startTime = '', endTime = ''] = window.split('-')
  const times: Members = window === 'all-day' ? { isAllDay: true } : { startTime, endTime }
  if (dates === undefined) return timeRule(times)
  const [startDate = '', untilDate = startDate] = dates.split('..')
  if (rrule === undefined) return timeRule({ ...times, startDate, untilDate })
  return timeRule({ ...times, startDate, ...recurrenceMembers(rrule) })
}

function edges(span: string): readonly [Date, Date] {
  const [from = '', to = ''] = span.split('/')
  return [new Date(from), new Date(to)]
}

/** `2026-03-08T07:00Z`; with seconds where there are any, which no case has. */
function minute(instant: Date): string {
  return instant.toISOString().replace(':00.000Z', 'Z')
}
