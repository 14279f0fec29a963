import type { Findings } from '../core/outcome.ts'
import { type Path, type Read, readBoolean, readInteger, readList, readObject, readOneOf, shown } from '../core/read.ts'
import { fromPlain, readStruct } from '../core/struct.ts'
import { checkId, checkText, textWithin } from '../core/text.ts'
import { ruleFaults } from './faults.ts'
import {
  completeRule,
  daysOfWeek,
  type Schedule,
  type ScheduleDay,
  type SchedulingRule,
  type StoredDay,
  type StoredRule,
  type StoredSchedule,
  schedulingRuleFrequencies,
  simpleSchedulingRuleTypes,
  sparseSchedule,
} from './model.ts'
import { findZone } from './zone.ts'

type Optional<Whole> = { readonly [Name in keyof Whole]?: Whole[Name] | null | undefined }

/** A schedule as GraphQL takes it: any member may be absent or null, and `flowParams` is plain JSON. */
export type ScheduleInput = Optional<Omit<Schedule, 'rules'>> & {
  readonly rules?: readonly SchedulingRuleInput[] | null | undefined
}
export type SchedulingRuleInput = Optional<Omit<SchedulingRule, 'byDay' | 'flowParams'>> & {
  readonly byDay?: readonly ScheduleDayInput[] | null | undefined
  readonly flowParams?: unknown
}
export type ScheduleDayInput = Optional<Pick<ScheduleDay, 'offset'>> & Pick<ScheduleDay, 'dayOfWeek'>

/** What reading a schedule needs beside it: its path, where findings go, and ids for the rules that come without. */
export interface ScheduleReading {
  readonly field: Path
  readonly findings: Findings
  readonly newId: () => string
}

const maxRules = 200
/** More than any part has different values; it bounds the findings of a list, and the work of reading one. */
const maxListLength = 1000

/**
 * Checks a schedule that is to be saved or tested, and answers it as it is stored. User errors, all with paths such as
 * `['schedule', 'rules', '0', 'byMonth', '2']`: what has a wrong shape, and everything that could not be evaluated.
 */
export function checkSchedule(input: object, reading: ScheduleReading): StoredSchedule {
  const schedule = scheduleWith(fromPlain, input, reading)
  findFaults(schedule, reading.field, reading.findings)
  return schedule
}

/**
 * Reads a schedule in its wire form, as an import brings it; member names count without regard to case. User errors:
 * wrong types, unknown enum names, control characters, too many rules. What could merely not be evaluated is kept.
 */
export function readSchedule(wire: unknown, reading: ScheduleReading): StoredSchedule {
  return scheduleWith(readStruct, wire, reading)
}

/** The same as `checkSchedule`, for a schedule in its wire form. */
export function checkScheduleOnWire(wire: object, reading: ScheduleReading): StoredSchedule {
  const schedule = readSchedule(wire, reading)
  findFaults(schedule, reading.field, reading.findings)
  return schedule
}

/** Finds what in a schedule of the right shape could not be evaluated: its time zone and the faults of its rules. */
export function findFaults(schedule: StoredSchedule, field: Path, findings: Findings): void {
  const { timeZoneId, rules = [] } = schedule
  if (timeZoneId !== undefined && findZone(timeZoneId) === null) {
    findings.add('Invalid', [...field, 'timeZoneId'], `expected an IANA or Windows time zone, got ${shown(timeZoneId)}`)
  }
  for (const [index, rule] of rules.entries()) {
    for (const { path, reason } of ruleFaults(completeRule(rule))) {
      findings.add('Invalid', [...field, 'rules', String(index), ...path], reason)
    }
  }
}

function scheduleWith(readParams: typeof fromPlain, input: unknown, { field, findings, newId }: ScheduleReading) {
  const readMembers = readObject<Omit<Schedule, 'rules'> & { readonly rules: readonly StoredRule[] }>({
    timeZoneId: checkText,
    inherit: readBoolean,
    forceClosed: readBoolean,
    rules: readList(ruleWith(readParams, newId), maxRules),
    defaultState: checkText,
  })
  return sparseSchedule(readMembers(input, field, findings) ?? {})
}

/** A rule that cannot be read stays in the list, empty, so that the paths of later findings are right. */
function ruleWith(readParams: typeof fromPlain, newId: () => string): Read<StoredRule> {
  const readMembers = readObject<RuleMembers>({ ...ruleMembers, flowParams: readParams })
  return (value, field, findings) => {
    const { id, ...members } = readMembers(value, field, findings) ?? {}
    return { id: id ?? newId(), ...members }
  }
}

const readDayMembers = readObject<ScheduleDay>({ offset: readInteger, dayOfWeek: readOneOf(daysOfWeek) }, ['dayOfWeek'])

const readDay: Read<StoredDay> = (value, field, findings) => {
  const { dayOfWeek, ...members } = readDayMembers(value, field, findings) ?? {}
  return dayOfWeek ? { dayOfWeek, ...members } : null
}

const readIntegers = readList(readInteger, maxListLength)
const checkExpression = textWithin({ maxBytes: 64 * 1024 })

type RuleMembers = Omit<SchedulingRule, 'byDay'> & { readonly byDay: readonly StoredDay[] }

const ruleMembers = {
  id: checkId,
  name: checkText,
  priority: readInteger,
  state: checkText,
  source: checkExpression,
  condition: checkExpression,
  simpleRuleType: readOneOf(simpleSchedulingRuleTypes),
  customerState: checkText,
  flowId: checkText,
  isAllDay: readBoolean,
  startDate: checkText,
  startTime: checkText,
  endTime: checkText,
  bySetPosition: readIntegers,
  byMonth: readIntegers,
  byWeekNo: readIntegers,
  byYearDay: readIntegers,
  byMonthDay: readIntegers,
  byDay: readList(readDay, maxListLength),
  byHour: readIntegers,
  byMinute: readIntegers,
  interval: readInteger,
  count: readInteger,
  untilDate: checkText,
  frequency: readOneOf(schedulingRuleFrequencies),
}
