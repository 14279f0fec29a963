import { isDeepStrictEqual } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { type Gateway, onBothDatabases } from '../support/gateway.ts'
import { buildWorld } from './build.ts'
import type { Case } from './case.ts'
import { casesOf } from './cases.ts'
import { dump } from './dump.ts'
import { mutate, mutateAsAdministrator } from './mutate.ts'
import { viewOf } from './rules.ts'
import { secretsIn } from './secrets.ts'
import { type Identity, identityOf, viewers } from './viewers.ts'
import type { World } from './world.ts'

onBothDatabases(
  'what may be changed',
  (gateway) => {
    let world: World
    let before: unknown
    beforeAll(async () => {
      world = await buildWorld(gateway())
      before = await dump(gateway())
    })

    test.each(Object.entries(viewers))('by %s is changed, and shows them no more', async (_name, plan) => {
      const identity = identityOf(world, plan)
      const view = viewOf(world, identity)
      for (const each of casesOf(view).filter(({ verdict }) => verdict.length === 0)) {
        const made = await carryOut(gateway(), identity, each)
        const restored = each.mutation === 'restoreCustomer' ? view.restorable : []
        expect(secretsIn(view, made, restored)).toEqual([])
        const isChange = !isDeepStrictEqual(await dump(gateway()), before)
        expect({ ...each, isChange }).toEqual(each)
        await undo(gateway(), each, made)
      }
      expect(await dump(gateway())).toEqual(before)
    })
  },
  { MAX_QUERY_COST: '1000000' },
)

/** Sends a mutation that has to succeed, and answers what it made. */
async function carryOut(gateway: Gateway, identity: Identity, each: Case): Promise<unknown> {
  const [payload] = await mutate(gateway, { ...identity }, [each])
  const { userErrors, ...objects } = payload ?? { userErrors: [] }
  expect({ ...each, userErrors }).toEqual({ ...each, userErrors: [] })
  const [made] = Object.values(objects)
  expect(made).not.toBeNull()
  return made
}

async function undo(gateway: Gateway, { undo: how }: Case, made: unknown): Promise<void> {
  if (typeof how === 'function') {
    // Written past the product, so that it has to be told, too.
    const tell = 'update "Customer" set "version" = "version" + 1'
    for (const statement of [...how(idOf(made)), tell]) await gateway.database.query(statement)
  } else {
    await mutateAsAdministrator(gateway, how.mutation, how.input)
  }
}

function idOf(made: unknown): string {
  return typeof made === 'object' && made !== null && 'id' in made ? String(made.id) : ''
}
