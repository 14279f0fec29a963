import { changesById } from '../customer/history.ts'
import { columns, relation } from '../fields/field.ts'
import { deliveriesOfWebhook } from './store.ts'

/** What the fields of Webhook are made of. */
export const webhookFields = {
  ...columns('id', 'url', 'accountId', 'dateCreated'),
  deliveries: { ...relation('id', deliveriesOfWebhook.pages), count: deliveriesOfWebhook.counts },
}

/** What the fields of WebhookDelivery are made of. */
export const deliveryFields = {
  ...columns('id', 'status', 'attempts', 'lastStatusCode', 'lastAttemptAt', 'nextAttemptAt'),
  change: relation('changeId', changesById),
}
