import { GraphQLBoolean, GraphQLID, GraphQLInt, type GraphQLLeafType, GraphQLString } from 'graphql'
import { DateTimeScalar } from '../core/scalars.ts'
import { quote } from './json-text.ts'

/** A value of a leaf type as JSON text. Throws what the type's `serialize` throws. */
export type WriteLeaf = (value: unknown) => string

/** The writer of a type: values that already are what the type answers take a short cut past `serialize`. */
export function leafWriter(type: GraphQLLeafType): WriteLeaf {
  const serialized = (value: unknown) => writeSerialized(type, value)
  switch (type.name) {
    case GraphQLString.name:
    case GraphQLID.name:
      return (value) => (typeof value === 'string' ? quote(value) : serialized(value))
    case GraphQLInt.name:
      return (value) => (typeof value === 'number' && (value | 0) === value ? String(value | 0) : serialized(value))
    case GraphQLBoolean.name:
      return (value) => (typeof value === 'boolean' ? String(value) : serialized(value))
    case DateTimeScalar.name:
      return (value) => (isInstant(value) ? `"${value.toISOString()}"` : serialized(value))
    default:
      return serialized
  }
}

function isInstant(value: unknown): value is Date {
  return value instanceof Date && !Number.isNaN(value.getTime())
}

function writeSerialized(type: GraphQLLeafType, value: unknown): string {
  const serialized = type.serialize(value)
  if (serialized === null || serialized === undefined)
    throw new Error(`${type.name} has no value for what it was given`)
  return typeof serialized === 'string' ? quote(serialized) : JSON.stringify(serialized)
}
