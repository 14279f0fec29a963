import { RequestError, type RequestErrorCode } from '../core/errors.ts'
import type { UserError, UserErrorCode } from '../core/outcome.ts'

/** One entry of `responseStatus.errors`. */
export interface FieldError {
  readonly errorCode: string
  readonly fieldName?: string
  readonly message: string
}

/** An answer that is an error, in the form of the service documents. */
export class Refusal extends Error {
  readonly status: number
  readonly errorCode: string
  readonly errors: readonly FieldError[]
  readonly headers: Readonly<Record<string, string>>

  constructor(
    status: number,
    errorCode: string,
    message: string,
    more: { errors?: readonly FieldError[]; headers?: Readonly<Record<string, string>>; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause })
    this.status = status
    this.errorCode = errorCode
    this.errors = more.errors ?? []
    this.headers = more.headers ?? {}
  }
}

/** The body of an error. */
export function toErrorBody({ errorCode, message, errors }: Refusal): object {
  return { responseStatus: { errorCode, message, ...(errors.length > 0 && { errors }) } }
}

/** Names of the original, where it has some of its own. */
const errorCodes: Partial<Record<UserErrorCode, string>> = { Blank: 'NotEmpty' }

const statuses: Partial<Record<UserErrorCode, number>> = { NotAllowed: 403, Conflict: 409, HasChildren: 409 }

/**
 * What is wrong with a request's input.
 * @param target the member that names the object itself; it is 404 when that is not there.
 */
export function refuseInput(userErrors: readonly UserError[], target: string | null): Refusal {
  const errors = userErrors.map(({ code, field, message }) => ({
    errorCode: errorCodes[code] ?? code,
    fieldName: toFieldName(field),
    message,
  }))
  const [first] = userErrors
  const isAbsent = first?.code === 'NotFound' && first.field.length === 1 && first.field[0] === target
  const status = isAbsent ? 404 : first && userErrors.length === 1 ? (statuses[first.code] ?? 400) : 400
  return new Refusal(status, errors[0]?.errorCode ?? 'Invalid', first?.message ?? '', { errors })
}

/** `Schedule.Rules[0].ByMonth`. */
export function toFieldName(path: readonly string[]): string {
  return path
    .map((part, index) => (/^\d+$/.test(part) ? `[${part}]` : `${index > 0 ? '.' : ''}${capitalized(part)}`))
    .join('')
}

function capitalized(name: string): string {
  return name.slice(0, 1).toUpperCase() + name.slice(1)
}

const forCodes: Readonly<Record<RequestErrorCode, readonly [number, string]>> = {
  UNAUTHENTICATED: [401, 'Unauthorized'],
  FORBIDDEN: [403, 'Forbidden'],
  BAD_USER_INPUT: [400, 'Invalid'],
  NOT_FOUND: [404, 'NotFound'],
  QUERY_TOO_COMPLEX: [400, 'TooComplex'],
  RATE_LIMITED: [429, 'TooManyRequests'],
  REQUEST_TOO_LARGE: [413, 'RequestTooLarge'],
  UNAVAILABLE: [503, 'ServiceUnavailable'],
}

/** An error of the taxonomy as this surface shows it; null for a bug, of which nothing is shown. */
export function toRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error
  if (!(error instanceof RequestError)) return null
  const [status, errorCode] = forCodes[error.code]
  const { field, retryAfterSeconds } = error.details
  const errors =
    typeof field === 'string' ? [{ errorCode, fieldName: toFieldName(field.split('.')), message: error.message }] : []
  return new Refusal(status, errorCode, error.message, {
    errors,
    headers: {
      ...(status === 401 && { 'www-authenticate': 'Bearer, Basic realm="customer-gateway", charset="UTF-8"' }),
      ...(typeof retryAfterSeconds === 'number' && { 'retry-after': String(retryAfterSeconds) }),
    },
  })
}
