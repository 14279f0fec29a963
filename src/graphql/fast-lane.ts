import type { ApolloServerPlugin } from '@apollo/server'
import type { DocumentNode, GraphQLError, GraphQLFormattedError, OperationDefinitionNode } from 'graphql'
import { LRUCache } from 'lru-cache'
import type { Context } from '../context.ts'
import { RequestError } from '../core/errors.ts'
import { isObject } from '../core/read.ts'
import type { Executor } from '../execute/executor.ts'
import { toBody } from './compiled.ts'
import { logErrors, type OnOperation } from './plugins.ts'

/** Characters of the texts that are kept, and ways of asking for a content type. */
const maxCharacters = 4_000_000
const maxAccepted = 100

/** A valid operation. */
export interface KnownOperation {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
}

interface FastLaneParts {
  readonly executor: Executor
  /** @throws {RequestError} where the operation is refused. */
  admit(known: KnownOperation, variables: Readonly<Record<string, unknown>>, context: Context): void
  format(errors: readonly GraphQLError[]): readonly GraphQLFormattedError[]
  readonly onOperation: OnOperation
}

/** What a client sends. */
interface Sent {
  readonly query: string
  readonly operationName: string | null
  readonly variables: Readonly<Record<string, unknown>>
}

/** Where known texts are answered without being read again. All that is not plainly so is left to Apollo Server. */
export interface FastLane {
  /** Remembers an operation that Apollo Server parsed, validated and admitted. */
  remember(query: string, operationName: string | undefined, known: KnownOperation): void
  /** Remembers the content type with which Apollo Server answered a header `Accept`. */
  rememberType(accept: string | undefined, contentType: string): void
  /** Answers the body of a POST; null where Apollo Server has to. */
  answer(body: unknown, accept: string | undefined, contextOf: () => Promise<Context>): Promise<FastAnswer | null>
}

/** An answer with status 200. */
export interface FastAnswer {
  readonly contentType: string
  readonly body: Buffer
}

export function createFastLane({ executor, admit, format, onOperation }: FastLaneParts): FastLane {
  /** By their texts, and the names that were asked for. */
  const operations = new LRUCache<string, Map<string | null, KnownOperation>>({
    maxSize: maxCharacters,
    sizeCalculation: (_known, { length }) => length,
  })
  const types = new LRUCache<string, string>({ max: maxAccepted })
  return {
    remember(query, operationName, known) {
      const ofText = operations.get(query) ?? new Map<string | null, KnownOperation>()
      operations.set(query, ofText.set(operationName ?? null, known))
    },
    rememberType: (accept, contentType) => void types.set(accept ?? '', contentType),
    async answer(body, accept, contextOf) {
      const start = performance.now()
      const sent = readSent(body)
      const known = sent && operations.get(sent.query)?.get(sent.operationName)
      const contentType = types.get(accept ?? '')
      if (!known || contentType === undefined) return null
      const given = sent.variables
      // Before it is admitted, which costs points: Apollo Server admits it again to tell what is wrong with them.
      const { coerced: variables } = executor.readVariables(known.operation, given)
      if (!variables) return null
      const context = await contextOf()
      if (!isAdmitted(() => admit(known, given, context))) return null
      const { data = null, errors } = await executor.execute({ given, variables, context, ...known })
      if (errors) logErrors(errors, context)
      await context.endRehearsal()
      const { name, operation: type } = known.operation
      const seconds = (performance.now() - start) / 1000
      onOperation({ name: name?.value ?? 'anonymous', type, seconds, failed: errors !== undefined })
      return { contentType, body: toBody({ data, ...(errors && { errors: format(errors) }) }) }
    },
  }
}

/** Tells the fast lane of what is carried out, and so is valid and admitted. */
export function learn(fastLane: FastLane): ApolloServerPlugin<Context> {
  return {
    requestDidStart: async () => ({
      async executionDidStart({ source, request, document, operation }) {
        // There is none where the document has several and the request names none of them, whatever the type says.
        if (operation as unknown) fastLane.remember(source, request.operationName, { document, operation })
      },
    }),
  }
}

/** Null for all that is out of the ordinary. */
function readSent(body: unknown): Sent | null {
  if (!isObject(body)) return null
  const { query, operationName = null, variables = null, extensions = null } = body
  if (typeof query !== 'string' || operationName === '') return null
  if (operationName !== null && typeof operationName !== 'string') return null
  if (variables !== null && !isObject(variables)) return null
  if (extensions !== null && (!isObject(extensions) || 'persistedQuery' in extensions)) return null
  return { query, operationName, variables: variables ?? {} }
}

function isAdmitted(admit: () => void): boolean {
  try {
    admit()
    return true
  } catch (error) {
    if (error instanceof RequestError) return false
    throw error
  }
}
