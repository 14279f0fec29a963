import {
  type DefinitionNode,
  type DocumentNode,
  type FragmentDefinitionNode,
  Kind,
  type OperationDefinitionNode,
  type SelectionNode,
  type SelectionSetNode,
  visit,
} from 'graphql'
import { tooComplex } from '../core/errors.ts'

const maxAliases = 100
const maxDirectives = 50
const maxRootFields = 50
/** Introspection nests deeper than data does, and asks for types only. */
const maxIntrospectionDepth = 20

/**
 * Checks what can be told from a document alone, before it is validated: validation takes time that grows with the
 * square of what is counted here.
 * @throws {RequestError} `QUERY_TOO_COMPLEX`, with the figures.
 */
export function checkStructure(document: DocumentNode, maxDepth: number): void {
  const { aliases, directives } = count(document)
  check('aliases', aliases, maxAliases)
  check('directives', directives, maxDirectives)
  const measure = measures(document)
  for (const operation of document.definitions.filter(isOperation)) {
    const { rootFields, depth, introspectionDepth } = measure(operation.selectionSet)
    check('root fields', rootFields, maxRootFields)
    check('depth', depth, maxDepth)
    check('depth of introspection', introspectionDepth, maxIntrospectionDepth)
  }
}

/** @throws {RequestError} `QUERY_TOO_COMPLEX` when there is more than allowed. */
export function check(what: string, got: number, limit: number): void {
  if (got <= limit) return
  throw tooComplex(`The query is too complex: ${what} ${got}, at most ${limit} allowed.`, { what, got, limit })
}

/** A field that a selection names again counts as an alias does: both multiply what is merged and answered. */
function count(document: DocumentNode): { aliases: number; directives: number } {
  let aliases = 0
  let directives = 0
  visit(document, {
    SelectionSet({ selections }) {
      const fields = selections.filter((selection) => selection.kind === Kind.FIELD)
      const names = new Set(fields.filter(({ alias }) => !alias).map(({ name }) => name.value))
      aliases += fields.length - names.size
    },
    Directive() {
      directives++
    },
  })
  return { aliases, directives }
}

interface Measure {
  readonly rootFields: number
  readonly depth: number
  readonly introspectionDepth: number
}

const nothing: Measure = { rootFields: 0, depth: 0, introspectionDepth: 0 }

/** Measures selections, each fragment once however often it is spread. */
function measures(document: DocumentNode): (selectionSet: SelectionSetNode | undefined) => Measure {
  const fragments = new Map(document.definitions.filter(isFragment).map((fragment) => [fragment.name.value, fragment]))
  const measured = new Map<string, Measure>()
  const ofFragment = (name: string): Measure => {
    const known = measured.get(name)
    if (known) return known
    // A fragment that spreads itself is refused by validation, which comes later.
    measured.set(name, nothing)
    const measure = ofSelections(fragments.get(name)?.selectionSet)
    measured.set(name, measure)
    return measure
  }
  const ofSelection = (selection: SelectionNode): Measure => {
    if (selection.kind === Kind.FRAGMENT_SPREAD) return ofFragment(selection.name.value)
    const below = ofSelections(selection.selectionSet)
    if (selection.kind === Kind.INLINE_FRAGMENT) return below
    const isIntrospection = selection.name.value.startsWith('__')
    const depth = below.depth + 1
    return {
      rootFields: 1,
      depth: isIntrospection ? 0 : depth,
      introspectionDepth: isIntrospection ? depth : below.introspectionDepth,
    }
  }
  const ofSelections = (selectionSet: SelectionSetNode | undefined): Measure =>
    (selectionSet?.selections ?? []).map(ofSelection).reduce(
      (all, one) => ({
        rootFields: all.rootFields + one.rootFields,
        depth: Math.max(all.depth, one.depth),
        introspectionDepth: Math.max(all.introspectionDepth, one.introspectionDepth),
      }),
      nothing,
    )
  return ofSelections
}

function isOperation(definition: DefinitionNode): definition is OperationDefinitionNode {
  return definition.kind === Kind.OPERATION_DEFINITION
}

export function isFragment(definition: DefinitionNode): definition is FragmentDefinitionNode {
  return definition.kind === Kind.FRAGMENT_DEFINITION
}
