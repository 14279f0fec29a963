import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dateAt, dayAfter, dayOf } from '../../src/schedule/files/local-day.ts'
import type { WallDate } from '../../src/schedule/recurrence/wall-clock.ts'

const anyZone = fc.constantFrom(
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/St_Johns',
  'America/Sao_Paulo',
  'Asia/Kolkata',
)
const anyDate = fc
  .date({ min: new Date('1975-01-01'), max: new Date('2035-12-31'), noInvalidDate: true })
  .map((date): WallDate => ({ year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() }))

/** What a clock shows, by the platform's own calendar. */
function shown(zone: string, at: Date): string {
  const parts = { year: 'numeric', month: '2-digit', day: '2-digit' } as const
  return new Intl.DateTimeFormat('en-CA', { timeZone: zone, ...parts }).format(at)
}

function text({ year, month, day }: WallDate): string {
  return [year, month, day].map((part) => String(part).padStart(2, '0')).join('-')
}

test('a day begins with the first instant that reads its date or a later one', () => {
  fc.assert(
    fc.property(anyZone, anyDate, (zone, date) => {
      const { from, to } = dayOf(zone, date)
      expect(shown(zone, from) >= text(date)).toBe(true)
      expect(shown(zone, new Date(from.getTime() - 1)) < text(date)).toBe(true)
      if (from < to) expect(dateAt(zone, from)).toEqual(date)
      if (from < to) expect(shown(zone, new Date(to.getTime() - 1))).toBe(text(date))
    }),
  )
})

test('days follow each other, and their clocks cover them', () => {
  fc.assert(
    fc.property(anyZone, anyDate, (zone, date) => {
      const { from, to, clock } = dayOf(zone, date)
      expect(dayOf(zone, dayAfter(date, 1)).from).toEqual(to)
      const edges = [from, ...clock.map((stretch) => stretch.to)]
      expect(clock.map((stretch) => stretch.from)).toEqual(edges.slice(0, -1))
      expect(edges.at(-1)).toEqual(to)
      const offsets = clock.map(({ offsetSeconds }) => offsetSeconds)
      expect(offsets.some((offset, index) => offset === offsets[index + 1])).toBe(false)
    }),
  )
})

describe('a day on which clocks are changed', () => {
  test.each([
    ['Europe/Berlin', '2026-03-29', 23, 2],
    ['Europe/Berlin', '2026-10-25', 25, 2],
    ['America/New_York', '2026-11-01', 25, 2],
    ['Australia/Lord_Howe', '2026-04-05', 24.5, 2],
    ['America/Sao_Paulo', '2018-11-04', 23, 1],
    ['Pacific/Apia', '2011-12-30', 0, 0],
    ['Pacific/Apia', '2011-12-29', 24, 1],
    ['Europe/Berlin', '2026-11-16', 24, 1],
  ])('%s %s has %d hours and %d clocks', (zone, date, hours, clocks) => {
    const [year = 0, month = 0, dayOfMonth = 0] = date.split('-').map(Number)
    const day = dayOf(zone, { year, month, day: dayOfMonth })
    expect((day.to.getTime() - day.from.getTime()) / 3_600_000).toBe(hours)
    expect(day.clock.length).toBe(clocks)
  })
})
