import {
  type ArgumentNode,
  type ASTNode,
  type DirectiveNode,
  type DocumentNode,
  type GraphQLSchema,
  Kind,
  parse,
  print,
  type SelectionNode,
  type VariableDefinitionNode,
  validate,
  visit,
} from 'graphql'
import type { Operation } from './operation.ts'

type Part = SelectionNode | ArgumentNode | DirectiveNode | VariableDefinitionNode

/** The smallest operation that is found, by leaving out one part after another, for which `differs` still holds. */
export async function reduce(
  schema: GraphQLSchema,
  operation: Operation,
  differs: (operation: Operation) => Promise<boolean>,
): Promise<Operation> {
  let smallest = operation
  for (let at = 0; at < partsOf(parse(smallest.query)).length; ) {
    const document = withoutPart(parse(smallest.query), at)
    const smaller = { ...smallest, query: print(document) }
    const isValid = smaller.query !== '' && validate(schema, document).length === 0
    if (isValid && (await differs(smaller))) smallest = smaller
    else at++
  }
  return smallest
}

/** The instant stays, as without it the clock's is taken. */
function isPart(node: ASTNode): node is Part {
  if (node.kind === Kind.ARGUMENT && node.name.value === 'at') return false
  return [Kind.FIELD, Kind.INLINE_FRAGMENT, Kind.FRAGMENT_SPREAD, Kind.ARGUMENT, Kind.DIRECTIVE].includes(node.kind)
}

function partsOf(document: DocumentNode): readonly Part[] {
  const parts: Part[] = []
  visit(document, {
    enter(node) {
      if (isPart(node)) parts.push(node)
    },
  })
  return parts
}

/** What the part leaves behind goes with it: selections that are empty, and what nothing uses any longer. */
function withoutPart(document: DocumentNode, at: number): DocumentNode {
  const part = partsOf(document)[at]
  const rest: DocumentNode = visit(document, { enter: (node) => (node === part ? null : undefined) })
  return withoutUnused(rest)
}

function withoutUnused(document: DocumentNode): DocumentNode {
  const used = new Set<string>()
  visit(document, {
    FragmentSpread: ({ name }) => void used.add(name.value),
    VariableDefinition: () => false,
    Variable: ({ name }) => void used.add(`$${name.value}`),
  })
  const left: DocumentNode = visit(document, {
    FragmentDefinition: ({ name }) => (used.has(name.value) ? undefined : null),
    VariableDefinition: ({ variable }) => (used.has(`$${variable.name.value}`) ? undefined : null),
  })
  return left.definitions.length < document.definitions.length ? withoutUnused(left) : left
}
