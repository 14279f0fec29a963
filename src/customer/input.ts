import { checkAppSettings } from '../app-settings/model.ts'
import { checkBillingSettings, keepUnknownItems } from '../billing/model.ts'
import type { Findings } from '../core/outcome.ts'
import { fromPlain, readStruct } from '../core/struct.ts'
import { checkName, checkText } from '../core/text.ts'
import { emptySchedule } from '../schedule/model.ts'
import { checkSchedule, checkScheduleOnWire } from '../schedule/validate.ts'
import type { Customer } from './model.ts'

/** The values that a patch gives: undefined keeps, null clears. */
export interface CustomerValues {
  readonly name?: string | null
  readonly referenceId?: string | null
  readonly data?: unknown
  readonly schedule?: object | null
  readonly overrideBillingSettings?: boolean | null
  readonly billingSettings?: object | null
  readonly overrideAppSettings?: boolean | null
  readonly appSettings?: object | null
}

type Checked = { -readonly [Name in keyof CustomerValues]?: Customer[Name] }

/** How a surface writes documents. */
export interface Form {
  readonly readData: typeof fromPlain
  readonly checkSchedule: typeof checkSchedule
  /** Whether it can say billing items that the documents do not name; where not, the stored ones stay. */
  readonly hasUnknownItems: boolean
}

/** Data as plain JSON. */
export const graphqlForm: Form = { readData: fromPlain, checkSchedule, hasUnknownItems: false }
/** Data as Values, as the service documents have them. */
export const wireForm: Form = { readData: readStruct, checkSchedule: checkScheduleOnWire, hasUnknownItems: true }

export interface Checking {
  readonly form: Form
  readonly findings: Findings
  readonly newId: () => string
  /** What is stored, where it is a patch of something. */
  readonly stored: Pick<Customer, 'billingSettings'> | null
}

/** The given values, clean and as they are stored; those that the input leaves out are left out. */
export function checkCustomer(input: CustomerValues, { form, findings, newId, stored }: Checking): Checked {
  const { name, referenceId, data, schedule, billingSettings, appSettings } = input
  const checked: Checked = {}
  if (name !== undefined) checked.name = checkName(name, ['name'], findings)
  if (referenceId !== undefined) checked.referenceId = checkText(referenceId, ['referenceId'], findings)
  if (data !== undefined) checked.data = data === null ? {} : form.readData(data, ['data'], findings)
  if (schedule !== undefined) {
    checked.schedule = schedule ? form.checkSchedule(schedule, { field: ['schedule'], findings, newId }) : emptySchedule
  }
  if (billingSettings !== undefined) {
    const next = billingSettings && checkBillingSettings(billingSettings, ['billingSettings'], findings)
    checked.billingSettings =
      next && (form.hasUnknownItems ? next : keepUnknownItems(stored?.billingSettings ?? null, next))
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
