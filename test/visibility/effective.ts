import { lineOf, type View } from './rules.ts'
import type { Account, Customer, Schedule } from './world.ts'

/** A value that applies to a customer, and whose it is: no one's where it is the built-in default. */
export interface Effective {
  readonly values: object
  readonly inherited: boolean
  readonly owner: { readonly customer: Customer } | { readonly account: Account } | null
}

/** Its own where it overrides, else its parent's, else its account's, else that of the accounts above, else none. */
export function effectiveBillingSettings({ world }: View, customer: Customer): Effective {
  const source = lineOf(world.customers, customer).find(({ overrideBillingSettings }) => overrideBillingSettings)
  if (source) return { values: source.billingSettings ?? {}, ...ownership(customer, source) }
  const account = world.accounts.find(({ id }) => id === customer.accountId)
  const payer = account && lineOf(world.accounts, account).find(({ billingSettings }) => billingSettings !== null)
  return { values: payer?.billingSettings ?? {}, inherited: true, owner: payer ? { account: payer } : null }
}

const noAppSettings = {
  enablePhoneNumberManagement: false,
  enableDeviceManagement: false,
  enableDialer: false,
  enableCallHistory: false,
  enableAssistants: false,
  showFileNameInMessageCenter: false,
}

/** App settings as they are answered: switches that nobody set are off. */
export function completeAppSettings(settings: object | null): object {
  return { ...noAppSettings, ...settings }
}

/** Its own where it overrides, else its parent's, else the default. */
export function effectiveAppSettings({ world }: View, customer: Customer): Effective {
  const source = lineOf(world.customers, customer).find(({ overrideAppSettings }) => overrideAppSettings)
  return { values: completeAppSettings(source?.appSettings ?? null), ...ownership(customer, source) }
}

/** A schedule as it is answered. */
export function completeSchedule(schedule: Schedule): object {
  return { inherit: false, forceClosed: false, rules: [], ...schedule }
}

/** A customer whose line inherits up to the root has the schedule of a new one. */
const nobodysSchedule: Schedule = { inherit: true }

/** The schedule of the nearest ancestor that does not inherit. */
export function inheritedSchedule({ world }: View, customer: Customer): object {
  const [, ...above] = lineOf(world.customers, customer)
  return completeSchedule(above.find(doesNotInherit)?.schedule ?? nobodysSchedule)
}

/** The nearest that does not inherit, from itself upwards, on the nearest clock that is named; its own closing holds. */
export function effectiveSchedule({ world }: View, customer: Customer): Effective & { readonly timeZoneId: string } {
  const line = lineOf(world.customers, customer)
  const source = line.find(doesNotInherit)
  const applied = source?.schedule ?? nobodysSchedule
  const forceClosed = [applied, customer.schedule].some((schedule) => schedule.forceClosed === true)
  return {
    values: completeSchedule({ ...applied, forceClosed }),
    timeZoneId: line.map(({ schedule }) => schedule.timeZoneId).find((zone) => zone !== undefined) ?? 'UTC',
    ...ownership(customer, source),
  }
}

/** What a customer's state is at every instant, as the rules of this world always match; and the steps to it. */
export function scheduleState(view: View, customer: Customer): State {
  const line = lineOf(view.world.customers, customer)
  const sourceIndex = line.findIndex(doesNotInherit)
  const source = line[sourceIndex]
  const [rule] = source?.schedule.rules ?? []
  const inheriting = sourceIndex < 0 ? line : line.slice(0, sourceIndex)
  const steps = [
    closedStep(customer),
    ...inheriting.map((owner) => ({ owner, outcome: 'Inherited', part: 'inherit' })),
    ...(source && source !== customer ? [closedStep(source)] : []),
    ...(rule ? [{ owner: source, rule, outcome: 'Matched', part: 'simpleRuleType' }] : []),
    { owner: source, outcome: 'Matched', part: 'defaultState' },
  ]
  const trace = steps.slice(0, steps.findIndex(({ outcome }) => outcome === 'Matched') + 1)
  const { timeZoneId } = effectiveSchedule(view, customer)
  if (trace.at(-1)?.part === 'forceClosed') return { stateName: 'Closed', source: 'ForceClosed', timeZoneId, trace }
  if (rule) return { stateName: rule.state, source: 'Rule', rule, timeZoneId, trace }
  return { stateName: source?.schedule.defaultState ?? '', source: 'DefaultState', timeZoneId, trace }
}

function closedStep(owner: Customer): Step {
  return { owner, outcome: owner.schedule.forceClosed ? 'Matched' : 'NotMatched', part: 'forceClosed' }
}

interface Step {
  readonly owner: Customer | undefined
  readonly rule?: object
  readonly outcome: string
  readonly part: string
}

export interface State {
  readonly stateName: string
  readonly source: string
  readonly rule?: object
  readonly timeZoneId: string
  readonly trace: readonly Step[]
}

function doesNotInherit({ schedule }: Customer): boolean {
  return schedule.inherit !== true
}

function ownership(customer: Customer, source: Customer | undefined): Pick<Effective, 'inherited' | 'owner'> {
  if (source === customer) return { inherited: false, owner: null }
  return { inherited: true, owner: source ? { customer: source } : null }
}
