import { isObject } from '../core/read.ts'
import type { DictionaryType, Dto, Type } from '../rest/description.ts'

/**
 * A value with the members of objects in the documents' order, unknown members and entries of dictionaries by name:
 * PostgreSQL keeps documents in an order of its own, SQLite in the writer's.
 */
export function inFixedOrder<Value>(type: Type, value: Value): Value
export function inFixedOrder(type: Type, value: unknown): unknown {
  if (typeof type === 'string' || type.kind === 'enum') return value
  if (type.kind === 'list') return Array.isArray(value) ? value.map((item) => inFixedOrder(type.of, item)) : value
  if (!isObject(value)) return value
  const members = [...membersInOrder(type, Object.keys(value))].filter(([name]) => Object.hasOwn(value, name))
  return Object.fromEntries(members.map(([name, each]) => [name, inFixedOrder(each, value[name])]))
}

function membersInOrder(type: Dto | DictionaryType, names: readonly string[]): Map<string, Type> {
  const known = type.kind === 'object' ? type.members : []
  const others = type.kind === 'object' ? type.others : type.of
  const types = new Map(known.map((member) => [member.key, member.type]))
  if (others === undefined) return types
  for (const name of names.toSorted()) if (!types.has(name)) types.set(name, others)
  return types
}
