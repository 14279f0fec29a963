import { collectFields, collectSubFields } from '@graphql-tools/utils'
import {
  type FieldNode,
  type FragmentDefinitionNode,
  type GraphQLNamedType,
  type GraphQLObjectType,
  type GraphQLSchema,
  getNamedType,
  getOperationAST,
  isAbstractType,
  isObjectType,
  Kind,
  parse,
} from 'graphql'
import { getVariableValues } from 'graphql/execution/values.js'
import type { Response } from './ask.ts'
import type { Operation } from './operation.ts'

/** What occurred in answers. */
export interface Coverage {
  /** `Type.field` of every object of an answer. */
  readonly fields: ReadonlySet<string>
  /** `Union: Member` and `Interface: Member`. */
  readonly members: ReadonlySet<string>
  /** The code of an error and the words of its message, without what is named in it. */
  readonly errors: ReadonlySet<string>
  readonly statuses: ReadonlySet<number>
  add(schema: GraphQLSchema, operation: Operation, response: Response): void
}

interface Body {
  readonly data?: unknown
  readonly errors?: readonly { readonly message: string; readonly extensions?: { readonly code?: string } }[]
}

export function createCoverage(): Coverage {
  const [fields, members, errors] = [new Set<string>(), new Set<string>(), new Set<string>()]
  const statuses = new Set<number>()

  const walk = (schema: GraphQLSchema, operation: Operation, data: unknown): void => {
    const document = parse(operation.query)
    const definition = getOperationAST(document, operation.operationName)
    const root = definition && schema.getRootType(definition.operation)
    if (!definition || !root) return
    const given = getVariableValues(schema, definition.variableDefinitions ?? [], operation.variables ?? {})
    const variables = given.coerced ?? {}
    const named = document.definitions.filter((each) => each.kind === Kind.FRAGMENT_DEFINITION)
    const fragments: Record<string, FragmentDefinitionNode> = Object.fromEntries(
      named.map((each) => [each.name.value, each]),
    )
    const visitObject = (type: GraphQLObjectType, value: object, selected: Iterable<[string, FieldNode[]]>): void => {
      for (const [key, nodes] of selected) {
        const name = nodes[0]?.name.value ?? ''
        const returned = type.getFields()[name]?.type
        if (!returned) continue
        fields.add(`${type.name}.${name}`)
        visit(getNamedType(returned), nodes, Object(value)[key])
      }
    }
    const visit = (type: GraphQLNamedType, nodes: FieldNode[], value: unknown): void => {
      if (Array.isArray(value)) for (const item of value) visit(type, nodes, item)
      else if (typeof value === 'object' && value !== null) {
        const object = isAbstractType(type) ? schema.getType(String(Object(value).__typename)) : type
        if (!isObjectType(object)) return
        if (object !== type) members.add(`${type.name}: ${object.name}`)
        visitObject(object, value, collectSubFields(schema, fragments, variables, object, nodes).fields)
      }
    }
    if (typeof data === 'object' && data !== null) {
      visitObject(root, data, collectFields(schema, fragments, variables, root, definition.selectionSet).fields)
    }
  }

  return {
    fields,
    members,
    errors,
    statuses,
    add(schema, operation, { status, body }) {
      const parsed: Body = JSON.parse(body)
      statuses.add(status)
      for (const { message, extensions } of parsed.errors ?? []) errors.add(`${extensions?.code} ${kindOf(message)}`)
      walk(schema, operation, parsed.data)
    },
  }
}

/** A message without its figures and quotations, so that those of one kind are the same. */
function kindOf(message: string): string {
  return message
    .replace(/"[^"]*"/g, '"…"')
    .replace(/[-\d.:TZ]*\d[-\d.:TZ]*/g, '…')
    .slice(0, 60)
}
