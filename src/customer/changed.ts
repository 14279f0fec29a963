import sql, { join, type Sql } from 'sql-template-tag'
import type { Follower, Head, Span } from '../change/feed.ts'
import { type CustomerChange, changeTable } from '../change/model.ts'
import type { Context } from '../context.ts'
import { badInput, isUnavailable } from '../core/errors.ts'
import type { Dialect } from '../database/dialect.ts'
import { boolean } from '../database/table.ts'
import { type EventPage, type EventPages, stoppable } from '../fields/events.ts'
import type { Wanted } from '../fields/field.ts'
import { checkIds } from '../page/arguments.ts'
import { countRows, readRows } from '../page/list.ts'
import { changeShower, masksOfChange } from './history.ts'

/** Which changes to follow: a null list narrows nothing, an empty one lets nothing through. */
export interface ChangedArguments {
  readonly customerIds?: readonly string[] | null
  readonly accountIds?: readonly string[] | null
  /** The change to begin after; now where there is none. */
  readonly afterId?: string | null
}

/** A change as a viewer is told of it. */
export interface CustomerChangedEvent {
  readonly change: CustomerChange
  /** The customer was seen before it, and not after it. */
  readonly hasDeparted: boolean
}

/** Changes that are read at once, and whose customers are. */
const pageSize = 100

const eventTable = { name: changeTable.name, columns: { ...changeTable.columns, hasDeparted: boolean } } as const

/**
 * The changes of customers that the viewer saw right before or right after each of them, in their order, with `wanted`
 * columns. What the viewer may see is asked anew for every page.
 * @throws {RequestError} `BAD_USER_INPUT` for an `afterId` that is none and lists that are too long; `UNAVAILABLE`.
 */
export async function followCustomers(
  context: Context,
  args: ChangedArguments,
  wanted: Wanted,
): Promise<EventPages<CustomerChangedEvent>> {
  checkIds('customerIds', args.customerIds ?? [])
  checkIds('accountIds', args.accountIds ?? [])
  if (context.feed === undefined) throw badInput('customerChanged', 'is a subscription: a WebSocket or event stream')
  const follower = await context.feed.follow(args.afterId ?? null)
  return stoppable(readPages({ context, args, wanted, follower }), follower.end)
}

interface Following {
  readonly context: Context
  readonly args: ChangedArguments
  readonly wanted: Wanted
  readonly follower: Follower
}

async function* readPages(following: Following): EventPages<CustomerChangedEvent> {
  const { args, follower } = following
  const concerns = filterOf(args)
  for (let position = follower.start; ; ) {
    const span = await follower.next(position, concerns)
    if (span === null) return
    const page = await readEvents(following, span).catch(nullIfUnavailable)
    if (page === null) await follower.recover()
    position = page?.position ?? position
    if (page && page.events.length > 0) yield toPage(following, page)
  }
}

interface Read {
  readonly events: readonly CustomerChangedEvent[]
  /** The id up to which there are no others. */
  readonly position: number
}

/** The first events of a span, read once for all followers who see and want the same. */
function readEvents({ context, args, wanted, follower }: Following, span: Span): Promise<Read> {
  const { roles, accountIds, customerIds } = context.viewer
  const seen = [roles, accountIds, customerIds, args.customerIds, args.accountIds]
  context.forget()
  return follower.share(JSON.stringify([seen, [...wanted].sort(), span]), async () => {
    const visible = await context.visible()
    const rows = await readRows(context.database, eventTable, {
      wanted: [...wanted, 'customerId', 'hasDeparted'],
      where: await followed(context, args, span),
      instead: { ...masksOfChange(visible), hasDeparted: visible.departures },
      after: sql` order by c."id" limit ${pageSize}`,
    })
    const show = await changeShower(context, rows)
    return {
      events: rows.map((row) => ({ change: show(row), hasDeparted: row.hasDeparted })),
      position: rows.length < pageSize ? span.upTo : Number(rows.at(-1)?.id),
    }
  })
}

/** Changes `c` within a span that the viewer is told of. */
async function followed({ database, visible }: Context, args: ChangedArguments, { after, upTo }: Span): Promise<Sql> {
  const { changes } = await visible()
  const filters = [
    narrowing(database.dialect, sql`c."customerId"`, args.customerIds),
    narrowing(database.dialect, sql`c."accountId"`, args.accountIds),
  ]
  return sql`c."id" > ${after} and c."id" <= ${upTo} and ${changes} and ${join(filters, ' and ')}`
}

function narrowing(dialect: Dialect, column: Sql, ids: readonly string[] | null | undefined): Sql {
  return ids ? dialect.anyOf(column, ids) : sql`true`
}

/** The same filters, of what is known of a change without asking the database; what a viewer sees is decided there. */
function filterOf({ customerIds, accountIds }: ChangedArguments): (head: Head) => boolean {
  const [customers, accounts] = [customerIds && new Set(customerIds), accountIds && new Set(accountIds)]
  return (head) => (customers?.has(head.customerId) ?? true) && (accounts?.has(head.accountId) ?? true)
}

function toPage({ context, args, follower }: Following, { events, position }: Read): EventPage<CustomerChangedEvent> {
  return {
    events,
    async countBehind(limit) {
      const span = { after: position, upTo: follower.settled() }
      const ids = sql`select c."id" from "CustomerChange" c where ${await followed(context, args, span)} limit ${limit}`
      return countRows(context.database, changeTable, sql`c."id" in (${ids})`)
    },
    async recover() {
      context.forget()
      return follower.recover()
    },
  }
}

function nullIfUnavailable(error: unknown): null {
  if (isUnavailable(error)) return null
  throw error
}
