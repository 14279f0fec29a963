import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decisionAt } from '../../src/schedule/evaluate.ts'
import type { Line } from '../../src/schedule/line.ts'
import type { Decision, ScheduleInterval } from '../../src/schedule/state.ts'
import { edgesOf, timelineOf } from '../../src/schedule/timeline.ts'
import { anyLine, type Grain, lineOf, timeRule } from '../support/schedules.ts'

const second = 1000
const day = 86_400 * second

/** How long the spans are, at most: no rule can change more than a few thousand times in them. */
const longest: Readonly<Record<Grain, number>> = { fine: 600 * second, coarse: 30 * day }

/** A line and a span, both edges of which may lie within a second. */
const anyQuestion = fc.constantFrom<Grain>('fine', 'coarse').chain((grain) =>
  fc
    .tuple(anyLine(grain), fc.double({ min: -1, max: 0, noNaN: true }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([{ line, around }, start, length]) => {
      const from = new Date(around.getTime() + Math.round(start * longest[grain]))
      return { line, from, to: new Date(from.getTime() + Math.round(length * longest[grain])) }
    }),
)

function stateAt(line: Line, at: number): Decision {
  return decisionAt(line, Math.floor(at / second))
}

function isSame(one: Decision, other: Decision): boolean {
  return one.stateName === other.stateName && one.source === other.source && one.rule === other.rule
}

/** What is easier to read than the whole of a rule, when a test fails. */
function told({ stateName, source, rule }: Decision): string {
  return `${stateName} ${source} ${rule?.frequency} ${rule?.startTime}`
}

/** Stretches without a seam between those that are the same. */
function joined(stretches: readonly ScheduleInterval[]): readonly ScheduleInterval[] {
  const done: ScheduleInterval[] = []
  for (const next of stretches) {
    const last = done.at(-1)
    if (last && isSame(last, next)) done[done.length - 1] = { ...last, to: next.to }
    else done.push(next)
  }
  return done
}

describe('a timeline', () => {
  test('has at each instant the state of that instant', () => {
    fc.assert(
      fc.property(anyQuestion, fc.array(fc.double({ min: 0, max: 1, noNaN: true })), ({ line, from, to }, parts) => {
        const timeline = timelineOf(line, from, to)
        const edges = timeline.flatMap((stretch) => [stretch.from.getTime(), stretch.to.getTime()])
        const between = parts.map((part) => Math.floor(from.getTime() + part * (to.getTime() - from.getTime())))
        const instants = [...edges.flatMap((edge) => [edge - second, edge - 1, edge, edge + second]), ...between]
        const inside = instants.filter((at) => from.getTime() <= at && at < to.getTime()).sort((a, b) => a - b)
        let index = 0
        for (const at of inside) {
          while (at >= (timeline[index]?.to.getTime() ?? Number.POSITIVE_INFINITY)) index++
          const stretch = timeline[index]
          const state = stateAt(line, at)
          if (stretch && isSame(stretch, state)) continue
          expect(`${new Date(at).toISOString()} ${stretch && told(stretch)}`).toBe(told(state))
        }
      }),
      { numRuns: 400 },
    )
  })

  test('covers its span exactly, without gaps and overlaps, in stretches that are maximal', () => {
    fc.assert(
      fc.property(anyQuestion, ({ line, from, to }) => {
        const timeline = timelineOf(line, from, to)
        const starts = timeline.map((stretch) => stretch.from)
        const ends = timeline.map((stretch) => stretch.to)
        expect([...starts, to]).toEqual([from, ...ends])
        expect(timeline.filter((stretch) => stretch.from >= stretch.to)).toEqual([])
        expect(joined(timeline)).toHaveLength(timeline.length)
      }),
      { numRuns: 300 },
    )
  })

  test('is that of its two parts, joined', () => {
    fc.assert(
      fc.property(anyQuestion, fc.double({ min: 0, max: 1, noNaN: true }), ({ line, from, to }, part) => {
        const middle = new Date(Math.round(from.getTime() + part * (to.getTime() - from.getTime())))
        const parts = [...timelineOf(line, from, middle), ...timelineOf(line, middle, to)]
        expect(joined(parts)).toEqual(timelineOf(line, from, to))
      }),
      { numRuns: 300 },
    )
  })

  test('is the same for a line that was looked at before', () => {
    fc.assert(
      fc.property(anyQuestion, ({ line, from, to }) => {
        const first = timelineOf(line, from, to)
        edgesOf(line, to)
        expect(timelineOf(line, from, to)).toEqual(first)
      }),
      { numRuns: 50 },
    )
  })

  test.each(['2026-06-01T00:00:00.000Z', '2026-06-01T00:00:00.500Z'])('of no length, at %s, is empty', (at) => {
    expect(timelineOf(lineOf({}), new Date(at), new Date(at))).toEqual([])
  })

  test('goes through a week that begins in the year before its own', () => {
    const rule = timeRule({ frequency: 'Yearly', byWeekNo: [1], startDate: '2016-11-14' })
    const line = lineOf({ rules: [rule], defaultState: 'closed' })
    const timeline = timelineOf(line, new Date('2018-12-20'), new Date('2019-01-20'))
    const edges = timeline.map(({ stateName, from }) => `${stateName} ${from.toISOString().slice(0, 10)}`)
    expect(edges).toEqual(['closed 2018-12-20', 'open 2018-12-31', 'closed 2019-01-01'])
  })

  test('goes back to the year 1 and on to 9999', () => {
    const line = lineOf({ rules: [timeRule({ startTime: '09:00', endTime: '17:00' })], defaultState: 'closed' })
    for (const date of ['0001-01-02', '1582-10-10', '9999-12-30']) {
      const timeline = timelineOf(line, new Date(`${date}T00:00:00Z`), new Date(`${date}T23:00:00Z`))
      expect(timeline.map(({ from }) => from.toISOString().slice(11, 16))).toEqual(['00:00', '09:00', '17:00'])
    }
  })
})

describe('since and until', () => {
  test('are the edges of the stretch in a timeline that goes 400 days and more to both sides', () => {
    fc.assert(
      fc.property(anyLine('coarse'), fc.integer({ min: -30 * day, max: 30 * day }), ({ line, around }, shift) => {
        const at = around.getTime() + shift
        const marks = [-401, -200, 0, 200, 401].map((days) => new Date(at + days * day))
        const around401 = marks.slice(1).flatMap((to, index) => timelineOf(line, marks[index] ?? to, to))
        const stretch = joined(around401).find((each) => each.from.getTime() <= at && at < each.to.getTime())
        const isNear = (edge: Date | undefined) => edge !== undefined && Math.abs(edge.getTime() - at) <= 400 * day
        expect(edgesOf(line, new Date(at))).toEqual({
          since: isNear(stretch?.from) ? stretch?.from : null,
          until: isNear(stretch?.to) ? stretch?.to : null,
        })
      }),
      { numRuns: 120 },
    )
  })

  const holiday = lineOf({ rules: [timeRule({ startDate: '2026-06-01', isAllDay: true })], defaultState: 'closed' })
  const [first, last] = [Date.UTC(2026, 5, 1), Date.UTC(2026, 5, 2)]

  test.each([
    ['exactly 400 days after it', last + 400 * day, { since: new Date(last), until: null }],
    ['a millisecond more after it', last + 400 * day + 1, { since: null, until: null }],
    ['exactly 400 days before it', first - 400 * day, { since: null, until: new Date(first) }],
    ['a millisecond more before it', first - 400 * day - 1, { since: null, until: null }],
    ['its first millisecond', first, { since: new Date(first), until: new Date(last) }],
    ['its last millisecond', last - 1, { since: new Date(first), until: new Date(last) }],
  ])('of a holiday, from %s', (_, at, edges) => {
    expect(edgesOf(holiday, new Date(at))).toEqual(edges)
  })
})
