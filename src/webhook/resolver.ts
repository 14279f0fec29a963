import { Arg, Args, FieldResolver, Mutation, Query, Resolver } from 'type-graphql'
import { CustomerChangeObject } from '../change/schema.ts'
import { type Asked, AskedField } from '../fields/asked.ts'
import { connect } from '../fields/connect.ts'
import { follow, wantedOf } from '../fields/follow.ts'
import { payload } from '../fields/payload.ts'
import { readPage } from '../page/arguments.ts'
import { connection } from '../page/connection.ts'
import { deliveryFields, webhookFields } from './fields.ts'
import type { Webhook, WebhookDelivery } from './model.ts'
import {
  DeleteWebhookInput,
  DeleteWebhookPayloadObject,
  DeliveryListArgs,
  NewWebhookInput,
  NewWebhookPayloadObject,
  ReplayWebhookInput,
  ReplayWebhookPayloadObject,
  WebhookConnectionObject,
  WebhookDeliveryConnectionObject,
  WebhookDeliveryObject,
  WebhookListArgs,
  WebhookObject,
} from './schema.ts'
import { deleteWebhook, newWebhook, replayWebhook } from './service.ts'
import { countWebhooks, readWebhooks, webhooksById } from './store.ts'

@Resolver(() => WebhookObject)
export class WebhookResolver {
  @Query(() => WebhookConnectionObject, { description: 'The webhooks of an account that you manage, oldest first.' })
  webhooks(@Args(() => WebhookListArgs) args: WebhookListArgs, @AskedField() asked: Asked) {
    readPage(args)
    const { database, visible } = asked.context
    return connection(
      async () => readWebhooks(database, await visible(), args, wantedOf(asked, webhooksById)),
      async () => countWebhooks(database, await visible(), args.accountId),
    )
  }

  @FieldResolver(() => WebhookDeliveryConnectionObject, {
    description: 'What it is sent and was, by change, newest first. What is not due yet is not there.',
  })
  deliveries(@Args(() => DeliveryListArgs) { status, ...args }: DeliveryListArgs, @AskedField() asked: Asked<Webhook>) {
    return connect(asked, webhookFields.deliveries, { ...args, filter: status ?? null })
  }

  @Mutation(() => NewWebhookPayloadObject, { description: 'Makes a webhook.' })
  async newWebhook(
    @Arg('input', () => NewWebhookInput, { description: 'The webhook to make.' }) input: NewWebhookInput,
    @AskedField() asked: Asked,
  ) {
    const outcome = await newWebhook(asked.context, input)
    if (!outcome.ok) return outcome
    const { id, secret } = outcome.value
    return Object.assign(payload(asked, 'webhook', webhooksById, { ok: true, value: id }), { secret })
  }

  @Mutation(() => DeleteWebhookPayloadObject, { description: 'Deletes a webhook: nothing more is sent to it.' })
  async deleteWebhook(
    @Arg('input', () => DeleteWebhookInput, { description: 'The webhook to delete.' }) input: DeleteWebhookInput,
    @AskedField() { context }: Asked,
  ) {
    const outcome = await deleteWebhook(context, input.webhookId)
    return outcome.ok ? { deletedWebhookId: outcome.value, userErrors: [] } : outcome
  }

  @Mutation(() => ReplayWebhookPayloadObject, { description: 'Sends again everything from a change on.' })
  async replayWebhook(
    @Arg('input', () => ReplayWebhookInput, { description: 'What to send again.' }) input: ReplayWebhookInput,
    @AskedField() asked: Asked,
  ) {
    return payload(asked, 'webhook', webhooksById, await replayWebhook(asked.context, input))
  }
}

@Resolver(() => WebhookDeliveryObject)
export class WebhookDeliveryResolver {
  @FieldResolver(() => CustomerChangeObject, { description: 'The change that is sent.' })
  change(@AskedField() asked: Asked<WebhookDelivery>) {
    return follow(asked, deliveryFields.change)
  }
}
