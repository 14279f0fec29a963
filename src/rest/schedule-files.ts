import type { IncomingMessage } from 'node:http'
import type { Context } from '../context.ts'
import { badInput } from '../core/errors.ts'
import { shown } from '../core/read.ts'
import { readScheduleOf } from '../customer/schedule.ts'
import type { Answer, Exchange, Route } from '../http/exchange.ts'
import { toCalendar } from '../schedule/files/calendar-file.ts'
import { dateAt, dayAfter, dayOf } from '../schedule/files/local-day.ts'
import { drawSchedule } from '../schedule/files/picture.ts'
import { findDate, type WallDate } from '../schedule/recurrence/wall-clock.ts'
import type { ScheduleInterval } from '../schedule/state.ts'
import { maxTimelineDays, TooManyChanges } from '../schedule/timeline.ts'
import type { Manner } from './answer.ts'
import { meterOf } from './cost.ts'
import { contextOf, identify, type RestParts, routeOf, toFailure, withCookies } from './edge.ts'
import { Refusal } from './errors.ts'
import { chooseFormat } from './negotiate.ts'
import { readParameter } from './read-request.ts'
import { match, readPath } from './route.ts'

/** Makes a file of the schedule of a customer. `search` is the query of the request. */
type MakeFile = (context: Context, customerId: string, search: string) => Promise<Answer>

const files: readonly { readonly template: string; readonly make: MakeFile }[] = [
  { template: '/customers/{customerId}/schedule.svg', make: makePicture },
  { template: '/customers/{customerId}/schedule.ics', make: makeCalendar },
]

/** More would be of use to nobody, and could be made by a rule for every second. */
const maxStretches = 5_000
const maxDays = 31
const defaultDays = 7

/** The route of a customer's schedule as a picture or a calendar file, and its name; null for any other path. */
export function findScheduleFileRoute(
  parts: RestParts,
  path: string,
): { readonly name: string; readonly route: Route } | null {
  const target = readPath(path)
  if (target === null || target.format !== null) return null
  for (const { template, make } of files) {
    const customerId = match(template, target.segments)?.customerId
    if (customerId === undefined) continue
    const route = routeOf((exchange) =>
      answer(parts, exchange, (context) => make(context, customerId, exchange.search)),
    )
    return { name: template, route }
  }
  return null
}

async function answer(
  parts: RestParts,
  exchange: Exchange,
  make: (context: Context) => Promise<Answer>,
): Promise<Answer> {
  const manner = mannerOf(exchange.request)
  try {
    checkMethod(exchange.request)
    const identity = await identify(parts, exchange, { manner, isOpen: false })
    meterOf(parts, identity)?.charge(1)
    return withCookies(await make(contextOf(parts, exchange, identity)), identity?.cookies ?? [])
  } catch (error) {
    return toFailure(error, exchange, manner)
  }
}

/** How errors are written; the files have one form only. */
function mannerOf({ headers }: IncomingMessage): Manner {
  const format = chooseFormat({ parameter: null, path: null, accept: headers.accept ?? '', body: null })
  return { format, callback: null, isReply: false }
}

function checkMethod({ method }: IncomingMessage): void {
  if (method === 'GET' || method === 'HEAD') return
  const allow = 'GET, HEAD'
  throw new Refusal(405, 'MethodNotAllowed', `method: ${allow}, got ${method}`, { headers: { allow } })
}

async function makePicture(context: Context, customerId: string, search: string): Promise<Answer> {
  const first = readFrom(search)
  const count = readDays(search)
  const { name, timeZoneId, zone, timeline } = await read(context, customerId)
  const from = first ?? dateAt(zone, context.now())
  const days = Array.from({ length: count }, (_, index) => dayOf(zone, dayAfter(from, index)))
  const [start, end] = [days.at(0)?.from, days.at(-1)?.to]
  const stretches = start && end ? listed(() => timeline(start, end, maxStretches)) : []
  const body = drawSchedule({ title: name, timeZoneId, days, stretches })
  return fileOf({ type: 'image/svg+xml', name: 'schedule.svg', body })
}

async function makeCalendar(context: Context, customerId: string): Promise<Answer> {
  const { name, zone, timeline } = await read(context, customerId)
  const stamp = context.now()
  // From midnight, so that what goes on now is the same event all day.
  const { from } = dayOf(zone, dateAt(zone, stamp))
  const to = new Date(from.getTime() + maxTimelineDays * 86_400_000)
  const all = listed(() => timeline(from, to, maxStretches))
  const stretches = all.filter(({ source }) => source !== 'DefaultState')
  const body = toCalendar({ customerId, name, zone, stamp, stretches })
  return fileOf({ type: 'text/calendar', name: 'schedule.ics', body })
}

async function read(context: Context, customerId: string) {
  const schedule = await readScheduleOf(context, customerId)
  if (schedule === null) throw new Refusal(404, 'NotFound', 'There is no such customer.')
  return schedule
}

/** The date `from`; null where it is left out. Dates of other years reach beyond what clocks and schedules know. */
function readFrom(search: string): WallDate | null {
  const text = readParameter(search, 'from')
  if (text === null) return null
  const date = findDate(text)
  if (date === null || date.year < 1970 || date.year > 9998) {
    throw badInput('from', `a date as YYYY-MM-DD, 1970 to 9998, got ${shown(text)}`)
  }
  return date
}

function readDays(search: string): number {
  const text = readParameter(search, 'days') ?? String(defaultDays)
  const days = /^\d{1,2}$/.test(text) ? Number(text) : 0
  if (days < 1 || days > maxDays) throw badInput('days', `1 to ${maxDays}, got ${shown(text)}`)
  return days
}

function listed(list: () => readonly ScheduleInterval[]): readonly ScheduleInterval[] {
  try {
    return list()
  } catch (error) {
    if (!(error instanceof TooManyChanges)) throw error
    const message = `The state changes too often in this time; a file shows at most ${maxStretches} stretches.`
    throw new Refusal(400, 'TooLong', message, { cause: error })
  }
}

interface File {
  readonly type: string
  readonly name: string
  readonly body: string
}

function fileOf({ type, name, body }: File): Answer {
  const headers = { 'content-type': `${type}; charset=utf-8`, 'content-disposition': `inline; filename="${name}"` }
  return { status: 200, headers, body }
}
