import {
  type DocumentNode,
  type FieldNode,
  type FragmentDefinitionNode,
  getOperationAST,
  Kind,
  type OperationDefinitionNode,
  parse,
  print,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql'
import type { Operation } from './operation.ts'

type Path = readonly (string | number)[]

/** An operation that asks for one place of the answer only, and where its fields stood before. */
export interface Pruned {
  readonly operation: Operation
  /** From `line:column` in the pruned text to the same in the text that it comes from. */
  readonly locations: ReadonlyMap<string, string>
}

/** Leaves of an operation what leads to a place of its answer, and what it selects there. */
export function pruneTo(operation: Operation, path: Path): Pruned | null {
  const document = parse(operation.query)
  const definition = getOperationAST(document, operation.operationName)
  if (!definition) return null
  const keys = path.filter((part) => typeof part === 'string')
  const selectionSet = pruneSelections(definition.selectionSet, keys, fragmentsOf(document))
  const pruned = { ...definition, selectionSet }
  const left: OperationDefinitionNode = { ...pruned, variableDefinitions: usedVariables(pruned) }
  const query = print(left)
  return { operation: { ...operation, query }, locations: locationsFrom(parse(query), left) }
}

type Fragments = ReadonlyMap<string, FragmentDefinitionNode>

function fragmentsOf({ definitions }: DocumentNode): Fragments {
  const fragments = definitions.filter((definition) => definition.kind === Kind.FRAGMENT_DEFINITION)
  return new Map(fragments.map((fragment) => [fragment.name.value, fragment]))
}

/** Fragments are written where they are spread, as they may be spread elsewhere, too. */
function pruneSelections(set: SelectionSetNode, keys: readonly string[], fragments: Fragments): SelectionSetNode {
  const [key, ...below] = keys
  const pruneOne = (selection: SelectionNode): readonly SelectionNode[] => {
    if (selection.kind === Kind.FIELD) {
      if (key !== undefined && (selection.alias ?? selection.name).value !== key) return []
      const { selectionSet } = selection
      return [{ ...selection, ...(selectionSet && { selectionSet: pruneSelections(selectionSet, below, fragments) }) }]
    }
    const fragment = selection.kind === Kind.INLINE_FRAGMENT ? selection : fragments.get(selection.name.value)
    if (!fragment) return []
    const selectionSet = pruneSelections(fragment.selectionSet, keys, fragments)
    if (selectionSet.selections.length === 0) return []
    const { typeCondition } = fragment
    const { directives = [] } = selection
    return [{ kind: Kind.INLINE_FRAGMENT, directives, selectionSet, ...(typeCondition && { typeCondition }) }]
  }
  return { ...set, selections: set.selections.flatMap(pruneOne) }
}

function usedVariables(operation: OperationDefinitionNode): OperationDefinitionNode['variableDefinitions'] & object {
  const used = new Set<string>()
  visit({ ...operation, variableDefinitions: [] }, { Variable: ({ name }) => void used.add(name.value) })
  return (operation.variableDefinitions ?? []).filter(({ variable }) => used.has(variable.name.value))
}

/** Both are the same tree; one of them knows where its nodes stood. */
function locationsFrom(pruned: DocumentNode, original: OperationDefinitionNode): ReadonlyMap<string, string> {
  const places = fieldPlaces(original)
  return new Map(fieldPlaces(pruned).map((place, index) => [place, places[index] ?? '']))
}

function fieldPlaces(tree: DocumentNode | OperationDefinitionNode): readonly string[] {
  const places: string[] = []
  visit(tree, { Field: (node: FieldNode) => void places.push(placeOf(node)) })
  return places
}

/** As errors tell it. */
function placeOf({ loc }: FieldNode): string {
  return loc ? `${loc.startToken.line}:${loc.startToken.column}` : ''
}
