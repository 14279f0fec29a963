import { beforeAll, expect, test } from 'vitest'
import { type Gateway, onBothDatabases } from '../support/gateway.ts'
import { inParts } from './ask.ts'
import { buildWorld } from './build.ts'
import type { Case } from './case.ts'
import { casesOf } from './cases.ts'
import { dump, everyStamp } from './dump.ts'
import { mutate, type Payload } from './mutate.ts'
import { viewOf } from './rules.ts'
import { secretsIn } from './secrets.ts'
import { type Identity, identityOf, viewers } from './viewers.ts'
import type { World } from './world.ts'

onBothDatabases(
  'what may not be changed',
  (gateway) => {
    let world: World
    let before: unknown
    beforeAll(async () => {
      world = await buildWorld(gateway())
      before = await dump(gateway(), everyStamp)
    })

    test.each(Object.entries(viewers))('by %s is refused as the model says, and stays', async (_name, plan) => {
      const identity = identityOf(world, plan)
      const view = viewOf(world, identity)
      const refused = casesOf(view).filter(({ verdict }) => verdict.length > 0)
      const payloads = await sendAll(gateway(), identity, refused)
      const answered = refused.map((each, index) => ({ ...each, ...verdictOf(payloads[index]) }))
      const none = ({ mutation }: Case) => (mutation === 'deleteCustomer' ? [] : null)
      expect(answered).toEqual(refused.map((each) => ({ ...each, objects: [none(each)] })))
      expect(secretsIn(view, payloads)).toEqual([])
      expect(ambiguousMessages(payloads)).toEqual([])
      expect(await dump(gateway(), everyStamp)).toEqual(before)
    })
  },
  { MAX_QUERY_COST: '1000000' },
)

async function sendAll(gateway: Gateway, identity: Identity, cases: readonly Case[]): Promise<readonly Payload[]> {
  const payloads: Payload[] = []
  for (const part of inParts(cases)) payloads.push(...(await mutate(gateway, { ...identity }, part)))
  return payloads
}

/** A payload as a verdict; beside errors it holds no object. */
function verdictOf(payload: Payload | undefined): object {
  const { userErrors, ...objects } = payload ?? { userErrors: [] }
  const verdict = userErrors.map(({ code, field }) => `${code} ${field.join('.')}`).sort()
  return { objects: Object.values(objects), verdict }
}

/** What is hidden is told apart from what does not exist by nothing, not by a word: one message for each field. */
function ambiguousMessages(payloads: readonly Payload[]): readonly string[] {
  const notFound = payloads.flatMap(({ userErrors }) => userErrors.filter(({ code }) => code === 'NotFound'))
  const told = new Set(notFound.map(({ field, message }) => `${field[0]}: ${message}`))
  const fields = new Set(notFound.map(({ field }) => field[0]))
  return told.size > fields.size ? [...told] : []
}
