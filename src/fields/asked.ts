import type { GraphQLResolveInfo } from 'graphql'
import { createParameterDecorator, type ResolverData } from 'type-graphql'
import type { Context } from '../context.ts'

/** A field that a query asks for, of a row. */
export interface Asked<Row = undefined> {
  readonly row: Row
  readonly context: Context
  readonly info: GraphQLResolveInfo
}

/** The parameter of a resolver that carries all three. */
export function AskedField(): ReturnType<typeof createParameterDecorator> {
  return createParameterDecorator(({ root, context, info }: ResolverData<Context>) => ({ row: root, context, info }))
}
