import type { DayInfo, ScheduleDayInfo, ScheduleInfo, SchedulingRuleInfo } from '../documents.ts'
import type { City, Locale } from '../words.ts'
import { type Random, sampleId } from './random.ts'

/** Whose schedule it is: its words, its wall clock, since when in milliseconds, and the parent's zone if it has one. */
export interface ScheduleOwner {
  readonly locale: Locale
  readonly city: City
  readonly created: number
  readonly parentTimeZoneId: string | undefined
}

const friday: DayInfo = 'Friday'
const mondayToThursday: readonly DayInfo[] = ['Monday', 'Tuesday', 'Wednesday', 'Thursday']
const workdays: readonly DayInfo[] = [...mondayToThursday, friday]

/** The schedule of a company: opening hours, holidays, and sometimes some weeks away. */
export function companySchedule(random: Random, owner: ScheduleOwner): ScheduleInfo {
  return ownSchedule(owner, [
    ...holidayRules(random, owner),
    ...(random.chance(0.35) ? [vacationRule(random, owner)] : []),
    ...openingRules(random, owner),
  ])
}

/** The schedule of a region or a branch: its parent's, its parent's on its own clock, or hours of its own. */
export function siteSchedule(random: Random, owner: ScheduleOwner): ScheduleInfo {
  if (random.chance(0.25)) return companySchedule(random, owner)
  const { timeZoneId } = owner.city
  return timeZoneId === owner.parentTimeZoneId ? { inherit: true } : { inherit: true, timeZoneId }
}

/** The schedule of a department, a team or a desk: mostly its parent's. */
export function teamSchedule(random: Random, owner: ScheduleOwner): ScheduleInfo {
  const choice = random.fraction()
  if (choice < 0.02) return { inherit: true, forceClosed: true }
  if (choice < 0.06) return ownSchedule(owner, [nightRule(random, owner)])
  if (choice < 0.09) return ownSchedule(owner, [onCallRule(random, owner)])
  if (choice < 0.12) return ownSchedule(owner, [followRule(random, owner), nightRule(random, owner)])
  return { inherit: true }
}

function ownSchedule(owner: ScheduleOwner, rules: readonly SchedulingRuleInfo[]): ScheduleInfo {
  const { timeZoneId } = owner.city
  return { timeZoneId, inherit: false, forceClosed: false, rules, defaultState: 'After Hours' }
}

function openingRules(random: Random, { locale, created }: ScheduleOwner): SchedulingRuleInfo[] {
  const { openFrom, openUntil } = locale
  const week = (name: string, days: readonly DayInfo[], endTime: string): SchedulingRuleInfo => ({
    id: sampleId(random, created),
    name,
    priority: 20,
    state: 'Business Hours',
    simpleRuleType: 'Time',
    isAllDay: false,
    startTime: openFrom,
    endTime,
    byDay: days.map(onDay),
    interval: 1,
    frequency: 'Weekly',
  })
  const choice = random.fraction()
  if (choice < 0.25) return [week('Monday to Thursday', mondayToThursday, openUntil), week('Friday', [friday], '15:00')]
  if (choice < 0.45) return [week('Weekdays', workdays, openUntil), week('Saturday', ['Saturday'], '13:00')]
  return [week('Business hours', workdays, openUntil)]
}

function holidayRules(random: Random, { locale, created }: ScheduleOwner): SchedulingRuleInfo[] {
  return locale.holidays.map((holiday) => ({
    ...holiday,
    id: sampleId(random, created),
    priority: 10,
    state: 'Holiday',
    simpleRuleType: 'Time',
    isAllDay: true,
    interval: 1,
    frequency: 'Yearly',
  }))
}

function vacationRule(random: Random, { locale, created }: ScheduleOwner): SchedulingRuleInfo {
  const year = 2025 + random.below(2)
  return {
    id: sampleId(random, created),
    name: locale.vacation,
    priority: 5,
    state: 'Holiday',
    simpleRuleType: 'Time',
    isAllDay: true,
    startDate: `${year}-07-${20 + random.below(10)}`,
    untilDate: `${year}-08-${10 + random.below(10)}`,
    frequency: 'None',
  }
}

function nightRule(random: Random, { created }: ScheduleOwner): SchedulingRuleInfo {
  return {
    id: sampleId(random, created),
    name: 'Night shift',
    priority: 30,
    state: 'Night Shift',
    simpleRuleType: 'Time',
    flowId: 'night-desk',
    flowParams: { greeting: { stringValue: 'night' }, recordCalls: { boolValue: true } },
    isAllDay: false,
    startTime: '22:00',
    endTime: '06:00',
    byDay: workdays.map(onDay),
    interval: 1,
    frequency: 'Weekly',
  }
}

function onCallRule(random: Random, { created }: ScheduleOwner): SchedulingRuleInfo {
  return {
    id: sampleId(random, created),
    name: 'Day and night',
    priority: 1,
    state: 'On Call',
    simpleRuleType: 'Always',
  }
}

function followRule(random: Random, { created }: ScheduleOwner): SchedulingRuleInfo {
  return {
    id: sampleId(random, created),
    name: 'Open with the office',
    priority: 10,
    state: 'Business Hours',
    simpleRuleType: 'CustomerState',
    customerState: 'Business Hours',
  }
}

function onDay(dayOfWeek: DayInfo): ScheduleDayInfo {
  return { offset: 0, dayOfWeek }
}
