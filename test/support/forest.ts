import { administrator, type Gateway } from './gateway.ts'
import { inputTypeOf } from './input-type.ts'

/** Customers of every kind of relation, for reads that are to cost the same however many there are. */
export interface Forest {
  readonly accountId: string
  /** All below it inherit its app settings and its schedule. */
  readonly rootId: string
  /** Below the root; each carries the first tag and has a leaf below it. */
  readonly branchIds: readonly string[]
  readonly leafIds: readonly string[]
  readonly tagIds: readonly string[]
}

/** Plants a root with `size` branches, in an account of as many tags, whose parent has billing settings. */
export async function plantForest(gateway: Gateway, size: number): Promise<Forest> {
  const one = async (mutation: Mutation, input: object) => (await writeAll(gateway, mutation, [input]))[0] ?? ''
  const top = await one('newAccount', { name: 'Top', billingSettings: { base: { baseCost: 12.5 } } })
  const accountId = await one('newAccount', { name: 'Nordic', parentAccountId: top })
  await one('newAccount', { name: 'Oslo', parentAccountId: accountId })
  const numbers = Array.from({ length: size }, (_, n) => n)
  const tagIds = await writeAll(
    gateway,
    'newTag',
    numbers.map((n) => ({ accountId, name: `Tag ${n}`, color: 'Gold' })),
  )
  const tags = { tagIds: tagIds.slice(0, 1) }
  const rootId = await one('newCustomer', { accountId, name: 'Root' })
  await one('patchCustomer', {
    customerId: rootId,
    ...tags,
    overrideAppSettings: true,
    appSettings: { pageTitle: 'Acme' },
    schedule: { timeZoneId: 'Europe/Oslo', inherit: false, defaultState: 'Open' },
  })
  const branchIds = await writeAll(
    gateway,
    'newCustomer',
    numbers.map((n) => ({ name: `Branch ${n}`, parentCustomerId: rootId })),
  )
  const leafIds = await writeAll(
    gateway,
    'newCustomer',
    branchIds.map((parentCustomerId, n) => ({ name: `Leaf ${n}`, parentCustomerId })),
  )
  await writeAll(
    gateway,
    'patchCustomer',
    branchIds.map((customerId) => ({ customerId, ...tags })),
  )
  return { accountId, rootId, branchIds, leafIds, tagIds }
}

const written = { newAccount: 'account', newTag: 'tag', newCustomer: 'customer', patchCustomer: 'customer' } as const
type Mutation = keyof typeof written

const perRequest = 50

/** Carries out a mutation for each input, fifty a request; answers the ids of what was written. */
export async function writeAll(gateway: Gateway, mutation: Mutation, inputs: readonly object[]): Promise<string[]> {
  if (inputs.length === 0) return []
  const type = inputTypeOf(mutation)
  const batch = inputs.slice(0, perRequest)
  const variables = batch.map((_, n) => `$i${n}: ${type}`)
  const fields = batch.map((_, n) => `m${n}: ${mutation}(input: $i${n}) { written: ${written[mutation]} { id } }`)
  const data = await gateway.data<Record<string, { written: { id: string } }>>(
    administrator,
    `mutation (${variables.join()}) { ${fields.join('\n')} }`,
    Object.fromEntries(batch.map((input, n) => [`i${n}`, input])),
  )
  const ids = batch.map((_, n) => data[`m${n}`]?.written.id ?? '')
  return [...ids, ...(await writeAll(gateway, mutation, inputs.slice(perRequest)))]
}
