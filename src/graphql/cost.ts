import {
  type DocumentNode,
  type FieldNode,
  type GraphQLNamedType,
  type GraphQLSchema,
  getNamedType,
  isCompositeType,
  isInterfaceType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  type SelectionSetNode,
  type ValueNode,
  valueFromASTUntyped,
  visit,
} from 'graphql'
import { hasVariables } from '../execute/plan.ts'
import { defaultPageSize, maxPageSize } from '../page/arguments.ts'
import { isFragment } from './structure.ts'

/** What a mutation costs beside what it answers. */
export const mutationCost = 10

type Variables = Readonly<Record<string, unknown>>

/** A valid operation and the values that its variables have. */
export interface Request {
  readonly schema: GraphQLSchema
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  readonly variables: Variables
}

/** What operations cost whatever their variables are; null where these make a difference. */
const constants = new WeakMap<OperationDefinitionNode, number | null>()

/**
 * What an operation costs before anything runs: each object 1, times the page size of every connection above it and the
 * length of every list of ids, and a mutation 10 more. Introspection costs nothing here; it has limits of its own.
 */
export function costOf(request: Request): number {
  const { operation, document } = request
  const constant = constants.get(operation)
  if (typeof constant === 'number') return constant
  const cost = workOut(request)
  if (constant === undefined) constants.set(operation, hasVariableSizes(document) ? null : cost)
  return cost
}

function workOut({ schema, document, operation, variables }: Request): number {
  const root = schema.getRootType(operation.operation)
  if (!root) return 0
  const fragments = new Map(document.definitions.filter(isFragment).map((fragment) => [fragment.name.value, fragment]))
  const values = withDefaults(operation, variables)
  const known = new Map<string, number>()

  const ofFragment = (name: string, pageSize: number): number => {
    const key = `${name} ${pageSize}`
    const fragment = fragments.get(name)
    const type = schema.getType(fragment?.typeCondition.name.value ?? '')
    const cost = known.get(key) ?? (fragment && type ? ofSelections(fragment.selectionSet, type, pageSize) : 0)
    known.set(key, cost)
    return cost
  }

  /** `pageSize` is that of the connection whose selections these are; 1 elsewhere. */
  const ofSelections = (selectionSet: SelectionSetNode, type: GraphQLNamedType, pageSize: number): number =>
    selectionSet.selections.reduce((sum, selection) => {
      if (selection.kind === Kind.FRAGMENT_SPREAD) return sum + ofFragment(selection.name.value, pageSize)
      if (selection.kind === Kind.FIELD) return sum + ofField(selection, type, pageSize)
      const condition = schema.getType(selection.typeCondition?.name.value ?? type.name) ?? type
      return sum + ofSelections(selection.selectionSet, condition, pageSize)
    }, 0)

  const ofField = (node: FieldNode, parent: GraphQLNamedType, pageSize: number): number => {
    const fields = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields() : {}
    const type = getNamedType(fields[node.name.value]?.type)
    if (!node.selectionSet || !isCompositeType(type)) return parent === schema.getMutationType() ? mutationCost : 0
    const below = 1 + ofSelections(node.selectionSet, type, isConnection(type) ? pageSizeOf(node, values) : 1)
    const isPage = isConnection(parent) && (node.name.value === 'nodes' || node.name.value === 'edges')
    return (
      below * (isPage ? pageSize : 1) * listLength(node, values) +
      (parent === schema.getMutationType() ? mutationCost : 0)
    )
  }

  return ofSelections(operation.selectionSet, root, 1)
}

function isConnection(type: GraphQLNamedType): boolean {
  return type.name.endsWith('Connection')
}

function withDefaults(operation: OperationDefinitionNode, variables: Variables): Variables {
  const defaults = (operation.variableDefinitions ?? []).map(({ variable, defaultValue }) => [
    variable.name.value,
    defaultValue && valueFromASTUntyped(defaultValue),
  ])
  return { ...Object.fromEntries(defaults), ...variables }
}

/** The arguments that tell how many objects a field answers. */
const sizes = { first: true, last: true, ids: true, representations: true } as const
type Size = keyof typeof sizes

function hasVariableSizes(document: DocumentNode): boolean {
  let found = false
  visit(document, {
    Argument({ name, value }) {
      if (name.value in sizes && hasVariables(value)) found = true
    },
  })
  return found
}

/** A size out of range is refused when the page is read; here it counts as the largest. */
function pageSizeOf(node: FieldNode, variables: Variables): number {
  const size = argument(node, 'first', variables) ?? argument(node, 'last', variables) ?? defaultPageSize
  return typeof size === 'number' && size >= 0 ? Math.min(size, maxPageSize) : maxPageSize
}

/** Fields that answer one object for each entry of a list that they are given. */
function listLength(node: FieldNode, variables: Variables): number {
  const list = argument(node, 'ids', variables) ?? argument(node, 'representations', variables)
  return Array.isArray(list) ? list.length : 1
}

function argument(node: FieldNode, name: Size, variables: Variables): unknown {
  const value: ValueNode | undefined = node.arguments?.find((each) => each.name.value === name)?.value
  return value && valueFromASTUntyped(value, variables)
}
