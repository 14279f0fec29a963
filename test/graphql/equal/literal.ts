import { type GraphQLInputType, isEnumType, isInputObjectType, isListType, isNonNullType } from 'graphql'

/** A value of JSON as a document writes it. */
export function literalOf(type: GraphQLInputType, value: unknown): string {
  if (value === null) return 'null'
  if (isNonNullType(type)) return literalOf(type.ofType, value)
  if (isListType(type)) {
    const items: readonly unknown[] = Array.isArray(value) ? value : [value]
    return `[${items.map((item) => literalOf(type.ofType, item)).join(', ')}]`
  }
  if (isEnumType(type)) return String(value)
  if (isInputObjectType(type)) {
    const types = type.getFields()
    const members = Object.entries(Object(value)).map(([name, member]) => {
      const itsType = types[name]?.type
      return `${name}: ${itsType ? literalOf(itsType, member) : 'null'}`
    })
    return `{ ${members.join(', ')} }`
  }
  return untypedLiteral(value)
}

/** Scalars may hold objects and lists; the names of their members are such as a document can write. */
function untypedLiteral(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(untypedLiteral).join(' ')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).map(([name, member]) => `${name}: ${untypedLiteral(member)}`)
  return `{${members.join(' ')}}`
}
