import type { Gateway } from '../support/gateway.ts'
import { askAs } from './ask.ts'
import { administrator, mutateAsAdministrator } from './mutate.ts'
import {
  accountPlans,
  accountsWithCustomers,
  accountsWithDeleted,
  accountsWithTags,
  billing,
  deletedPlaces,
  deletedTops,
  places,
  planOf,
  tagPlans,
} from './plan.ts'
import type { Account, Change, Customer, Stamps, Tag, World } from './world.ts'

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
  return { accounts, customers, deleted, tags, changes: await readChanges(gateway), id }
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
