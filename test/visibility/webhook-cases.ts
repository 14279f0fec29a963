import { type Case, removing } from './case.ts'
import { kindOfAccount, withUnknown } from './kinds.ts'
import type { View } from './rules.ts'
import { ofNewWebhook, ofReplay, ofWebhook } from './verdicts.ts'
import type { Delivery, Webhook } from './world.ts'

/** A name that stands for nothing, anywhere. */
export function webhookUrl(of: string): string {
  return `https://hooks.invalid/${of}`
}

/** Webhooks made, deleted and replayed. */
export function webhookCases(view: View): readonly Case[] {
  return [...newWebhooks(view), ...deletions(view), ...replays(view)]
}

function newWebhooks(view: View): readonly Case[] {
  return withUnknown(view.world.accounts).map(
    (account): Case => ({
      mutation: 'newWebhook',
      input: { accountId: account.id, url: webhookUrl('new') },
      kind: kindOfAccount(view, account),
      verdict: ofNewWebhook(view, account.id),
      isChange: true,
      undo: removing('Webhook'),
    }),
  )
}

function deletions(view: View): readonly Case[] {
  return withUnknown(view.world.webhooks).map(
    (webhook): Case => ({
      mutation: 'deleteWebhook',
      input: { webhookId: webhook.id },
      kind: 'deliveries' in webhook ? `of ${webhook.deliveries.length}` : 'unknown',
      verdict: ofWebhook(view, webhook.id),
      isChange: true,
      undo: () => ('deliveries' in webhook ? restoring(webhook, webhook.deliveries) : []),
    }),
  )
}

function replays(view: View): readonly Case[] {
  const { webhooks, changes } = view.world
  return withUnknown(webhooks).flatMap((webhook) => {
    const deliveries = 'deliveries' in webhook ? webhook.deliveries : []
    const changeIds = [deliveries[1]?.change.id, changes[0]?.id, changes.at(-1)?.id, '999999999', 'no change', '0']
    return changeIds.flatMap((fromChangeId): readonly Case[] => {
      if (fromChangeId === undefined) return []
      const forgotten = deliveries.filter(({ change }) => Number(change.id) >= Number(fromChangeId))
      return [
        {
          mutation: 'replayWebhook',
          input: { webhookId: webhook.id, fromChangeId },
          kind: 'deliveries' in webhook ? `${forgotten.length} of ${deliveries.length}` : 'unknown',
          verdict: ofReplay(view, webhook.id, fromChangeId),
          isChange: true,
          undo: () => ('deliveries' in webhook ? restoring(webhook, forgotten) : []),
        },
      ]
    })
  })
}

/** SQL that puts a webhook and deliveries back where they were. */
function restoring({ id, accountId, url, dateCreated }: Webhook, deliveries: readonly Delivery[]): readonly string[] {
  return [
    `insert into "Webhook" ("id", "accountId", "url", "secret", "position", "dateCreated")
      values ('${id}', '${accountId}', '${url}', 'whsec_', 0, '${dateCreated}') on conflict do nothing`,
    `update "Webhook" set "position" = (select "position" from "Webhook" where "id" <> '${id}' limit 1) where "id" = '${id}'`,
    ...deliveries.map((delivery) => deliverySql(id, delivery)),
  ]
}

/** SQL that makes a delivery, due from an hour before it is tried first. */
export function deliverySql(webhookId: string, delivery: Delivery): string {
  const { id, change, status, attempts, lastStatusCode, lastAttemptAt, nextAttemptAt } = delivery
  const time = (text: string | null) => (text === null ? 'null' : `'${text.replace('Z', '+00:00')}'`)
  const values = [attempts, lastStatusCode, time(lastAttemptAt), time(nextAttemptAt), time('2026-11-21T08:30:00.000Z')]
  return `insert into "WebhookDelivery" ("id", "webhookId", "changeId", "customerId", "status", "attempts",
      "lastStatusCode", "lastAttemptAt", "nextAttemptAt", "dateCreated")
    values ('${id}', '${webhookId}', ${change.id}, '${change.customerId}', '${status}', ${values.map(String).join()})`
}
