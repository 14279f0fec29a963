import { changesById } from '../customer/history.ts'
import { columns, list, relation } from '../fields/field.ts'
import { deliveriesOfWebhook } from './store.ts'

/** What the fields of Webhook are made of. */
export const webhookFields = {
  ...columns('id', 'url', 'accountId', 'dateCreated'),
  deliveries: list('id', deliveriesOfWebhook),
}

/** What the fields of WebhookDelivery are made of. */
export const deliveryFields = {
  ...columns('id', 'status', 'attempts', 'lastStatusCode', 'lastAttemptAt', 'nextAttemptAt'),
  change: relation('changeId', changesById),
}
