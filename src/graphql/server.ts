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
import { createExecutor } from '../execute/executor.ts'
import { KeptTexts } from '../execute/kept-texts.ts'
import type { Limiter } from '../rate-limit/limiter.ts'
import type { Settings } from '../settings.ts'
import { executedBy } from './compiled.ts'
import { formatError, withoutSuggestions } from './errors.ts'
import { createFastLane, type FastAnswer, type KnownOperation, learn } from './fast-lane.ts'
import { checkAdmission, guard, logErrors, maxTokens, type OnOperation, observe, undoRehearsals } from './plugins.ts'
import { fieldsByType, makeSchema, stampsByType } from './schema.ts'
import { findFaults, type Results, readOperation, type StreamRequest, subscribe } from './stream.ts'
import { type OnStream, type Transport, watchStream } from './stream-watch.ts'

/** Answers GraphQL requests, whatever listener they come from. */
export interface GraphqlServer {
  readonly schema: GraphQLSchema
  /** Answers the body of a POST whose operation is known; null where it has to be read, by `execute`. */
  answerKnown(body: unknown, accept: string | undefined, from: Sender): Promise<FastAnswer | null>
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
  readonly limiter: Limiter
  readonly onStream: OnStream
  /** Whether operations are compiled; graphql-js answers them otherwise. */
  readonly compiles: boolean
}

/** Builds the schema and the server over it; there is nothing to listen to yet. */
export async function startGraphql(parts: GraphqlParts): Promise<GraphqlServer> {
  const { settings, database, keys, limiter, now, newId, onOperation, onStream } = parts
  const schema = await makeSchema()
  // Apollo Server hides the suggestions of validation only, and variables are checked later.
  const format = (formatted: GraphQLFormattedError, error: unknown) => {
    const shown = formatError(formatted, error)
    return settings.introspection ? shown : withoutSuggestions(shown)
  }
  const contextOf = async ({ requestId, log, authorization }: Sender, feed?: ChangeFeed) => {
    const { viewer, refusal } = await identify(keys, authorization)
    return makeContext({
      requestId,
      log,
      database,
      fields: fieldsByType,
      allowPrivateWebhooks: settings.webhookAllowPrivate,
      now,
      newId,
      meter: limiter.meterOf(viewer.userId),
      viewer,
      refusal,
      feed,
    })
  }
  const formatAll = (errors: readonly GraphQLError[]) => errors.map((error) => format(error.toJSON(), error))
  const texts = settings.textCacheMb === 0 ? null : new KeptTexts(settings.textCacheMb * 1_000_000)
  const executor = createExecutor({ schema, fieldsByType, stampsByType, texts })
  const admit = (known: KnownOperation, variables: Readonly<Record<string, unknown>>, context: Context) =>
    checkAdmission({ schema, settings, variables, context, ...known })
  const fastLane = parts.compiles ? createFastLane({ executor, admit, format: formatAll, onOperation }) : null
  const server = new ApolloServer<Context>({
    ...(parts.compiles ? executedBy(executor, schema) : { schema }),
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
      ...(fastLane ? [learn(fastLane)] : []),
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
    async answerKnown(body, accept, from) {
      return fastLane ? fastLane.answer(body, accept, () => contextOf(from)) : null
    },
    async execute(httpGraphQLRequest, from) {
      const context = await contextOf(from)
      const answer = await server.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => context })
      const contentType = answer.headers.get('content-type')
      if (contentType && isData(answer)) fastLane?.rememberType(httpGraphQLRequest.headers.get('accept'), contentType)
      return answer
    },
    async prepare(request, from) {
      const context = await contextOf(from, parts.feed)
      const tell = (errors: readonly GraphQLError[]) => {
        logErrors(errors, context)
        return formatAll(errors)
      }
      const read = readOperation(request)
      if (read instanceof GraphQLError) return { errors: tell([read]) }
      const { document, operation } = read
      const { operationName } = request
      const variables = request.variables ?? {}
      const prepared = { document, type: operation.operation }
      if (operation.operation !== 'subscription') {
        const sent = { query: request.query, variables, ...(operationName && { operationName }) }
        return { ...prepared, run: async () => single(await server.executeOperation(sent, { contextValue: context })) }
      }
      const faults = findFaults({ schema, settings, document, operation, variables, context })
      if (faults.length > 0) return { errors: tell(faults) }
      const args = { schema, document, operationName, variableValues: variables, contextValue: context }
      const watch = watchStream(context, from.transport, operation.name?.value ?? 'anonymous', onStream)
      return { ...prepared, run: () => subscribe({ args, format: tell, watch, onSlow: from.onSlow }) }
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

/** Whether an answer is that of an operation which was carried out. */
function isData({ status = 200, body }: HTTPGraphQLResponse): boolean {
  return status === 200 && body.kind === 'complete'
}

/** No operation of ours is answered in parts. */
function single({ body }: GraphQLResponse): FormattedExecutionResult {
  return body.kind === 'single' ? body.singleResult : body.initialResult
}
