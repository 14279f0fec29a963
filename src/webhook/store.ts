import sql, { type Sql } from 'sql-template-tag'
import { badInput } from '../core/errors.ts'
import type { Database, Reader, StoredRow, Transaction } from '../database/database.ts'
import { boolean, decoder, integer, type Row, text } from '../database/table.ts'
import type { Batch, Wanted } from '../fields/field.ts'
import { type PageArguments, readPage } from '../page/arguments.ts'
import type { Order, Page } from '../page/keyset.ts'
import { countOfEach, countRows, readByIds, readOnePage, readPageOfEach, readRows } from '../page/list.ts'
import { byText } from '../page/order.ts'
import { type Visible, withinPath } from '../visibility/visible.ts'
import { type DeliveryStatus, deliveryTable, type Webhook, type WebhookDelivery, webhookTable } from './model.ts'

export const webhooksById: Batch<Webhook> = {
  name: 'webhooksById',
  type: 'Webhook',
  async read({ database, visible }, ids, wanted) {
    return readByIds(database, webhookTable, ids, { wanted, where: (await visible()).webhooks })
  },
}

/** A page of the webhooks of exactly this account, oldest first. @throws {RequestError} `BAD_USER_INPUT`. */
export function readWebhooks(
  reader: Reader,
  visible: Visible,
  { accountId, ...args }: PageArguments & { readonly accountId: string },
  wanted: Wanted,
): Promise<Page<Webhook>> {
  const where = sql`c."accountId" = ${accountId} and ${visible.webhooks}`
  return readOnePage(reader, webhookTable, {
    page: readPage(args),
    order: byText('Webhook', 'id', false),
    wanted,
    where,
  })
}

export function countWebhooks(reader: Reader, visible: Visible, accountId: string): Promise<number> {
  return countRows(reader, webhookTable, sql`c."accountId" = ${accountId} and ${visible.webhooks}`)
}

/** All webhooks that the viewer may see, oldest first. */
export function readAllWebhooks(reader: Reader, visible: Visible): Promise<Webhook[]> {
  const after = sql` order by c."id"`
  return readRows(reader, webhookTable, { wanted: Object.keys(webhookTable.columns), where: visible.webhooks, after })
}

/** What a list of deliveries takes beside its page. */
export interface DeliveryListArguments extends PageArguments {
  readonly filter?: DeliveryStatus | null
}

/** The deliveries of each webhook that the viewer sees, newest change first. */
export const deliveriesOfWebhook: {
  readonly pages: Batch<Page<WebhookDelivery>, DeliveryListArguments>
  readonly counts: Batch<number, DeliveryStatus | null | undefined>
} = {
  pages: {
    name: 'deliveriesOfWebhook',
    type: 'WebhookDelivery',
    async read({ database }, webhookIds, wanted, args) {
      const query = { page: readPage(args), order: newestFirst, wanted, where: ofWebhook(args.filter) }
      return readPageOfEach(database, deliveryTable, webhookIds, query)
    },
  },
  counts: {
    name: 'deliveriesOfWebhook count',
    type: null,
    read: ({ database }, webhookIds, _wanted, status) =>
      countOfEach(database, deliveryTable, webhookIds, ofWebhook(status)),
  },
}

function ofWebhook(status: DeliveryStatus | null | undefined): Sql {
  const ofStatus = status ? sql`c."status" = ${status}` : sql`true`
  return sql`c."webhookId" = k."value" and ${ofStatus}`
}

const newestFirst: Order<WebhookDelivery> = {
  kind: 'WebhookDelivery',
  column: 'changeId',
  descending: true,
  sortKey: ({ changeId }) => changeId,
  toSql(changeId) {
    if (!/^\d{1,15}$/.test(changeId)) throw badInput('after', 'this is not a cursor')
    return sql`${Number(changeId)}`
  },
}

/** The webhook as it is stored, kept from other writers and from senders that would make deliveries; null where the viewer sees none. */
export async function lockWebhook(tx: Transaction, visible: Visible, id: string): Promise<Webhook | null> {
  const where = sql`c."id" = ${id} and ${visible.webhooks}`
  const wanted = Object.keys(webhookTable.columns)
  const [webhook] = await readRows(tx, webhookTable, { wanted, where, after: tx.dialect.forDelete })
  return webhook ?? null
}

/** A webhook before it is stored. */
export interface NewWebhookRow extends Webhook {
  readonly secret: string
  /** The id of the last change that is not sent. */
  readonly position: number
}

export async function insertWebhook(tx: Transaction, row: NewWebhookRow): Promise<void> {
  await tx.execute(sql`insert into "Webhook" ("id", "accountId", "url", "secret", "position", "dateCreated")
    values (${row.id}, ${row.accountId}, ${row.url}, ${row.secret}, ${row.position}, ${tx.dialect.instant(row.dateCreated)})`)
}

/** Deletes a webhook with its deliveries. */
export async function removeWebhook(tx: Transaction, id: string): Promise<void> {
  await tx.execute(sql`delete from "Webhook" where "id" = ${id}`)
}

/** Whether a change is one of those that a webhook of the account is sent. */
export async function isOfAccount(reader: Reader, accountId: string, changeId: string): Promise<boolean> {
  if (!/^[1-9]\d{0,14}$/.test(changeId)) return false
  const [row] = await reader.rows(sql`select c."id" from "CustomerChange" c
    join "Account" a on a."id" = c."accountId" join "Account" top on ${liesWithin}
    where c."id" = ${Number(changeId)} and top."id" = ${accountId}`)
  return row !== undefined
}

/** Account `a` is account `top` or lies below it. */
const liesWithin = withinPath(sql`a."path"`, sql`top."path"`)

/** Forgets the deliveries of a change and of all after it, so that they are made anew, under the same ids. */
export async function rewind(tx: Transaction, webhookId: string, changeId: number): Promise<void> {
  await tx.execute(sql`delete from "WebhookDelivery" where "webhookId" = ${webhookId} and "changeId" >= ${changeId}`)
  await tx.execute(sql`update "Webhook" set "position" = ${changeId - 1}
    where "id" = ${webhookId} and "position" >= ${changeId}`)
}

const agendaColumns = {
  ...webhookTable.columns,
  secret: text,
  /** Up to which change deliveries were made. */
  position: integer,
  /** Whether there is a delivery to try now. */
  isDue: boolean,
}

/** A webhook as its sender knows it. */
export type Agenda = Row<typeof agendaColumns>

/** All webhooks, and whether there is something to do for them. */
export async function readAgenda(database: Database, now: Date): Promise<Agenda[]> {
  const isDue = sql`exists (select 1 from "WebhookDelivery" c where c."webhookId" = w."id" and ${isNext(database, now)})`
  const rows = await database.rows(sql`select w.*, ${isDue} as "isDue" from "Webhook" w order by w."id"`)
  return rows.map(decoder(agendaColumns))
}

/** Delivery `c` is due, and the first of its customer's that is neither delivered nor parked. */
function isNext(reader: Reader, now: Date): Sql {
  return sql`c."nextAttemptAt" <= ${reader.dialect.instant(now)} and not exists (
    select 1 from "WebhookDelivery" d where d."webhookId" = c."webhookId" and d."customerId" = c."customerId"
      and ${isOpen(reader)} and d."changeId" < c."changeId")`
}

/** Changes that are looked through at once for a webhook. */
const spanSize = 500
/** Customers of a webhook whose deliveries are under way or held back. With more, the receiver is slow, or away. */
const maxOpenCustomers = 1_000

/**
 * Makes the next deliveries that are due, for all webhooks together, from the changes up to `settled`. Of several
 * processes one makes those of a webhook; what a slow receiver has to wait for stays where it is, among the changes.
 * @returns whether there is more to be made at once.
 */
export function makeDeliveries(database: Database, settled: number, now: Date): Promise<boolean> {
  return database.transaction(async (tx) => {
    // Not the bare column: SQLite would go through all there ever were, to have them in its order.
    const openCustomers = sql`(select count(*) from (select distinct d."customerId" || '' from "WebhookDelivery" d
      where d."webhookId" = c."id" and ${isOpen(tx)} limit ${maxOpenCustomers}) o)`
    const behind = await tx.rows(sql`select c."id", c."position" from "Webhook" c
      where c."position" < ${settled} and ${openCustomers} < ${maxOpenCustomers}
      order by c."id"${tx.dialect.forUpdateOfFree}`)
    if (behind.length === 0) return false
    const ids = behind.map(({ id }) => String(id))
    await tx.execute(sql`insert into "WebhookDelivery"
      ("id", "webhookId", "changeId", "customerId", "status", "attempts", "dateCreated", "nextAttemptAt")
      select w."id" || '_' || c."id", w."id", c."id", c."customerId", 'Pending', 0, ${tx.dialect.instant(now)}, ${tx.dialect.instant(now)}
      from "Webhook" w
      join "CustomerChange" c on c."id" > w."position" and c."id" <= w."position" + ${spanSize} and c."id" <= ${settled}
      join "Account" a on a."id" = c."accountId"
      join "Account" top on top."id" = w."accountId" and ${liesWithin}
      where ${tx.dialect.anyOf(sql`w."id"`, ids)}`)
    await tx.execute(sql`update "Webhook"
      set "position" = case when "position" + ${spanSize} < ${settled} then "position" + ${spanSize} else ${settled} end
      where ${tx.dialect.anyOf(sql`"id"`, ids)}`)
    return behind.some(({ position }) => Number(position) + spanSize < settled)
  })
}

const claimedColumns = {
  ...deliveryTable.columns,
  nextAttemptAt: deliveryTable.columns.dateCreated,
}

/** Delivery `d` is neither delivered nor parked; said as a range, which any index with it can be asked for. */
function isOpen({ dialect }: Reader): Sql {
  return sql`d."nextAttemptAt" >= ${dialect.instant(new Date(0))}`
}

/** A delivery that this process is to try, until `nextAttemptAt`, when another one may. */
export type Claimed = Row<typeof claimedColumns>

/** How many deliveries of which webhook to claim, until when. */
export interface Claim {
  readonly webhookId: string
  readonly count: number
  readonly now: Date
  readonly until: Date
}

/** Claims deliveries that are due, of each customer the first that is not yet delivered or parked. Waits for nobody. */
export async function claimDeliveries(tx: Transaction, { webhookId, count, now, until }: Claim): Promise<Claimed[]> {
  const { dialect } = tx
  const rows = await readRows(tx, deliveryTable, {
    wanted: Object.keys(deliveryTable.columns),
    where: sql`c."webhookId" = ${webhookId} and ${isNext(tx, now)}`,
    after: sql` order by c."nextAttemptAt", c."changeId" limit ${count}${dialect.forUpdateOfFree}`,
  })
  if (rows.length === 0) return []
  const ids = rows.map(({ id }) => id)
  await tx.execute(sql`update "WebhookDelivery" set "nextAttemptAt" = ${dialect.instant(until)}
    where ${dialect.anyOf(sql`"id"`, ids)}`)
  return rows.map((row) => ({ ...row, nextAttemptAt: until }))
}

/** What came of a claim. */
export interface Settlement
  extends Pick<WebhookDelivery, 'status' | 'attempts' | 'lastStatusCode' | 'lastAttemptAt' | 'nextAttemptAt'> {
  readonly claimed: Claimed
}

/**
 * Stores what came of claims, but where a delivery was replayed or taken over meanwhile. Waits for nobody: whoever
 * claims holds, for a moment, also what others had claimed before.
 * @returns those to be stored another time.
 */
export async function settleDeliveries(tx: Transaction, settlements: readonly Settlement[]): Promise<Settlement[]> {
  if (settlements.length === 0) return []
  const { dialect } = tx
  const claimedOnes = settlements.map(({ claimed }) => ({ id: claimed.id, claimedUntil: claimed.nextAttemptAt }))
  const isOurs = sql`from "WebhookDelivery" d join ${dialect.rowsOf(claimedOnes, claimColumns)} on d."id" = r."id"
    where d."nextAttemptAt" = r."claimedUntil"`
  const ours = idsIn(await tx.rows(sql`select d."id" ${isOurs}`))
  const free = idsIn(
    await tx.rows(sql`select d."id" from "WebhookDelivery" d
      where ${dialect.anyOf(sql`d."id"`, [...ours])}${dialect.forUpdateOfFree}`),
  )
  const rows = settlements
    .filter(({ claimed }) => free.has(claimed.id))
    .map(({ claimed, ...values }) => ({ ...values, id: claimed.id, claimedUntil: claimed.nextAttemptAt }))
  await tx.execute(sql`update "WebhookDelivery" as d set "status" = r."status", "attempts" = r."attempts",
    "lastStatusCode" = r."lastStatusCode", "lastAttemptAt" = r."lastAttemptAt", "nextAttemptAt" = r."nextAttemptAt"
    from ${dialect.rowsOf(rows, settledColumns)} where d."id" = r."id" and d."nextAttemptAt" = r."claimedUntil"`)
  return settlements.filter(({ claimed }) => ours.has(claimed.id) && !free.has(claimed.id))
}

function idsIn(rows: readonly StoredRow[]): ReadonlySet<string> {
  return new Set(rows.map(({ id }) => String(id)))
}

const claimColumns = { id: 'text', claimedUntil: 'instant' } as const
const settledColumns = {
  ...claimColumns,
  status: 'text',
  attempts: 'integer',
  lastStatusCode: 'integer',
  lastAttemptAt: 'instant',
  nextAttemptAt: 'instant',
} as const
