import type { GraphQLResolveInfo, GraphQLSchema } from 'graphql'
import { accountsById } from '../account/store.ts'
import type { Context } from '../context.ts'
import { badInput } from '../core/errors.ts'
import { isObject } from '../core/read.ts'
import { customersById } from '../customer/store.ts'
import type { Batch } from '../fields/field.ts'
import { find } from '../fields/follow.ts'
import { checkIds } from '../page/arguments.ts'
import { tagsById } from '../tag/store.ts'

/** The types that other subgraphs may name by `id`, and how their rows are read. */
const entities: Readonly<Record<string, Batch<object>>> = {
  Account: accountsById,
  Customer: customersById,
  Tag: tagsById,
}

/** The resolvers of an entity's type with the look-up by its key; of a request, all are read in one batch. */
export function withLookUp(type: string, fields: object): object {
  const batch = entities[type]
  if (!batch) return fields
  const __resolveReference = ({ id }: { readonly id: unknown }, context: Context, info: GraphQLResolveInfo) =>
    typeof id === 'string' ? find({ row: undefined, context, info }, batch, id) : null
  return { ...fields, __resolveReference }
}

/** Refuses look-ups of what is no entity, which the library takes for a bug of ours. */
export function checkLookUps(schema: GraphQLSchema): void {
  const field = schema.getQueryType()?.getFields()._entities
  const lookUp = field?.resolve
  if (!field || !lookUp) return
  field.resolve = (source, args, context, info) => {
    checkRepresentations(args.representations)
    return lookUp(source, args, context, info)
  }
}

/** @throws {RequestError} `BAD_USER_INPUT` for one that is no object with the `__typename` of an entity. */
function checkRepresentations(representations: readonly unknown[]): void {
  checkIds('representations', representations)
  for (const [index, representation] of representations.entries()) {
    const name = isObject(representation) ? representation.__typename : null
    if (typeof name !== 'string' || !Object.hasOwn(entities, name))
      throw badInput(`representations.${index}`, 'expected the __typename of an entity')
  }
}
