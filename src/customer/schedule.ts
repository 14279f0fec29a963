import { LRUCache } from 'lru-cache'
import type { Context } from '../context.ts'
import { accept, Findings, type Outcome, refuse } from '../core/outcome.ts'
import type { Database } from '../database/database.ts'
import type { Batch } from '../fields/field.ts'
import { type CompiledSchedule, compileSchedule } from '../schedule/compile.ts'
import { type Line, zoneOf } from '../schedule/line.ts'
import { completeSchedule, emptySchedule } from '../schedule/model.ts'
import type { ScheduleInterval } from '../schedule/state.ts'
import { timelineOf } from '../schedule/timeline.ts'
import { readLines } from './inheritance.ts'
import type { Form } from './input.ts'
import type { Customer } from './model.ts'
import { customersById } from './store.ts'

/** The schedules that decide a customer's state, itself first, and whose each is. */
export interface OwnedLine {
  readonly line: Line
  readonly ownerIds: readonly string[]
}

/** All schedules from each path up to its root, ready to be evaluated. */
export const scheduleLines: Batch<OwnedLine> = {
  name: 'scheduleLines',
  type: null,
  async read(context, paths) {
    const lines = await readLines(context, paths, ['schedule', 'version', 'dateLastModified'])
    const compile = compilerOf(context.database.identity)
    return new Map(
      [...lines].map(([path, customers]) => {
        const [own = emptyLine, ...above] = customers.map(compile)
        return [path, { line: [own, ...above], ownerIds: customers.map(({ id }) => id) }]
      }),
    )
  },
}

const emptyLine = compileSchedule(completeSchedule(emptySchedule))

type Scheduled = Pick<Customer, 'id' | 'version' | 'dateLastModified' | 'schedule'>

/** Rules of the schedules that are kept: those asked for over and over. More would be gone before a list comes back. */
const maxKeptRules = 1_000

const keptOf = new WeakMap<object, LRUCache<string, CompiledSchedule>>()

/** Compiles the schedule of a customer once for each of its versions. The date tells apart two lives of one id. */
function compilerOf(database: Database['identity']): (customer: Scheduled) => CompiledSchedule {
  const kept = keptOf.get(database) ?? new LRUCache({ maxSize: maxKeptRules, sizeCalculation: ruleCount })
  keptOf.set(database, kept)
  return ({ id, version, dateLastModified, schedule }) => {
    const key = `${id} ${version} ${dateLastModified}`
    const known = kept.get(key)
    if (known) return known
    const compiled = compileSchedule(completeSchedule(schedule))
    kept.set(key, compiled)
    return compiled
  }
}

function ruleCount({ rules }: CompiledSchedule): number {
  return rules.length + 1
}

/** A customer that the viewer sees, and the schedules that decide its state; null where they see none. */
async function findCustomer(context: Context, customerId: string) {
  const rows = await customersById.read(context, [customerId], new Set(['path', 'name']), undefined)
  const row = rows.get(customerId)
  if (!row) return null
  const owned = (await scheduleLines.read(context, [row.path], new Set(), undefined)).get(row.path)
  return owned ? { name: row.name, owned } : null
}

/** What TestSchedule evaluates. */
export interface ScheduleToTest {
  readonly customerId: string
  /** Instead of the saved one, which is evaluated when this is absent. */
  readonly schedule?: object | null
}

/**
 * The schedules that decide a customer's state, with its own replaced by one that is sent along. Null where the viewer
 * sees no such customer. User errors: those of the schedule, as when it is saved.
 */
export async function findLineToTest(
  context: Context,
  { customerId, schedule }: ScheduleToTest,
  form: Form,
): Promise<Outcome<OwnedLine> | null> {
  const found = await findCustomer(context, customerId)
  if (found === null) return null
  const { owned } = found
  if (!schedule) return accept(owned)
  const findings = new Findings()
  const checked = form.checkSchedule(schedule, { field: ['schedule'], findings, newId: context.newId })
  if (findings.any) return refuse(findings.userErrors)
  const [, ...above] = owned.line
  return accept({ ...owned, line: [compileSchedule(completeSchedule(checked)), ...above] })
}

/** A customer's schedule as pictures and calendar files show it. */
export interface ShownSchedule {
  readonly name: string
  readonly timeZoneId: string
  /** The zone as Intl knows it. */
  readonly zone: string
  /** Of at most `maxIntervals`. @throws {RequestError} as `timelineOf`. */
  timeline(from: Date, to: Date, maxIntervals: number): readonly ScheduleInterval[]
}

/** The schedule of a customer that the viewer sees; null where they see none. */
export async function readScheduleOf(context: Context, customerId: string): Promise<ShownSchedule | null> {
  const found = await findCustomer(context, customerId)
  if (found === null) return null
  const { line } = found.owned
  return { name: found.name, ...zoneOf(line), timeline: (...span) => timelineOf(line, ...span) }
}
