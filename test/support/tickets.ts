import { buildSubgraphSchema } from '@apollo/subgraph'
import { type GraphQLSchema, parse } from 'graphql'

/** Another team's subgraph: it knows customers, accounts and tags by their ids only, and adds to customers. */
export const ticketsSdl = `
  extend schema @link(url: "https://specs.apollo.dev/federation/v2.3", import: ["@key"])

  type Query {
    tickets(first: Int!): [Ticket!]!
  }
  type Ticket {
    title: String!
    customer: Customer
    account: Account
    tag: Tag
  }
  type Customer @key(fields: "id") {
    id: ID!
    openTickets: Int!
  }
  type Account @key(fields: "id", resolvable: false) {
    id: ID!
  }
  type Tag @key(fields: "id", resolvable: false) {
    id: ID!
  }
`

interface Subject {
  readonly customerId: string
  readonly accountId: string
  readonly tagId: string
}

/** The subgraph with one ticket about each subject. */
export function ticketsSchema(subjects: readonly Subject[]): GraphQLSchema {
  const openTickets = (id: string) => subjects.filter(({ customerId }) => customerId === id).length
  const tickets = subjects.map(({ customerId, accountId, tagId }, n) => ({
    title: `Ticket ${n}`,
    customer: { __typename: 'Customer', id: customerId },
    account: { __typename: 'Account', id: accountId },
    tag: { __typename: 'Tag', id: tagId },
  }))
  return buildSubgraphSchema({
    typeDefs: parse(ticketsSdl),
    resolvers: {
      Query: { tickets: (_: unknown, { first }: { first: number }) => tickets.slice(0, first) },
      Customer: {
        __resolveReference: ({ id }: { id: string }) => ({ id }),
        openTickets: ({ id }: { id: string }) => openTickets(id),
      },
    },
  })
}
