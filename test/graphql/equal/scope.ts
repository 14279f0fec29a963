import { type GraphQLCompositeType, type GraphQLOutputType, getNamedType, isCompositeType, isObjectType } from 'graphql'

/** A field that stands at a place of the answer, under one response key. */
export interface Entry {
  readonly parent: GraphQLCompositeType
  readonly field: string
  readonly args: string
  readonly size: number
  readonly returned: GraphQLOutputType
}

/** What is selected at one place of the answer: fields of the same key are merged there. */
export interface Scope {
  readonly entries: Map<string, Entry[]>
  readonly below: Map<string, Scope>
}

export function emptyScope(): Scope {
  return { entries: new Map(), below: new Map() }
}

/** Whether a field may stand under a key: those of the same object are to be the same, others of the same shape. */
export function fits(scope: Scope, key: string, entry: Entry): boolean {
  return (scope.entries.get(key) ?? []).every((other) => {
    const areApart = other.parent !== entry.parent && isObjectType(other.parent) && isObjectType(entry.parent)
    return areApart
      ? haveOneShape(other.returned, entry.returned)
      : other.field === entry.field && other.args === entry.args
  })
}

/** @see GraphQL, 5.3.2: SameResponseShape */
function haveOneShape(one: GraphQLOutputType, other: GraphQLOutputType): boolean {
  const wrappers = (type: GraphQLOutputType) => String(type).replace(/\w+/, '')
  if (wrappers(one) !== wrappers(other)) return false
  const [named, otherNamed] = [getNamedType(one), getNamedType(other)]
  return isCompositeType(named) ? isCompositeType(otherNamed) : named === otherNamed
}

/** Puts a field there, and answers the scope of what is selected of it. */
export function put(scope: Scope, key: string, entry: Entry): Scope {
  const entries = scope.entries.get(key) ?? []
  const isKnown = entries.some((other) => other.parent === entry.parent && other.field === entry.field)
  if (!isKnown) entries.push(entry)
  scope.entries.set(key, entries)
  const below = scope.below.get(key) ?? emptyScope()
  scope.below.set(key, below)
  return below
}

/** Puts all there that another scope holds, at any depth; or nothing, where something of it does not fit. */
export function merge(scope: Scope, other: Scope): boolean {
  if (!allFit(scope, other)) return false
  putAll(scope, other)
  return true
}

function allFit(scope: Scope, other: Scope): boolean {
  return [...other.entries].every(([key, entries]) => {
    const below = scope.below.get(key)
    const itsBelow = other.below.get(key)
    return entries.every((entry) => fits(scope, key, entry)) && (!below || !itsBelow || allFit(below, itsBelow))
  })
}

function putAll(scope: Scope, other: Scope): void {
  for (const [key, entries] of other.entries) {
    for (const entry of entries) {
      const below = put(scope, key, entry)
      const itsBelow = other.below.get(key)
      if (itsBelow) putAll(below, itsBelow)
    }
  }
}
