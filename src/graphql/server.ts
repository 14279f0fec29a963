import { ApolloServer, type GraphQLResponse, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import {
  type DocumentNode,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  type GraphQLSchema,
  type OperationTypeNode,
} from 'graphql'
import type { Logger } from 'pino'
import type { Keys } from '../auth/keys.ts'
import { nobody } from '../auth/viewer.ts'
import type { ChangeFeed } from '../change/feed.ts'
import { type Context, makeContext } from '../context.ts'
import { RequestError } from '../core/errors.ts'
import type { Database } from '../database/database.ts'
import type { Settings } from '../settings.ts'
import { formatError, withoutSuggestions } from './errors.ts'
import { guard, logErrors, maxTokens, type OnOperation, observe, undoRehearsals } from './plugins.ts'
import { fieldsByType, makeSchema } from './schema.ts'
import { findFaults, type Results, readOperation, type StreamRequest, subscribe } from './stream.ts'
import { type OnStream, type Transport, watchStream } from './stream-watch.ts'

/** Answers GraphQL requests, whatever listener they come from. */
export interface GraphqlServer {
  readonly schema: GraphQLSchema
  /** Answers one request; never throws. */
  execute(request: HTTPGraphQLRequest, from: Sender): Promise<HTTPGraphQLResponse>
  /** Reads an operation that comes over a stream; errors where it is refused. */
  prepare(request: StreamRequest, from: StreamSender): Promise<StreamOperation | Refused>
  stop(): Promise<void>
}

/** What a request brings beside itself. */
export interface Sender {
  readonly requestId: string
  readonly log: Logger
  /** The header `Authorization`. */
  readonly authorization: string | undefined
}

/** A sender who may be answered many times. */
export interface StreamSender extends Sender {
  readonly transport: Transport
  /** Called when more events wait than may, as the reader takes none; the stream is to be closed then. */
  onSlow(): void
}

/** Why an operation may not begin. */
export interface Refused {
  readonly errors: readonly GraphQLFormattedError[]
}

/** An operation that may begin. */
export interface StreamOperation {
  readonly document: DocumentNode
  readonly type: OperationTypeNode
  /** A subscription is answered with many results, another operation, or a refused subscription, with one. */
  run(): Promise<Results | FormattedExecutionResult>
}

export interface GraphqlParts {
  readonly settings: Settings
  readonly database: Database
  readonly keys: Keys
  readonly now: () => Date
  readonly newId: () => string
  readonly onOperation: OnOperation
  readonly feed: ChangeFeed
  readonly onStream: OnStream
  /** Whether operations are compiled; graphql-js answers them otherwise. */
  readonly compiles: boolean
}

/** Builds the schema and the server over it; there is nothing to listen to yet. */
export async function startGraphql(parts: GraphqlParts): Promise<GraphqlServer> {
  const { settings, database, keys, now, newId, onOperation, onStream } = parts
  const schema = await makeSchema()
  // Apollo Server hides the suggestions of validation only, and variables are checked later.
  const format = (formatted: GraphQLFormattedError, error: unknown) => {
    const shown = formatError(formatted, error)
    return settings.introspection ? shown : withoutSuggestions(shown)
  }
  const contextOf = async ({ requestId, log, authorization }: Sender, feed?: ChangeFeed) => {
    const identity = await identify(keys, authorization)
    return makeContext({
      requestId,
      log,
      database,
      fields: fieldsByType,
      allowPrivateWebhooks: settings.webhookAllowPrivate,
      now,
      newId,
      ...identity,
      ...(feed && { feed }),
    })
  }
  const server = new ApolloServer<Context>({
    schema,
    introspection: settings.introspection,
    hideSchemaDetailsFromClientErrors: !settings.introspection,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    persistedQueries: false,
    // A header that browsers send to another site only after asking it; a bearer token is one as well.
    csrfPrevention: { requestHeaders: ['x-apollo-operation-name', 'apollo-require-preflight', 'authorization'] },
    parseOptions: { maxTokens },
    formatError: format,
    plugins: [
      guard(settings),
      observe(onOperation),
      undoRehearsals,
      ApolloServerPluginCacheControlDisabled(),
      ApolloServerPluginInlineTraceDisabled(),
      ApolloServerPluginLandingPageDisabled(),
      ApolloServerPluginSchemaReportingDisabled(),
      ApolloServerPluginUsageReportingDisabled(),
    ],
  })
  await server.start()
  return {
    schema,
    async execute(httpGraphQLRequest, from) {
      const context = await contextOf(from)
      return server.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => context })
    },
    async prepare(request, from) {
      const context = await contextOf(from, parts.feed)
      const formatAll = (errors: readonly GraphQLError[]) => {
        logErrors(errors, context)
        return errors.map((error) => format(error.toJSON(), error))
      }
      const read = readOperation(request)
      if (read instanceof GraphQLError) return { errors: formatAll([read]) }
      const { document, operation } = read
      const { operationName } = request
      const variables = request.variables ?? {}
      const prepared = { document, type: operation.operation }
      if (operation.operation !== 'subscription') {
        const sent = { query: request.query, variables, ...(operationName && { operationName }) }
        return { ...prepared, run: async () => single(await server.executeOperation(sent, { contextValue: context })) }
      }
      const faults = findFaults({ schema, settings, document, operation, variables, context })
      if (faults.length > 0) return { errors: formatAll(faults) }
      const args = { schema, document, operationName, variableValues: variables, contextValue: context }
      const watch = watchStream(context, from.transport, operation.name?.value ?? 'anonymous', onStream)
      return { ...prepared, run: () => subscribe({ args, format: formatAll, watch, onSlow: from.onSlow }) }
    },
    stop: () => server.stop(),
  }
}

/** Who asks. A schema may be asked for by anybody, so a bad token is told when it is needed. */
async function identify(keys: Keys, authorization: string | undefined): Promise<Pick<Context, 'viewer' | 'refusal'>> {
  try {
    return { viewer: await keys.authenticate(authorization), refusal: null }
  } catch (error) {
    if (error instanceof RequestError) return { viewer: nobody, refusal: error }
    throw error
  }
}

/** No operation of ours is answered in parts. */
function single({ body }: GraphQLResponse): FormattedExecutionResult {
  return body.kind === 'single' ? body.singleResult : body.initialResult
}
