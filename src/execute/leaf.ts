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
      return (value) => (isTimestamp(value) ? `"${value}"` : serialized(value))
    default:
      return serialized
  }
}

const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** An instant as rows have it, which is how it is answered. */
function isTimestamp(value: unknown): value is string {
  return typeof value === 'string' && timestamp.test(value)
}

function writeSerialized(type: GraphQLLeafType, value: unknown): string {
  const serialized = type.serialize(value)
  if (serialized === null || serialized === undefined)
    throw new Error(`${type.name} has no value for what it was given`)
  return typeof serialized === 'string' ? quote(serialized) : JSON.stringify(serialized)
}
