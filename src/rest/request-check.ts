import { isObject, shown } from '../core/read.ts'
import type { Dto, Type } from './description.ts'
import { type FieldError, Refusal, toFieldName } from './errors.ts'

/**
 * Checks the types of a request's own members; what lies in documents is for the domain to check.
 * @throws {Refusal} 400 with every member that is of another type.
 */
export function checkRequest(dto: Dto, request: unknown): Readonly<Record<string, unknown>> {
  if (!isObject(request)) throw new Refusal(400, 'Invalid', `body: expected an object, got ${shown(request)}`)
  const errors = dto.members.flatMap(({ name, key, type }): FieldError[] => {
    const value = request[key]
    if (value === undefined || value === null || isOf(type, value)) return []
    return [{ errorCode: 'Invalid', fieldName: name, message: `expected ${nameOf(type)}, got ${shown(value)}` }]
  })
  if (errors.length > 0) throw new Refusal(400, 'Invalid', errors[0]?.message ?? '', { errors })
  return request
}

/**
 * Checks that a request that did not come by its path says what the path would have said.
 * @throws {Refusal} 400 with every member that is missing.
 */
export function checkVariables(template: string, request: object): void {
  const members = new Map(Object.entries(request))
  const errors = [...template.matchAll(/\{(\w+)\}/g)].flatMap(([, name = '']): FieldError[] =>
    members.get(name)
      ? []
      : [{ errorCode: 'NotEmpty', fieldName: toFieldName([name]), message: `${name}: expected an id` }],
  )
  if (errors.length > 0) throw new Refusal(400, 'NotEmpty', errors[0]?.message ?? '', { errors })
}

function isOf(type: Type, value: unknown): boolean {
  switch (type) {
    case 'string':
    case 'date':
      return typeof value === 'string'
    case 'boolean':
      return typeof value === 'boolean'
    case 'int':
      return typeof value === 'number' && (value | 0) === value
    case 'number':
      return typeof value === 'number'
  }
  switch (type.kind) {
    case 'enum':
      return type.values.includes(String(value))
    case 'list':
      return Array.isArray(value) && (typeof type.of !== 'string' || value.every((item) => isOf(type.of, item)))
    case 'dictionary':
    case 'object':
      return isObject(value)
  }
}

function nameOf(type: Type): string {
  if (type === 'string' || type === 'date') return 'text'
  if (type === 'boolean') return 'true or false'
  if (type === 'int') return 'a whole number'
  if (type === 'number') return 'a number'
  switch (type.kind) {
    case 'enum':
      return `one of ${type.values.join(', ')}`
    case 'list':
      return typeof type.of === 'string' ? 'a list of texts or numbers' : 'a list'
    case 'dictionary':
    case 'object':
      return 'an object'
  }
}
