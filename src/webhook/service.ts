import { absent } from '../account/service.ts'
import { lockAccount } from '../account/store.ts'
import { findSettled } from '../change/settle.ts'
import type { Context } from '../context.ts'
import { accept, Findings, type Outcome, refuse } from '../core/outcome.ts'
import { write } from '../write.ts'
import { checkReceiver } from './address.ts'
import { makeSecret } from './message.ts'
import { deliveryTable, type Webhook, type WebhookDelivery } from './model.ts'
import {
  type DeliveryListArguments,
  deliveriesOfWebhook,
  insertWebhook,
  isOfAccount,
  lockWebhook,
  readAllWebhooks,
  removeWebhook,
  rewind,
  webhooksById,
} from './store.ts'

export interface NewWebhook {
  readonly accountId: string
  readonly url: string
}

export interface ReplayWebhook {
  readonly webhookId: string
  readonly fromChangeId: string
}

/**
 * Makes a webhook, which is sent what is committed from then on, and answers its id and its secret, shown this once.
 * User errors: NotFound and NotAllowed of `accountId`; Blank, TooLong and Invalid of `url`.
 * @throws {RequestError} `UNAVAILABLE` while others write customers for long.
 */
export async function newWebhook(
  context: Context,
  { accountId, url }: NewWebhook,
): Promise<Outcome<{ readonly id: string; readonly secret: string }>> {
  // What is rehearsed would count as under way.
  await context.endRehearsal()
  const position = await findSettled(context.database)
  return write(context, async (tx) => {
    const findings = new Findings()
    const allowPrivate = context.allowPrivateWebhooks ?? false
    const receiver = checkReceiver(url, ['url'], { findings, allowPrivate })
    const account = await lockAccount(tx, tx.visible, accountId)
    if (!account) findings.add('NotFound', ['accountId'], 'There is no such account.')
    else if (!account.managed) findings.add('NotAllowed', ['accountId'], 'Your roles do not let you make webhooks.')
    if (findings.any) return refuse(findings.userErrors)
    const [id, secret] = [tx.newId(), makeSecret()]
    await insertWebhook(tx, { id, accountId, url: receiver, secret, position, dateCreated: tx.at })
    return accept({ id, secret })
  })
}

/** Deletes a webhook with its deliveries, and answers its id. User errors: NotFound of `webhookId`. */
export function deleteWebhook(context: Context, webhookId: string): Promise<Outcome<string>> {
  return write(context, async (tx) => {
    const webhook = await lockWebhook(tx, tx.visible, webhookId)
    if (webhook === null) return refuse([absent('webhookId', 'webhook')])
    await removeWebhook(tx, webhook.id)
    return accept(webhook.id)
  })
}

/**
 * Sends a change and all after it again, under the same message ids, and answers the webhook's id.
 * User errors: NotFound of `webhookId` and `fromChangeId`.
 */
export function replayWebhook(context: Context, { webhookId, fromChangeId }: ReplayWebhook): Promise<Outcome<string>> {
  return write(context, async (tx) => {
    const webhook = await lockWebhook(tx, tx.visible, webhookId)
    if (webhook === null) return refuse([absent('webhookId', 'webhook')])
    if (!(await isOfAccount(tx, webhook.accountId, fromChangeId))) return refuse([absent('fromChangeId', 'change')])
    await rewind(tx, webhook.id, Number(fromChangeId))
    return accept(webhook.id)
  })
}

/** All webhooks that the viewer may see, oldest first. */
export async function listWebhooks({ database, visible }: Context): Promise<Outcome<readonly Webhook[]>> {
  return accept(await readAllWebhooks(database, await visible()))
}

/** A page of a webhook's deliveries, newest change first. User errors: NotFound of `webhookId`. */
export async function listDeliveries(
  context: Context,
  webhookId: string,
  args: DeliveryListArguments,
): Promise<Outcome<readonly WebhookDelivery[]>> {
  const webhooks = await webhooksById.read(context, [webhookId], new Set(), undefined)
  if (webhooks.size === 0) return refuse([absent('webhookId', 'webhook')])
  const wanted = new Set(Object.keys(deliveryTable.columns))
  const pages = await deliveriesOfWebhook.pages.read(context, [webhookId], wanted, args)
  return accept(pages.get(webhookId)?.edges.map(({ node }) => node) ?? [])
}
