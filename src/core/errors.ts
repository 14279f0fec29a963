/** The codes that a failed request carries, in `extensions.code` on GraphQL. */
export type RequestErrorCode =
  | 'UNAUTHENTICATED'
  | 'FORBIDDEN'
  | 'BAD_USER_INPUT'
  | 'NOT_FOUND'
  | 'QUERY_TOO_COMPLEX'
  | 'REQUEST_TOO_LARGE'
  | 'RATE_LIMITED'
  | 'UNAVAILABLE'

/**
 * A request that cannot be answered, for a reason that its sender may know. The edge maps the code to GraphQL's and
 * HTTP's forms; every other error is a bug and shows nothing but a request id.
 */
export class RequestError extends Error {
  readonly code: RequestErrorCode
  /** Figures that belong to the error, answered beside its code. */
  readonly details: Readonly<Record<string, unknown>>

  constructor(
    code: RequestErrorCode,
    message: string,
    options: { details?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(message, { cause: options.cause })
    this.code = code
    this.details = options.details ?? {}
  }
}

/** An argument, page, cursor or filter that is not as expected: `first: 1 to 250, got 900`. */
export function badInput(field: string, expected: string): RequestError {
  return new RequestError('BAD_USER_INPUT', `${field}: ${expected}`, {
    details: { field },
  })
}

export function unauthenticated(reason: string): RequestError {
  return new RequestError('UNAUTHENTICATED', reason)
}

export function tooComplex(message: string, details: Record<string, unknown>): RequestError {
  return new RequestError('QUERY_TOO_COMPLEX', message, { details })
}

/** More requests than allowed; another one is looked at after `retryAfterSeconds`, a whole number. */
export function rateLimited(message: string, retryAfterSeconds: number): RequestError {
  return new RequestError('RATE_LIMITED', message, { details: { retryAfterSeconds } })
}

export function unavailable(cause: unknown): RequestError {
  return new RequestError('UNAVAILABLE', 'The database does not answer; try again in a moment.', { cause })
}

/** Whether the database is away, or whatever else is needed: trying again may help. */
export function isUnavailable(error: unknown): boolean {
  return error instanceof RequestError && error.code === 'UNAVAILABLE'
}

/** Why the program cannot start or go on: one line for the person who started it, and the exit code. */
export class StartError extends Error {
  readonly exitCode: number

  constructor(message: string, exitCode = 1, cause?: unknown) {
    super(message, { cause })
    this.exitCode = exitCode
  }
}
