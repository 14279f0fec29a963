import type { GraphQLSchema } from 'graphql'
import { beforeAll, expect, test } from 'vitest'
import { onBothDatabases } from '../support/gateway.ts'
import { askAs } from './ask.ts'
import { buildWorld } from './build.ts'
import { bareSchema, expectedAnswer } from './expected.ts'
import { allQueries, type Names } from './queries.ts'
import { viewOf } from './rules.ts'
import { identityOf, viewers } from './viewers.ts'
import type { World } from './world.ts'

onBothDatabases(
  'what is read',
  (gateway) => {
    let schema: GraphQLSchema
    let world: World
    let queries: readonly string[]
    beforeAll(async () => {
      schema = await bareSchema()
      world = await buildWorld(gateway())
      queries = allQueries(namesIn(world))
    })

    test.each(Object.entries(viewers))('by %s is what the model says', async (_name, plan) => {
      const identity = identityOf(world, plan)
      const view = viewOf(world, identity)
      for (const query of queries) {
        const { status, body } = await askAs(gateway(), { ...identity }, query)
        expect(body).toEqual(expectedAnswer(schema, view, query))
        expect(status).toBe(200)
      }
    })
  },
  { MAX_QUERY_COST: '1000000' },
)

function namesIn({ accounts, customers, deleted, tags, webhooks }: World): Names {
  return {
    accounts: [...accounts.map(({ id }) => id), 'nowhere'],
    customers: [...[...customers, ...deleted].map(({ id }) => id), 'nobody'],
    tags: [...tags.map(({ id }) => id), 'nothing'],
    webhooks: webhooks.map(({ id }) => id),
    since: customers.at(-5)?.dateLastModified ?? '',
  }
}
