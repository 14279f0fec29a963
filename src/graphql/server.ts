import { ApolloServer, type HTTPGraphQLRequest, type HTTPGraphQLResponse } from '@apollo/server'
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled'
import type { GraphQLSchema } from 'graphql'
import type { Logger } from 'pino'
import type { Keys } from '../auth/keys.ts'
import { nobody } from '../auth/viewer.ts'
import { type Context, makeContext } from '../context.ts'
import { RequestError } from '../core/errors.ts'
import type { Database } from '../database/database.ts'
import type { Settings } from '../settings.ts'
import { formatError, withoutSuggestions } from './errors.ts'
import { guard, maxTokens, type OnOperation, observe, undoRehearsals } from './plugins.ts'
import { fieldsByType, makeSchema } from './schema.ts'

/** Answers GraphQL requests, whatever listener they come from. */
export interface GraphqlServer {
  readonly schema: GraphQLSchema
  /** Answers one request; never throws. */
  execute(request: HTTPGraphQLRequest, from: Sender): Promise<HTTPGraphQLResponse>
  stop(): Promise<void>
}

/** What a request brings beside itself. */
export interface Sender {
  readonly requestId: string
  readonly log: Logger
  /** The header `Authorization`. */
  readonly authorization: string | undefined
}

export interface GraphqlParts {
  readonly settings: Settings
  readonly database: Database
  readonly keys: Keys
  readonly now: () => Date
  readonly newId: () => string
  readonly onOperation: OnOperation
}

/** Builds the schema and the server over it; there is nothing to listen to yet. */
export async function startGraphql(parts: GraphqlParts): Promise<GraphqlServer> {
  const { settings, database, keys, now, newId, onOperation } = parts
  const schema = await makeSchema()
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
    // Apollo Server hides the suggestions of validation only, and variables are checked later.
    formatError: (formatted, error) => {
      const shown = formatError(formatted, error)
      return settings.introspection ? shown : withoutSuggestions(shown)
    },
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
    async execute(httpGraphQLRequest, { requestId, log, authorization }) {
      const identity = await identify(keys, authorization)
      const context = makeContext({ requestId, log, database, fields: fieldsByType, now, newId, ...identity })
      return server.executeHTTPGraphQLRequest({ httpGraphQLRequest, context: async () => context })
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
