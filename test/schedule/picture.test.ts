import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dayAfter, dayOf } from '../../src/schedule/files/local-day.ts'
import { drawSchedule } from '../../src/schedule/files/picture.ts'
import { paintOf } from '../../src/schedule/files/picture-colours.ts'
import type { ScheduleInterval } from '../../src/schedule/state.ts'
import { anyName, anyTimeline, interval } from '../support/intervals.ts'
import { allOf, type Element, readMarkup } from '../support/markup.ts'

interface Asked {
  readonly zone?: string
  readonly date: string
  readonly days?: number
  readonly title?: string
  readonly stretches?: readonly ScheduleInterval[]
}

function draw({ zone = 'Europe/Berlin', date, days = 1, title = 'Acme', stretches }: Asked): Element {
  const [year = 0, month = 0, day = 0] = date.split('-').map(Number)
  const drawn = Array.from({ length: days }, (_, index) => dayOf(zone, dayAfter({ year, month, day }, index)))
  const [from, to] = [drawn.at(0)?.from ?? new Date(0), drawn.at(-1)?.to ?? new Date(0)]
  const always = [interval(from.toISOString(), to.toISOString(), 'Open', 'Always')]
  return readMarkup(drawSchedule({ title, timeZoneId: zone, days: drawn, stretches: stretches ?? always }))
}

const child = (element: Element, name: string) => element.children.find((each) => each.name === name)

/** The bars: each an SVG in the SVG. */
function barsOf(picture: Element) {
  return allOf(picture)
    .slice(1)
    .filter(({ name }) => name === 'svg')
    .map((bar) => ({
      left: Number(bar.attributes.x),
      top: Number(bar.attributes.y),
      width: Number(bar.attributes.width),
      fill: child(bar, 'rect')?.attributes.fill,
      told: child(bar, 'title')?.text.split('\n') ?? [],
      texts: bar.children.filter(({ name }) => name === 'text').map(({ text }) => text),
    }))
}

/** The hours that are written above the bars. */
const hoursOf = (picture: Element) =>
  allOf(picture).flatMap(({ name, text }) => (name === 'text' && /^\d\d:00$/.test(text) ? [text] : []))

const week = [
  interval('2026-11-15T23:00:00Z', '2026-11-16T08:00:00Z', 'After Hours'),
  interval('2026-11-16T08:00:00Z', '2026-11-16T16:30:00Z', 'Business Hours', 'Weekdays'),
  interval('2026-11-16T16:30:00Z', '2026-11-17T08:00:00Z', 'After Hours'),
  interval('2026-11-17T08:00:00Z', '2026-11-17T23:00:00Z', 'Holiday', 'Feast'),
]

describe('a picture', () => {
  const picture = draw({ date: '2026-11-16', days: 2, stretches: week })
  const bars = barsOf(picture)

  test('has a bar for each stretch of each day, to scale', () => {
    const hour = (bars[0]?.width ?? 0) / 9
    const first = bars[0]?.left ?? 0
    const drawn = bars.map(({ left, width, told }) => [told[0], (left - first) / hour, width / hour])
    const expected = [
      ['After Hours', 0, 9],
      ['Business Hours', 9, 8.5],
      ['After Hours', 17.5, 6.5],
      ['After Hours', 0, 9],
      ['Holiday', 9, 15],
    ]
    expect(drawn).toEqual(expected.map(([name, left, width]) => [name, ...[left, width].map(near)]))
    expect(new Set(bars.map(({ top }) => top)).size).toBe(2)
  })

  test('tells of each bar the state, the times and the rule', () => {
    expect(bars.map(({ told }) => told)).toEqual([
      ['After Hours', '00:00 to 09:00', 'no rule applies'],
      ['Business Hours', '09:00 to 17:30', 'rule “Weekdays”'],
      ['After Hours', '17:30 to 24:00', 'no rule applies'],
      ['After Hours', '00:00 to 09:00', 'no rule applies'],
      ['Holiday', '09:00 to 24:00', 'rule “Feast”'],
    ])
  })

  test('has all of it in words', () => {
    const words = child(picture, 'desc')
    expect(words?.text.split('\n')).toEqual([
      'Monday 16 November 2026: After Hours 00:00 to 09:00 (no rule applies); Business Hours 09:00 to 17:30 (rule “Weekdays”); After Hours 17:30 to 24:00 (no rule applies).',
      'Tuesday 17 November 2026: After Hours 00:00 to 09:00 (no rule applies); Holiday 09:00 to 24:00 (rule “Feast”).',
    ])
    const title = child(picture, 'title')
    expect(title?.text).toBe('Schedule of Acme, 16 November 2026 – 17 November 2026, Europe/Berlin')
    expect(picture.attributes.role).toBe('img')
    expect(picture.attributes['aria-labelledby']).toBe(`${title?.attributes.id} ${words?.attributes.id}`)
  })

  test('has each state once in its legend', () => {
    const legend = picture.children.at(-1)
    expect(legend?.children.map((entry) => child(entry, 'text')?.text)).toEqual([
      'After Hours',
      'Business Hours',
      'Holiday',
    ])
    const fills = legend?.children.map((entry) => child(entry, 'rect')?.attributes.fill)
    expect(fills).toEqual([bars[0]?.fill, bars[1]?.fill, bars[4]?.fill])
  })

  test('needs no style, script, handler or other file', () => {
    const elements = allOf(picture)
    expect(elements.filter(({ name }) => /^(style|script|image|use|a|foreignObject)$/.test(name))).toEqual([])
    const attributes = elements.flatMap((element) => Object.entries(element.attributes))
    expect(attributes.filter(([name]) => /^on|^style$|href/.test(name))).toEqual([])
    const references = attributes.flatMap(([, value]) => /url\((.*)\)/.exec(value)?.[1] ?? [])
    const ids = elements.map(({ attributes: { id } }) => `#${id}`)
    expect(references.filter((reference) => !ids.includes(reference))).toEqual([])
  })
})

describe('a day on which clocks are changed', () => {
  const all = Array.from({ length: 25 }, (_, hour) => `${String(hour).padStart(2, '0')}:00`)
  const lengths = (picture: Element) => barsOf(picture).map(({ width }) => width)
  const [regular = 0] = lengths(draw({ date: '2026-11-16' }))

  test('is shorter in spring, and has no 02:00', () => {
    const picture = draw({ date: '2026-03-29' })
    expect(lengths(picture)).toEqual([near((regular * 23) / 24)])
    expect(hoursOf(picture)).toEqual(all.filter((time) => time !== '02:00'))
    expect(barsOf(picture)[0]?.told[1]).toBe('00:00 UTC+01:00 to 24:00 UTC+02:00')
    expect(child(picture, 'desc')?.text).toContain('23 hours, clocks go from 02:00 to 03:00')
  })

  test('is longer in autumn, and has 01:00 twice in New York', () => {
    const picture = draw({ zone: 'America/New_York', date: '2026-10-31', days: 2 })
    const [before = 0, changed] = lengths(picture)
    expect(changed).toBeCloseTo((before * 25) / 24, 2)
    const own = hoursOf(picture).slice(9)
    expect(own).toEqual([...all.slice(0, 2), ...all.slice(1)])
    expect(child(picture, 'desc')?.text).toContain('25 hours, clocks go from 02:00 to 01:00')
  })

  test('tells the two passes of an hour apart', () => {
    const first = interval('2026-11-01T05:15:00Z', '2026-11-01T05:45:00Z', 'One', 'First')
    const second = interval('2026-11-01T06:15:00Z', '2026-11-01T06:45:00Z', 'Two', 'Second')
    const bars = barsOf(draw({ zone: 'America/New_York', date: '2026-11-01', stretches: [first, second] }))
    expect(bars.map(({ told }) => told[1])).toEqual([
      '01:15 UTC−04:00 to 01:45 UTC−04:00',
      '01:15 UTC−05:00 to 01:45 UTC−05:00',
    ])
  })

  test('is an empty row that says so where the zone skips it', () => {
    const picture = draw({ zone: 'Pacific/Apia', date: '2011-12-29', days: 3 })
    expect(lengths(picture)).toEqual([regular, regular])
    expect(allOf(picture).filter(({ text }) => text === 'the clocks skip this day').length).toBe(1)
    expect(child(picture, 'desc')?.text).toContain('Friday 30 December 2011: the clocks skip this day.')
  })

  test('may begin at 01:00', () => {
    const picture = draw({ zone: 'America/Sao_Paulo', date: '2018-11-04' })
    expect(barsOf(picture)[0]?.told[1]).toBe('01:00 to 24:00')
    expect(hoursOf(picture)).toEqual(all.slice(1))
  })
})

describe('whatever the names are', () => {
  const days = { date: '2026-03-28', days: 5 }

  test('the document is well-formed and tells them in full', () => {
    fc.assert(
      fc.property(anyTimeline, anyName, (stretches, title) => {
        const picture = draw({ ...days, title, stretches })
        const written = (name: string) => name.replace(/[\ufffe\uffff]/g, '\ufffd')
        expect(child(picture, 'title')?.text).toContain(written(title))
        const told = barsOf(picture).map((bar) => [bar.told[0], bar.told[2]])
        for (const { from, to, stateName, rule } of stretches) {
          if (from >= new Date('2026-04-01T22:00:00Z') || to <= new Date('2026-03-27T23:00:00Z')) continue
          expect(child(picture, 'desc')?.text).toContain(written(stateName))
          expect(told).toContainEqual([written(stateName), `rule “${written(rule?.name ?? '')}”`])
        }
      }),
    )
  })

  test('the bars of a day cover it without gaps, in order', () => {
    fc.assert(
      fc.property(anyTimeline, (stretches) => {
        const bars = barsOf(draw({ ...days, stretches }))
        for (const [index, { top, left }] of bars.slice(1).entries()) {
          const before = bars[index]
          if (before?.top === top) expect(left).toBeCloseTo(before.left + before.width, 2)
        }
      }),
    )
  })

  test('a long one is cut where there is no room for it, between characters', () => {
    const stateName = '👩‍👩‍👧 emergency service of the whole region and its neighbours'
    const stretches = [interval('2026-11-16T08:00:00Z', '2026-11-16T12:00:00Z', stateName, 'Always')]
    const [bar] = barsOf(draw({ date: '2026-11-16', stretches }))
    expect(bar?.texts).toEqual([expect.stringMatching(/^👩‍👩‍👧 emergency.*…$/u), '09:00–13:00'])
    expect(bar?.told[0]).toBe(stateName)
  })
})

describe('the colour of a state', () => {
  const anyState = fc.oneof(anyName, fc.constantFrom('', 'Business Hours', 'After Hours', 'Holiday', 'Closed'))

  test('is readable under white, and its own where it is well known', () => {
    fc.assert(
      fc.property(anyState, (name) => {
        expect(contrastToWhite(paintOf(name).fill)).toBeGreaterThanOrEqual(4.5)
      }),
      { numRuns: 500 },
    )
    const known = ['Business Hours', 'After Hours', 'Holiday', 'Closed', ''].map((name) => paintOf(name))
    expect(new Set(known.map(({ fill }) => fill)).size).toBe(known.length)
    expect(new Set(known.map(({ lines }) => lines)).size).toBe(known.length)
  })
})

/** WCAG 2.2, contrast ratio. */
function contrastToWhite(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 1.05 / (0.2126 * red + 0.7152 * green + 0.0722 * blue + 0.05)
}

/** A figure to a hundredth. */
function near(value: number | string | undefined): unknown {
  return expect.closeTo(Number(value), 1)
}
