import { stitchSchemas } from '@graphql-tools/stitch'
import type { Executor } from '@graphql-tools/utils'
import {
  buildClientSchema,
  type GraphQLSchema,
  getIntrospectionQuery,
  graphql,
  type IntrospectionQuery,
  print,
} from 'graphql'
import { beforeAll, expect, test } from 'vitest'
import type { Viewer } from '../../src/auth/viewer.ts'
import { type Forest, plantForest } from '../support/forest.ts'
import { administrator, customer, type Gateway, onBothDatabases } from '../support/gateway.ts'
import { ticketsSchema } from '../support/tickets.ts'

const size = 50

onBothDatabases('a stitched schema', (gateway) => {
  let forest: Forest
  let stitched: GraphQLSchema

  beforeAll(async () => {
    forest = await plantForest(gateway(), size)
    const { accountId, branchIds, tagIds } = forest
    const subjects = branchIds.map((customerId, n) => ({ customerId, accountId, tagId: tagIds[n] ?? '' }))
    stitched = await stitch(gateway(), ticketsSchema(subjects))
  })

  const ask = async (viewer: Viewer, source: string, variableValues: Record<string, unknown> = {}) => {
    const contextValue = { authorization: await gateway().authorization(viewer) }
    return JSON.parse(JSON.stringify(await graphql({ schema: stitched, source, variableValues, contextValue })))
  }

  test('joins what this gateway and another schema say, both ways', async () => {
    const source = `query ($id: ID!) {
      customer(id: $id) { name openTickets tags { name } }
      tickets(first: 1) { title customer { name parent { name openTickets } } account { name } tag { name color } }
    }`
    expect(await ask(administrator, source, { id: forest.branchIds[3] })).toEqual({
      data: {
        customer: { name: 'Branch 3', openTickets: 1, tags: [{ name: 'Tag 0' }] },
        tickets: [
          {
            title: 'Ticket 0',
            customer: { name: 'Branch 0', parent: { name: 'Root', openTickets: 0 } },
            account: { name: 'Nordic' },
            tag: { name: 'Tag 0', color: 'Gold' },
          },
        ],
      },
    })
  })

  test('shows nothing that the viewer may not see', async () => {
    const source = '{ tickets(first: 3) { title customer { name } } }'
    const { data } = await ask(customer(forest.branchIds[1] ?? ''), source)
    expect(data).toEqual({
      tickets: [
        { title: 'Ticket 0', customer: null },
        { title: 'Ticket 1', customer: { name: 'Branch 1' } },
        { title: 'Ticket 2', customer: null },
      ],
    })
  })

  test('merges by key in one batch, however many there are', async () => {
    const source = `query ($first: Int!) {
      tickets(first: $first) { customer { name tags { name } } account { name } tag { name } }
    }`
    const counts = new Set<number>()
    for (const first of [1, size]) {
      counts.add(
        await gateway().statements(async () => {
          const { data, errors } = await ask(administrator, source, { first })
          expect(errors).toBeUndefined()
          expect(data?.tickets).toHaveLength(first)
        }),
      )
    }
    expect([...counts]).toHaveLength(1)
  })
})

/** Customers are merged through `nodes`, as any schema can; accounts and tags through federation's look-up. */
async function stitch(gateway: Gateway, tickets: GraphQLSchema): Promise<GraphQLSchema> {
  const introspection = await gateway.data<IntrospectionQuery>(administrator, getIntrospectionQuery())
  const byEntity = (__typename: string) => ({
    selectionSet: '{ id }',
    fieldName: '_entities',
    key: ({ id }: { id: string }) => ({ __typename, id }),
    argsFromKeys: (representations: readonly unknown[]) => ({ representations }),
  })
  return stitchSchemas({
    subschemas: [
      {
        schema: buildClientSchema(introspection),
        executor: forwardTo(gateway),
        merge: {
          Customer: {
            selectionSet: '{ id }',
            fieldName: 'nodes',
            key: ({ id }: { id: string }) => id,
            argsFromKeys: (ids: readonly string[]) => ({ ids }),
          },
          Account: byEntity('Account'),
          Tag: byEntity('Tag'),
        },
      },
      { schema: tickets, merge: { Customer: byEntity('Customer') } },
    ],
  })
}

/** Sends to the gateway what it is asked, with the header of the request that it is for. */
function forwardTo(gateway: Gateway): Executor {
  return async ({ document, variables, context }) => {
    const response = await fetch(`${gateway.app.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: context?.authorization },
      body: JSON.stringify({ query: print(document), variables }),
    })
    return response.json()
  }
}
