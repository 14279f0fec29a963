import { GraphQLBoolean, GraphQLID, GraphQLInt, type GraphQLLeafType, GraphQLString } from 'graphql'
import { DateTimeScalar } from '../core/scalars.ts'
import type { Output } from './output.ts'

/** Writes a value of a leaf type as JSON. Throws what the type's `serialize` throws. */
export type WriteLeaf = (out: Output, value: unknown) => void

/** The writer of a type: values that already are what the type answers take a short cut past `serialize`. */
export function leafWriter(type: GraphQLLeafType): WriteLeaf {
  const serialized: WriteLeaf = (out, value) => writeSerialized(type, out, value)
  switch (type.name) {
    case GraphQLString.name:
    case GraphQLID.name:
      return (out, value) => (typeof value === 'string' ? out.quoted(value) : serialized(out, value))
    case GraphQLInt.name:
      return (out, value) =>
        typeof value === 'number' && (value | 0) === value ? out.integer(value | 0) : serialized(out, value)
    case GraphQLBoolean.name:
      return (out, value) => (typeof value === 'boolean' ? out.ascii(String(value)) : serialized(out, value))
    case DateTimeScalar.name:
      return (out, value) => (isTimestamp(value) ? out.quoted(value) : serialized(out, value))
    default:
      return serialized
  }
}

const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/

/** An instant as rows have it, which is how it is answered. */
function isTimestamp(value: unknown): value is string {
  return typeof value === 'string' && timestamp.test(value)
}

function writeSerialized(type: GraphQLLeafType, out: Output, value: unknown): void {
  const serialized = type.serialize(value)
  if (serialized === null || serialized === undefined)
    throw new Error(`${type.name} has no value for what it was given`)
  if (typeof serialized === 'string') out.quoted(serialized)
  else out.json(JSON.stringify(serialized))
}
