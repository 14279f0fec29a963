import type { Dto, Type } from './description.ts'
import { namedTypes, schemaName } from './named-types.ts'
import type { Words } from './words.ts'

/** An object of the document. */
export type Part = Readonly<Record<string, unknown>>

/** The schema of a type; objects and enums by reference. */
export function schemaOf(type: Type): Part {
  switch (type) {
    case 'string':
    case 'boolean':
      return { type }
    case 'date':
      return { type: 'string', format: 'date-time' }
    case 'int':
      return { type: 'integer', format: 'int32' }
    case 'number':
      return { type: 'number', format: 'double' }
  }
  switch (type.kind) {
    case 'enum':
      return { $ref: `#/components/schemas/${type.name}` }
    case 'list':
      return { type: 'array', items: schemaOf(type.of) }
    case 'dictionary':
      return { type: 'object', additionalProperties: schemaOf(type.of) }
    case 'object':
      return { $ref: `#/components/schemas/${schemaName(type)}` }
  }
}

/** The schemas of DTOs and all that they hold, by name. */
export function schemasOf(dtos: readonly Dto[], words: Words): Part {
  const types = namedTypes(dtos)
  return Object.fromEntries(
    [...types].map(([name, type]) => [
      name,
      type.kind === 'enum' ? { type: 'string', enum: type.values } : objectSchema(type, words),
    ]),
  )
}

function objectSchema(dto: Dto, words: Words): Part {
  const required = dto.members.filter((member) => isRequired(dto, member, words)).map(({ key }) => key)
  const description = words.ofType(dto)
  return {
    type: 'object',
    ...(description && { description }),
    properties: Object.fromEntries(dto.members.map((member) => [member.key, memberSchema(dto, member, words)])),
    ...(required.length > 0 && { required }),
    ...(dto.others && { additionalProperties: schemaOf(dto.others) }),
  }
}

/** Ids are not: where the path names the object, the body need not. */
function isRequired(dto: Dto, member: Dto['members'][number], words: Words): boolean {
  return words.isRequired(dto, member) && !/Id$/.test(member.name)
}

function memberSchema(dto: Dto, member: Dto['members'][number], words: Words): Part {
  const description = words.ofMember(dto, member)
  return { ...schemaOf(member.type), ...(description && { description }) }
}
