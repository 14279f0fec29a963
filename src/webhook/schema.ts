import { ArgsType, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTimeScalar } from '../core/scalars.ts'
import { enumOf, NodeInterface, PayloadInterface } from '../core/schema.ts'
import { connectionObject, PageArgs } from '../page/schema.ts'
import { type DeliveryStatus, deliveryStatuses } from './model.ts'

const DeliveryStatusEnum = enumOf(deliveryStatuses)
registerEnumType(DeliveryStatusEnum, {
  name: 'WebhookDeliveryStatus',
  description: 'How far a delivery has come.',
  valuesConfig: {
    Pending: { description: 'Not tried yet, or being tried for the first time.' },
    Delivered: { description: 'Answered with 2xx.' },
    Retrying: { description: 'Failed, and tried again; later changes of the customer wait for it.' },
    Parked: {
      description:
        'Failed for 3 days, or answered with 410 Gone: not tried again unless it is replayed. Later changes go on.',
    },
  },
})

@ObjectType('Webhook', {
  implements: NodeInterface,
  description:
    "Sent every visible change of an account's customers, and of the accounts below it, signed as Standard Webhooks says.",
  simpleResolvers: true,
})
export class WebhookObject {
  @Field(() => String, { description: 'Where the changes are posted to.' })
  url!: string

  @Field(() => ID, { description: 'The account whose customers it tells of, and those of the accounts below.' })
  accountId!: string

  @Field(() => DateTimeScalar, { description: 'When it was made; it is sent what was committed after.' })
  dateCreated!: Date
}

@ObjectType('WebhookDelivery', {
  description:
    'A change on its way to a webhook: posted until it is answered with 2xx, after those before it of its customer.',
  simpleResolvers: true,
})
export class WebhookDeliveryObject {
  @Field(() => ID, { description: 'The `webhook-id` of the message; the same each time that it is sent.' })
  id!: string

  @Field(() => DeliveryStatusEnum, { description: 'How far it has come.' })
  status!: DeliveryStatus

  @Field(() => Int, { description: 'How often it was tried, since it is due or was replayed.' })
  attempts!: number

  @Field(() => Int, {
    nullable: true,
    description: 'The status of the last answer; null where there was none.',
  })
  lastStatusCode!: number | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was last tried.' })
  lastAttemptAt!: Date | null

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When it is tried next, at the earliest; null once it is delivered or parked.',
  })
  nextAttemptAt!: Date | null
}

export const WebhookConnectionObject = connectionObject('Webhook', () => WebhookObject, 'webhooks')
export const WebhookDeliveryConnectionObject = connectionObject(
  'WebhookDelivery',
  () => WebhookDeliveryObject,
  'deliveries',
)

@ArgsType()
export class WebhookListArgs extends PageArgs {
  @Field(() => ID, { description: 'The account that they belong to; not those below it.' })
  accountId!: string
}

@ArgsType()
export class DeliveryListArgs extends PageArgs {
  @Field(() => DeliveryStatusEnum, {
    nullable: true,
    description: 'Only those that have come so far; all when left out.',
  })
  status?: DeliveryStatus | null
}

@InputType('NewWebhookInput', { description: 'The webhook to make.' })
export class NewWebhookInput {
  @Field(() => ID, { description: 'The account whose customers it tells of, and those of the accounts below.' })
  accountId!: string

  @Field(() => String, {
    description: 'Where to post to: http or https, up to 2048 characters, without user, password and fragment.',
  })
  url!: string
}

@InputType('DeleteWebhookInput', { description: 'The webhook to delete.' })
export class DeleteWebhookInput {
  @Field(() => ID, { description: 'The webhook; its deliveries go with it.' })
  webhookId!: string
}

@InputType('ReplayWebhookInput', { description: 'Sends again everything from a change on.' })
export class ReplayWebhookInput {
  @Field(() => ID, { description: 'The webhook to send to.' })
  webhookId!: string

  @Field(() => ID, { description: 'The first change to send again.' })
  fromChangeId!: string
}

@ObjectType('NewWebhookPayload', { implements: PayloadInterface, description: 'The new webhook, or what is wrong.' })
export class NewWebhookPayloadObject {
  @Field(() => WebhookObject, { nullable: true, description: 'The webhook; null when something is wrong.' })
  webhook!: WebhookObject | null

  @Field(() => String, {
    nullable: true,
    description: 'What its messages are signed with, `whsec_` and Base64. It is shown this once.',
  })
  secret!: string | null
}

@ObjectType('DeleteWebhookPayload', {
  implements: PayloadInterface,
  description: 'What was deleted, or what is wrong.',
})
export class DeleteWebhookPayloadObject {
  @Field(() => ID, {
    nullable: true,
    description: 'The id of the webhook that is no more; null when something is wrong.',
  })
  deletedWebhookId!: string | null
}

@ObjectType('ReplayWebhookPayload', { implements: PayloadInterface, description: 'The webhook, or what is wrong.' })
export class ReplayWebhookPayloadObject {
  @Field(() => WebhookObject, { nullable: true, description: 'The webhook; null when something is wrong.' })
  webhook!: WebhookObject | null
}
