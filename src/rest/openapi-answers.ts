import { type Dto, list } from './description.ts'
import * as dtos from './dto.ts'
import type { Format } from './formats/format.ts'
import { schemaName } from './named-types.ts'
import { type Part, schemaOf } from './openapi-schemas.ts'
import { isIdempotent, type Operation } from './operations.ts'
import { formats } from './read-request.ts'

/** A body in each format: JSON by its schema, the others, which no JSON schema describes, by their samples. */
export function contentOf(dto: Dto): Part {
  return contentBy((format) => ({
    schema: format === 'json' ? schemaOf(dto) : { type: 'string' },
    examples: { sample: { $ref: `#/components/examples/${schemaName(dto)}.${format}` } },
  }))
}

/** A list as a body in each format. */
export function contentOfList(of: Dto, limits: Part = {}): Part {
  const schema = { ...schemaOf(list(of)), ...limits }
  return contentBy((format) => ({ schema: format === 'json' ? schema : { type: 'string' } }))
}

function contentBy(describe: (format: Format['name']) => Part): Part {
  return Object.fromEntries(Object.values(formats).map(({ name, contentType }) => [contentType, describe(name)]))
}

/** Whether the operation answers a stored object, which has a version. */
export function answersEntity({ response }: Operation): boolean {
  return response?.base?.name === 'EntityInfo'
}

/** Whether the operation writes or deletes an object that its path names: then `If-Match` holds it to a version. */
export function changesEntity(operation: Operation): boolean {
  const { method, template, response } = operation
  return method !== 'GET' && (answersEntity(operation) || response === null) && template.includes('{')
}

/** Whether the request's members are in the query: such methods have no body by their routes. */
export function isInQuery({ method }: Operation): boolean {
  return method === 'GET' || method === 'DELETE'
}

/** All answers of an operation, by status. */
export function answersOf(operation: Operation): Part {
  const { response } = operation
  return {
    ...(response === null ? noContent() : { 200: success(operation, response) }),
    ...refusalsOf(statusesOf(operation)),
  }
}

/** Refusals by reference. */
export function refusalsOf(statuses: readonly RefusalStatus[]): Part {
  return Object.fromEntries(statuses.map((status) => [status, { $ref: `#/components/responses/${status}` }]))
}

/** What an operation answers that has nothing to say. */
export function noContent(): Part {
  return { 204: { description: 'It was carried out.', headers: headers(['X-Request-Id']) } }
}

/** What an operation answers when it was carried out. */
function success(operation: Operation, response: Dto): Part {
  const isSession = response === dtos.authenticateResponse
  return {
    description: `${schemaName(response)}.`,
    headers: {
      ...headers(['X-Request-Id']),
      ...(answersEntity(operation) && headers(['ETag'])),
      ...(isIdempotent(operation) && headers(['Idempotency-Replayed'])),
      ...(isSession && headers(['Set-Cookie'])),
    },
    content: {
      ...contentOf(response),
      ...(operation.method === 'GET' && { 'text/javascript': { schema: { type: 'string' } } }),
    },
  }
}

type RefusalStatus = keyof typeof refusals

/** How the operation may fail; a look-up by nobody is no failure of an open one, a wrong password is. */
export function statusesOf(operation: Operation): RefusalStatus[] {
  const { method, template, isOpen = false, request } = operation
  const isWrite = method !== 'GET'
  return [
    ...when(!isWrite && answersEntity(operation), 304),
    400,
    ...when(!isOpen || request === dtos.authenticate, 401),
    ...when(isWrite, 403),
    ...when(template.includes('{'), 404),
    405,
    ...when(isIdempotent(operation) || method === 'DELETE', 409),
    ...when(changesEntity(operation), 412),
    ...when(isWrite, 413, 415),
    ...when(isIdempotent(operation), 422),
    429,
    500,
    503,
  ]
}

function when(holds: boolean, ...statuses: readonly RefusalStatus[]): readonly RefusalStatus[] {
  return holds ? statuses : []
}

/** What each refusal means, and the headers that it has beside `X-Request-Id`. */
const refusals = {
  304: ['What `If-None-Match` names is current.', 'ETag'],
  400: ['The input is bad, or the body cannot be read; `errors` lists all that is wrong.'],
  401: ['No identity, or a bad one.', 'WWW-Authenticate'],
  403: ['Your role does not allow it, or another origin asked without a token.'],
  404: ['There is no such object, or you may not see it.'],
  405: ['The method is none of this path.', 'Allow'],
  409: ['A conflict, or the first request under this `Idempotency-Key` is still running.'],
  412: ['What `If-Match` names is not current; nothing was written.'],
  413: ['The body is larger than 1 MiB.'],
  415: ['The body is in a format that is not read.'],
  422: ['The `Idempotency-Key` was used for another request.'],
  429: ['Too many attempts, or too much load.', 'Retry-After'],
  500: ['A fault of the service; its details are logged under the request id.'],
  503: ['The database is away.'],
} as const satisfies Readonly<Record<number, readonly [string, HeaderName?]>>

/** The answers that `$ref` names by their status. */
export function refusalParts(): Part {
  return Object.fromEntries(
    Object.entries(refusals).map(([status, [description, header]]) => [
      status,
      {
        description,
        headers: headers(header ? ['X-Request-Id', header] : ['X-Request-Id']),
        ...(status !== '304' && { content: contentOf(dtos.errorResponse) }),
      },
    ]),
  )
}

type HeaderName = keyof typeof headerParts

/** The headers of answers, by name. */
export const headerParts = {
  Allow: header('The methods of this path.'),
  ETag: header('The version of the object: send it as `If-Match` or `If-None-Match`.', '"7"'),
  'Idempotency-Replayed': header('`true` where this is the answer to an earlier request under the same key.'),
  'Retry-After': header('After how many seconds to try again.', '30'),
  'Set-Cookie': header('The session cookies `ss-id` and `ss-pid`.'),
  'WWW-Authenticate': header('How to tell who you are.'),
  'X-Request-Id': header('Names the request in the log.'),
}

function header(description: string, example?: string): Part {
  return { description, schema: { type: 'string' }, ...(example && { example }) }
}

function headers(names: readonly HeaderName[]): Part {
  return Object.fromEntries(names.map((name) => [name, { $ref: `#/components/headers/${name}` }]))
}
