/*
 * How fast schedules are evaluated: against the limits that hold for any schedule, and against rrule-temporal.
 * `npm run bench:schedules` runs it.
 */
import { RRuleTemporal } from 'rrule-temporal'
import { RequestError } from '../../src/core/errors.ts'
import { compileSchedule } from '../../src/schedule/compile.ts'
import { decisionAt } from '../../src/schedule/evaluate.ts'
import type { Line } from '../../src/schedule/line.ts'
import { completeRule, completeSchedule, type DayOfWeek, type StoredRule } from '../../src/schedule/model.ts'
import { windowsOf } from '../../src/schedule/recurrence/windows.ts'
import { edgesOf, timelineOf } from '../../src/schedule/timeline.ts'

type Parts = Omit<StoredRule, 'id' | 'state' | 'simpleRuleType'>

const rulesEach = 200
const maxPointMs = 50
const maxYearMs = 500
const rounds = 5

const weekdays: readonly DayOfWeek[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday']
const byWeekday = weekdays.map((dayOfWeek) => ({ dayOfWeek }))
const upTo = (count: number) => Array.from({ length: count }, (_, value) => value)
const everyOtherMinute = upTo(30).map((value) => value * 2)
const twoDigits = (value: number) => String(value).padStart(2, '0')

/** Schedules of 200 rules each, the worst that were thought of beside ordinary ones. */
const schedules: Readonly<Record<string, (index: number) => Parts>> = {
  'working hours': (index) => ({
    frequency: 'Weekly',
    byDay: byWeekday,
    startTime: `${twoDigits(index % 24)}:00`,
    endTime: `${twoDigits(index % 24)}:30`,
  }),
  '30 February': () => ({ frequency: 'Yearly', byMonth: [2], byMonthDay: [30] }),
  'every third day, on 31 February': () => ({ frequency: 'Daily', interval: 3, byMonth: [2], byMonthDay: [31] }),
  'every fifth hour, on 31 February': () => ({ frequency: 'Hourly', interval: 5, byMonth: [2], byMonthDay: [31] }),
  'every few seconds, for a second': (index) => ({ frequency: 'Secondly', interval: 2 + index, endTime: '00:00:01' }),
  'every second of working hours': () => ({ frequency: 'Secondly', byHour: upTo(9).slice(1), endTime: '00:00:01' }),
  'every minute of each day': () => ({ frequency: 'Daily', byHour: upTo(24), byMinute: upTo(60), endTime: '00:01' }),
  'every 7th minute that is even': () => ({
    frequency: 'Minutely',
    interval: 7,
    byMinute: everyOtherMinute,
    endTime: '00:00:30',
  }),
  'set positions of half a million': () => ({
    frequency: 'Yearly',
    byDay: byWeekday,
    byHour: upTo(24),
    byMinute: upTo(60),
    bySetPosition: [1, -1, 366, -366],
    endTime: '00:01',
  }),
  'a count of 300 000 from year 1': () => ({
    frequency: 'Daily',
    interval: 2,
    startDate: '0001-01-01',
    count: 300_000,
    endTime: '00:01',
  }),
  'a count of a milliard seconds': () => ({
    frequency: 'Secondly',
    byHour: [1, 3, 5],
    byMonth: [11],
    count: 1_000_000_000,
    endTime: '00:00:01',
  }),
}

const now = new Date('2026-11-21T12:00:00Z')
const instant = now.getTime() / 1000
const year = [new Date('2026-01-01T00:00:00Z'), new Date('2027-01-01T00:00:00Z')] as const

function lineOf(rules: readonly Parts[]): Line {
  const stored = rules.map((parts, index): StoredRule => {
    return { id: String(index), state: `State ${index}`, simpleRuleType: 'Time', ...parts }
  })
  return [compileSchedule(completeSchedule({ timeZoneId: 'America/New_York', rules: stored }))]
}

/** Milliseconds of CPU that some work takes: the median of a few rounds, each with a subject of its own. */
function medianMs<Subject>(make: () => Subject, work: (subject: Subject) => unknown): number {
  const times = Array.from({ length: rounds }, () => {
    const subject = make()
    const before = process.cpuUsage()
    work(subject)
    const { user, system } = process.cpuUsage(before)
    return (user + system) / 1000
  })
  return times.sort((a, b) => a - b)[Math.floor(rounds / 2)] ?? Number.NaN
}

/** A year's timeline; one that has too many stretches is refused, which must not take longer either. */
function readYear(line: Line): string {
  try {
    return String(timelineOf(line, ...year).length)
  } catch (error) {
    if (error instanceof RequestError) return 'refused'
    throw error
  }
}

function share(ms: number, limit: number): string {
  return `${ms.toFixed(1)} ms, ${((100 * ms) / limit).toFixed(0)} %`
}

console.log(`Schedules of ${rulesEach} rules, compiled anew each time: milliseconds, and their share of the limit`)
console.table(
  Object.entries(schedules).map(([name, partsOf]) => {
    const make = () => lineOf(upTo(rulesEach).map(partsOf))
    return {
      schedule: name,
      'state at an instant': share(
        medianMs(make, (line) => decisionAt(line, instant)),
        maxPointMs,
      ),
      'since and until': share(
        medianMs(make, (line) => edgesOf(line, now)),
        maxPointMs,
      ),
      'a year': share(medianMs(make, readYear), maxYearMs),
      stretches: readYear(make()),
    }
  }),
)

const customers = 250
const rulesOfCustomer = 10
const holidays = upTo(rulesOfCustomer - 1).map(
  (index): Parts => ({ frequency: 'Yearly', isAllDay: true, byMonth: [index + 1], byMonthDay: [index + 1] }),
)
const officeHours: Parts = { frequency: 'Weekly', byDay: byWeekday, startTime: '09:00', endTime: '17:00' }
const makeAll = () => upTo(customers).map(() => lineOf([...holidays, officeHours]))
const readAll = (lines: readonly Line[]) => lines.map((line) => decisionAt(line, instant))
const kept = makeAll()
readAll(kept)

console.log(`States of ${customers} customers with ${rulesOfCustomer} rules each: of 100 ms`)
console.table([
  { 'schedules compiled': 'anew', time: share(medianMs(makeAll, readAll), 100) },
  {
    'schedules compiled': 'before',
    time: share(
      medianMs(() => kept, readAll),
      100,
    ),
  },
])

const peers: Readonly<Record<string, { readonly rrule: string; readonly parts: Parts }>> = {
  'weekdays at 9': { rrule: 'FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR', parts: { frequency: 'Weekly', byDay: byWeekday } },
  'last workday of the month': {
    rrule: 'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
    parts: { frequency: 'Monthly', byDay: byWeekday, bySetPosition: [-1] },
  },
  'fourth Thursday of November': {
    rrule: 'FREQ=YEARLY;BYMONTH=11;BYDAY=4TH',
    parts: { frequency: 'Yearly', byMonth: [11], byDay: [{ dayOfWeek: 'Thursday', offset: 4 }] },
  },
}

console.log('Whether a rule of 2000 holds in 2026, against the next occurrence as rrule-temporal finds it')
console.table(
  Object.entries(peers).map(([name, { rrule, parts }]) => {
    const ours = medianMs(
      () => windowsOf(completeRule({ id: 'a', startDate: '2000-01-03', startTime: '09:00', ...parts })),
      (windows) => windows.holdsAt(instant),
    )
    const theirs = medianMs(
      () => new RRuleTemporal({ rruleString: `DTSTART:20000103T090000Z\nRRULE:${rrule}` }),
      (rule) => rule.next(now),
    )
    return {
      rule: name,
      'this, ms': ours.toFixed(3),
      'rrule-temporal, ms': theirs.toFixed(3),
      ratio: (theirs / ours).toFixed(0),
    }
  }),
)
