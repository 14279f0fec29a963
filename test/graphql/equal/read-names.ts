import { administrator, type Gateway } from '../../support/gateway.ts'
import type { Names } from './names.ts'

interface Listed {
  readonly nodes: readonly { readonly id: string; readonly name: string; readonly referenceId?: string | null }[]
  readonly edges: readonly { readonly cursor: string }[]
}

interface Found {
  readonly customers: Listed
  readonly accounts: Listed
  readonly tags: Listed
  readonly deleted: readonly { readonly id: string }[]
  readonly customer: { readonly history: Changes }
  readonly [webhooks: `webhooks${number}`]: Webhooks
}

interface Webhooks extends Listed {
  readonly nodes: readonly (Listed['nodes'][number] & { readonly deliveries: Cursors })[]
}

interface Cursors {
  readonly edges: readonly { readonly cursor: string }[]
}

interface Changes extends Cursors {
  readonly nodes: readonly { readonly id: string }[]
}

/** Reads all that there is to be named, in an order that is always the same. */
export async function readNames(gateway: Gateway): Promise<Names> {
  const list = (name: string, more = '') => `${name}(first: 250) { nodes { id name ${more} } edges { cursor } }`
  const webhooks = ['odd', 'odd-below'].map(
    (id, index) => `webhooks${index}: webhooks(accountId: "${id}") {
      nodes { id name: url deliveries { edges { cursor } } } edges { cursor } }`,
  )
  const found = await gateway.data<Found>(
    administrator,
    `{ ${list('customers', 'referenceId')} ${list('accounts')} ${list('tags')} ${webhooks.join(' ')}
      customer(id: "odd-1") { history { nodes { id } edges { cursor } } } }`,
  )
  const { customers, accounts, tags, webhooks0, webhooks1, customer } = found
  const hooks = [webhooks0, webhooks1].flatMap((each) => (each ? [each] : []))
  const ids = ({ nodes }: Pick<Listed, 'nodes'>) => nodes.map(({ id }) => id).sort()
  const cursors = ({ edges }: Cursors) => edges.map(({ cursor }) => cursor)
  return {
    customers: [...ids(customers), 'odd-13', 'odd-deep-3'],
    accounts: ids(accounts),
    tags: ids(tags),
    webhooks: hooks.flatMap(({ nodes }) => nodes.map(({ id }) => id)),
    changes: customer.history.nodes.map(({ id }) => id),
    referenceIds: customers.nodes.flatMap(({ referenceId }) => referenceId ?? []).sort(),
    nameParts: customers.nodes.map(({ name }) => name.slice(0, 4)).sort(),
    cursors: {
      CustomerConnection: cursors(customers),
      AccountConnection: cursors(accounts),
      TagConnection: cursors(tags),
      WebhookConnection: hooks.flatMap(cursors),
      WebhookDeliveryConnection: hooks.flatMap(({ nodes }) => nodes.flatMap(({ deliveries }) => cursors(deliveries))),
      CustomerChangeConnection: cursors(customer.history),
    },
  }
}
