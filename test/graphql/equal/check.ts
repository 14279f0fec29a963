import { getNamedType, isAbstractType } from 'graphql'
import { createRandom } from '../../../src/transfer/sample/random.ts'
import { type Target, targetsBelow } from './aim.ts'
import { ask, type Request, type Response } from './ask.ts'
import { anyOperation, type Operation } from './operation.ts'
import { reduce } from './reduce.ts'
import { areEqual } from './same.ts'
import { withoutChance } from './without-chance.ts'
import type { World } from './world.ts'

/** One request to both, the same for the same seed and data. */
export interface Trial {
  readonly seed: number
  readonly isMutation: boolean
  readonly request: Request
}

const mutationEvery = 8

/** Whether the trial of a seed writes; those that do are not to be made beside others. */
export function writes(seed: number): boolean {
  return seed % mutationEvery === mutationEvery - 1
}

export function trialOf(world: World, seed: number): Trial {
  const random = createRandom(seed)
  const isMutation = writes(seed)
  const [type, turn] = isMutation
    ? (['mutation', Math.floor(seed / mutationEvery)] as const)
    : (['query', seed] as const)
  const targets = targetsOf(world, type)
  const target = targets[turn % targets.length]
  if (!target) throw new Error(`there is no ${type} to ask for`)
  const operation = anyOperation(random, { schema: world.schema, names: world.names, type, target })
  const fitsAddress = !isMutation && JSON.stringify(operation).length < 4000
  const method = fitsAddress && random.chance(0.1) ? 'GET' : 'POST'
  const accept = random.pick(['*/*', 'application/json', 'application/graphql-response+json'])
  return { seed, isMutation, request: { operation, method, accept, authorization: random.pick(world.authorizations) } }
}

/** Every field that can be read, more often where it may be of several types; and every mutation. */
function targetsOf({ schema }: World, type: 'query' | 'mutation'): readonly Target[] {
  const root = type === 'query' ? schema.getQueryType() : schema.getMutationType()
  const targets = root ? targetsBelow(schema, root) : []
  if (type === 'mutation') return targets.filter((target) => target.type === root)
  const areOfSeveral = targets.filter(({ type, field }) => isAbstractType(getNamedType(type.getFields()[field]?.type)))
  return [...targets, ...areOfSeveral, ...areOfSeveral]
}

interface Compared {
  readonly one: Response
  readonly other: Response
  readonly equal: boolean
}

/** Answers what the compiled app answered; throws with all that is needed to see and repeat it where the other one differs. */
export async function check(world: World, trial: Trial): Promise<Response> {
  const compared = await compare(world, trial)
  if (!compared.equal) throw new Error(await describeDifference(world, trial, compared))
  return compared.one
}

async function compare({ compiled, reader, writer, names }: World, { request, isMutation }: Trial): Promise<Compared> {
  if (isMutation) {
    const one = withoutChance(await ask(compiled, request), names)
    const other = withoutChance(await ask(writer, request), names)
    return { one, other, equal: await areEqual(request, one, other, null) }
  }
  const other = await ask(reader, request)
  const compareOnce = async () => {
    const one = await ask(compiled, request)
    return { one, other, equal: await areEqual(request, one, other, (pruned) => ask(reader, pruned)) }
  }
  // The first makes plans and texts, the second is answered by what was kept, the third reads no more than that needs.
  let compared = await compareOnce()
  for (let again = 0; compared.equal && again < 2; again++) compared = await compareOnce()
  return compared
}

async function describeDifference(world: World, trial: Trial, found: Compared): Promise<string> {
  const { seed, request, isMutation } = trial
  const compareAs = (operation: Operation) => compare(world, { ...trial, request: { ...request, operation } })
  const differs = async (operation: Operation) => !(await compareAs(operation)).equal
  // A mutation that was carried out is another one when it is asked for again.
  const operation = isMutation ? request.operation : await reduce(world.schema, request.operation, differs)
  const { one, other } = isMutation ? found : await compareAs(operation)
  const { query, ...rest } = operation
  return [
    `The answers differ; again with EQUAL_SEED=${seed} EQUAL_OPERATIONS=1`,
    `${request.method} ${request.accept} ${viewerOf(request.authorization)}`,
    query,
    JSON.stringify(rest),
    `compiled:   ${one.status} ${one.contentType} ${one.body}`,
    `graphql-js: ${other.status} ${other.contentType} ${other.body}`,
    ...(operation === request.operation ? [] : [`made smaller from: ${request.operation.query}`]),
  ].join('\n')
}

/** The claims of a token that we signed. */
function viewerOf(authorization: string | null): string {
  return authorization === null ? 'nobody' : Buffer.from(authorization.split('.')[1] ?? '', 'base64url').toString()
}
