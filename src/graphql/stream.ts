import {
  createSourceEventStream,
  type DocumentNode,
  type ExecutionArgs,
  type ExecutionResult,
  execute,
  type FormattedExecutionResult,
  GraphQLError,
  type GraphQLFormattedError,
  getOperationAST,
  getVariableValues,
  NoSchemaIntrospectionCustomRule,
  type OperationDefinitionNode,
  parse,
  specifiedRules,
  validate,
} from 'graphql'
import { badInput, isUnavailable } from '../core/errors.ts'
import { type EventPage, type EventPages, stoppable } from '../fields/events.ts'
import { toGraphqlError } from './errors.ts'
import { type Admission, checkAdmission, findRefusal, maxTokens } from './plugins.ts'
import type { StreamWatch } from './stream-watch.ts'
import { checkStructure } from './structure.ts'

/** Events that may wait for a reader who takes none. */
export const maxWaiting = 1_000
/** A reader who has taken nothing for so long is looked after. */
const stalledMs = 3_000
/** How often events are tried again that a database failed which says that it is there. */
const maxAttempts = 3

/** An operation as a client asks for it. */
export interface StreamRequest {
  readonly query: string
  readonly operationName?: string | null | undefined
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined
}

/** How an operation is answered where many answers may come. */
export type Results = AsyncGenerator<FormattedExecutionResult, void, void>

/** A subscription that may begin. */
export interface Subscription {
  readonly args: ExecutionArgs
  /** Errors as clients see them; bugs are logged. */
  format(errors: readonly GraphQLError[]): readonly GraphQLFormattedError[]
  readonly watch: StreamWatch
  /** Told when more than `maxWaiting` events wait for a reader who takes none. */
  onSlow(): void
}

/** The operation that a document holds, or why it cannot be read. */
export function readOperation({
  query,
  operationName,
}: StreamRequest): { readonly document: DocumentNode; readonly operation: OperationDefinitionNode } | GraphQLError {
  try {
    const document = parse(query, { maxTokens })
    const operation = getOperationAST(document, operationName)
    if (operation) return { document, operation }
    return toGraphqlError(badInput('operationName', 'expected the name of an operation in the query'))
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error
    error.extensions.code = 'GRAPHQL_PARSE_FAILED'
    return error
  }
}

/** Why a subscription is refused, by the same rules as other operations; none where it is not. */
export function findFaults(admission: Admission): readonly GraphQLError[] {
  const { schema, settings, document, operation, variables } = admission
  const refusal = findRefusal(() => checkStructure(document, settings.maxQueryDepth))
  if (refusal) return [toGraphqlError(refusal)]
  const rules = settings.introspection ? specifiedRules : [...specifiedRules, NoSchemaIntrospectionCustomRule]
  const invalid = validate(schema, document, rules)
  if (invalid.length > 0) return coded(invalid, 'GRAPHQL_VALIDATION_FAILED')
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables, { maxErrors: 50 })
  if (errors) return coded(errors, 'BAD_USER_INPUT')
  const reason = findRefusal(() => checkAdmission(admission))
  return reason ? [toGraphqlError(reason)] : []
}

function coded(errors: readonly GraphQLError[], code: string): readonly GraphQLError[] {
  for (const error of errors) error.extensions.code = code
  return errors
}

/** Begins a subscription; errors where its arguments are refused. */
export async function subscribe(subscription: Subscription): Promise<Results | FormattedExecutionResult> {
  const source = await createSourceEventStream(subscription.args)
  if ('errors' in source) return toResult(subscription, source)
  // Every subscription of ours is told of pages of events.
  const pages = source as EventPages
  return stoppable(answerPages(subscription, pages), () => void pages.return())
}

async function* answerPages(subscription: Subscription, pages: EventPages): Results {
  const { watch } = subscription
  watch.begin()
  try {
    for await (const page of pages) {
      const results = await answerEvents(subscription, page)
      for (const [index, result] of results.entries()) {
        watch.event()
        const left = results.length - 1 - index
        const unwatch = watchReader(async () => {
          if (left + (await page.countBehind(maxWaiting)) >= maxWaiting) subscription.onSlow()
        })
        try {
          yield result
        } finally {
          unwatch()
        }
      }
    }
  } finally {
    watch.end()
  }
}

/** Calls `check` every now and then until it is called off, as the reader has taken what was given. */
function watchReader(check: () => Promise<void>): () => void {
  const timer = setInterval(() => void check().catch(() => {}), stalledMs)
  return () => clearInterval(timer)
}

/** The answers of a page, in the order of its events; what a database that is away failed is done again. */
async function answerEvents(subscription: Subscription, page: EventPage): Promise<FormattedExecutionResult[]> {
  for (let attempt = 1; ; attempt++) {
    const results = await Promise.all(
      page.events.map(async (rootValue) => execute({ ...subscription.args, rootValue })),
    )
    const isAway = results.some(({ errors }) => errors?.some(({ originalError }) => isUnavailable(originalError)))
    if (!isAway || attempt === maxAttempts) return results.map((result) => toResult(subscription, result))
    if (!(await page.recover())) return []
  }
}

function toResult({ format }: Subscription, { errors, data }: ExecutionResult): FormattedExecutionResult {
  return { ...(errors && { errors: format(errors) }), ...(data !== undefined && { data }) }
}
