import { beforeAll, expect, test } from 'vitest'
import { type Gateway, onBothDatabases } from '../support/gateway.ts'
import { buildWorld } from './build.ts'
import type { Case } from './case.ts'
import { casesOf } from './cases.ts'
import { dump, everyStamp } from './dump.ts'
import { mutateAsAdministrator } from './mutate.ts'
import { askRest, type RestAnswer } from './rest.ts'
import { viewOf } from './rules.ts'
import { secretsIn } from './secrets.ts'
import { type Identity, identityOf, viewers } from './viewers.ts'
import type { World } from './world.ts'

onBothDatabases('what is changed over REST', (gateway) => {
  let world: World
  let before: unknown
  beforeAll(async () => {
    world = await buildWorld(gateway())
    before = await dump(gateway())
  })

  test.each(Object.entries(viewers))('by %s is what the model says', async (_name, plan) => {
    const identity = identityOf(world, plan)
    const view = viewOf(world, identity)
    const cases = casesOf(view).flatMap((each) => toRequest(each) ?? [])
    const refused = cases.filter(({ verdict }) => verdict.length > 0)
    const stamped = await dump(gateway(), everyStamp)
    for (const each of refused) expect(await outcome(gateway(), identity, each)).toEqual(expectedOutcome(each))
    expect(await dump(gateway(), everyStamp)).toEqual(stamped)

    for (const each of cases.filter(({ verdict }) => verdict.length === 0)) {
      const { status, body } = await askRest(gateway(), identity, each.path, each)
      expect({ ...each, status }).toEqual({ ...each, status: each.method === 'DELETE' ? 204 : 200 })
      expect(secretsIn(view, body)).toEqual([])
      await undo(gateway(), each, (body as { id: string }).id)
    }
    expect(await dump(gateway())).toEqual(before)
  })
})

interface Request extends Case {
  readonly method: string
  readonly path: string
  readonly value: object
  /** The member that names the object, if there is one. */
  readonly target: string | null
}

/** A case as REST says it; null for what it cannot say. */
function toRequest(each: Case): Request | null {
  const { customerId, accountId, expectedVersion: _, ...value } = each.input as Readonly<Record<string, unknown>>
  // Null leaves a value alone here; a root is made by saying so.
  const reset = value.parentCustomerId === null ? '?reset=parentCustomerId' : ''
  const ofCustomer = { ...each, value, target: 'customerId' }
  switch (each.mutation) {
    case 'newCustomer':
      return { ...each, method: 'POST', path: '/customers', value: each.input, target: null }
    case 'newAccount':
      return { ...each, method: 'POST', path: '/accounts', value: each.input, target: null }
    case 'patchCustomer':
      return { ...ofCustomer, method: 'PATCH', path: `/customers/${customerId}${reset}` }
    case 'setCustomerStagingMode':
      return { ...ofCustomer, method: 'POST', path: `/customers/${customerId}/staging` }
    case 'deleteCustomer':
      return {
        ...ofCustomer,
        method: 'DELETE',
        path: `/customers/${customerId}?withDescendants=${value.withDescendants}`,
        value: {},
      }
    case 'patchAccount':
      return { ...each, method: 'PATCH', path: `/accounts/${accountId}`, value, target: 'accountId' }
    default:
      return null
  }
}

async function outcome(gateway: Gateway, identity: Identity, each: Request): Promise<object> {
  const answer = await askRest(gateway, identity, each.path, each)
  return { ...each, status: answer.status, verdict: verdictOf(answer) }
}

function expectedOutcome(each: Request): object {
  const [first] = each.verdict
  const isAbsent = first === `NotFound ${each.target}`
  const isForbidden = each.verdict.length === 1 && first?.startsWith('NotAllowed')
  const isConflict = each.verdict.length === 1 && first?.startsWith('HasChildren')
  return { ...each, status: isAbsent ? 404 : isForbidden ? 403 : isConflict ? 409 : 400 }
}

/** A refusal in the words of GraphQL: `NotFound tagIds.0`. */
function verdictOf({ body }: RestAnswer): readonly string[] {
  const { responseStatus } = body as { responseStatus: { errors: { errorCode: string; fieldName: string }[] } }
  return responseStatus.errors
    .map(({ errorCode, fieldName }) => {
      const field = fieldName.replace(/^./, (initial) => initial.toLowerCase()).replace(/\[(\d+)\]/g, '.$1')
      return `${errorCode === 'NotEmpty' ? 'Blank' : errorCode} ${field}`
    })
    .sort()
}

async function undo(gateway: Gateway, { undo: how }: Case, made: string): Promise<void> {
  if (typeof how === 'function') {
    for (const statement of how(made)) await gateway.database.query(statement)
  } else {
    await mutateAsAdministrator(gateway, how.mutation, how.input)
  }
}
