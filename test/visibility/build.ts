import type { Gateway } from '../support/gateway.ts'
import { askAs } from './ask.ts'
import { administrator, mutateAsAdministrator } from './mutate.ts'
import {
  accountPlans,
  accountsWithCustomers,
  accountsWithDeleted,
  accountsWithTags,
  accountsWithWebhooks,
  billing,
  deletedPlaces,
  deletedTops,
  places,
  planOf,
  tagPlans,
} from './plan.ts'
import { lineOf } from './rules.ts'
import { deliverySql, webhookUrl } from './webhook-cases.ts'
import type { Account, Change, Customer, Delivery, Stamps, Tag, Webhook, World } from './world.ts'

/** Makes the world as an administrator, and answers it as it then is. */
export async function buildWorld(gateway: Gateway): Promise<World> {
  const ids = new Map<string, string>()
  const id = (name: string) => ids.get(name) ?? `no ${name}`
  const accounts: Account[] = []
  for (const plan of accountPlans) {
    const account = await makeAccount(gateway, plan, id)
    ids.set(account.name, account.id)
    accounts.push(account)
  }
  const tags: Tag[] = []
  for (const account of accountsWithTags) {
    for (const plan of tagPlans) {
      const tag = await makeTag(gateway, { ...plan, accountId: id(account) })
      ids.set(`${account} ${tag.name}`, tag.id)
      tags.push(tag)
    }
  }
  const makeCustomers = async (accountNames: readonly string[], places: readonly string[]) => {
    const made: Customer[] = []
    for (const [account, place] of accountNames.flatMap((each) => places.map((place) => [each, place] as const))) {
      const customer = await makeCustomer(gateway, { account, place, id })
      ids.set(customer.name, customer.id)
      made.push(customer)
    }
    return made
  }
  const customers = await makeCustomers(accountsWithCustomers, places)
  const deleted = await makeCustomers(accountsWithDeleted, deletedPlaces)
  for (const name of accountsWithDeleted.flatMap((account) => deletedTops.map((place) => `${account} ${place}`))) {
    await mutateAsAdministrator(gateway, 'deleteCustomer', { customerId: id(name), withDescendants: true })
  }
  const changes = await readChanges(gateway)
  const webhooks: Webhook[] = []
  for (const name of accountsWithWebhooks) {
    const within = accounts.filter((account) => lineOf(accounts, account).some((above) => above.id === id(name)))
    const ofAccount = (customerId: string) =>
      within.some((account) => customers.find((each) => each.id === customerId)?.accountId === account.id)
    webhooks.push(
      await makeWebhook(
        gateway,
        id(name),
        changes.filter(({ customerId }) => ofAccount(customerId)),
      ),
    )
  }
  return { accounts, customers, deleted, tags, changes, webhooks, id }
}

async function readChanges(gateway: Gateway): Promise<readonly Change[]> {
  const history = 'history(first: 20) { nodes { id customerId version at by action fields before after } }'
  const query = `{ customers(first: 50) { nodes { ${history} } } }`
  const { customers } = (await askAs(gateway, administrator, query)).body.data ?? {}
  // The selection above is what an answer says.
  const { nodes } = customers as { readonly nodes: readonly { readonly history: { readonly nodes: Change[] } }[] }
  return nodes.flatMap(({ history }) => history.nodes)
}

type IdOf = World['id']

async function makeAccount(
  gateway: Gateway,
  { name, above, cost }: (typeof accountPlans)[number],
  id: IdOf,
): Promise<Account> {
  const parentId = above === undefined ? null : id(above)
  const values = {
    name,
    billingSettings: cost === undefined ? null : billing(cost),
    twilioAccountSid: `sid of ${name}`,
    trustHubProfileSid: `hub of ${name}`,
    maxPhoneNumbers: 7,
    isBYOA: true,
    logoId: `logo of ${name}`,
    logoUri: '/logo.png',
  }
  const input = { ...values, parentAccountId: parentId }
  return { ...values, parentId, ...(await mutateAsAdministrator<Stamps>(gateway, 'newAccount', input)) }
}

async function makeTag(gateway: Gateway, values: Omit<Tag, 'id'>): Promise<Tag> {
  return { ...values, ...(await mutateAsAdministrator<{ id: string }>(gateway, 'newTag', values)) }
}

/** No sender runs; so what it would have made is put there, a delivery of every status. */
async function makeWebhook(gateway: Gateway, accountId: string, changes: readonly Change[]): Promise<Webhook> {
  const input = { accountId, url: webhookUrl(accountId) }
  const made = await mutateAsAdministrator<Pick<Webhook, 'id' | 'dateCreated'>>(gateway, 'newWebhook', input)
  const inOrder = changes.toSorted((one, other) => Number(one.id) - Number(other.id))
  const places = [0, 0.3, 0.6, 0.9].map((part) => inOrder[Math.floor(part * inOrder.length)])
  const deliveries = places.flatMap((change, place) => {
    const id = `${made.id}_${change?.id}`
    return change && deliveryPlans[place] ? [{ ...deliveryPlans[place], id, change }] : []
  })
  for (const delivery of deliveries) await gateway.database.query(deliverySql(made.id, delivery))
  return { ...made, ...input, deliveries: deliveries.toReversed() }
}

const deliveryPlans: readonly Omit<Delivery, 'id' | 'change'>[] = [
  {
    status: 'Delivered',
    attempts: 1,
    lastStatusCode: 204,
    lastAttemptAt: '2026-11-21T09:30:00.000Z',
    nextAttemptAt: null,
  },
  {
    status: 'Parked',
    attempts: 16,
    lastStatusCode: 500,
    lastAttemptAt: '2026-11-21T09:30:00.000Z',
    nextAttemptAt: null,
  },
  {
    status: 'Retrying',
    attempts: 2,
    lastStatusCode: null,
    lastAttemptAt: '2026-11-21T09:30:00.000Z',
    nextAttemptAt: '2026-11-21T09:30:30.000Z',
  },
  {
    status: 'Pending',
    attempts: 0,
    lastStatusCode: null,
    lastAttemptAt: null,
    nextAttemptAt: '2026-11-21T09:30:00.000Z',
  },
]

/** What a new customer is, beside its name and place. */
const newCustomer: Omit<Customer, keyof Stamps | 'name' | 'accountId' | 'parentId' | 'data' | 'tagIds'> = {
  referenceId: null,
  isStaging: false,
  integrationData: [],
  schedule: { inherit: true },
  overrideBillingSettings: false,
  billingSettings: null,
  overrideAppSettings: false,
  appSettings: null,
}

async function makeCustomer(
  gateway: Gateway,
  { account, place, id }: { readonly account: string; readonly place: string; readonly id: IdOf },
): Promise<Customer> {
  const { tags = [], ...plan } = planOf(account, place)
  const name = `${account} ${place}`
  const values = {
    ...newCustomer,
    ...plan,
    name,
    accountId: id(account),
    parentId: place.includes('.') ? id(`${account} ${place.slice(0, -2)}`) : null,
    data: { origin: name },
    tagIds: tags.map((tag) => id(`${account} ${tag}`)),
  }
  const { accountId, parentId, data, isStaging, integrationData, ...patch } = values
  const create = { name, accountId, parentCustomerId: parentId, data }
  const { id: customerId } = await mutateAsAdministrator<Stamps>(gateway, 'newCustomer', create)
  for (const entry of integrationData) {
    await mutateAsAdministrator(gateway, 'setCustomerIntegration', { customerId, ...entry })
  }
  await mutateAsAdministrator(gateway, 'setCustomerStagingMode', { customerId, isStaging })
  return { ...values, ...(await mutateAsAdministrator<Stamps>(gateway, 'patchCustomer', { customerId, ...patch })) }
}
