import type { Gateway } from '../support/gateway.ts'
import { inputTypeOf } from '../support/input-type.ts'
import { aliased, askAs, type Claims } from './ask.ts'

const stamps = 'version dateCreated dateLastModified'
const customers = 'customers { totalCount nodes { id } }'
const account =
  'account { id twilioAccountSid trustHubProfileSid parentAccountId ancestorIds children { nodes { id } } }'
const owner = 'inheritedFrom { ... on Customer { id } ... on Account { id twilioAccountSid } }'

/** Of an object what a test needs to know, and all that lies around it. */
export const around = {
  customer: `customer {
    id ${stamps} accountId ${account} parentCustomerId parent { id } breadcrumb { id } tags { id ${customers} }
    children { nodes { id } } descendants { nodes { id } } history { nodes { customerId before after } }
    effectiveSchedule { ${owner} } effectiveBillingSettings { ${owner} } effectiveAppSettings { ${owner} }
  }`,
  account: `account {
    id ${stamps} parentAccountId parent { id twilioAccountSid } ancestorIds children { nodes { id } }
    ${customers} tags { nodes { id } }
  }`,
  tag: `tag { id ${account} ${customers} }`,
  webhook: 'webhook { id url accountId deliveries { totalCount nodes { id change { customerId before after } } } }',
} as const

/** The same objects, by themselves. */
const alone = {
  customer: `customer { id ${stamps} }`,
  account: `account { id ${stamps} }`,
  tag: 'tag { id }',
  webhook: 'webhook { id dateCreated }',
} as const

/** Every mutation, with the object or the ids that it answers beside the user errors. */
export const mutations = {
  newCustomer: 'customer',
  patchCustomer: 'customer',
  setCustomerStagingMode: 'customer',
  setCustomerIntegration: 'customer',
  deleteCustomer: 'deletedCustomerIds',
  restoreCustomer: 'customer',
  newAccount: 'account',
  patchAccount: 'account',
  newTag: 'tag',
  patchTag: 'tag',
  deleteTag: 'deletedTagId',
  newWebhook: 'webhook',
  deleteWebhook: 'deletedWebhookId',
  replayWebhook: 'webhook',
} as const
export type MutationName = keyof typeof mutations

export interface Mutation {
  readonly mutation: MutationName
  readonly input: object
}

/** What a mutation answered: the object, or an id, under the one member that is no user error. */
export interface Payload {
  readonly userErrors: readonly { readonly code: string; readonly field: readonly string[]; readonly message: string }[]
  readonly [object: string]: unknown
}

export const administrator: Claims = { sub: 'ada', roles: ['SystemAdministrator'] }

/** Sends mutations in one request, and asks for all around their objects; they are carried out one after the other. */
export function mutate(gateway: Gateway, claims: Claims, sent: readonly Mutation[]): Promise<readonly Payload[]> {
  return send(gateway, claims, { sent, objects: around })
}

/** One mutation that has to succeed, and the object that it answers. */
export async function mutateAsAdministrator<Answered>(
  gateway: Gateway,
  mutation: MutationName,
  input: object,
): Promise<Answered> {
  const [payload] = await send(gateway, administrator, { sent: [{ mutation, input }], objects: alone })
  const { userErrors, ...objects } = payload ?? { userErrors: [] }
  if (userErrors.length > 0) throw new Error(JSON.stringify({ mutation, input, userErrors }))
  return Object.values(objects)[0] as Answered
}

interface Sending {
  readonly sent: readonly Mutation[]
  /** What to ask of each kind of object. */
  readonly objects: typeof around | typeof alone
}

async function send(gateway: Gateway, claims: Claims, { sent, objects }: Sending): Promise<readonly Payload[]> {
  const selections: Readonly<Record<string, string>> = objects
  const variables = sent.map(({ mutation }, index) => `$i${index}: ${inputTypeOf(mutation)}`).join(', ')
  const fields = sent.map(
    ({ mutation }, index) =>
      `${mutation}(input: $i${index}) { ${selections[mutations[mutation]] ?? mutations[mutation]} userErrors { code field message } }`,
  )
  const inputs = Object.fromEntries(sent.map(({ input }, index) => [`i${index}`, input]))
  const { body } = await askAs(gateway, claims, `mutation (${variables}) { ${aliased(fields)} }`, inputs)
  if (body.errors || !body.data) throw new Error(JSON.stringify(body))
  // The selections above are what a payload says.
  return Object.values(body.data) as Payload[]
}
