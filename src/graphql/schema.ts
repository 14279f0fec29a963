import 'reflect-metadata'
import { buildSubgraphSchema } from '@apollo/subgraph'
import { printSchemaWithDirectives } from '@graphql-tools/utils'
import { type GraphQLResolveInfo, type GraphQLSchema, lexicographicSortSchema, parse, printSchema } from 'graphql'
import { buildSchema, createResolversMap } from 'type-graphql'
import { accountFields } from '../account/fields.ts'
import { AccountResolver } from '../account/resolver.ts'
import { accountsById } from '../account/store.ts'
import { ViewerResolver } from '../auth/schema.ts'
import type { Context } from '../context.ts'
import { accountCustomerFields, customerFields, tagCustomerFields } from '../customer/fields.ts'
import {
  AccountCustomerResolver,
  CustomerResolver,
  EffectiveAppSettingsResolver,
  EffectiveBillingSettingsResolver,
  EffectiveScheduleResolver,
  TagCustomerResolver,
} from '../customer/resolver.ts'
import { customersById } from '../customer/store.ts'
import type { Batch, Fields } from '../fields/field.ts'
import { find } from '../fields/follow.ts'
import type { FieldsByType } from '../fields/selection.ts'
import { accountTagFields, tagFields } from '../tag/fields.ts'
import { AccountTagResolver, TagResolver } from '../tag/resolver.ts'
import { tagsById } from '../tag/store.ts'
import { NodeResolver } from './node.ts'

/** What the fields of every type that has rows are made of. */
export const fieldsByType: FieldsByType = new Map<string, Fields>([
  ['Account', { ...accountFields, ...accountTagFields, ...accountCustomerFields }],
  ['Customer', customerFields],
  ['Tag', { ...tagFields, ...tagCustomerFields }],
])

const entities: Readonly<Record<string, Batch<object>>> = {
  Account: accountsById,
  Customer: customersById,
  Tag: tagsById,
}

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
  return buildSubgraphSchema(
    typeDefs.map((document) => ({ typeDefs: document, resolvers: Object.fromEntries(resolvers) })),
  )
}

/** The schema in SDL, as it is kept in `schema.graphql`. */
export async function printOwnSchema(): Promise<string> {
  return `${printSchema(lexicographicSortSchema(await makeOwnSchema()))}\n`
}

function makeOwnSchema(): Promise<GraphQLSchema> {
  return buildSchema({
    resolvers: [
      ViewerResolver,
      NodeResolver,
      CustomerResolver,
      EffectiveScheduleResolver,
      EffectiveBillingSettingsResolver,
      EffectiveAppSettingsResolver,
      AccountResolver,
      AccountCustomerResolver,
      AccountTagResolver,
      TagResolver,
      TagCustomerResolver,
    ],
    orphanedTypes: [],
    validate: false,
  })
}

/** Rows are no instances of their GraphQL classes, and tell their type themselves. */
function resolversOf(type: string, fields: object): object {
  const { __isTypeOf: _, ...others } = { __isTypeOf: null, ...fields }
  const batch = entities[type]
  return batch ? { ...others, __resolveReference: entityResolver(batch) } : others
}

/** Looks up an entity that a gateway names; all of a request are read in one batch. */
function entityResolver(batch: Batch<object>) {
  return ({ id }: { readonly id: unknown }, context: Context, info: GraphQLResolveInfo) =>
    typeof id === 'string' ? find({ row: undefined, context, info }, batch, id) : null
}
