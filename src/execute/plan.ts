import { collectFields, collectSubFields } from '@graphql-tools/utils'
import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLAbstractType,
  type GraphQLField,
  type GraphQLFieldResolver,
  type GraphQLObjectType,
  type GraphQLOutputType,
  type GraphQLSchema,
  getArgumentValues,
  isAbstractType,
  isLeafType,
  isListType,
  isNonNullType,
  isObjectType,
  Kind,
  type OperationDefinitionNode,
  TypeNameMetaFieldDef,
  type ValueNode,
  visit,
} from 'graphql'
import type { Computed, Relation, StampsByType, Wanted } from '../fields/field.ts'
import { type FieldsByType, wantedBelow } from '../fields/selection.ts'
import { type Keep, type KeptField, keepOf, keptField } from './keep.ts'
import { leafWriter, type WriteLeaf } from './leaf.ts'
import { toBytes } from './output.ts'
import { fieldWriter, objectWriter, plainWriter, type WritePlain } from './plain.ts'

export type Variables = Readonly<Record<string, unknown>>

/** A valid operation, and the values that its variables have in conditions. */
export interface Operation {
  readonly schema: GraphQLSchema
  readonly fieldsByType: FieldsByType
  readonly stampsByType: StampsByType
  readonly fragments: Readonly<Record<string, FragmentDefinitionNode>>
  readonly definition: OperationDefinitionNode
  /** Variables of `@skip` and `@include`: a plan holds for these values of them only. */
  readonly conditions: Variables
}

/** What is selected of the objects of one type, in the order of the answer. */
export interface Selection {
  readonly type: GraphQLObjectType
  readonly fields: readonly PlannedField[]
  /** What is written before each field's value: `{"name":`, and `,"name":` from the second on. */
  readonly labels: readonly Uint8Array[]
  readonly plain: WritePlain | null
}

/** One field of the answer. */
export interface PlannedField {
  readonly responseName: string
  readonly nodes: readonly FieldNode[]
  readonly parentType: GraphQLObjectType
  readonly definition: GraphQLField<unknown, unknown>
  readonly source: Source
  readonly shape: Shape
  /** Writes the field's value of a row. */
  readonly plain: WritePlain | null
  readonly kept: KeptField | null
  /** Throws where a variable that is needed has no value. */
  argumentsWith(variables: Variables): Arguments
  /** The columns that the field wants of the rows of a type. */
  wantedOf(type: string | null): Wanted
}

export type Arguments = Readonly<Record<string, unknown>>

/** Where the value of a field comes from. */
export type Source =
  | { readonly kind: 'typename'; readonly text: Uint8Array }
  | { readonly kind: 'property'; readonly name: string }
  | { readonly kind: 'computed'; readonly from: Computed['from'] }
  | { readonly kind: 'relation'; readonly relation: Relation }
  | { readonly kind: 'resolver'; readonly resolve: GraphQLFieldResolver<unknown, unknown> }

/** What a value becomes in the answer. */
export type Shape = Form & {
  readonly nonNull: boolean
  readonly plain: WritePlain | null
}

type Form =
  | { readonly kind: 'leaf'; readonly write: WriteLeaf }
  | { readonly kind: 'list'; readonly item: Shape; readonly keep: Keep | null }
  | { readonly kind: 'object'; readonly selection: Selection }
  | {
      readonly kind: 'abstract'
      readonly type: GraphQLAbstractType
      /** Null for a type that is none of its members. */
      selectionOf(typeName: string): Selection | null
    }

/** The plan of an operation's root; null where it asks for the schema, which is left to graphql-js. */
export function planOperation(operation: Operation): Selection | null {
  const { schema, fragments, conditions, definition } = operation
  const type = schema.getRootType(definition.operation)
  if (!type) return null
  const { fields } = collectFields(schema, fragments, conditions, type, definition.selectionSet)
  const names = [...fields.values()].map(([node]) => node?.name.value)
  return names.includes('__schema') || names.includes('__type') ? null : planSelection(operation, type, fields)
}

function planSelection(
  operation: Operation,
  type: GraphQLObjectType,
  collected: ReadonlyMap<string, FieldNode[]>,
): Selection {
  const fields = [...collected].map(([responseName, nodes]) => planField(operation, type, { responseName, nodes }))
  const labels = fields.map(({ responseName }, index) => toBytes(`${index === 0 ? '{' : ','}"${responseName}":`))
  return { type, fields, labels, plain: objectWriter({ fields, labels }) }
}

interface Collected {
  readonly responseName: string
  readonly nodes: FieldNode[]
}

function planField(operation: Operation, parentType: GraphQLObjectType, collected: Collected): PlannedField {
  const { responseName, nodes } = collected
  const [node] = nodes
  const definition = node && fieldOf(parentType, node.name.value)
  if (!definition) throw new Error(`no field for ${responseName} of ${parentType.name}`)
  const { schema, fragments, conditions, fieldsByType } = operation
  const lookAhead = { schema, fragments, variableValues: conditions, fieldNodes: nodes, returnType: definition.type }
  const source = sourceOf(operation, parentType, definition)
  const shape = shapeOf(operation, definition.type, nodes)
  return {
    responseName,
    nodes,
    parentType,
    definition,
    source,
    shape,
    plain: fieldWriter({ source, shape }),
    kept: source.kind === 'resolver' ? keptField(operation, nodes, shape) : null,
    argumentsWith: argumentReader(definition, node),
    wantedOf: (type) => (type === null ? nothing : wantedBelow(fieldsByType, lookAhead, type)),
  }
}

function fieldOf(type: GraphQLObjectType, name: string): GraphQLField<unknown, unknown> | undefined {
  return name === TypeNameMetaFieldDef.name ? TypeNameMetaFieldDef : type.getFields()[name]
}

function sourceOf(
  { fieldsByType }: Operation,
  parentType: GraphQLObjectType,
  { name, resolve }: GraphQLField<unknown, unknown>,
): Source {
  if (name === '__typename') return { kind: 'typename', text: toBytes(`"${parentType.name}"`) }
  const field = fieldsByType.get(parentType.name)?.[name]
  if (field?.kind === 'computed') return { kind: 'computed', from: field.from }
  if (field?.kind === 'relation') return { kind: 'relation', relation: field }
  return resolve ? { kind: 'resolver', resolve } : { kind: 'property', name }
}

function shapeOf(operation: Operation, type: GraphQLOutputType, nodes: FieldNode[]): Shape {
  const shape = isNonNullType(type)
    ? { ...formOf(operation, type.ofType, nodes), nonNull: true, plain: null }
    : { ...formOf(operation, type, nodes), nonNull: false, plain: null }
  return { ...shape, plain: plainWriter(shape) }
}

function formOf(operation: Operation, type: GraphQLOutputType, nodes: FieldNode[]): Form {
  if (isListType(type)) {
    const item = shapeOf(operation, type.ofType, nodes)
    return { kind: 'list', item, keep: keepOf(operation, item) }
  }
  if (isLeafType(type)) return { kind: 'leaf', write: leafWriter(type) }
  if (isObjectType(type)) return { kind: 'object', selection: planBelow(operation, type, nodes) }
  if (isAbstractType(type)) return { kind: 'abstract', type, selectionOf: selectionsOf(operation, type, nodes) }
  throw new Error(`no output type: ${type}`)
}

function planBelow(operation: Operation, type: GraphQLObjectType, nodes: FieldNode[]): Selection {
  const { schema, fragments, conditions } = operation
  return planSelection(operation, type, collectSubFields(schema, fragments, conditions, type, nodes).fields)
}

/** Planned when the first object of a type comes. */
function selectionsOf(operation: Operation, type: GraphQLAbstractType, nodes: FieldNode[]) {
  const known = new Map<string, Selection>()
  const members = new Map(operation.schema.getPossibleTypes(type).map((member) => [member.name, member]))
  return (typeName: string): Selection | null => {
    const member = members.get(typeName)
    if (!member) return null
    const selection = known.get(typeName) ?? planBelow(operation, member, nodes)
    known.set(typeName, selection)
    return selection
  }
}

/** Arguments without variables are read once. */
function argumentReader(definition: GraphQLField<unknown, unknown>, node: FieldNode): PlannedField['argumentsWith'] {
  if (node.arguments?.some(({ value }) => hasVariables(value)))
    return (variables) => getArgumentValues(definition, node, variables)
  let known: Arguments | undefined
  return () => {
    known ??= getArgumentValues(definition, node)
    return known
  }
}

/** Whether a value is a variable, or holds one. */
export function hasVariables(value: ValueNode): boolean {
  let found = false
  visit(value, {
    Variable() {
      found = true
    },
  })
  return found
}

const nothing: Wanted = new Set()

/** The fragments of a document by name. */
export function fragmentsOf({ definitions }: DocumentNode): Readonly<Record<string, FragmentDefinitionNode>> {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
  return Object.fromEntries(fragments.map((fragment) => [fragment.name.value, fragment]))
}

/** The variables that `@skip` and `@include` name anywhere in a document. */
export function conditionNames(document: DocumentNode): readonly string[] {
  const names = new Set<string>()
  visit(document, {
    Directive(directive) {
      for (const { value } of directive.arguments ?? []) {
        if (value.kind === Kind.VARIABLE) names.add(value.name.value)
      }
    },
  })
  return [...names]
}
