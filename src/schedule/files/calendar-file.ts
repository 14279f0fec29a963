import ICAL from 'ical.js'
import type { ScheduleInterval } from '../state.ts'
import { causeOf, stateLabel } from '../words.ts'

/** What a calendar file holds. */
export interface ScheduleCalendar {
  readonly customerId: string
  readonly name: string
  /** An IANA zone, for programs that want to know where the calendar is at home; all times are in UTC. */
  readonly zone: string
  /** When the file was made. */
  readonly stamp: Date
  /** An event for each. */
  readonly stretches: readonly ScheduleInterval[]
}

/**
 * Writes stretches of a schedule as an iCalendar file. An event keeps its UID as long as it begins at the same instant,
 * so that a program that reads the file again replaces what it has.
 * @see RFC 5545; RFC 7986 for NAME.
 */
export function toCalendar({ customerId, name, zone, stamp, stretches }: ScheduleCalendar): string {
  const properties = [
    text('version', '2.0'),
    text('prodid', '-//customer-gateway//schedule//EN'),
    text('name', name),
    text('x-wr-calname', name),
    text('x-wr-timezone', zone),
  ]
  return ICAL.stringify(['vcalendar', properties, stretches.map((stretch) => toEvent(customerId, stamp, stretch))])
}

/** A property and a component in jCal (RFC 7265), from which the library writes. */
type Property = readonly [name: string, parameters: object, type: 'text' | 'date-time', value: string]
type Component = readonly [name: string, properties: readonly Property[], components: readonly Component[]]

function toEvent(customerId: string, stamp: Date, stretch: ScheduleInterval): Component {
  const properties = [
    text('uid', `${customerId}/${inUtc(stretch.from)}@customer-gateway`),
    time('dtstamp', stamp),
    time('dtstart', stretch.from),
    time('dtend', stretch.to),
    text('summary', stateLabel(stretch.stateName)),
    text('description', causeOf(stretch)),
    // A state says nothing of whether somebody is busy.
    text('transp', 'TRANSPARENT'),
  ]
  return ['vevent', properties, []]
}

function text(name: string, value: string): Property {
  return [name, {}, 'text', value]
}

function time(name: string, at: Date): Property {
  return [name, {}, 'date-time', inUtc(at)]
}

/** To the second: `2026-11-16T08:00:00Z`. */
function inUtc(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`
}
