import { collectSubFields } from '@graphql-tools/utils'
import {
  type FieldNode,
  type GraphQLCompositeType,
  type GraphQLObjectType,
  type GraphQLResolveInfo,
  getNamedType,
  isCompositeType,
  isObjectType,
} from 'graphql'
import type { Field, Fields, Relation, Wanted } from './field.ts'

/** The fields of every type that has rows, by the type's name. */
export type FieldsByType = ReadonlyMap<string, Fields>

type Info = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>

/** What looking ahead takes of a field that is asked for. */
export type LookAhead = Info & Pick<GraphQLResolveInfo, 'fieldNodes' | 'returnType'>

/**
 * What was found below a field before, by type: nobody shares its nodes, which the compiled executor keeps from request to
 * request.
 */
type Known<Value> = WeakMap<readonly FieldNode[], Map<string, Value>>

const knownColumns: Known<Wanted> = new WeakMap()
const knownRelations: Known<readonly AskedRelation[]> = new WeakMap()

/**
 * The columns that the query wants of the rows of `type` which a field answers, looking through connections, payloads
 * and the like down to the types that have rows. `@skip`, `@include` and fragments are taken into account.
 */
export function wantedBelow(fieldsByType: FieldsByType, info: LookAhead, type: string): Wanted {
  return remembered(knownColumns, info, type, () => {
    const wanted = new Set<string>()
    visitBelow(fieldsByType, info, type, ({ needs }) => {
      for (const column of needs) wanted.add(column)
    })
    return wanted
  })
}

/** The same nodes, of which it is settled what they want of the rows of each type. */
export function nodesWanting(nodes: readonly FieldNode[], wanted: ReadonlyMap<string, Wanted>): readonly FieldNode[] {
  const settled = [...nodes]
  knownColumns.set(settled, new Map(wanted))
  return settled
}

function remembered<Value>(
  known: Known<Value>,
  { fieldNodes }: LookAhead,
  type: string,
  lookBelow: () => Value,
): Value {
  const byType = known.get(fieldNodes) ?? new Map<string, Value>()
  known.set(fieldNodes, byType)
  const found = byType.get(type) ?? lookBelow()
  byType.set(type, found)
  return found
}

/** A relation that a query asks for, and where. */
export interface AskedRelation extends Pick<LookAhead, 'fieldNodes' | 'returnType'> {
  readonly relation: Relation
}

/** The relations that the query asks for of the rows of `type` which a field answers, found as their columns are. */
export function relationsBelow(fieldsByType: FieldsByType, info: LookAhead, type: string): readonly AskedRelation[] {
  return remembered(knownRelations, info, type, () => {
    const relations: AskedRelation[] = []
    visitBelow(fieldsByType, info, type, (field, asked) => {
      if (field.kind === 'relation') relations.push({ relation: field, ...asked })
    })
    return relations
  })
}

/** Whether the query asks for the field `name` of what a field answers. */
export function asksFor({ info }: { readonly info: GraphQLResolveInfo }, name: string): boolean {
  const type = getNamedType(info.returnType)
  if (!isObjectType(type)) return false
  return [...subFields(info, type, [...info.fieldNodes])].some(([field]) => field?.name.value === name)
}

type Visit = (field: Field, asked: Pick<LookAhead, 'fieldNodes' | 'returnType'>) => void

/** Tells of every field that is asked for of the rows of `type`. */
function visitBelow(fieldsByType: FieldsByType, info: LookAhead, type: string, visit: Visit): void {
  const below = getNamedType(info.returnType)
  if (!isCompositeType(below)) return
  for (const objectType of objectTypes(info, below)) {
    const fields = fieldsByType.get(objectType.name)
    if (fields && objectType.name !== type) continue
    for (const fieldNodes of subFields(info, objectType, [...info.fieldNodes])) {
      const name = fieldNodes[0]?.name.value ?? ''
      const definition = objectType.getFields()[name]
      if (!definition) continue
      const asked = { fieldNodes, returnType: definition.type }
      if (!fields) visitBelow(fieldsByType, { ...info, ...asked }, type, visit)
      else if (fields[name]) visit(fields[name], asked)
    }
  }
}

function objectTypes(info: Info, type: GraphQLCompositeType): readonly GraphQLObjectType[] {
  return isObjectType(type) ? [type] : info.schema.getPossibleTypes(type)
}

function subFields(info: Info, type: GraphQLObjectType, nodes: FieldNode[]): Iterable<FieldNode[]> {
  return collectSubFields(info.schema, info.fragments, info.variableValues, type, nodes).fields.values()
}
