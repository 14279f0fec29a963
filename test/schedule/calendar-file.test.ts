import fc from 'fast-check'
import { convertIcsCalendar } from 'ts-ics'
import { describe, expect, test } from 'vitest'
import { type ScheduleCalendar, toCalendar } from '../../src/schedule/files/calendar-file.ts'
import { anyInterval, anyName, anyTimeline, interval } from '../support/intervals.ts'

const stamp = new Date('2026-11-16T07:30:15.250Z')
const calendar: Omit<ScheduleCalendar, 'stretches'> = {
  customerId: 'acme',
  name: 'Acme, Inc.',
  zone: 'Europe/Berlin',
  stamp,
}

const opening = interval('2026-11-16T08:00:00Z', '2026-11-16T16:00:00Z', 'Business Hours', 'Weekdays')

test('holds an event for each stretch', () => {
  expect(toCalendar({ ...calendar, stretches: [opening] }).split('\r\n')).toEqual([
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//customer-gateway//schedule//EN',
    'NAME;VALUE=TEXT:Acme\\, Inc.',
    'X-WR-CALNAME;VALUE=TEXT:Acme\\, Inc.',
    'X-WR-TIMEZONE;VALUE=TEXT:Europe/Berlin',
    'BEGIN:VEVENT',
    'UID:acme/2026-11-16T08:00:00Z@customer-gateway',
    'DTSTAMP:20261116T073015Z',
    'DTSTART:20261116T080000Z',
    'DTEND:20261116T160000Z',
    'SUMMARY:Business Hours',
    'DESCRIPTION:rule “Weekdays”',
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ])
})

test('without a stretch it is an empty calendar', () => {
  expect(toCalendar({ ...calendar, stretches: [] })).not.toContain('VEVENT')
})

test('an event keeps its UID when its end, state or the time of writing change', () => {
  const uids = [opening, { ...opening, to: new Date('2026-11-16T18:00:00Z'), stateName: 'Late' }].map((stretch) => {
    const text = toCalendar({ ...calendar, stamp: stretch.to, stretches: [stretch] })
    return /^UID:.*$/m.exec(text)?.[0]
  })
  expect(uids[0]).toBe(uids[1])
})

describe('whatever the names are', () => {
  test('another program reads the same events', () => {
    fc.assert(
      fc.property(anyTimeline, anyName, (stretches, name) => {
        const read = convertIcsCalendar(undefined, toCalendar({ ...calendar, name, stretches }))
        const events = (read.events ?? []).map(({ uid, start, end, summary }) => [uid, start.date, end?.date, summary])
        expect(events).toEqual(
          stretches.map(({ from, to, stateName }) => [
            `acme/${from.toISOString().slice(0, 19)}Z@customer-gateway`,
            from,
            to,
            stateName,
          ]),
        )
      }),
    )
  })

  test('lines end in CRLF, have at most 75 octets, and break within no character', () => {
    fc.assert(
      fc.property(anyInterval, anyName, (stretch, name) => {
        const text = toCalendar({ ...calendar, name, stretches: [stretch] })
        expect(text.endsWith('\r\n')).toBe(true)
        expect(text).not.toMatch(/[^\r]\n|\r[^\n]/)
        expect(text).not.toMatch(/\p{Cs}/u)
        for (const line of text.split('\r\n')) {
          expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
          expect(line).not.toMatch(/\p{Cs}/u)
        }
        const escaped = stretch.stateName.replace(/[\\;,]/g, '\\$&')
        expect(text.replaceAll('\r\n ', '')).toContain(`\r\nSUMMARY:${escaped}\r\n`)
      }),
    )
  })
})
