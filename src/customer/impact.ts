import { isDeepStrictEqual } from 'node:util'
import sql, { type Sql } from 'sql-template-tag'
import type { Context } from '../context.ts'
import { boolean } from '../database/table.ts'
import type { Wanted } from '../fields/field.ts'
import { type PageArguments, readPage } from '../page/arguments.ts'
import type { Page } from '../page/keyset.ts'
import { countRows, readOnePage } from '../page/list.ts'
import type { Schedule } from '../schedule/model.ts'
import type { Write } from '../write.ts'
import { type Heritage, readHeritage } from './inheritance.ts'
import { type Customer, customerTable } from './model.ts'
import { customerOrder, masks } from './store.ts'

/** What a change alters for a customer, and so for all below it that have nothing of their own in between. */
export interface Impact {
  readonly customerId: string
  readonly billing: boolean
  readonly appSettings: boolean
  /** The rules or the default state of the schedule that it passes on. */
  readonly rules: boolean
  /** Whether that schedule is forced closed. */
  readonly forceClosed: boolean
  readonly timeZone: boolean
  /** Any of these in the schedule that applies to the customer itself. */
  readonly schedule: boolean
}

/** A customer that a change reaches, and what of its effective values differs. */
export interface CustomerImpact {
  readonly customer: Customer
  readonly effectiveBillingChanged: boolean
  readonly effectiveAppSettingsChanged: boolean
  readonly effectiveScheduleChanged: boolean
}

/** What the customer at `path` passes on, as a write under way sees it; takes two statements. */
export function readHeritageIn(tx: Write, path: string): Promise<Heritage> {
  return readHeritage({ database: tx, visible: async () => tx.visible }, path)
}

/** What differs for a customer before and after a change. */
export function toImpact(customerId: string, before: Heritage, after: Heritage): Impact {
  const differs = (pick: (heritage: Heritage) => unknown) => !isDeepStrictEqual(pick(before), pick(after))
  const timeZone = differs(({ effective }) => effective.timeZoneId)
  return {
    customerId,
    billing: differs(({ billing }) => billing),
    appSettings: differs(({ appSettings }) => appSettings),
    rules: differs(({ schedule }) => hours(schedule)),
    forceClosed: differs(({ schedule }) => schedule.forceClosed),
    timeZone,
    schedule: timeZone || differs(({ effective: { schedule } }) => [hours(schedule), schedule.forceClosed]),
  }
}

function hours({ rules, defaultState }: Schedule) {
  return { rules, defaultState }
}

/** How many customers that the viewer sees a change reaches. */
export async function countReached({ database, visible }: Context, impact: Impact): Promise<number> {
  const where = sql`c."id" in (select r."id" from (${reached(impact)}) r) and ${(await visible()).customers}`
  return countRows(database, customerTable, where)
}

const reachedTable = {
  name: customerTable.name,
  columns: { ...customerTable.columns, billing: boolean, settings: boolean, hours: boolean },
} as const

/** A page of them, by name. @throws {RequestError} `BAD_USER_INPUT`. */
export async function readReached(
  { database, visible }: Context,
  impact: Impact,
  { args, wanted }: { readonly args: PageArguments; readonly wanted: Wanted },
): Promise<Page<CustomerImpact>> {
  const seen = await visible()
  const flags = { billing: sql`r."billing"`, settings: sql`r."settings"`, hours: sql`r."hours"` }
  const page = await readOnePage(database, reachedTable, {
    wanted: [...wanted, ...Object.keys(flags)],
    join: sql` join (${reached(impact)}) r on r."id" = c."id"`,
    where: seen.customers,
    instead: { ...masks(seen), ...flags },
    order: customerOrder({ field: 'Name' }),
    page: readPage(args),
  })
  return {
    ...page,
    edges: page.edges.map(({ cursor, node }) => ({
      cursor,
      node: {
        customer: node,
        effectiveBillingChanged: node.billing,
        effectiveAppSettingsChanged: node.settings,
        effectiveScheduleChanged: node.hours,
      },
    })),
  }
}

/**
 * The customers that a change reaches: from the customer downwards, each with what of the change still comes through to
 * it. Nobody is looked at below one that nothing comes through to.
 */
function reached({ customerId, ...impact }: Impact): Sql {
  const { billing, appSettings, rules, forceClosed, timeZone, schedule } = impact
  const inherits = isSet('inherit')
  const closes = sql`r."forceClosed" and ${inherits}`
  const tells = sql`r."timeZone" and coalesce(c."schedule" ->> 'timeZoneId', '') = ''`
  return sql`
    with recursive reached("id", "billing", "settings", "rules", "forceClosed", "timeZone", "hours") as (
      select c."id", ${flag(billing)}, ${flag(appSettings)}, ${flag(rules)}, ${flag(forceClosed)}, ${flag(timeZone)},
        ${flag(schedule)}
      from "Customer" c where c."id" = ${customerId}
      union all
      select c."id",
        r."billing" and not c."overrideBillingSettings",
        r."settings" and not c."overrideAppSettings",
        r."rules" and ${inherits},
        ${closes},
        ${tells},
        (r."rules" and ${inherits}) or (${closes} and not ${isSet('forceClosed')}) or (${tells})
      from reached r join "Customer" c on c."parentCustomerId" = r."id"
      where r."billing" or r."settings" or r."rules" or r."forceClosed" or r."timeZone"
    )
    select "id", "billing", "settings", "hours" from reached where "billing" or "settings" or "hours"`
}

/** As a constant, the databases know its type. */
function flag(value: boolean): Sql {
  return value ? sql`true` : sql`false`
}

/** A member of the stored schedule is true, which PostgreSQL says as a word and SQLite as a number. */
function isSet(member: 'inherit' | 'forceClosed'): Sql {
  const value = member === 'inherit' ? sql`c."schedule" ->> 'inherit'` : sql`c."schedule" ->> 'forceClosed'`
  return sql`coalesce(cast(${value} as text) in ('true', '1'), false)`
}
