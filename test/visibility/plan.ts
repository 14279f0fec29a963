import type { BillingSettings, Customer, Schedule } from './world.ts'

/** Accounts, parents first. `Turku` has no customers; `Void` has nothing. */
export const accountPlans: readonly { readonly name: string; readonly above?: string; readonly cost?: number }[] = [
  { name: 'East', cost: 1 },
  { name: 'Oslo', above: 'East' },
  { name: 'Port', above: 'Oslo', cost: 3 },
  { name: 'Turku', above: 'East', cost: 2 },
  { name: 'West' },
  { name: 'Cork', above: 'West', cost: 4 },
  { name: 'Void' },
]

/** All have the same trees and the same tags. */
export const accountsWithCustomers = ['East', 'Oslo', 'Port', 'West', 'Cork']
export const accountsWithTags = [...accountsWithCustomers, 'Turku']
/** `Turku` has no customers to tell of; `East` tells of those of `Oslo` and `Port` as well. */
export const accountsWithWebhooks = ['East', 'Oslo', 'Port', 'Turku', 'West']
export const tagPlans = [
  { name: 'Gold', color: 'Gold' },
  { name: 'Silver', color: 'Cyan' },
] as const

/** The trees of every account that has customers: `1.1` lies below `1`. */
export const places = ['1', '1.1', '1.1.1', '1.1.1.1', '1.2', '2', '2.1']

/** What was made in some accounts as well, and deleted in two acts: `1.3` with `1.3.1`, and `3`. */
export const accountsWithDeleted = ['Oslo']
export const deletedPlaces = ['1.3', '1.3.1', '3']
export const deletedTops = ['1.3', '3']

/** Of a customer what is not as in any new one; tags by their names. */
export type Plan = Partial<Omit<Customer, 'schedule'>> & {
  readonly schedule?: Schedule
  readonly tags?: readonly string[]
}

/** What is special at a place, in every account. */
export function planOf(account: string, place: string): Plan {
  const name = `${account} ${place}`
  switch (place) {
    case '1':
      return {
        tags: ['Gold'],
        schedule: { timeZoneId: 'Europe/Oslo', defaultState: `hours of ${name}` },
        overrideAppSettings: true,
        appSettings: { pageTitle: name, enableDialer: true },
        ...(account === 'Port' && { overrideBillingSettings: true, billingSettings: billing(31) }),
      }
    case '1.1':
      return {
        tags: ['Silver'],
        referenceId: 'shared',
        schedule: { inherit: true, forceClosed: true },
        billingSettings: billing(99),
        integrationData: [
          { key: 'hubspot', thirdPartyId: `hubspot of ${name}` },
          { key: 'zendesk', thirdPartyId: `desk of ${name}` },
        ],
      }
    case '1.1.1':
      return { tags: ['Gold', 'Silver'], overrideBillingSettings: true, billingSettings: billing(111) }
    case '1.1.1.1':
      return {
        tags: ['Silver'],
        schedule: { inherit: true, timeZoneId: 'Asia/Tokyo' },
        appSettings: { pageTitle: 'not in force', enableDialer: false },
      }
    case '1.2':
      return {
        referenceId: `ref of ${name}`,
        schedule: { rules: [{ id: `rule of ${name}`, name: 'Always', state: 'Open' }] },
        overrideAppSettings: true,
      }
    case '2':
      return { tags: ['Silver'], referenceId: 'shared', isStaging: true, overrideBillingSettings: account === 'West' }
    default:
      return { tags: ['Gold'] }
  }
}

/** Settings that are told apart by one cost. */
export function billing(baseCost: number): BillingSettings {
  return { base: { baseCost, rawUnitMultiplier: 1, unitCost: 0.5, allowance: 10 } }
}
