import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'

/** What the tests read of an OpenAPI document. */
export interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Described>>>>
  readonly components: { readonly schemas: Readonly<Record<string, { readonly properties?: object }>> }
}

export interface Described {
  readonly operationId: string
  readonly parameters?: readonly (Parameter | Reference)[]
  readonly responses: Readonly<Record<string, Response | Reference>>
}

export interface Parameter {
  readonly name: string
  readonly in: string
}

interface Response {
  readonly headers?: object
  readonly content?: Readonly<Record<string, { readonly schema: object }>>
}

interface Reference {
  readonly $ref: string
}

/** What a reference within the document names, and anything else as it is. */
export function follow<Part extends object>(document: Document, part: Part | Reference): Part {
  if (!('$ref' in part)) return part
  const path = part.$ref.slice('#/'.length).split('/')
  const found = path.reduce<unknown>((at, name) => (at as Record<string, unknown>)[name], document)
  if (found === undefined) throw new Error(`${part.$ref} names nothing`)
  return found as Part
}

/** The validator of a schema of the document that takes no member which the document does not name. */
export function validator(document: Document, schema: object): ValidateFunction {
  const ajv = new Ajv2020({
    strict: false,
    allErrors: true,
    formats: { 'date-time': /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/, int32: true, double: true },
  })
  return ajv.compile({ ...schema, components: closed(document.components) })
}

function closed(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(closed)
  if (typeof part !== 'object' || part === null) return part
  const inner = Object.fromEntries(Object.entries(part).map(([name, value]) => [name, closed(value)]))
  return 'properties' in part ? { additionalProperties: false, ...inner } : inner
}
