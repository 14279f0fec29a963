import {
  completeRule,
  daysOfWeek,
  type SchedulingRule,
  type StoredDay,
  type StoredRule,
  schedulingRuleFrequencies,
} from '../../src/schedule/model.ts'

/**
 * The Time rule that occurs when an RRULE says, from a DTSTART such as `19970902T090000`, for one second each. `WKST`
 * has no member and is passed over. Throws at any other part that has none.
 */
export function timeRuleOf(rrule: string, start: string): SchedulingRule {
  const [startDate = '', startTime = ''] = extended(start).split('T')
  const endTime = new Date((wallOf(start) + 1) * 1000).toISOString().slice(11, 19)
  const window = { startDate, startTime, endTime }
  return completeRule({ id: 'rule', simpleRuleType: 'Time', ...window, ...recurrenceMembers(rrule) })
}

/** The members of a rule that the parts of an RRULE are. */
export function recurrenceMembers(rrule: string): Omit<StoredRule, 'id'> {
  let members: Omit<StoredRule, 'id'> = {}
  for (const part of rrule.split(';')) members = { ...members, ...readPart(part) }
  return members
}

/** A date-time such as `19970902T090000` in seconds since 1970-01-01T00:00 on the same clock. */
export function wallOf(dateTime: string): number {
  return Date.parse(`${extended(dateTime)}Z`) / 1000
}

function readPart(part: string): Omit<StoredRule, 'id'> {
  const [name = '', value = ''] = part.split('=')
  const read = readers[name]
  if (!read) throw new Error(`no member for ${part}`)
  return read(value)
}

const readers: Readonly<Record<string, (value: string) => Omit<StoredRule, 'id'>>> = {
  FREQ: (value) => ({ frequency: named(schedulingRuleFrequencies, value) }),
  INTERVAL: (value) => ({ interval: Number(value) }),
  COUNT: (value) => ({ count: Number(value) }),
  UNTIL: (value) => ({ untilDate: extended(value) }),
  BYSETPOS: (value) => ({ bySetPosition: numbers(value) }),
  BYMONTH: (value) => ({ byMonth: numbers(value) }),
  BYWEEKNO: (value) => ({ byWeekNo: numbers(value) }),
  BYYEARDAY: (value) => ({ byYearDay: numbers(value) }),
  BYMONTHDAY: (value) => ({ byMonthDay: numbers(value) }),
  BYDAY: (value) => ({ byDay: value.split(',').map(dayOf) }),
  BYHOUR: (value) => ({ byHour: numbers(value) }),
  BYMINUTE: (value) => ({ byMinute: numbers(value) }),
  WKST: () => ({}),
}

function numbers(value: string): readonly number[] {
  return value.split(',').map(Number)
}

function dayOf(text: string): StoredDay {
  return { dayOfWeek: named(daysOfWeek, text.slice(-2)), offset: Number(text.slice(0, -2)) }
}

/** The name that begins with these capitals. */
function named<Name extends string>(names: readonly Name[], capitals: string): Name {
  const found = names.find((name) => name.toUpperCase().startsWith(capitals))
  if (!found) throw new Error(`no name for ${capitals}`)
  return found
}

/** RFC 5545's basic format, a date or a date-time, in the extended one and without its Z. */
function extended(text: string): string {
  return text.replace(/^(\d{4})(\d\d)(\d\d)/, '$1-$2-$3').replace(/T(\d\d)(\d\d)(\d\d)Z?$/, 'T$1:$2:$3')
}
