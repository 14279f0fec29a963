import {
  type GraphQLCompositeType,
  type GraphQLField,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  isUnionType,
} from 'graphql'

type Field = GraphQLField<unknown, unknown>

/** A field that an operation is made to ask for, so that none is left to chance. */
export interface Target {
  readonly type: GraphQLObjectType
  readonly field: string
}

/** The next step towards a target: a field to select, or an object to take of several. */
export type Step = { readonly field: Field } | { readonly object: GraphQLObjectType }

/** Every field of every object that can be asked for from the root. */
export function targetsBelow(schema: GraphQLSchema, root: GraphQLObjectType): readonly Target[] {
  return objectsBelow(schema, root).flatMap((type) => Object.keys(type.getFields()).map((field) => ({ type, field })))
}

/** Every object behind every interface and union that can be asked for from the root, as `Union: Object`. */
export function membersBelow(schema: GraphQLSchema, root: GraphQLObjectType): readonly string[] {
  const returned = objectsBelow(schema, root).flatMap((type) => fieldsOf(type).map(({ type }) => getNamedType(type)))
  const abstract = [...new Set(returned)].filter((type) => isAbstractType(type))
  return abstract.flatMap((type) => schema.getPossibleTypes(type).map(({ name }) => `${type.name}: ${name}`))
}

function objectsBelow(schema: GraphQLSchema, root: GraphQLObjectType): readonly GraphQLObjectType[] {
  const reached = new Set<GraphQLObjectType>()
  const visit = (type: GraphQLNamedType): void => {
    if (isAbstractType(type)) schema.getPossibleTypes(type).forEach(visit)
    if (!isObjectType(type) || reached.has(type)) return
    reached.add(type)
    for (const field of Object.values(type.getFields())) visit(getNamedType(field.type))
  }
  visit(root)
  return [...reached]
}

const fieldLists = new WeakMap<GraphQLCompositeType, readonly Field[]>()

export function fieldsOf(type: GraphQLCompositeType): readonly Field[] {
  const fields = fieldLists.get(type) ?? (isUnionType(type) ? [] : Object.values(type.getFields()))
  fieldLists.set(type, fields)
  return fields
}

/** The steps from a type that lead to the target on a shortest way; none where there is no way. */
export function stepsTo(schema: GraphQLSchema, { type: goal, field }: Target): (from: GraphQLCompositeType) => Step[] {
  const distances = distancesTo(schema, goal)
  const distance = (type: GraphQLNamedType) => distances.get(type) ?? Number.POSITIVE_INFINITY
  return (from) => {
    const own = fieldsOf(from)
    if (from === goal) return own.filter(({ name }) => name === field).map((field) => ({ field }))
    const nearer: Step[] = own
      .filter(({ type }) => distance(getNamedType(type)) < distance(from))
      .map((field) => ({ field }))
    if (nearer.length > 0 || !isAbstractType(from)) return nearer
    const objects = schema.getPossibleTypes(from).filter((object) => distance(object) === distance(from))
    return objects.map((object) => ({ object }))
  }
}

type Distances = ReadonlyMap<GraphQLNamedType, number>

/** They take long to find, and are the same for every operation. */
const known = new WeakMap<GraphQLObjectType, Distances>()

/** The steps from a type that lead to the target within two steps more than the shortest. */
export function detoursTo(schema: GraphQLSchema, { type: goal }: Target): (from: GraphQLCompositeType) => Step[] {
  const distances = distancesTo(schema, goal)
  const distance = (type: GraphQLNamedType) => distances.get(type) ?? Number.POSITIVE_INFINITY
  return (from) =>
    fieldsOf(from)
      .filter(({ type }) => distance(getNamedType(type)) <= distance(from) + 1 && from !== goal)
      .map((field) => ({ field }))
}

function distancesTo(schema: GraphQLSchema, goal: GraphQLObjectType): Distances {
  const distances = known.get(goal) ?? findDistances(schema, goal)
  known.set(goal, distances)
  return distances
}

function findDistances(schema: GraphQLSchema, goal: GraphQLObjectType): Distances {
  const distances = new Map<GraphQLNamedType, number>([[goal, 0]])
  const types = Object.values(schema.getTypeMap()).filter((type) => isCompositeType(type))
  for (let found = true; found; ) {
    found = false
    for (const type of types) {
      const before = distances.get(type) ?? Number.POSITIVE_INFINITY
      const ways = [
        ...fieldsOf(type).map((field) => 1 + (distances.get(getNamedType(field.type)) ?? Number.POSITIVE_INFINITY)),
        ...(isAbstractType(type) ? schema.getPossibleTypes(type) : []).map(
          (object) => distances.get(object) ?? Number.POSITIVE_INFINITY,
        ),
      ]
      const nearest = Math.min(before, ...ways)
      if (nearest < before) {
        distances.set(type, nearest)
        found = true
      }
    }
  }
  return distances
}
