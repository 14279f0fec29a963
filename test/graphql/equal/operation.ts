import type { GraphQLSchema, OperationTypeNode } from 'graphql'
import type { Random } from '../../../src/transfer/sample/random.ts'
import { detoursTo, stepsTo, type Target } from './aim.ts'
import type { Names } from './names.ts'
import { createSelections } from './selections.ts'
import { createArguments, type Variable } from './variables.ts'

/** A request of GraphQL. */
export interface Operation {
  readonly query: string
  readonly variables?: Readonly<Record<string, unknown>>
  readonly operationName?: string
}

export interface OperationParts {
  readonly schema: GraphQLSchema
  readonly names: Names
  readonly type: `${OperationTypeNode}`
  readonly target: Target
}

/** An operation that is valid by the way it is made. */
export function anyOperation(random: Random, { schema, names, type, target }: OperationParts): Operation {
  const badness = random.chance(0.25) ? 0.15 : 0.005
  const source = { random, names, badness }
  const args = createArguments(source, random.pick([0, 0.15, 0.4]))
  const selections = createSelections({
    schema,
    random,
    args,
    stepsFrom: stepsTo(schema, target),
    stepsFromRoot: (from) => {
      const detours = detoursTo(schema, target)(from)
      return detours.length > 0 ? detours : stepsTo(schema, target)(from)
    },
    allows: type === 'mutation' ? isFitForPayload : () => true,
    fields: random.pick([6, 12, 20, 30]),
  })
  const root = type === 'query' ? schema.getQueryType() : schema.getMutationType()
  if (!root) throw new Error(`a schema without ${type}`)
  const text = selections.write(root, random.pick([3, 4, 5, 7, 9]))
  const fragmentsOf = (text: string): string => closure(text, selections.fragments)
  const fragments = fragmentsOf(text)
  const used = [...args.variables].filter(([name]) => isUsed(name, text + fragments))
  const definitions = used.length > 0 ? `(${used.map(([, { definition }]) => definition).join(', ')})` : ''
  const isAnonymous = type === 'query' && definitions === '' && random.chance(0.3)
  const named = isAnonymous ? text : `${type} Asked${definitions} ${text}`
  const hasOthers = !isAnonymous && random.chance(0.12)
  const others = hasOthers ? ['query Other { viewer { userId } }'] : []
  const definitionsInOrder = random.chance(0.5) ? [fragments, named, ...others] : [...others, named, fragments]
  const operationName = hasOthers ? anyName(random, badness) : random.chance(0.3) && !isAnonymous ? 'Asked' : undefined
  return {
    query: definitionsInOrder.filter(Boolean).join('\n'),
    ...(used.length > 0 && { variables: sentOf(random, used) }),
    ...(operationName && { operationName }),
  }
}

/** What two mutations of the same data need not answer alike: what is random, and which of several errors is told. */
const unfitForPayload = ['cursor', 'startCursor', 'endCursor', 'secret']

function isFitForPayload(
  { name, args }: { name: string; args: readonly unknown[] },
  { name: parent }: { name: string },
) {
  const mayFail = args.length > 0 && parent !== 'Mutation' && parent !== 'ChangeImpact'
  return !mayFail && !unfitForPayload.includes(name)
}

/** Which of several operations; without a name, or with one that is not there, it is an error. */
function anyName(random: Random, badness: number): string | undefined {
  if (random.chance(badness)) return random.chance(0.5) ? 'Missing' : undefined
  return random.chance(0.1) ? 'Other' : 'Asked'
}

/** What is sent for the variables; seldom something that none of them takes. */
function sentOf(random: Random, used: readonly (readonly [string, Variable])[]): Record<string, unknown> {
  const sent = used.filter(([, variable]) => variable.sent !== undefined)
  const values = Object.fromEntries(sent.map(([name, variable]) => [name.slice(1), variable.sent]))
  const odd = random.chance(0.02) && used.length > 0 ? random.pick(used)[0] : null
  if (odd !== null) values[odd.slice(1)] = random.pick([{ odd: 1 }, 1.5, 'odd', null, [[]]])
  if (random.chance(0.1)) values.more = 'than is asked for'
  return values
}

function isUsed(variable: string, text: string): boolean {
  return new RegExp(`\\${variable}\\b`).test(text)
}

/** The fragments that a text spreads, and those that they spread. */
function closure(text: string, fragments: readonly { readonly name: string; readonly text: string }[]): string {
  const used = new Map<string, string>()
  const visit = (text: string): void => {
    for (const { name, text: itsText } of fragments) {
      if (used.has(name) || !new RegExp(`\\.\\.\\.${name}\\b`).test(text)) continue
      used.set(name, itsText)
      visit(itsText)
    }
  }
  visit(text)
  return [...used.values()].join('\n')
}
