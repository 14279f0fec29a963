import { answersEntity, changesEntity, isInQuery } from './openapi-answers.ts'
import { type Part, schemaOf } from './openapi-schemas.ts'
import { isIdempotent, type Operation } from './operations.ts'
import { formats } from './read-request.ts'
import type { Words } from './words.ts'

/** What all operations of a method may be sent beside their request. */
export const parameterParts: Readonly<Record<string, Part>> = {
  format: {
    name: 'format',
    in: 'query',
    description: 'The format of the answer, before that of the path and of `Accept`.',
    schema: { enum: Object.keys(formats) },
  },
  callback: {
    name: 'callback',
    in: 'query',
    description: 'Answers JSON as a call of this function (JSONP). Session cookies do not count then.',
    schema: { type: 'string' },
  },
  reset: {
    name: 'reset',
    in: 'query',
    description: 'Members to clear, as null and absent ones are left alone: `?reset=referenceId,parentCustomerId`.',
    schema: { type: 'array', items: { type: 'string' } },
    style: 'form',
    explode: false,
  },
  'If-Match': {
    name: 'If-Match',
    in: 'header',
    description: 'The `ETag` that you know: 412, and nothing is written, when it is not current.',
    schema: { type: 'string' },
    example: '"7"',
  },
  'If-None-Match': {
    name: 'If-None-Match',
    in: 'header',
    description: 'The `ETag` that you have: 304 when it is current.',
    schema: { type: 'string' },
    example: '"7"',
  },
  'Idempotency-Key': {
    name: 'Idempotency-Key',
    in: 'header',
    description: 'Carries the request out once: for 24 hours its answer is given again. Keys are per user.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[!-~]+$' },
  },
  replyFormat: {
    name: 'format',
    in: 'path',
    required: true,
    description: 'The format of the answer. A list as CSV has one row here, with all items in its first cell.',
    schema: { enum: Object.keys(formats) },
  },
}

/** The parameters of an operation under its route. */
export function routeParameters(operation: Operation, words: Words): readonly Part[] {
  const isRead = operation.method === 'GET'
  return [
    ...pathVariables(operation, words),
    ...(isInQuery(operation) ? queryMembers(operation, words) : []),
    ...refs(
      'format',
      isRead && 'callback',
      operation.method === 'PATCH' && 'reset',
      isRead && answersEntity(operation) && 'If-None-Match',
      changesEntity(operation) && 'If-Match',
      isIdempotent(operation) && 'Idempotency-Key',
    ),
  ]
}

/** The parameters of an operation by its name: what the path of its route names is a member as any other. */
export function namedParameters(operation: Operation, words: Words): readonly Part[] {
  const byName = { ...operation, template: '' }
  const hasVersion = changesEntity(operation)
  return [...routeParameters(byName, words), ...refs(hasVersion && 'If-Match')]
}

export function refs(...names: readonly (string | false)[]): readonly Part[] {
  return names.filter((name) => name !== false).map((name) => ({ $ref: `#/components/parameters/${name}` }))
}

function pathVariables({ template, request }: Operation, words: Words): readonly Part[] {
  return request.members
    .filter(({ key }) => template.includes(`{${key}}`))
    .map((member) => ({
      name: member.key,
      in: 'path',
      required: true,
      description: words.ofMember(request, member),
      schema: { ...schemaOf(member.type), minLength: 1 },
    }))
}

function queryMembers({ template, request }: Operation, words: Words): readonly Part[] {
  return request.members
    .filter(({ key }) => !template.includes(`{${key}}`))
    .map((member) => ({
      name: member.key,
      in: 'query',
      description: words.ofMember(request, member),
      schema: schemaOf(member.type),
      ...(schemaOf(member.type).type === 'array' && { style: 'form', explode: false }),
    }))
}
