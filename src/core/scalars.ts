import { GraphQLError, GraphQLScalarType, Kind, print, valueFromASTUntyped } from 'graphql'
import { GraphQLDateTimeISO, GraphQLJSON } from 'graphql-scalars'
import { type Decimal, decimalOf, findDecimal, maxDigits, printDecimal } from './decimal.ts'
import { shown } from './read.ts'
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

/** The instant in an RFC 3339 text with offset; null for anything else. */
export function findInstant(value: unknown): Date | null {
  try {
    return DateTimeScalar.parseValue(value)
  } catch {
    return null
  }
}

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

/**
 * Exact decimals: texts out, texts and numbers in. A literal is taken as it is written. A JSON number has gone through
 * binary and stands for its shortest round-trip text; beyond 2^53, where that may not be what was sent, it is refused.
 */
export const DecimalScalar = new GraphQLScalarType<Decimal, string>({
  name: 'Decimal',
  description:
    'Exact decimal number as a string without exponent and trailing zeros, e.g. `"12.5"`. Sent as a string of at most ' +
    `${maxDigits} digits without exponent; also as a number, where it is not beyond 2^53 in JSON.`,
  // Only fields that hold a Decimal have this type.
  serialize: (value) => printDecimal(value as Decimal),
  parseValue: (value) => readDecimal(typeof value === 'number' ? (textOf(value) ?? value) : value),
  parseLiteral: (node) => readDecimal('value' in node ? node.value : print(node)),
})

/** A JSON number as text; null for one that may not be what was sent. */
function textOf(number: number): string | null {
  return Math.abs(number) <= Number.MAX_SAFE_INTEGER ? printDecimal(decimalOf(number)) : null
}

function readDecimal(sent: unknown): Decimal {
  const decimal = typeof sent === 'string' ? findDecimal(sent) : null
  if (decimal) return decimal
  throw new GraphQLError(
    `Decimal: expected a text such as "12.5", without exponent and of at most ${maxDigits} digits, got ${shown(sent)}`,
  )
}
