import fc from 'fast-check'
import { RRuleTemporal } from 'rrule-temporal'
import { expect, test } from 'vitest'
import type { ScheduleDay, SchedulingRule } from '../../src/schedule/model.ts'
import { type Range, windowsOf } from '../../src/schedule/recurrence/windows.ts'
import { anyParts, anyRecurring, type Members, type Recurring, timeRule, windowsWithin } from '../support/schedules.ts'

const day = 86_400
const decade = 3652 * day

/** After so many periods without an end the library gives up. */
const maxIterations = 1_000_000

/** Around how long a rule is looked at, by its frequency: enough for some occurrences, too little for many thousand. */
const spanSeconds: Readonly<Record<Recurring, number>> = {
  Secondly: 600,
  Minutely: day / 2,
  Hourly: 30 * day,
  Daily: 200 * day,
  Weekly: 600 * day,
  Monthly: 1500 * day,
  Yearly: 2500 * day,
}

/** What rrule-temporal 2.2.7 reads otherwise, all of it under YEARLY, with an example that was worked out by hand. */
interface Difference {
  readonly what: string
  readonly applies: (rule: SchedulingRule) => boolean
  readonly start: string
  readonly parts: Members
  readonly span: readonly [from: string, before: string]
  /** The days of the span on which the example occurs, by RFC 5545. */
  readonly days: readonly string[]
}

const isYearly = ({ frequency }: SchedulingRule) => frequency === 'Yearly'
const isCounted = ({ offset }: ScheduleDay) => offset !== 0

const differences: readonly Difference[] = [
  {
    what: 'byYearDay, or byMonthDay, is taken of the weeks of byWeekNo only',
    applies: (rule) => isYearly(rule) && rule.byWeekNo.length > 0 && rule.byYearDay.length + rule.byMonthDay.length > 0,
    // 1 January 2026 is a Thursday, and so in week 1; day 100 is in April.
    start: '2026-01-01',
    parts: { frequency: 'Yearly', byWeekNo: [1], byYearDay: [1, 100] },
    span: ['2026-01-01', '2026-12-01'],
    days: ['2026-01-01'],
  },
  {
    what: 'byMonthDay is taken of the days of byYearDay only',
    applies: (rule) => isYearly(rule) && rule.byYearDay.length > 0 && rule.byMonthDay.length > 0,
    start: '2026-01-01',
    parts: { frequency: 'Yearly', byYearDay: [1, 100], byMonthDay: [1] },
    span: ['2026-01-01', '2028-01-01'],
    days: ['2026-01-01', '2027-01-01'],
  },
  {
    what: 'byDay is taken of the days of byYearDay only',
    applies: (rule) => isYearly(rule) && rule.byYearDay.length > 0 && rule.byDay.length > 0,
    // 2026 begins with a Thursday, 2027 with a Friday.
    start: '2026-01-01',
    parts: { frequency: 'Yearly', byYearDay: [1, 2, 3], byDay: [{ dayOfWeek: 'Friday' }] },
    span: ['2026-01-01', '2028-01-01'],
    days: ['2026-01-02', '2027-01-01'],
  },
  {
    what: 'byMonthDay limits the counted days of byDay',
    applies: (rule) => isYearly(rule) && rule.byMonthDay.length > 0 && rule.byDay.some(isCounted),
    // The first Monday of the year is 5 January 2026, 4 January 2027 and 3 January 2028.
    start: '2026-01-01',
    parts: { frequency: 'Yearly', byMonthDay: [5], byDay: [{ dayOfWeek: 'Monday', offset: 1 }] },
    span: ['2026-01-01', '2028-12-01'],
    days: ['2026-01-05'],
  },
  {
    what: 'byDay may hold counted days beside every one',
    applies: (rule) => isYearly(rule) && rule.byDay.some(isCounted) && !rule.byDay.every(isCounted),
    start: '2026-01-01',
    parts: { frequency: 'Yearly', byDay: [{ dayOfWeek: 'Monday', offset: 1 }, { dayOfWeek: 'Sunday' }] },
    span: ['2026-01-01', '2026-02-01'],
    days: ['2026-01-04', '2026-01-05', '2026-01-11', '2026-01-18', '2026-01-25'],
  },
  {
    what: 'byWeekNo without byDay takes the weekday of the start',
    applies: (rule) => isYearly(rule) && rule.byWeekNo.length > 0 && rule.byDay.length === 0,
    // 1 January 1995 is a Sunday, and that of 2001 a Monday: its week 52 is 24 to 30 December.
    start: '1995-01-01',
    parts: { frequency: 'Yearly', byWeekNo: [52] },
    span: ['2001-01-01', '2002-01-01'],
    days: ['2001-12-30'],
  },
  {
    what: 'a counted day that a year does not have is left out',
    applies: (rule) => isYearly(rule) && rule.byDay.some(({ offset }) => Math.abs(offset) === 53),
    // 1995 begins and ends with a Sunday, its 53rd; 1996 has 52 of them.
    start: '1995-01-01',
    parts: { frequency: 'Yearly', byDay: [{ dayOfWeek: 'Sunday', offset: -53 }] },
    span: ['1995-01-01', '1997-01-01'],
    days: ['1995-01-01'],
  },
]

const anyStart = fc
  .integer({ min: Date.UTC(1995, 0, 1) / 1000, max: Date.UTC(2030, 0, 1) / 1000 })
  .chain((start) => fc.constantFrom(start, start - (start % 3600), start - (start % day)))

/** A rule with windows of one second, its start on the wall clock, and for how many seconds it is looked at. */
const anyCase = anyRecurring.chain((frequency) =>
  fc
    .record({
      parts: anyParts(frequency),
      interval: fc.oneof(fc.constant(1), fc.integer({ min: 1, max: 7 }), fc.integer({ min: 1, max: 100 })),
      start: anyStart,
      end: fc.constantFrom('none', 'none', 'none', 'count', 'until'),
      count: fc.integer({ min: 1, max: 40 }),
      spansUntil: fc.double({ min: 0, max: 3, noNaN: true }),
    })
    .map(({ parts, interval, start, end, count, spansUntil }) => {
      const span = spanSeconds[frequency] * Math.min(interval, 4)
      const until = start + Math.floor(span * spansUntil)
      const rule = timeRule({
        ...oneSecond(wallText(start)),
        ...parts,
        frequency,
        interval,
        ...(end === 'count' ? { count } : {}),
        ...(end === 'until' ? { untilDate: wallText(until) } : {}),
      })
      return { rule, start, span }
    })
    .filter(({ rule }) => !differences.some(({ applies }) => applies(rule))),
)

/** Start and end of windows that last a second. */
function oneSecond(start: string) {
  const next = wallText(Date.parse(`${start}Z`) / 1000 + 1)
  return { startDate: start.slice(0, 10), startTime: start.slice(11), endTime: next.slice(11) }
}

/** A second of the wall clock as a date-time. */
function wallText(wall: number): string {
  return new Date(wall * 1000).toISOString().slice(0, 19)
}

/** A rule as rrule-temporal reads it, all in UTC. */
function rruleOf(rule: SchedulingRule): string {
  const compact = (text: string) => text.replace(/[-:]/g, '')
  const list = (name: string, values: readonly (number | string)[]) =>
    values.length > 0 ? [`${name}=${values.join(',')}`] : []
  const days = rule.byDay.map(({ offset, dayOfWeek }) => `${offset || ''}${dayOfWeek.slice(0, 2).toUpperCase()}`)
  const parts = [
    `FREQ=${rule.frequency.toUpperCase()}`,
    `INTERVAL=${Math.max(1, rule.interval)}`,
    ...(rule.count > 0 ? [`COUNT=${rule.count}`] : []),
    ...(rule.untilDate ? [`UNTIL=${compact(rule.untilDate)}Z`] : []),
    ...list('BYMONTH', rule.byMonth),
    ...list('BYWEEKNO', rule.byWeekNo),
    ...list('BYYEARDAY', rule.byYearDay),
    ...list('BYMONTHDAY', rule.byMonthDay),
    ...list('BYDAY', days),
    ...list('BYHOUR', rule.byHour),
    ...list('BYMINUTE', rule.byMinute),
    ...list('BYSETPOS', rule.bySetPosition),
  ]
  return `DTSTART;TZID=UTC:${compact(`${rule.startDate}T${rule.startTime}`)}\nRRULE:${parts.join(';')}`
}

/**
 * Where rrule-temporal has occurrences; those that follow each other by a second are one. Null where it gives up: it goes
 * through some rules from their start, a period at a time, and past the end of what it is asked for.
 */
function secondOpinion(rule: SchedulingRule, { from, before }: Range): readonly Range[] | null {
  const recurrence = new RRuleTemporal({ rruleString: rruleOf(rule), maxIterations })
  const occurrences = unlessGivenUp(() => recurrence.between(atSecond(from), atSecond(before - 1), true))
  if (occurrences === null) return null
  const held: Range[] = []
  for (const { epochMilliseconds } of occurrences) {
    const at = epochMilliseconds / 1000
    const last = held.at(-1)
    if (last?.before === at) held[held.length - 1] = { from: last.from, before: at + 1 }
    else held.push({ from: at, before: at + 1 })
  }
  return held
}

function unlessGivenUp<Value>(work: () => Value): Value | null {
  try {
    return work()
  } catch (error) {
    if (String(error).includes(`Maximum iterations (${maxIterations}) exceeded`)) return null
    throw error
  }
}

function atSecond(wall: number): Date {
  return new Date(wall * 1000)
}

function printed(ranges: readonly Range[]): readonly string[] {
  return ranges.map(({ from, before }) => `${wallText(from)}/${wallText(before)}`)
}

test('a library that was written apart from this one finds the same occurrences', () => {
  fc.assert(
    fc.property(anyCase, fc.integer({ min: 0, max: 3 }), ({ rule, start, span }, spansLater) => {
      const from = start + Math.floor((spansLater - 0.5) * span)
      // What matches seldom is looked at through the gap before its next occurrence.
      const gap = windowsOf(rule).spanAt(from, { from, before: from + decade })
      const range = { from, before: (gap.before < from + decade ? gap.before : from) + span }
      const theirs = secondOpinion(rule, range)
      fc.pre(theirs !== null)
      expect(printed(windowsWithin(windowsOf(rule), range))).toEqual(printed(theirs))
    }),
    { numRuns: 400 },
  )
})

test.each(differences)('only we take it so: $what', ({ applies, start, parts, span, days }) => {
  const rule = timeRule({ ...oneSecond(`${start}T00:00:00`), ...parts })
  expect(applies(rule)).toBe(true)
  const range = { from: Date.parse(span[0]) / 1000, before: Date.parse(span[1]) / 1000 }
  const ours = windowsWithin(windowsOf(rule), range)
  expect(ours.map((each) => wallText(each.from).slice(0, 10))).toEqual(days)
  const theirs = secondOpinion(rule, range)
  expect(theirs).not.toBeNull()
  expect(printed(theirs ?? [])).not.toEqual(printed(ours))
})
