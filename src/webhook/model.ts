import { digits, instant, integer, optional, type Row, text } from '../database/table.ts'

/** The table of webhooks, without what signs their messages. */
export const webhookTable = {
  name: 'Webhook',
  columns: { id: text, accountId: text, url: text, dateCreated: instant },
} as const

export type Webhook = Row<typeof webhookTable.columns>

export const deliveryStatuses = ['Pending', 'Delivered', 'Retrying', 'Parked'] as const
export type DeliveryStatus = (typeof deliveryStatuses)[number]
/** What becomes of a delivery by an attempt. */
export type AttemptOutcome = Exclude<DeliveryStatus, 'Pending'>

/** The table of deliveries: one for each webhook and change, from when it is due. */
export const deliveryTable = {
  name: 'WebhookDelivery',
  columns: {
    /** Of the webhook's and the change's ids, so it stays the same when the delivery is made anew. */
    id: text,
    webhookId: text,
    changeId: digits,
    customerId: text,
    status: { decode: (stored: unknown) => deliveryStatuses.find((status) => status === stored) ?? 'Pending' },
    attempts: integer,
    lastStatusCode: optional(integer),
    lastAttemptAt: optional(instant),
    /** Null once it is delivered or parked. While an attempt is under way, when another process may take it over. */
    nextAttemptAt: optional(instant),
    dateCreated: instant,
  },
} as const

export type WebhookDelivery = Row<typeof deliveryTable.columns>

const [second, minute, hour] = [1_000, 60_000, 3_600_000]
const pausesMs = [5 * second, 30 * second, 2 * minute, 10 * minute, 30 * minute, hour, 2 * hour, 4 * hour, 8 * hour]
/** Up to a fifth longer, so that what failed together does not come back together. */
const jitter = 0.2
const retriedForMs = 72 * hour
const gone = 410

/** An attempt that came to an answer other than 2xx, or to none. */
export interface FailedAttempt {
  /** How many there were, with this one. */
  readonly attempts: number
  readonly statusCode: number | null
  /** Since when the delivery is due. */
  readonly dateCreated: Date
}

/**
 * When to try again: after pauses that grow from 5 s to 8 h, the last time when the delivery has been due for 3 days.
 * Null when it is to be parked: after that, or when the receiver answered 410 Gone.
 * @param random from 0 to 1.
 */
export function nextAttempt(
  { attempts, statusCode, dateCreated }: FailedAttempt,
  now: Date,
  random: number,
): Date | null {
  const endsAt = dateCreated.getTime() + retriedForMs
  if (statusCode === gone || now.getTime() >= endsAt) return null
  const pauseMs = pausesMs[Math.min(attempts, pausesMs.length) - 1] ?? 0
  return new Date(Math.min(now.getTime() + pauseMs * (1 + jitter * random), endsAt))
}
