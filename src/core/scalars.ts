import { GraphQLError, GraphQLScalarType, Kind, valueFromASTUntyped } from 'graphql'
import { GraphQLDateTimeISO, GraphQLJSON } from 'graphql-scalars'
import { type Struct, toPlain } from './struct.ts'

const isoDateTime = GraphQLDateTimeISO.toConfig()

/** Instants: texts in, `Date` inside, UTC with milliseconds out. */
export const DateTimeScalar = new GraphQLScalarType<Date, string | Date>({
  ...isoDateTime,
  name: 'DateTime',
  description: 'RFC 3339 instant with offset, e.g. 2026-11-21T09:30:00.000Z. Always answered in UTC with milliseconds.',
  specifiedByURL: 'https://scalars.graphql.org/andimarek/date-time.html',
  parseValue(value) {
    if (typeof value === 'string') return GraphQLDateTimeISO.parseValue(value)
    throw new GraphQLError(`DateTime: expected an RFC 3339 text, got ${JSON.stringify(value)}`)
  },
  parseLiteral(node, variables) {
    if (node.kind === Kind.STRING) return GraphQLDateTimeISO.parseLiteral(node, variables)
    throw new GraphQLError('DateTime: expected an RFC 3339 text', { nodes: node })
  },
  extensions: {},
})

/** Documents as they are, whatever their members are called. */
export const JSONScalar = new GraphQLScalarType<unknown, unknown>({
  ...GraphQLJSON.toConfig(),
  name: 'JSON',
  description: 'Any JSON value.',
  specifiedByURL: null,
  extensions: {},
})

/**
 * Plain JSON outside, the service's dictionary of Values inside. Input passes through as it came: what is wrong with it
 * is a user error with its path, which only a mutation can tell.
 */
export const StructScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'Struct',
  description:
    'A dictionary of data values, written and read as a plain JSON object. A value is a boolean, a string, a finite ' +
    "number, an object (again a Struct) or a list of objects: exactly what the service's Value can hold. Anything else " +
    '(null, a list of scalars, a list in a list) is refused with a user error that names the path.',
  // Only columns that hold a Struct have this type.
  serialize: (value) => toPlain(value as Struct),
  parseValue: (value) => value,
  parseLiteral: (node, variables) => valueFromASTUntyped(node, variables),
})
