import type { ApolloServerPlugin } from '@apollo/server'
import {
  type DocumentNode,
  GraphQLError,
  Kind,
  type OperationDefinitionNode,
  parse,
  type SelectionSetNode,
} from 'graphql'
import type { Context } from '../context.ts'
import { badInput, isUnavailable, RequestError } from '../core/errors.ts'
import type { Settings } from '../settings.ts'
import { charge } from './charge.ts'
import { costOf, type Request } from './cost.ts'
import { introspectionIsOff, isUnexpected, toGraphqlError } from './errors.ts'
import { check, checkStructure, isFragment } from './structure.ts'

/** Tokens of a document; the parser stops there. */
export const maxTokens = 10_000

type Plugin = ApolloServerPlugin<Context>

/** Refuses requests before the database is touched: those that are too much, and those of nobody. */
export function guard(settings: Settings): Plugin {
  const { maxQueryDepth, introspection } = settings
  return {
    requestDidStart: async () => ({
      async validationDidStart(requestContext) {
        const refusal = findRefusal(() => checkStructure(requestContext.document, maxQueryDepth))
        if (refusal) Object.assign(requestContext, { document: refusedDocument(refusal) })
      },
      async didResolveOperation({ document, operation, schema, contextValue, request }) {
        const refusal = refusals.get(document)
        if (refusal) throw toGraphqlError(refusal)
        if (!operation) return
        if (operation.operation === 'subscription') throw toGraphqlError(noStream)
        const fields = rootFields(document, operation)
        if (!introspection && fields.has('_service')) throw refuseIntrospection()
        const variables = request.variables ?? {}
        const admission = { schema, settings, document, operation, variables, context: contextValue }
        const reason = findRefusal(() => checkAdmission(admission))
        if (reason) throw toGraphqlError(reason)
      },
    }),
  }
}

/** A valid operation, and who asks for it. */
export interface Admission extends Request {
  readonly settings: Settings
  readonly context: Context
}

/**
 * Charges what it costs.
 * @throws {RequestError} `UNAUTHENTICATED` for one of nobody's that asks for data; `QUERY_TOO_COMPLEX` for its cost;
 * `RATE_LIMITED`.
 */
export function checkAdmission(admission: Admission): void {
  const { settings, context, document, operation } = admission
  const fields = rootFields(document, operation)
  const asksForData = [...fields].some((name) => !name.startsWith('__') && name !== '_service')
  if (asksForData && context.refusal) throw context.refusal
  const cost = costOf(admission)
  check('cost', cost, settings.maxQueryCost)
  charge(context, fields, cost)
}

const noStream = badInput('query', 'subscriptions are served over WebSocket and at /graphql/stream')

/** Undoes what a request rehearsed, when all of its answer is read. */
export const undoRehearsals: Plugin = {
  requestDidStart: async () => ({
    willSendResponse: ({ contextValue }) => contextValue.endRehearsal(),
  }),
}

/** Told of every operation that was carried out: its name and type, how long it took, and whether it failed. */
export type OnOperation = (operation: {
  readonly name: string
  readonly type: string
  readonly seconds: number
  readonly failed: boolean
}) => void

/** Logs bugs under the request's id, and reports what was carried out. */
export function observe(onOperation: OnOperation): Plugin {
  return {
    async requestDidStart() {
      const start = performance.now()
      return {
        async didEncounterErrors({ errors, contextValue }) {
          logErrors(errors, contextValue)
        },
        async willSendResponse({ operation, operationName, errors }) {
          if (!operation) return
          const seconds = (performance.now() - start) / 1000
          onOperation({ name: operationName ?? 'anonymous', type: operation.operation, seconds, failed: !!errors })
        },
      }
    },
  }
}

/** Logs bugs, which get the request's id for the client, and a database that is away. */
export function logErrors(errors: readonly GraphQLError[], { log, requestId }: Context): void {
  for (const error of errors.filter(isUnexpected)) {
    log.error({ requestId, err: error.originalError, path: error.path }, 'a request failed')
    error.extensions.requestId = requestId
  }
  const away = errors.find(({ originalError }) => isUnavailable(originalError))
  if (away) log.warn({ requestId, err: away.originalError?.cause }, 'the database is away')
}

/** What `check` refuses a request for; null where it does not. */
export function findRefusal(check: () => void): RequestError | null {
  try {
    check()
    return null
  } catch (error) {
    if (error instanceof RequestError) return error
    throw error
  }
}

/** Why a document is refused, by the one that stands in for it. */
const refusals = new WeakMap<DocumentNode, RequestError>()

/**
 * A document in the place of one that is not to be validated. Apollo Server takes whatever is thrown before validation
 * for a bug, so the refusal waits until the operation is resolved; the stand-in is kept as any document is, and refused again.
 */
function refusedDocument(refusal: RequestError): DocumentNode {
  const document = parse('{ __typename }')
  refusals.set(document, refusal)
  return document
}

function refuseIntrospection(): GraphQLError {
  return new GraphQLError(introspectionIsOff, {
    extensions: { code: 'GRAPHQL_VALIDATION_FAILED', http: { status: 400 } },
  })
}

const knownFields = new WeakMap<OperationDefinitionNode, ReadonlySet<string>>()

/** The names of an operation's fields at the root. */
function rootFields(document: DocumentNode, operation: OperationDefinitionNode): ReadonlySet<string> {
  const known = knownFields.get(operation)
  if (known) return known
  const fragments = new Map(document.definitions.filter(isFragment).map((fragment) => [fragment.name.value, fragment]))
  const names = new Set<string>()
  const seen = new Set<string>()
  const visit = ({ selections }: SelectionSetNode): void => {
    for (const selection of selections) {
      if (selection.kind === Kind.FIELD) names.add(selection.name.value)
      else if (selection.kind === Kind.INLINE_FRAGMENT) visit(selection.selectionSet)
      else if (!seen.has(selection.name.value)) {
        seen.add(selection.name.value)
        const fragment = fragments.get(selection.name.value)
        if (fragment) visit(fragment.selectionSet)
      }
    }
  }
  visit(operation.selectionSet)
  knownFields.set(operation, names)
  return names
}
