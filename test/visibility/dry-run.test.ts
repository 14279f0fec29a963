import { beforeAll, expect, test } from 'vitest'
import { dumpTables } from '../support/dump-tables.ts'
import { type Gateway, onBothDatabases } from '../support/gateway.ts'
import { askAs, inParts } from './ask.ts'
import { buildWorld } from './build.ts'
import type { Case } from './case.ts'
import { casesOf } from './cases.ts'
import { byId, dryRunQuery, expectedImpact, hasDryRun, type Reached } from './dry-run.ts'
import type { Payload } from './mutate.ts'
import { viewOf } from './rules.ts'
import { secretsIn } from './secrets.ts'
import { type Identity, identityOf, viewers } from './viewers.ts'
import type { World } from './world.ts'

onBothDatabases(
  'what is rehearsed',
  (gateway) => {
    let world: World
    let before: unknown
    beforeAll(async () => {
      world = await buildWorld(gateway())
      before = await dumpTables(gateway().database)
    })

    test.each(Object.entries(viewers))(
      'by %s reaches whom the model says, and shows no others',
      async (_name, plan) => {
        const identity = identityOf(world, plan)
        const view = viewOf(world, identity)
        const cases = rehearsable(casesOf(view))
        const answers = await rehearseAll(gateway(), identity, cases)
        for (const [index, each] of cases.entries()) {
          const { userErrors = [], customer, impact } = answers[index] ?? {}
          const verdict = userErrors.map(({ code, field }) => `${code} ${field.join('.')}`).sort()
          const isAccepted = each.verdict.length === 0
          const isPatch = isAccepted && each.mutation === 'patchCustomer'
          const expected = isPatch ? toImpact(expectedImpact(view, each)) : null
          expect({
            ...each,
            verdict,
            isShown: Boolean(customer),
            impact: impact ? toImpact(impact.customers.nodes) : null,
          }).toEqual({ ...each, isShown: isAccepted, impact: expected })
          if (impact)
            expect([impact.affectedCount, impact.customers.totalCount]).toEqual([expected?.length, expected?.length])
        }
        expect(secretsIn(view, answers)).toEqual([])
        expect(await dumpTables(gateway().database)).toEqual(before)
      },
    )
  },
  { MAX_QUERY_COST: '1000000' },
)

interface Rehearsed extends Partial<Payload> {
  readonly customer?: object | null
  readonly impact?: {
    readonly affectedCount: number
    readonly customers: { totalCount: number; nodes: Reached[] }
  } | null
}

function toImpact(nodes: readonly Reached[]): readonly Reached[] {
  return [...nodes].sort(byId)
}

/** All that are accepted, and one of each kind of refusal: a dry run refuses where the mutation itself does. */
function rehearsable(cases: readonly Case[]): readonly Case[] {
  const keyOf = ({ mutation, kind, verdict }: Case) => [mutation, ...(verdict.length > 0 ? verdict : [kind])].join()
  return [...new Map(cases.filter(hasDryRun).map((each) => [keyOf(each), each])).values()]
}

/** Nothing is written, so the cases stand beside each other in a request, and need not be undone. */
async function rehearseAll(gateway: Gateway, identity: Identity, cases: readonly Case[]): Promise<Rehearsed[]> {
  const answers: Rehearsed[] = []
  for (const part of inParts(cases)) {
    const inputs = part.map(({ input }, index) => [`i${index}`, { ...input, dryRun: true }])
    const query = dryRunQuery(part.map(({ mutation }) => mutation))
    const { body } = await askAs(gateway, { ...identity }, query, Object.fromEntries(inputs))
    if (body.errors || !body.data) throw new Error(JSON.stringify(body))
    // The selections of the query are what a payload says.
    answers.push(...(Object.values(body.data) as Rehearsed[]))
  }
  return answers
}
