import type { Dto } from './description.ts'
import * as dtos from './dto.ts'
import { schemaName } from './named-types.ts'
import {
  answersOf,
  contentOf,
  contentOfList,
  headerParts,
  isInQuery,
  noContent,
  refusalParts,
  refusalsOf,
  statusesOf,
} from './openapi-answers.ts'
import { namedParameters, parameterParts, refs, routeParameters } from './openapi-parameters.ts'
import { type Part, schemaOf, schemasOf } from './openapi-schemas.ts'
import { dtosOf, isIdempotent, type Operation } from './operations.ts'
import { formats } from './read-request.ts'
import { sampleObject } from './sample.ts'
import type { Words } from './words.ts'

const about = `Customers and accounts of a voice platform. An answer is in the format of \`?callback=\` (JSONP), \`?format=\`,
the path's suffix (\`/customers.csv\`) or \`/{format}/reply/\`, or the \`Accept\` header, in this order; else in JSON.
Requests are read by \`Content-Type\`. Null members are left out of answers, and in requests leave a value alone.`

/**
 * Describes the operations under their routes and names.
 * @see https://spec.openapis.org/oas/v3.1.1.html
 */
export function openApi(operations: readonly Operation[], words: Words): object {
  const described = [dtos.errorResponse, ...operations.flatMap(dtosOf)]
  return {
    openapi: '3.1.1',
    info: { title: 'Customer gateway', version: '1.0.0', description: about },
    security: [{ bearer: [] }, { basic: [] }, { session: [] }],
    tags: [...new Set(operations.map(tagOf)), namedTag].map((name) => ({ name })),
    paths: { ...routePaths(operations, words), ...namedPaths(operations, words) },
    components: {
      schemas: schemasOf(described, words),
      examples: Object.fromEntries(described.flatMap(examplesOf)),
      parameters: parameterParts,
      headers: headerParts,
      responses: refusalParts(),
      securitySchemes: {
        bearer: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' },
        basic: { type: 'http', scheme: 'basic' },
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: 'ss-id',
          description: 'From `/auth/credentials`; `ss-pid` with rememberMe.',
        },
      },
    },
  }
}

const namedTag = 'Operations by name'

/** `Customers`: the first part of the route. */
function tagOf({ template }: Operation): string {
  const [, first = ''] = template.split('/')
  return first.slice(0, 1).toUpperCase() + first.slice(1)
}

function routePaths(operations: readonly Operation[], words: Words): Part {
  const templates = [...new Set(operations.map(({ template }) => template))]
  return Object.fromEntries(
    templates.map((template) => {
      const here = operations.filter((operation) => operation.template === template)
      const methods = here.map((operation) => [operation.method.toLowerCase(), routeOperation(operation, words)])
      return [template, { ...overriding(here, words), ...Object.fromEntries(methods) }]
    }),
  )
}

function routeOperation(operation: Operation, words: Words): Part {
  return {
    ...common(operation, operation.name, tagOf(operation)),
    parameters: routeParameters(operation, words),
    ...(!isInQuery(operation) && { requestBody: requestBody(operation.request) }),
    responses: answersOf(operation),
  }
}

/**
 * For clients that cannot send a PATCH or a DELETE: the same as a POST that says so. One path has one POST, so of both
 * it describes the PATCH, and names the other method.
 */
function overriding(here: readonly Operation[], words: Words): Part {
  const patch = here.find(({ method }) => method === 'PATCH')
  if (!patch) return {}
  const methods = here.map(({ method }) => method).filter((method) => method !== 'GET')
  const override = { name: 'X-HTTP-Method-Override', in: 'header', required: true, schema: { enum: methods } }
  const answersNothing = here.some(({ response }) => response === null)
  return {
    post: {
      ...routeOperation(patch, words),
      operationId: `${patch.name}ByPost`,
      parameters: [...routeParameters(patch, words), override],
      responses: { ...answersOf(patch), ...(answersNothing && noContent()) },
    },
  }
}

/** `/{format}/reply/{Operation}` and `/api/{Operation}`, and both with `[]` for a list of requests. */
function namedPaths(operations: readonly Operation[], words: Words): Part {
  const forms = [
    { prefix: '/{format}/reply/', id: 'Reply', parameters: refs('replyFormat') },
    { prefix: '/api/', id: 'Api', parameters: [] },
  ]
  const paths = forms.flatMap(({ prefix, id, parameters }) =>
    operations.flatMap((operation) => {
      const item = parameters.length > 0 ? { parameters } : {}
      const path = `${prefix}${operation.name}`
      return [
        [path, { ...item, ...namedOperations(operation, words, id) }],
        [`${path}[]`, { ...item, post: batchOperation(operation, `${operation.name}${id}Batch`) }],
      ]
    }),
  )
  return Object.fromEntries(paths)
}

/** An operation by its name has its own method, and POST for clients that send all operations so. */
function namedOperations(operation: Operation, words: Words, id: string): Part {
  const parts = {
    ...common(operation, `${operation.name}${id}`, namedTag),
    parameters: namedParameters(operation, words),
    responses: answersOf(operation),
  }
  const withBody = { ...parts, requestBody: requestBody(operation.request) }
  const byPost = { ...withBody, operationId: `${parts.operationId}ByPost` }
  switch (operation.method) {
    case 'GET':
      return {
        get: parts,
        post: { ...byPost, parameters: refs('format'), responses: { ...parts.responses, ...refusalsOf(ofBodies) } },
      }
    case 'PATCH':
      return { patch: withBody, post: byPost }
    case 'DELETE':
      return { delete: parts, post: { ...byPost, parameters: refs('format', 'If-Match') } }
    case 'POST':
      return { post: withBody }
  }
}

/** Refusals of bodies, which only a POST of an operation that reads has. */
const ofBodies = [413, 415] as const

function batchOperation(operation: Operation, operationId: string): Part {
  const refused = [...statusesOf(operation), ...ofBodies].filter((status) => status !== 304 && status !== 412)
  return {
    ...common(operation, operationId, namedTag),
    summary: `${operation.name} for a list of at most 100 requests, answered by a list.`,
    parameters: refs('format', isIdempotent(operation) && 'Idempotency-Key'),
    requestBody: { required: true, content: contentOfList(operation.request, { maxItems: 100 }) },
    responses: {
      ...(operation.response === null
        ? noContent()
        : {
            200: {
              description: 'The answers, in the order of the requests.',
              content: contentOfList(operation.response),
            },
          }),
      ...refusalsOf(refused),
    },
  }
}

function common({ summary, isOpen = false }: Operation, operationId: string, tag: string) {
  return {
    operationId,
    tags: [tag],
    summary,
    ...(isOpen && { security: [{}, { bearer: [] }, { basic: [] }, { session: [] }] }),
  }
}

function requestBody(dto: Dto): Part {
  const form = { 'application/x-www-form-urlencoded': { schema: schemaOf(dto) } }
  return { content: { ...contentOf(dto), ...form } }
}

function examplesOf(dto: Dto): [string, Part][] {
  const sample = sampleObject(dto)
  return Object.values(formats).map(({ name, write }) => [
    `${schemaName(dto)}.${name}`,
    { value: name === 'json' ? sample : write(dto, sample) },
  ])
}
