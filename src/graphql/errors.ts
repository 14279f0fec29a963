import { HeaderMap } from '@apollo/server'
import { GraphQLError, type GraphQLFormattedError } from 'graphql'
import { RequestError, type RequestErrorCode } from '../core/errors.ts'

/** The status of an answer that holds nothing but this error. */
const statuses: Partial<Record<RequestErrorCode, number>> = {
  UNAUTHENTICATED: 401,
  FORBIDDEN: 403,
  QUERY_TOO_COMPLEX: 400,
  REQUEST_TOO_LARGE: 413,
  RATE_LIMITED: 429,
  UNAVAILABLE: 503,
}

/** Codes of Apollo Server's own that clients of this service need not know, and what they are here. */
const ownCodes: Readonly<Record<string, string>> = {
  BAD_REQUEST: 'BAD_USER_INPUT',
  OPERATION_RESOLUTION_FAILURE: 'BAD_USER_INPUT',
  PERSISTED_QUERY_NOT_SUPPORTED: 'BAD_USER_INPUT',
  PERSISTED_QUERY_NOT_FOUND: 'BAD_USER_INPUT',
  INTROSPECTION_DISABLED: 'GRAPHQL_VALIDATION_FAILED',
}

/** Apollo Server's own words advise its operator. */
export const introspectionIsOff = 'Introspection is off.'

/** As the parser says it. */
const tooManyTokens = /Document contains more th[ant]+ (\d+) tokens/

/** A request that ends before it is carried out: the error with its HTTP status. */
export function toGraphqlError(error: RequestError): GraphQLError {
  const headers = new HeaderMap()
  if (error.code === 'UNAUTHENTICATED') headers.set('www-authenticate', 'Bearer')
  const { retryAfterSeconds } = error.details
  if (retryAfterSeconds !== undefined) headers.set('retry-after', String(retryAfterSeconds))
  // Another package declares `http` in a form of its own; this is Apollo Server's.
  const extensions: Record<string, unknown> = { http: { status: statuses[error.code] ?? 400, headers } }
  return new GraphQLError(error.message, { originalError: error, extensions })
}

/** Whether an error is a bug of ours, of which a client learns no more than the request's id. */
export function isUnexpected(error: GraphQLError): boolean {
  const code = error.extensions.code
  const isOurs = code === undefined || code === 'INTERNAL_SERVER_ERROR'
  const { originalError } = error
  return isOurs && originalError !== undefined && !(originalError instanceof RequestError) && !isOfInput(originalError)
}

/** Whether graphql-js refuses a value where it stands: a variable may be null whose place may not. */
function isOfInput(error: unknown): boolean {
  return error instanceof GraphQLError && error.nodes !== undefined
}

/** The error without the names that graphql-js suggests, which are the schema's. */
export function withoutSuggestions(error: GraphQLFormattedError): GraphQLFormattedError {
  return { ...error, message: error.message.replace(/ Did you mean [^?]*\?/g, '') }
}

/** An error as clients see it: message, place, code, and the figures that belong to it. */
export function formatError(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const original = error instanceof GraphQLError ? error.originalError : error
  const { message, locations, path, extensions } = formatted
  const place = { ...(locations && { locations }), ...(path && { path }) }
  if (original instanceof RequestError) {
    return { message: original.message, ...place, extensions: { ...original.details, code: original.code } }
  }
  const code = String(extensions?.code ?? 'INTERNAL_SERVER_ERROR')
  if (code === 'INTERNAL_SERVER_ERROR' && isOfInput(original))
    return { message, ...place, extensions: { code: 'BAD_USER_INPUT' } }
  if (code === 'INTERNAL_SERVER_ERROR') {
    const requestId = extensions?.requestId
    return {
      message: `Something went wrong here; the request id is ${requestId}.`,
      ...place,
      extensions: { code, requestId },
    }
  }
  const limit = tooManyTokens.exec(message)?.[1]
  if (limit)
    return { message, ...place, extensions: { what: 'tokens', limit: Number(limit), code: 'QUERY_TOO_COMPLEX' } }
  const isIntrospection = extensions?.validationErrorCode === 'INTROSPECTION_DISABLED'
  const own = isIntrospection ? introspectionIsOff : message
  return { message: own, ...place, extensions: { code: ownCodes[code] ?? code } }
}
