import type { ApolloServerOptionsWithGateway } from '@apollo/server'
import { type FormattedExecutionResult, type GraphQLSchema, execute as graphqlExecute } from 'graphql'
import type { Context } from '../context.ts'
import type { Executor } from '../execute/executor.ts'
import { JsonText } from '../execute/json-text.ts'

/** The options with which Apollo Server leaves the executing to `executor`, and sends its text as it is. */
export function executedBy(executor: Executor, schema: GraphQLSchema) {
  const gateway: ApolloServerOptionsWithGateway<Context>['gateway'] = {
    onSchemaLoadOrUpdate(take) {
      take({ apiSchema: schema, coreSupergraphSdl: '' })
      return () => {}
    },
    load: async () => ({
      async executor({ document, operation, request, context }) {
        // There is none where the document has none of its name, whatever the type says; graphql-js tells it.
        if (!(operation as unknown)) return graphqlExecute({ schema, document, operationName: request.operationName })
        const given = request.variables ?? {}
        const { coerced: variables, errors } = executor.readVariables(operation, given)
        if (!variables) return { errors }
        // What `contextOf` makes, which Apollo Server's type does not say here.
        return executor.execute({ document, operation, given, variables, context: context as Context })
      },
    }),
    stop: async () => {},
  }
  return { gateway, stringifyResult: writeResult }
}

/** A result as JSON, errors first. */
export function writeResult({ errors, data, extensions }: FormattedExecutionResult): string {
  if (!(data instanceof JsonText)) return `${JSON.stringify({ errors, data, extensions })}\n`
  const errorText = errors ? `"errors":${JSON.stringify(errors)},` : ''
  return `{${errorText}"data":${data}}\n`
}

/** The same as it is sent. */
export function toBody(result: FormattedExecutionResult): Buffer {
  const { errors, data } = result
  return data instanceof JsonText && !errors ? data.toAnswer() : Buffer.from(writeResult(result))
}
