import type { GraphQLSchema } from 'graphql'
import { beforeAll, expect, test } from 'vitest'
import { onBothDatabases } from '../support/gateway.ts'
import { aliased, askAs } from './ask.ts'
import { buildWorld } from './build.ts'
import { bareSchema, expectedAnswer } from './expected.ts'
import { scheduleTests } from './queries.ts'
import { viewOf } from './rules.ts'
import { identityOf, viewers } from './viewers.ts'
import type { World } from './world.ts'

onBothDatabases(
  'a schedule tried out',
  (gateway) => {
    let schema: GraphQLSchema
    let world: World
    beforeAll(async () => {
      schema = await bareSchema()
      world = await buildWorld(gateway())
    })

    test.each(Object.entries(viewers))('by %s is what the model says', async (_name, plan) => {
      const identity = identityOf(world, plan)
      const view = viewOf(world, identity)
      for (const { id } of view.customers) {
        const query = `{ ${aliased(scheduleTests(id))} }`
        const { body } = await askAs(gateway(), { ...identity }, query)
        expect(body).toEqual(expectedAnswer(schema, view, query))
      }
    })

    test.each(Object.entries(viewers))('by %s of a hidden customer is of none', async (_name, plan) => {
      const identity = identityOf(world, plan)
      const view = viewOf(world, identity)
      const hidden = world.customers.filter((customer) => !view.customers.includes(customer))
      for (const [index, id] of [...hidden.map((customer) => customer.id), 'nobody'].entries()) {
        const tests = scheduleTests(id)
        const { body } = await askAs(gateway(), { ...identity }, `{ ${tests[index % tests.length]} }`)
        expect(body.data).toBeNull()
        expect(body.errors).toMatchObject([
          { message: 'There is no such customer.', extensions: { code: 'NOT_FOUND' } },
        ])
      }
    })
  },
  { MAX_QUERY_COST: '1000000' },
)
