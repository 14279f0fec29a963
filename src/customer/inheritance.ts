import sql from 'sql-template-tag'
import { accountTable } from '../account/model.ts'
import { type AppSettings, completeAppSettings } from '../app-settings/model.ts'
import type { StoredBillingSettings } from '../billing/model.ts'
import type { Reader } from '../database/database.ts'
import type { Batch } from '../fields/field.ts'
import { readAncestors } from '../page/ancestors.ts'
import { readRows } from '../page/list.ts'
import { completeSchedule, emptySchedule, type Schedule } from '../schedule/model.ts'
import { findZone } from '../schedule/zone.ts'
import type { Visible } from '../visibility/visible.ts'
import { type Customer, customerTable } from './model.ts'

/** Whose a value is; whether the viewer may know is decided when the owner itself is read. */
export interface Owner {
  readonly type: 'Customer' | 'Account'
  readonly id: string
}

/** Settings as they apply to a customer, and whose they are; no one's where they are the built-in default. */
export interface Effective<Settings> {
  readonly settings: Settings
  readonly inherited: boolean
  readonly owner: Owner | null
}

/** The schedule that applies to a customer, and whose it is. */
export interface EffectiveSchedule {
  readonly schedule: Schedule
  readonly timeZoneId: string
  readonly inherited: boolean
  readonly owner: Owner | null
}

/** Where values are read from: a request's context, or a write. */
interface Source {
  readonly database: Reader
  visible(): Promise<Visible>
}

type Line<Name extends keyof Customer> = readonly Pick<Customer, Name | 'id'>[]

/**
 * The customers from each path up to its root, itself first, as far as inheritance needs them: a viewer gets the values
 * of ancestors that they may not see.
 */
export async function readLines<Name extends keyof Customer>(
  { database, visible }: Source,
  paths: readonly string[],
  wanted: readonly Name[],
): Promise<Map<string, Line<Name>>> {
  const where = (await visible()).inheritance
  const lines = await readAncestors(database, customerTable, paths, { wanted, where, self: true })
  return new Map([...lines].map(([path, line]) => [path, line.toReversed()]))
}

function mapLines<Name extends keyof Customer, Value>(
  lines: Map<string, Line<Name>>,
  from: (line: Line<Name>) => Value,
) {
  return new Map([...lines].map(([path, line]) => [path, from(line)]))
}

export const effectiveAppSettings: Batch<Effective<AppSettings>> = {
  name: 'effectiveAppSettings',
  type: null,
  async read(context, paths) {
    return mapLines(await readLines(context, paths, appSettingsColumns), appSettingsOf)
  },
}

const appSettingsColumns = ['overrideAppSettings', 'appSettings'] as const

function appSettingsOf(line: Line<(typeof appSettingsColumns)[number]>): Effective<AppSettings> {
  const source = line.find((customer) => customer.overrideAppSettings)
  return {
    settings: completeAppSettings(source?.appSettings ?? {}),
    inherited: source !== line[0],
    owner: ownerOf(source, line),
  }
}

/** Takes a statement more than the others: where no customer overrides, the accounts decide. */
export const effectiveBillingSettings: Batch<Effective<StoredBillingSettings>> = {
  name: 'effectiveBillingSettings',
  type: null,
  async read(context, paths) {
    const lines = await readLines(context, paths, billingColumns)
    const accountIds = [...lines.values()].flatMap((line) => line[0]?.accountId ?? [])
    const ofAccounts = await accountBilling(context, [...new Set(accountIds)])
    return mapLines(lines, (line) => billingOf(line, ofAccounts))
  },
}

const billingColumns = ['accountId', 'overrideBillingSettings', 'billingSettings'] as const

function billingOf(
  line: Line<(typeof billingColumns)[number]>,
  ofAccounts: ReadonlyMap<string, Effective<StoredBillingSettings>>,
): Effective<StoredBillingSettings> {
  const source = line.find((customer) => customer.overrideBillingSettings)
  if (source)
    return { settings: source.billingSettings ?? {}, inherited: source !== line[0], owner: ownerOf(source, line) }
  return ofAccounts.get(line[0]?.accountId ?? '') ?? { settings: {}, inherited: true, owner: null }
}

/** The billing settings of the nearest account that has some, from each account up to its root. */
async function accountBilling(
  { database, visible }: Source,
  accountIds: readonly string[],
): Promise<Map<string, Effective<StoredBillingSettings>>> {
  const seen = await visible()
  const above = sql`with recursive above("id", "parentAccountId") as (
    select a."id", a."parentAccountId" from "Account" a where ${database.dialect.anyOf(sql`a."id"`, accountIds)}
    union select a."id", a."parentAccountId" from "Account" a join above on a."id" = above."parentAccountId")
    select "id" from above`
  const where = sql`c."id" in (${above}) and ${seen.inheritance}`
  const accounts = await readRows(database, accountTable, { wanted: ['path', 'billingSettings'], where, plans: 'Once' })
  const billed = accounts.filter((account) => account.billingSettings).sort((a, b) => b.path.length - a.path.length)
  return new Map(
    accounts.flatMap((account) => {
      const source = billed.find(({ path }) => account.path.startsWith(path))
      if (!source?.billingSettings) return []
      return [
        [account.id, { settings: source.billingSettings, inherited: true, owner: { type: 'Account', id: source.id } }],
      ]
    }),
  )
}

/** The schedule of the nearest ancestor that does not inherit (GetInheritedSchedule); the empty one where all do. */
export const inheritedSchedule: Batch<Schedule> = {
  name: 'inheritedSchedule',
  type: null,
  async read(context, paths) {
    const lines = await readLines(context, paths, ['schedule'])
    return mapLines(lines, (line) => scheduleFrom(line.slice(1)))
  },
}

/**
 * The schedule that applies: its own, or the inherited one when it inherits. Its own `forceClosed` holds in both cases,
 * and the time zone is the nearest that is named and exists, from the customer itself upwards.
 */
export const effectiveSchedule: Batch<EffectiveSchedule> = {
  name: 'effectiveSchedule',
  type: null,
  async read(context, paths) {
    return mapLines(await readLines(context, paths, ['schedule']), scheduleOf)
  },
}

function scheduleOf(line: Line<'schedule'>): EffectiveSchedule {
  const own = completeSchedule(line[0]?.schedule ?? emptySchedule)
  const schedule = scheduleFrom(line)
  return {
    schedule: { ...schedule, forceClosed: schedule.forceClosed || own.forceClosed },
    timeZoneId: line.find(namesZone)?.schedule.timeZoneId ?? 'UTC',
    inherited: own.inherit,
    owner: ownerOf(scheduleSource(line), line),
  }
}

function namesZone({ schedule }: Pick<Customer, 'schedule'>): boolean {
  return schedule.timeZoneId !== undefined && findZone(schedule.timeZoneId) !== null
}

/** All that a customer passes on to those below it that have nothing of their own. */
export interface Heritage {
  readonly billing: StoredBillingSettings
  readonly appSettings: AppSettings
  /** As it applies to the customer itself. */
  readonly effective: EffectiveSchedule
  /** As those below inherit it: a customer that inherits and is closed is so for itself alone. */
  readonly schedule: Schedule
}

/** What the customer at `path` passes on; takes two statements. */
export async function readHeritage(source: Source, path: string): Promise<Heritage> {
  const columns = [...appSettingsColumns, ...billingColumns, 'schedule'] as const
  const line = (await readLines(source, [path], columns)).get(path) ?? []
  const ofAccounts = await accountBilling(
    source,
    line.slice(0, 1).map(({ accountId }) => accountId),
  )
  return {
    billing: billingOf(line, ofAccounts).settings,
    appSettings: appSettingsOf(line).settings,
    effective: scheduleOf(line),
    schedule: scheduleFrom(line),
  }
}

function scheduleFrom(line: Line<'schedule'>): Schedule {
  return completeSchedule(scheduleSource(line)?.schedule ?? emptySchedule)
}

function scheduleSource(line: Line<'schedule'>): Line<'schedule'>[number] | undefined {
  return line.find((customer) => !customer.schedule.inherit)
}

/** The owner of what is inherited; a customer's own values name none. */
function ownerOf(source: { readonly id: string } | undefined, line: readonly object[]): Owner | null {
  return source === undefined || source === line[0] ? null : { type: 'Customer', id: source.id }
}
