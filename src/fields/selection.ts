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
import type { Fields, Wanted } from './field.ts'

/** The fields of every type that has rows, by the type's name. */
export type FieldsByType = ReadonlyMap<string, Fields>

type Info = Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'variableValues'>

/** What looking ahead takes of a field that is asked for. */
export type LookAhead = Info & Pick<GraphQLResolveInfo, 'fieldNodes' | 'returnType'>

/** What was found of a field before: nobody shares its nodes, which the compiled executor keeps from request to request. */
const known = new WeakMap<readonly FieldNode[], Map<string, Wanted>>()

/**
 * The columns that the query wants of the rows of `type` which a field answers, looking through connections, payloads
 * and the like down to the types that have rows. `@skip`, `@include` and fragments are taken into account.
 */
export function wantedBelow(fieldsByType: FieldsByType, info: LookAhead, type: string): Wanted {
  const byType = known.get(info.fieldNodes) ?? new Map<string, Wanted>()
  known.set(info.fieldNodes, byType)
  return byType.get(type) ?? remember(byType, type, lookBelow(fieldsByType, info, type))
}

/** The same nodes, of which it is settled what they want of the rows of each type. */
export function nodesWanting(nodes: readonly FieldNode[], wanted: ReadonlyMap<string, Wanted>): readonly FieldNode[] {
  const settled = [...nodes]
  known.set(settled, new Map(wanted))
  return settled
}

function remember(byType: Map<string, Wanted>, type: string, wanted: Wanted): Wanted {
  byType.set(type, wanted)
  return wanted
}

function lookBelow(fieldsByType: FieldsByType, info: LookAhead, type: string): Wanted {
  const wanted = new Set<string>()
  gather({ fieldsByType, info, type, wanted }, [...info.fieldNodes], getNamedType(info.returnType))
  return wanted
}

/** Whether the query asks for the field `name` of what a field answers. */
export function asksFor({ info }: { readonly info: GraphQLResolveInfo }, name: string): boolean {
  const type = getNamedType(info.returnType)
  if (!isObjectType(type)) return false
  return [...subFields(info, type, [...info.fieldNodes])].some(([field]) => field?.name.value === name)
}

interface Gathering {
  readonly fieldsByType: FieldsByType
  readonly info: Info
  readonly type: string
  readonly wanted: Set<string>
}

function gather(gathering: Gathering, nodes: FieldNode[], type: unknown): void {
  if (!isCompositeType(type)) return
  for (const objectType of objectTypes(gathering.info, type)) {
    const fields = gathering.fieldsByType.get(objectType.name)
    if (fields && objectType.name !== gathering.type) continue
    for (const selected of subFields(gathering.info, objectType, nodes)) {
      const name = selected[0]?.name.value ?? ''
      if (fields) for (const column of fields[name]?.needs ?? []) gathering.wanted.add(column)
      else gather(gathering, selected, getNamedType(objectType.getFields()[name]?.type))
    }
  }
}

function objectTypes(info: Info, type: GraphQLCompositeType): readonly GraphQLObjectType[] {
  return isObjectType(type) ? [type] : info.schema.getPossibleTypes(type)
}

function subFields(info: Info, type: GraphQLObjectType, nodes: FieldNode[]): Iterable<FieldNode[]> {
  return collectSubFields(info.schema, info.fragments, info.variableValues, type, nodes).fields.values()
}
