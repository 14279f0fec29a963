import type { Dto, EnumType, Type } from './description.ts'

/** What a DTO is called in `/openapi.json` and `/metadata`: `ListResponseOfCustomerInfo`. */
export function schemaName({ name, typeArgument }: Dto): string {
  return typeArgument ? `${name}Of${typeArgument.name}` : name
}

/** DTOs and all DTOs and enums that they hold, by name, each after one that holds it. */
export function namedTypes(dtos: readonly Dto[]): ReadonlyMap<string, Dto | EnumType> {
  const found = new Map<string, Dto | EnumType>()
  const waiting: Type[] = [...dtos]
  for (let type = waiting.shift(); type !== undefined; type = waiting.shift()) {
    if (typeof type === 'string') continue
    if (type.kind === 'list' || type.kind === 'dictionary') waiting.push(type.of)
    else {
      const name = type.kind === 'enum' ? type.name : schemaName(type)
      if (!found.has(name) && type.kind === 'object') waiting.push(...type.members.map((member) => member.type))
      found.set(name, type)
    }
  }
  return found
}
