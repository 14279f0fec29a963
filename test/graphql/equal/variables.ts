import {
  type GraphQLArgument,
  type GraphQLInputType,
  type GraphQLNamedType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredArgument,
} from 'graphql'
import { literalOf } from './literal.ts'
import { anyValue, isMemberGiven, type Place, type ValueSource } from './values.ts'

/** A variable that a document may use. */
export interface Variable {
  readonly definition: string
  /** As the request sends it; undefined where it is left out. */
  readonly sent: unknown
}

/** Writes what stands behind a field's name, and keeps the variables that it takes. */
export interface Arguments {
  readonly variables: ReadonlyMap<string, Variable>
  /** The arguments of a field, in parentheses, and how many rows a page of it has at most. */
  write(owner: string, args: readonly GraphQLArgument[], returned: GraphQLNamedType): Written
  /** A directive that may leave out what stands before it, or nothing. */
  directive(): string
}

export interface Written {
  readonly text: string
  readonly size: number
}

interface WrittenPage {
  readonly parts: readonly string[]
  readonly size: number
}

interface PageTypes {
  readonly sizeType: GraphQLInputType
  readonly cursorType: GraphQLInputType
}

const defaultSize = 25
const pageArguments = ['first', 'last', 'after', 'before']

/** @param likelihood how likely anything is a variable. */
export function createArguments(source: ValueSource, likelihood: number): Arguments {
  const { random } = source
  const variables = new Map<string, Variable>()

  const declare = (type: string, value: { readonly default?: string; readonly sent: unknown }): string => {
    const name = `$v${variables.size}`
    const definition = `${name}: ${type}${value.default === undefined ? '' : ` = ${value.default}`}`
    variables.set(name, { definition, sent: value.sent })
    return name
  }

  /** A variable for a place that takes null; it may be anything that leads to a value, to null, or to nothing at all. */
  const nullableVariable = (type: GraphQLInputType, place: Place): string => {
    const value = anyValue(source, type, place)
    const literal = () => literalOf(type, anyValue(source, type, place))
    switch (random.below(6)) {
      case 0:
        return declare(`${type}!`, { sent: value })
      case 1:
        return declare(String(type), { sent: null })
      case 2:
        return declare(String(type), { sent: undefined })
      case 3:
        return declare(String(type), { default: literal(), sent: undefined })
      case 4:
        return declare(String(type), { default: random.pick(['null', literal()]), sent: random.pick([value, null]) })
      default:
        return declare(String(type), { sent: value })
    }
  }

  /** A default lets a variable stand where null may not; sent as null all the same, it is an error of the field. */
  const requiredVariable = (type: GraphQLInputType, place: Place): string => {
    const value = anyValue(source, type, place)
    const nullable = isNonNullType(type) ? type.ofType : type
    if (random.chance(0.7)) return declare(`${nullable}!`, { sent: value })
    const given = random.chance(0.5) ? value : undefined
    const sent = random.chance(source.badness) ? null : given
    return declare(String(nullable), { default: literalOf(nullable, anyValue(source, nullable, place)), sent })
  }

  const writeValue = (type: GraphQLInputType, place: Place): string => {
    if (random.chance(likelihood))
      return isNonNullType(type) ? requiredVariable(type, place) : nullableVariable(type, place)
    const inner = isNonNullType(type) ? type.ofType : type
    if (isListType(inner) && random.chance(0.5)) {
      const items = Array.from({ length: random.below(4) }, () => writeValue(inner.ofType, place))
      return `[${items.join(', ')}]`
    }
    if (isInputObjectType(inner) && random.chance(0.7)) {
      const members = Object.values(inner.getFields())
        .filter((member) => isMemberGiven(source, member))
        .map(({ name, type }) => `${name}: ${writeValue(type, { owner: inner.name, name })}`)
      return `{ ${members.join(', ')} }`
    }
    return isNonNullType(type) || random.chance(0.95) ? literalOf(type, anyValue(source, inner, place)) : 'null'
  }

  /** The state of a schedule now is another one a moment later. */
  const writeInstant = (type: GraphQLInputType, place: Place): string => {
    const value = anyValue(source, type, place)
    return random.chance(likelihood)
      ? declare(random.pick([`${type}`, `${type}!`]), { sent: value })
      : literalOf(type, value)
  }

  /** Which page: seldom one that cannot be. A size is told, so that pages within pages stay small. */
  const writePage = (connection: string, { sizeType, cursorType }: PageTypes): WrittenPage => {
    const size = (name: string): { readonly text: string; readonly size: number } => {
      const place = { owner: connection, name }
      const value = Number(anyValue(source, sizeType, place))
      const written = random.chance(likelihood)
        ? declare(random.pick(['Int', 'Int!', 'Int = 3']), { sent: value })
        : value
      return { text: `${name}: ${written}`, size: value }
    }
    const cursor = (name: string) => `${name}: ${writeValue(cursorType, { owner: connection, name })}`
    const form = random.below(20)
    if (random.chance(source.badness)) return { parts: [size('first').text, size('last').text], size: 1 }
    if (form < 3) return { parts: [], size: defaultSize }
    const isBackward = form > 14
    const sized = size(isBackward ? 'last' : 'first')
    const parts = [
      sized.text,
      ...(form % 3 === 0 ? [cursor('after')] : []),
      ...(form % 7 === 1 || form === 15 ? [cursor('before')] : []),
    ]
    return { parts, size: sized.size < 0 || sized.size > 250 ? 1 : sized.size }
  }

  const typeOf = (args: readonly GraphQLArgument[], name: string) => args.find((each) => each.name === name)?.type

  return {
    variables,
    write(owner, args, returned) {
      const [sizeType, cursorType] = [typeOf(args, 'first'), typeOf(args, 'after')]
      const isPage = sizeType !== undefined && cursorType !== undefined
      const page = isPage ? writePage(returned.name, { sizeType, cursorType }) : { parts: [], size: 1 }
      const others = args
        .filter(({ name }) => !pageArguments.includes(name))
        .flatMap((arg) => {
          const place = { owner, name: arg.name }
          if (arg.name === 'at') return [`at: ${writeInstant(arg.type, place)}`]
          return isRequiredArgument(arg) || random.chance(0.2) ? [`${arg.name}: ${writeValue(arg.type, place)}`] : []
        })
      const written = [...page.parts, ...others]
      return { text: written.length > 0 ? `(${written.join(', ')})` : '', size: page.size }
    },
    directive() {
      if (!random.chance(0.07)) return ''
      const holds = random.chance(0.7)
      const name = random.pick(['include', 'skip'] as const)
      const value = holds === (name === 'include')
      const form = random.below(4)
      if (form === 0) return ` @${name}(if: ${declare('Boolean!', { sent: value })})`
      if (form === 1) return ` @${name}(if: ${declare('Boolean', { default: String(value), sent: undefined })})`
      if (form === 2) return ` @${name}(if: ${value}) @${name === 'skip' ? 'include' : 'skip'}(if: ${!value})`
      return ` @${name}(if: ${value})`
    },
  }
}
