import type { GraphQLSchema } from 'graphql'
import { beforeAll, expect, test } from 'vitest'
import { onBothDatabases } from '../support/gateway.ts'
import { buildWorld } from './build.ts'
import { bareSchema, expectedAnswer } from './expected.ts'
import { askRest } from './rest.ts'
import { type View, viewOf } from './rules.ts'
import { secretsIn } from './secrets.ts'
import { identityOf, viewers } from './viewers.ts'
import type { World } from './world.ts'

type Info = Readonly<Record<string, unknown>>

/** What REST shows as GraphQL does, but that it leaves out nulls. */
const shown = {
  customers: `id dateCreated dateLastModified createdBy lastModifiedBy name accountId accountName parentCustomerId
    breadcrumb { id name } tags { id name color } referenceId isStaging overrideBillingSettings overrideAppSettings
    billingSettings { base { baseCost rawUnitMultiplier unitCost allowance } }`,
  accounts: `id dateCreated dateLastModified createdBy lastModifiedBy name parentAccountId ancestorIds twilioAccountSid
    maxPhoneNumbers isBYOA trustHubProfileSid logoId logoUri
    billingSettings { base { baseCost rawUnitMultiplier unitCost allowance } }`,
}
const lists = ['customers', 'accounts'] as const
/** Members of which REST has another form. */
const others = ['data', 'schedule', 'integrationData', 'appSettings']

onBothDatabases('what is read over REST', (gateway) => {
  let schema: GraphQLSchema
  let world: World
  beforeAll(async () => {
    schema = await bareSchema()
    world = await buildWorld(gateway())
  })

  test.each(Object.entries(viewers))('by %s is what the model says', async (_name, plan) => {
    const identity = identityOf(world, plan)
    const view = viewOf(world, identity)
    const get = async (path: string) => {
      const answer = await askRest(gateway(), identity, path)
      expect(secretsIn(view, answer.body)).toEqual([])
      return answer
    }
    for (const list of lists) {
      const items = expectedInfos(schema, view, list)
      const totals = { totalCount: items.length, totalPages: Math.ceil(items.length / 250), hasMorePages: false }
      const page = await get(`/${list}?countPerPage=250`)
      expect(comparable(page)).toEqual({ status: 200, body: { items, ...totals } })
      expect(comparable(await get(`/${list}?all=true`))).toMatchObject({ body: { items, totalCount: items.length } })
      const specificIds = [...world[list].map(({ id }) => id), 'unknown'].join()
      expect(comparable(await get(`/${list}?specificIds=${specificIds}&countPerPage=250`))).toMatchObject({
        body: { items },
      })

      for (const { id } of [...world[list], { id: 'unknown' }]) {
        const found = items.find((item) => item.id === id)
        expect((await get(`/${list}/${id}`)).status).toBe(found ? 200 : 404)
      }
    }
    for (const { id } of [...world.customers, { id: 'unknown' }]) {
      const isSeen = view.customers.some((each) => each.id === id)
      expect((await get(`/customers/${id}/inherited-schedule`)).status).toBe(isSeen ? 200 : 404)
      const below = (await get(`/customers?parentCustomerIds=${id}&simplifiedPaging=true`)).body as { items: Info[] }
      const query = `{ customers(filter: { parentCustomerIds: ["${id}"] }) { nodes { id } } }`
      expect({ data: { customers: { nodes: below.items.map((item) => ({ id: item.id })) } } }).toEqual(
        expectedAnswer(schema, view, query),
      )
    }
  })
})

/** The items that a list has to have, in order. */
function expectedInfos(schema: GraphQLSchema, view: View, list: (typeof lists)[number]): readonly Info[] {
  const query = `{ ${list}(first: 250) { nodes { ${shown[list]} } } }`
  const { data } = expectedAnswer(schema, view, query) as { data: Record<string, { nodes: Info[] }> }
  return (data[list]?.nodes ?? []).map((node) => only(node, (value) => value !== null))
}

function comparable({ status, body }: { status: number; body: unknown }): object {
  const { items, ...totals } = body as { items: readonly Info[] }
  return {
    status,
    body: { ...totals, items: items.map((item) => only(item, (_value, name) => !others.includes(name))) },
  }
}

function only(info: Info, holds: (value: unknown, name: string) => boolean): Info {
  return Object.fromEntries(Object.entries(info).filter(([name, value]) => holds(value, name)))
}
