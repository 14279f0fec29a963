import { composeServices } from '@apollo/composition'
import { ApolloGateway, LocalGraphQLDataSource, RemoteGraphQLDataSource } from '@apollo/gateway'
import { ApolloServer } from '@apollo/server'
import { parse } from 'graphql'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Viewer } from '../../src/auth/viewer.ts'
import { type Forest, plantForest } from '../support/forest.ts'
import { administrator, customer, type Gateway, manager, onBothDatabases } from '../support/gateway.ts'
import { ticketsSchema, ticketsSdl } from '../support/tickets.ts'

const size = 250

/** What each request to the supergraph carries, forwarded to the subgraph. */
interface Forwarded {
  readonly authorization: string
}

class Forwarding extends RemoteGraphQLDataSource<Forwarded> {
  override willSendRequest({
    request,
    context,
  }: Parameters<NonNullable<RemoteGraphQLDataSource<Forwarded>['willSendRequest']>>[0]) {
    if (context.authorization) request.http?.headers.set('authorization', context.authorization)
  }
}

onBothDatabases('a federated graph', (gateway) => {
  let forest: Forest
  let supergraph: ApolloServer<Forwarded>

  beforeAll(async () => {
    forest = await plantForest(gateway(), size)
    const { accountId, branchIds, tagIds } = forest
    const tickets = ticketsSchema(branchIds.map((customerId, n) => ({ customerId, accountId, tagId: tagIds[n] ?? '' })))
    supergraph = new ApolloServer<Forwarded>({
      gateway: new ApolloGateway({
        supergraphSdl: await compose(gateway()),
        buildService: ({ name, url }) =>
          name === 'tickets' ? new LocalGraphQLDataSource(tickets) : new Forwarding({ url: url ?? '' }),
      }),
    })
    await supergraph.start()
  })
  afterAll(() => supergraph.stop())

  const ask = async (viewer: Viewer, query: string, variables: Record<string, unknown> = {}) => {
    const contextValue = { authorization: await gateway().authorization(viewer) }
    const { body } = await supergraph.executeOperation({ query, variables }, { contextValue })
    if (body.kind !== 'single') throw new Error('expected one answer')
    return body.singleResult
  }

  test('joins what this subgraph and another say of a customer, both ways', async () => {
    const query = `query ($id: ID!) {
      customer(id: $id) { name openTickets tags { name } }
      tickets(first: 1) { title customer { name parent { name openTickets } } account { name } tag { name color } }
    }`
    expect(await ask(administrator, query, { id: forest.branchIds[3] })).toEqual({
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

  test('shows no entity that the viewer may not see', async () => {
    const query = '{ tickets(first: 3) { title customer { name } account { name } } }'
    const seen = (await ask(customer(forest.branchIds[1] ?? ''), query)).data
    expect(seen).toEqual({
      tickets: [
        { title: 'Ticket 0', customer: null, account: { name: 'Nordic' } },
        { title: 'Ticket 1', customer: { name: 'Branch 1' }, account: { name: 'Nordic' } },
        { title: 'Ticket 2', customer: null, account: { name: 'Nordic' } },
      ],
    })
    const hidden = (await ask(manager('another account'), query)).data
    expect(hidden?.tickets).toEqual([0, 1, 2].map((n) => ({ title: `Ticket ${n}`, customer: null, account: null })))
  })

  test('looks entities up in one batch, however many there are', async () => {
    const query = `query ($first: Int!) {
      tickets(first: $first) { customer { name tags { name } parent { name } } account { name } tag { name } }
    }`
    const counts = new Set<number>()
    for (const first of [1, 50, size]) {
      counts.add(
        await gateway().statements(async () => {
          const { data, errors } = await ask(administrator, query, { first })
          expect(errors).toBeUndefined()
          expect(data?.tickets).toHaveLength(first)
        }),
      )
    }
    // Customers, their tags and their parents; accounts; tags. On PostgreSQL those of customers are read together.
    expect([...counts]).toEqual([gateway().database.url.startsWith('postgresql') ? 4 : 5])
  })

  test('looks up what is known by id only, and nothing by another key', async () => {
    const query = 'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }'
    const [id] = forest.branchIds
    const representations = [
      { __typename: 'Customer', id },
      { __typename: 'Customer', id: 'none' },
      { __typename: 'Customer', id: 7 },
      { __typename: 'Tag', id },
    ]
    const answer = await gateway().graphql(administrator, query, { representations })
    expect(answer).toEqual({ data: { _entities: [{ __typename: 'Customer' }, null, null, null] } })
  })
})

async function compose(gateway: Gateway): Promise<string> {
  const { _service } = await gateway.data<{ _service: { sdl: string } }>(administrator, '{ _service { sdl } }')
  const { supergraphSdl, errors } = composeServices([
    { name: 'customers', url: `${gateway.app.url}/graphql`, typeDefs: parse(_service.sdl) },
    { name: 'tickets', url: 'http://tickets.invalid', typeDefs: parse(ticketsSdl) },
  ])
  if (supergraphSdl === undefined) throw new Error(errors?.map(({ message }) => message).join('\n'))
  return supergraphSdl
}
