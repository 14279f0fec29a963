/**
 * How the DTOs of the service documents are described, once for every format. A DTO in memory is the plain object that
 * its JSON has: camelCase names, members in the documents' order, nulls left out.
 */

/** `date` is RFC 3339 text; `int` has 32 bits. */
export type Scalar = 'string' | 'date' | 'boolean' | 'int' | 'number'

export interface EnumType {
  readonly kind: 'enum'
  readonly name: string
  readonly namespace: string
  readonly values: readonly string[]
}

export interface ListType {
  readonly kind: 'list'
  readonly of: Type
}

/** Texts to objects. */
export interface DictionaryType {
  readonly kind: 'dictionary'
  readonly of: Dto
}

export interface Dto {
  readonly kind: 'object'
  /** The CLR name, without type arguments. */
  readonly name: string
  /** The XML namespace of its data contract. */
  readonly namespace: string
  readonly typeArgument?: Dto
  readonly base?: Dto
  /** Its own members and the base's after them, as JSON has them. */
  readonly members: readonly Member[]
  /** Whether its contract orders the members as declared, instead of by name. */
  readonly isOrdered: boolean
  /** The type of the unknown members that are kept; without it they are left out. */
  readonly others?: Type
}

export type Type = Scalar | EnumType | ListType | DictionaryType | Dto

export interface Member {
  /** PascalCase, as in the CLR. */
  readonly name: string
  /** camelCase, as in JSON. */
  readonly key: string
  readonly type: Type
  /** Whether null is a value of its CLR type: of texts, lists and objects always, of others where it says so. */
  readonly isNullable: boolean
  /** The namespace of the class that declares it. */
  readonly namespace: string
}

export interface Nullable {
  readonly kind: 'nullable'
  readonly of: Type
}

export type Members = Readonly<Record<string, Type | Nullable>>

interface DtoOptions {
  readonly base?: Dto
  readonly typeArgument?: Dto
  readonly isOrdered?: boolean
  readonly others?: Type
}

/** A DTO with the given own members, in the documents' order; `namespace` is an XML namespace. */
export function dto(namespace: string, name: string, own: Members, options: DtoOptions = {}): Dto {
  const { isOrdered = false, ...rest } = options
  const members = [...membersOf(own, namespace), ...(options.base?.members ?? [])]
  return { kind: 'object', name, namespace, members, isOrdered, ...rest }
}

/** A DTO that contains itself: its members are asked for once everything is declared. */
export function recursiveDto(namespace: string, name: string, own: () => Members): Dto {
  let members: readonly Member[] | null = null
  return {
    kind: 'object',
    name,
    namespace,
    isOrdered: false,
    get members() {
      members ??= membersOf(own(), namespace)
      return members
    },
  }
}

export function list(of: Type): ListType {
  return { kind: 'list', of }
}

export function dictionary(of: Dto): DictionaryType {
  return { kind: 'dictionary', of }
}

export function nullable(of: Type): Nullable {
  return { kind: 'nullable', of }
}

/** The name in JSON: a leading run of capitals is lowered as one (AIInsights, aiInsights; IsBYOA, isBYOA). */
export function toKey(name: string): string {
  return name.replace(/^[A-Z]+(?![a-z])|^[A-Z]/, (capitals) => capitals.toLowerCase())
}

function membersOf(own: Members, namespace: string): readonly Member[] {
  return Object.entries(own).map(([name, declared]) => {
    const isMarked = isNullableMark(declared)
    const type = isMarked ? declared.of : declared
    return { name, key: toKey(name), type, namespace, isNullable: isMarked || isReference(type) }
  })
}

function isNullableMark(declared: Type | Nullable): declared is Nullable {
  return typeof declared === 'object' && declared.kind === 'nullable'
}

function isReference(type: Type): boolean {
  return typeof type === 'string' ? type === 'string' || type === 'date' : type.kind !== 'enum'
}
