import 'reflect-metadata'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { printSchemaWithDirectives } from '@graphql-tools/utils'
import { type GraphQLSchema, lexicographicSortSchema, parse, printSchema } from 'graphql'
import { buildSchema, createResolversMap } from 'type-graphql'
import { accountFields, accountQueryFields } from '../account/fields.ts'
import { AccountResolver } from '../account/resolver.ts'
import { ViewerResolver } from '../auth/schema.ts'
import { changeFields } from '../change/fields.ts'
import { CustomerChangeResolver } from '../change/resolver.ts'
import {
  accountCustomerFields,
  customerFields,
  customerQueryFields,
  customerStamps,
  effectiveFields,
  tagCustomerFields,
  traceStepFields,
} from '../customer/fields.ts'
import {
  AccountCustomerResolver,
  ChangeImpactResolver,
  CustomerChangedResolver,
  CustomerResolver,
  EffectiveAppSettingsResolver,
  EffectiveBillingSettingsResolver,
  EffectiveScheduleResolver,
  TagCustomerResolver,
} from '../customer/resolver.ts'
import {
  CustomerScheduleResolver,
  ScheduleStateResolver,
  ScheduleTraceStepResolver,
} from '../customer/schedule-resolver.ts'
import type { Fields, StampsByType } from '../fields/field.ts'
import type { FieldsByType } from '../fields/selection.ts'
import { RateLimitResolver } from '../rate-limit/resolver.ts'
import { accountTagFields, tagFields, tagQueryFields } from '../tag/fields.ts'
import { AccountTagResolver, TagResolver } from '../tag/resolver.ts'
import { deliveryFields, webhookFields } from '../webhook/fields.ts'
import { WebhookDeliveryResolver, WebhookResolver } from '../webhook/resolver.ts'
import { checkLookUps, withLookUp } from './entities.ts'
import { NodeResolver } from './node.ts'

/** What the fields of every type that has rows are made of, and those at the root that are one row. */
export const fieldsByType: FieldsByType = new Map<string, Fields>([
  ['Account', { ...accountFields, ...accountTagFields, ...accountCustomerFields }],
  ['Customer', customerFields],
  ['CustomerChange', changeFields],
  ['EffectiveAppSettings', effectiveFields],
  ['EffectiveBillingSettings', effectiveFields],
  ['EffectiveSchedule', effectiveFields],
  ['Query', { ...accountQueryFields, ...customerQueryFields, ...tagQueryFields }],
  ['ScheduleTraceStep', traceStepFields],
  ['Tag', { ...tagFields, ...tagCustomerFields }],
  ['Webhook', webhookFields],
  ['WebhookDelivery', deliveryFields],
])

/** The types whose rows tell whether what was shown of them still holds. */
export const stampsByType: StampsByType = new Map([['Customer', customerStamps]])

const federation = parse(`extend schema
  @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key", "@shareable"])`)

/** The schema that is served: a Federation 2 subgraph. */
export async function makeSchema(): Promise<GraphQLSchema> {
  const schema = await makeOwnSchema()
  const resolvers = Object.entries(createResolversMap(schema)).map(([type, fields]) => [
    type,
    resolversOf(type, fields),
  ])
  const typeDefs = [federation, parse(printSchemaWithDirectives(schema))]
  const subgraph = buildSubgraphSchema(
    typeDefs.map((document) => ({ typeDefs: document, resolvers: Object.fromEntries(resolvers) })),
  )
  checkLookUps(subgraph)
  return subgraph
}

/** The schema in SDL, as it is kept in `schema.graphql`. */
export async function printOwnSchema(): Promise<string> {
  return `${printSchema(lexicographicSortSchema(await makeOwnSchema()))}\n`
}

/** type-graphql makes the root types of the resolvers, and has no place for what they are for. */
const rootDescriptions: Readonly<Record<string, string>> = {
  Query: 'What can be read. What you may not see is absent, at any depth.',
  Mutation: 'What can be changed. Each is carried out as a whole, or not at all when there are user errors.',
  Subscription: 'What can be followed, over a WebSocket or as server-sent events.',
}

/** type-graphql wants one beside subscriptions, also where each brings its own events. */
const unused = {
  publish() {},
  subscribe(): never {
    throw new Error('a subscription without events of its own')
  },
}

async function makeOwnSchema(): Promise<GraphQLSchema> {
  const schema = await buildSchema({
    resolvers: [
      ViewerResolver,
      RateLimitResolver,
      NodeResolver,
      CustomerResolver,
      CustomerScheduleResolver,
      ScheduleStateResolver,
      ScheduleTraceStepResolver,
      CustomerChangeResolver,
      CustomerChangedResolver,
      ChangeImpactResolver,
      EffectiveScheduleResolver,
      EffectiveBillingSettingsResolver,
      EffectiveAppSettingsResolver,
      AccountResolver,
      AccountCustomerResolver,
      AccountTagResolver,
      TagResolver,
      TagCustomerResolver,
      WebhookResolver,
      WebhookDeliveryResolver,
    ],
    orphanedTypes: [],
    validate: false,
    pubSub: unused,
  })
  for (const root of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    if (root) root.description = rootDescriptions[root.name]
  }
  return schema
}

/** Rows are no instances of their GraphQL classes, and tell their type themselves. */
function resolversOf(type: string, fields: object): object {
  const { __isTypeOf: _, ...others } = { __isTypeOf: null, ...fields }
  return withLookUp(type, others)
}
