import {
  type DocumentNode,
  execute,
  type GraphQLError,
  type GraphQLSchema,
  getVariableValues,
  type OperationDefinitionNode,
} from 'graphql'
import type { Context } from '../context.ts'
import type { StampsByType } from '../fields/field.ts'
import type { FieldsByType } from '../fields/selection.ts'
import { Execution } from './execution.ts'
import type { KeptTexts } from './kept-texts.ts'
import { conditionNames, fragmentsOf, type Operation, planOperation, type Selection, type Variables } from './plan.ts'

/** A valid operation that is asked for. */
export interface ToExecute {
  readonly document: DocumentNode
  readonly operation: OperationDefinitionNode
  /** Its variables as they were sent. */
  readonly given: Variables
  /** The same as `readVariables` read them. */
  readonly variables: Variables
  readonly context: Context
}

/** As graphql-js answers, but that data may be a `JsonText`. */
export interface Executed {
  readonly data?: Readonly<Record<string, unknown>> | null
  readonly errors?: readonly GraphQLError[]
}

export interface Executor {
  /** The values of an operation's variables, or the errors of those that cannot be. */
  readVariables(operation: OperationDefinitionNode, given: Variables): ReturnType<typeof getVariableValues>
  execute(request: ToExecute): Promise<Executed>
}

/** A plan, and the operation that it is of; no plan where graphql-js is to answer it. */
interface Planned {
  readonly operation: Operation
  readonly root: Selection | null
}

/** Plans of one document, by operation and by the values of its conditions; past this many they are made anew each time. */
const maxPlansOfDocument = 64
const maxVariableErrors = 50

/** What the executor goes by, of types by name. */
export interface Descriptions {
  readonly fieldsByType: FieldsByType
  readonly stampsByType: StampsByType
}

export interface ExecutorParts extends Descriptions {
  readonly schema: GraphQLSchema
  /** Texts of rows that need not be made again; null where all are to be. */
  readonly texts: KeptTexts | null
}

/** Executes operations by plans, which are made once for a document; asks graphql-js for the few that have none. */
export function createExecutor({ schema, texts, ...descriptions }: ExecutorParts): Executor {
  const planned = rememberPlans(schema, descriptions)
  return {
    readVariables: ({ variableDefinitions = [] }, given) =>
      getVariableValues(schema, variableDefinitions, given, { maxErrors: maxVariableErrors }),
    async execute({ document, operation: definition, given, variables, context }) {
      const { operation, root } = planned(document, definition, variables)
      if (root === null) {
        const operationName = definition.name?.value
        return execute({ schema, document, operationName, variableValues: given, contextValue: context })
      }
      const { data, errors } = await new Execution({ operation, root, variables, context, texts }).carryOut()
      return { data, ...(errors.length > 0 && { errors }) }
    },
  }
}

type FindPlan = (document: DocumentNode, definition: OperationDefinitionNode, variables: Variables) => Planned

function rememberPlans(schema: GraphQLSchema, descriptions: Descriptions): FindPlan {
  const documents = new WeakMap<DocumentNode, { names: readonly string[]; plans: Map<string, Planned> }>()
  return (document, definition, variables) => {
    const known = documents.get(document) ?? { names: conditionNames(document), plans: new Map<string, Planned>() }
    documents.set(document, known)
    const { names, plans } = known
    const key = JSON.stringify([definition.name?.value, ...names.map((name) => variables[name])])
    const plan = plans.get(key)
    if (plan) return plan
    const conditions = Object.fromEntries(names.map((name) => [name, variables[name]]))
    const operation = { schema, ...descriptions, fragments: fragmentsOf(document), definition, conditions }
    // A condition may be null where its variable has a default; graphql-js tells where.
    const isDecided = names.every((name) => typeof variables[name] === 'boolean')
    const made = { operation, root: isDecided ? planOperation(operation) : null }
    if (plans.size < maxPlansOfDocument) plans.set(key, made)
    return made
  }
}
