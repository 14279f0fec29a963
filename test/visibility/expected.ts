import { buildSchema, executeSync, type GraphQLSchema, parse, printSchema } from 'graphql'
import { makeSchema } from '../../src/graphql/schema.ts'
import { answersOf } from './model.ts'
import type { View } from './rules.ts'

/** The types of the served schema, without what the product does for its fields. */
export async function bareSchema(): Promise<GraphQLSchema> {
  return buildSchema(printSchema(await makeSchema()))
}

/** What a viewer's query has to answer. */
export function expectedAnswer(schema: GraphQLSchema, view: View, query: string): object {
  const { data, errors } = executeSync({ schema, document: parse(query), rootValue: answersOf(view) })
  if (errors) throw new Error(`the model fails: ${errors.map(({ message }) => message).join('; ')}`)
  return { data }
}
