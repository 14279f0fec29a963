import {
  type GraphQLSchema,
  getNamedType,
  isInputObjectType,
  isObjectType,
  parse,
  TypeInfo,
  validate,
  visit,
  visitWithTypeInfo,
} from 'graphql'
import { expect, test } from 'vitest'
import { changedQuery } from './changes.ts'
import { dryRunQuery } from './dry-run.ts'
import { bareSchema } from './expected.ts'
import { mutations } from './mutate.ts'
import { allQueries, scheduleTests } from './queries.ts'

const queries = [
  ...allQueries({ accounts: ['a'], customers: ['b'], tags: ['c'], webhooks: ['d'], since: '2026-01-01T00:00:00Z' }),
  changedQuery,
  dryRunQuery(['patchCustomer']),
  ...scheduleTests('b').map((field) => `{ ${field} }`),
]

/**
 * Cursors are opaque: the model has none, and walks of their own follow them. Nothing of the SDL is a viewer's, and
 * nothing of what a request costs another's. The sentences of a trace are made of nothing but the rules, which are shown.
 */
const elsewhere = [
  /^ScheduleTraceStep\.because$/,
  /^\w+Edge\.cursor$/,
  /^PageInfo\.(start|end)Cursor$/,
  /\((after|before)\)$/,
  /^Query\.(_service|rateLimit)$/,
]

/** The types that what a viewer may see decides about. */
const decidedTypes = [
  'Query',
  'Subscription',
  'Customer',
  'CustomerChange',
  'CustomerChangedEvent',
  'Account',
  'Tag',
  'Webhook',
  'WebhookDelivery',
  'Viewer',
  'CustomerBreadcrumb',
  'IntegrationData',
  'ScheduleState',
  'ScheduleTraceStep',
  'ScheduleInterval',
  'PageInfo',
  'ChangeImpact',
  'CustomerImpact',
]
const decidedNames = /^(Effective\w+|\w+(Connection|Edge|Filter|Order))$/

test('every query is valid', async () => {
  const schema = await bareSchema()
  expect(queries.flatMap((query) => validate(schema, parse(query)))).toEqual([])
})

test('every field, argument and filter that shows something is in the matrix', async () => {
  const schema = await bareSchema()
  const asked = new Set(queries.flatMap((query) => partsOf(schema, query)))
  const missing = allParts(schema).filter((part) => !asked.has(part) && !elsewhere.some((some) => some.test(part)))
  expect(missing).toEqual([])
})

test('every mutation is in the matrix', async () => {
  const mutationType = (await bareSchema()).getMutationType()
  expect(Object.keys(mutations).sort()).toEqual(Object.keys(mutationType?.getFields() ?? {}).sort())
})

/** `Type.field` of all that is in the schema, and `Type.field(argument)`. */
function allParts(schema: GraphQLSchema): readonly string[] {
  return Object.values(schema.getTypeMap()).flatMap((type) => {
    if (!decidedTypes.includes(type.name) && !decidedNames.test(type.name)) return []
    if (isInputObjectType(type)) return Object.keys(type.getFields()).map((name) => `${type.name}.${name}`)
    if (!isObjectType(type)) return []
    return Object.values(type.getFields()).flatMap(({ name, args }) => {
      const field = `${type.name}.${name}`
      return [field, ...args.map((argument) => `${field}(${argument.name})`)]
    })
  })
}

/** The same of all that a query asks for. */
function partsOf(schema: GraphQLSchema, query: string): readonly string[] {
  const parts: string[] = []
  const types = new TypeInfo(schema)
  visit(
    parse(query),
    visitWithTypeInfo(types, {
      Field({ name }) {
        // A field of the interface is asked of each type that has it.
        const parent = types.getParentType()
        const owners = parent && !isObjectType(parent) ? (schema.getPossibleTypes(parent) ?? []) : [parent]
        for (const owner of owners) parts.push(`${owner?.name}.${name.value}`)
      },
      Argument({ name }) {
        parts.push(`${types.getParentType()?.name}.${types.getFieldDef()?.name}(${name.value})`)
      },
      ObjectField: {
        enter({ name }) {
          parts.push(`${getNamedType(types.getParentInputType())?.name}.${name.value}`)
        },
      },
    }),
  )
  return parts
}
