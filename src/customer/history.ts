import sql, { type Sql } from 'sql-template-tag'
import { toAppSettingsInfo } from '../app-settings/rest.ts'
import { type ChangedFields, type CustomerChange, changeTable } from '../change/model.ts'
import { countChangesOfEach, readChangesOfEach, readChangesUntil } from '../change/store.ts'
import type { Context } from '../context.ts'
import type { Batch } from '../fields/field.ts'
import { type PageArguments, readPage } from '../page/arguments.ts'
import type { Page } from '../page/keyset.ts'
import { readRows } from '../page/list.ts'
import { toScheduleInfo } from '../schedule/rest.ts'
import type { Visible } from '../visibility/visible.ts'
import { type Customer, customerTable } from './model.ts'
import { afterChange, type OwnFields, type PastCustomer } from './past.ts'
import { customersById } from './store.ts'

/** The changes of customers that the viewer sees, newest first, by the customer's id. */
export const historyOf: {
  readonly pages: Batch<Page<CustomerChange>, PageArguments>
  readonly counts: Batch<number>
} = {
  pages: {
    name: 'historyOf',
    type: 'CustomerChange',
    async read(context, ids, wanted, args) {
      const instead = masksOfChange(await context.visible())
      const pages = await readChangesOfEach(context.database, ids, { page: readPage(args), wanted, instead })
      return showPages(context, pages)
    },
  },
  counts: {
    name: 'historyOf count',
    type: null,
    read: ({ database }, ids) => countChangesOfEach(database, ids),
  },
}

/** A change that took the customer out of the viewer's sight shows nothing of what it became. */
export function masksOfChange({ departures }: Visible): Record<string, Sql> {
  return { after: sql`case when not ${departures} then c."after" end` }
}

/** Changes of customers that the viewer saw right before or right after. */
export const changesById: Batch<CustomerChange> = {
  name: 'changesById',
  type: 'CustomerChange',
  async read(context, ids, wanted) {
    const visible = await context.visible()
    const where = sql`c."id" in (select cast(k."value" as bigint) from ${context.database.dialect.list(ids)})
      and ${visible.changes}`
    const rows = await readRows(context.database, changeTable, { wanted, where, instead: masksOfChange(visible) })
    const show = await changeShower(context, rows)
    return new Map(rows.map((row) => [row.id, show(row)]))
  },
}

async function showPages(
  context: Context,
  pages: ReadonlyMap<string, Page<CustomerChange>>,
): Promise<ReadonlyMap<string, Page<CustomerChange>>> {
  const changes = [...pages.values()].flatMap(({ edges }) => edges.map(({ node }) => node))
  const show = await changeShower(context, changes)
  return new Map(
    [...pages].map(([id, page]) => [
      id,
      { ...page, edges: page.edges.map(({ cursor, node }) => ({ cursor, node: show(node) })) },
    ]),
  )
}

/**
 * What makes of each of these changes, read with `masksOfChange`, one as the viewer may see it. The only ids in them that
 * a viewer of the customer may not see are those of its parents: whoever sees a customer sees its account, which it never
 * leaves, and all tags of that.
 */
export async function changeShower(
  context: Context,
  changes: readonly CustomerChange[],
): Promise<<Change extends CustomerChange>(change: Change) => Change> {
  const parentIds = changes.flatMap(({ before, after }) => [before?.parentCustomerId, after?.parentCustomerId])
  const seen = await readVisibleIds(context, parentIds)
  return (change) => ({ ...change, before: toRest(change.before, seen), after: toRest(change.after, seen) })
}

/** Which of these customers the viewer sees; takes no statement where there are none. */
async function readVisibleIds({ database, visible }: Context, ids: readonly unknown[]): Promise<ReadonlySet<unknown>> {
  const customerIds = [...new Set(ids)].filter((id) => typeof id === 'string')
  if (customerIds.length === 0) return new Set()
  const where = sql`${database.dialect.anyOf(sql`c."id"`, customerIds)} and ${(await visible()).customers}`
  return new Set((await readRows(database, customerTable, { wanted: [], where })).map(({ id }) => id))
}

/** Recorded fields in their form on REST; null where there are none, or they were not read. */
function toRest(recorded: ChangedFields | null | undefined, seen: ReadonlySet<unknown>): ChangedFields | null {
  if (!recorded) return null
  // What records hold is checked before it is written.
  const { schedule, appSettings, parentCustomerId } = recorded as Partial<OwnFields>
  return {
    ...recorded,
    ...(schedule && { schedule: toScheduleInfo(schedule) }),
    ...(appSettings && { appSettings: toAppSettingsInfo(appSettings) }),
    ...(parentCustomerId && { parentCustomerId: seen.has(parentCustomerId) ? parentCustomerId : null }),
  }
}

/** A customer as it stood, in the place of its row: `path` is where it lies now. */
export type PastRow = PastCustomer & Pick<Customer, 'id' | 'path'>

/** Customers that the viewer sees now, as they stood at an instant; those that were not there then are left out. */
export function customersAsOf(instant: Date): Batch<PastRow> {
  return {
    name: `customersAsOf ${instant.toISOString()}`,
    type: 'Customer',
    async read(context, ids) {
      const rows = await customersById.read(context, ids, new Set(['path']), undefined)
      const past = await readPast(context, [...rows.keys()], instant)
      const seen = await readVisibleIds(
        context,
        [...past.values()].map(({ parentCustomerId }) => parentCustomerId),
      )
      return new Map(
        [...past].map(([id, customer]) => {
          const parentCustomerId = seen.has(customer.parentCustomerId) ? customer.parentCustomerId : null
          return [id, { ...customer, id, path: rows.get(id)?.path ?? '', parentCustomerId }]
        }),
      )
    },
  }
}

async function readPast(
  { database }: Context,
  ids: readonly string[],
  instant: Date,
): Promise<ReadonlyMap<string, PastCustomer>> {
  const past = new Map<string, PastCustomer>()
  for await (const changes of readChangesUntil(database, ids, instant)) {
    for (const change of changes) {
      past.set(change.customerId, afterChange(past.get(change.customerId) ?? null, change))
    }
  }
  return new Map([...past].filter(([, { isDeleted }]) => !isDeleted))
}
