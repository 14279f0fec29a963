import { isDeepStrictEqual } from 'node:util'
import { inputTypeOf } from '../support/input-type.ts'
import type { Case } from './case.ts'
import { effectiveAppSettings, effectiveBillingSettings, effectiveSchedule } from './effective.ts'
import { around } from './mutate.ts'
import { type View, viewOf } from './rules.ts'
import type { Customer } from './world.ts'

const reached = 'customer { id } effectiveBillingChanged effectiveAppSettingsChanged effectiveScheduleChanged'
const impact = `impact {
  affectedCount
  customers(first: 250) { totalCount nodes { ${reached} } edges { node { customer { id } } } pageInfo { hasNextPage } }
  last: customers(last: 1) { pageInfo { hasPreviousPage } }
}`

/** Mutations that can be rehearsed, and all that their payloads show. */
const payloads: Readonly<Record<string, string>> = {
  patchCustomer: `${around.customer} ${impact}`,
  setCustomerStagingMode: around.customer,
}

/** A request that rehearses mutations: its text, to which their inputs go as the variables `$i0`, `$i1` …. */
export function dryRunQuery(mutations: readonly string[]): string {
  const variables = mutations.map((name, index) => `$i${index}: ${inputTypeOf(name)}`)
  const fields = mutations.map(
    (name, index) => `f${index}: ${name}(input: $i${index}) { ${payloads[name]} userErrors { code field message } }`,
  )
  return `mutation (${variables.join()}) { ${fields.join('\n')} }`
}

/** Whether a case can be rehearsed. */
export function hasDryRun({ mutation }: Case): boolean {
  return mutation in payloads
}

/** A customer that a change reaches, by its id. */
export interface Reached {
  readonly customer: { readonly id: string }
  readonly effectiveBillingChanged: boolean
  readonly effectiveAppSettingsChanged: boolean
  readonly effectiveScheduleChanged: boolean
}

/** Whom a patch that is accepted has to reach, by id: every customer that the viewer sees, looked at before and after. */
export function expectedImpact(view: View, { input, isChange }: Case): readonly Reached[] {
  const customers = view.world.customers.map((customer) => (isChange ? patched(customer, input) : customer))
  const next = viewOf({ ...view.world, customers }, view.identity)
  return next.customers
    .flatMap((after) => {
      const before = view.world.customers.find(({ id }) => id === after.id)
      return before ? differences(valuesOf(view, before), valuesOf(next, after)) : []
    })
    .sort(byId)
}

export function byId(one: Reached, other: Reached): number {
  return one.customer.id < other.customer.id ? -1 : 1
}

function patched(customer: Customer, input: Case['input']): Customer {
  const { customerId, parentCustomerId, ...fields } = { customerId: '', parentCustomerId: customer.parentId, ...input }
  return customerId === customer.id ? { ...customer, ...fields, parentId: parentCustomerId } : customer
}

interface Values {
  readonly id: string
  readonly billing: object
  readonly appSettings: object
  readonly schedule: object
}

function valuesOf(view: View, customer: Customer): Values {
  const { values, timeZoneId } = effectiveSchedule(view, customer)
  return {
    id: customer.id,
    billing: effectiveBillingSettings(view, customer).values,
    appSettings: effectiveAppSettings(view, customer).values,
    schedule: { ...values, inherit: null, timeZoneId },
  }
}

function differences(before: Values, after: Values): readonly Reached[] {
  const differs = (name: keyof Values) => !isDeepStrictEqual(before[name], after[name])
  if (isDeepStrictEqual(before, after)) return []
  return [
    {
      customer: { id: after.id },
      effectiveBillingChanged: differs('billing'),
      effectiveAppSettingsChanged: differs('appSettings'),
      effectiveScheduleChanged: differs('schedule'),
    },
  ]
}
