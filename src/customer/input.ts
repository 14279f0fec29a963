import { checkAppSettings } from '../app-settings/model.ts'
import { checkBillingSettings, keepUnknownItems } from '../billing/model.ts'
import type { Findings } from '../core/outcome.ts'
import { fromPlain } from '../core/struct.ts'
import { checkName, checkText } from '../core/text.ts'
import { emptySchedule } from '../schedule/model.ts'
import { checkSchedule, type ScheduleInput } from '../schedule/validate.ts'
import type { Customer } from './model.ts'

/** The values that a patch gives: undefined keeps, null clears. */
export interface CustomerValues {
  readonly name?: string | null
  readonly referenceId?: string | null
  readonly data?: unknown
  readonly schedule?: ScheduleInput | null
  readonly overrideBillingSettings?: boolean | null
  readonly billingSettings?: object | null
  readonly overrideAppSettings?: boolean | null
  readonly appSettings?: object | null
}

type Checked = { -readonly [Name in keyof CustomerValues]?: Customer[Name] }

interface Checking {
  readonly findings: Findings
  readonly newId: () => string
  /** What is stored, where it is a patch of something. */
  readonly stored: Pick<Customer, 'billingSettings'> | null
}

/** The given values, clean and as they are stored; those that the input leaves out are left out. */
export function checkCustomer(input: CustomerValues, { findings, newId, stored }: Checking): Checked {
  const { name, referenceId, data, schedule, billingSettings, appSettings } = input
  const checked: Checked = {}
  if (name !== undefined) checked.name = checkName(name, ['name'], findings)
  if (referenceId !== undefined) checked.referenceId = checkText(referenceId, ['referenceId'], findings)
  if (data !== undefined) checked.data = data === null ? {} : fromPlain(data, ['data'], findings)
  if (schedule !== undefined) {
    checked.schedule = schedule ? checkSchedule(schedule, { field: ['schedule'], findings, newId }) : emptySchedule
  }
  if (billingSettings !== undefined) {
    const next = billingSettings && checkBillingSettings(billingSettings, ['billingSettings'], findings)
    checked.billingSettings = next && keepUnknownItems(stored?.billingSettings ?? null, next)
  }
  if (appSettings !== undefined) {
    checked.appSettings = appSettings && checkAppSettings(appSettings, ['appSettings'], findings)
  }
  if (input.overrideBillingSettings !== undefined) {
    checked.overrideBillingSettings = input.overrideBillingSettings ?? false
  }
  if (input.overrideAppSettings !== undefined) checked.overrideAppSettings = input.overrideAppSettings ?? false
  return checked
}
