import { randomBytes } from 'node:crypto'
import { Webhook as Signer } from 'standardwebhooks'
import { changeFields } from '../change/fields.ts'
import type { CustomerChange } from '../change/model.ts'

const secretBytes = 32

/** A new secret, in the form of Standard Webhooks. */
export function makeSecret(): string {
  return `whsec_${randomBytes(secretBytes).toString('base64')}`
}

/** What is posted to a receiver. */
export interface Message {
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * A change as it is sent: `type`, `timestamp` and `data`, signed as Standard Webhooks says.
 * @param change as the viewer of the webhook may see it.
 * @param delivery its id names the message; it is the same each time that it is sent.
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
export function toMessage(
  change: CustomerChange,
  {
    delivery,
    secret,
    now,
  }: { readonly delivery: { readonly id: string }; readonly secret: string; readonly now: Date },
): Message {
  const { id, customerId, version, at, by, action, before, after } = change
  const fields = changeFields.fields.from(change)
  const data = { id, customerId, version, at, by, action, fields, before, after }
  const body = JSON.stringify({ type: 'customer.changed', timestamp: at, data })
  return {
    headers: {
      'content-type': 'application/json',
      'webhook-id': delivery.id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': new Signer(secret).sign(delivery.id, now, body),
    },
    body,
  }
}
