import type { Account } from '../account/model.ts'
import { accountsById, accountsOfSeen } from '../account/store.ts'
import { completeAppSettings } from '../app-settings/model.ts'
import { estimateBilling, readUsage, type Usage } from '../billing/estimate.ts'
import { parentPath } from '../core/path.ts'
import { columns, computed, list, type Reading, related, relation, type Stamps, shown } from '../fields/field.ts'
import { entityColumnNames } from '../page/entity-info.ts'
import { completeSchedule } from '../schedule/model.ts'
import type { Tag } from '../tag/model.ts'
import { customersAsOf, historyOf, type PastRow } from './history.ts'
import {
  effectiveAppSettings,
  effectiveBillingSettings,
  effectiveSchedule,
  inheritedSchedule,
  type Owner,
} from './inheritance.ts'
import type { Customer } from './model.ts'
import { scheduleLines } from './schedule.ts'
import { stateOf, timelineBetween } from './schedule-state.ts'
import {
  accountNameById,
  breadcrumbByPath,
  childrenOf,
  customersById,
  customersOfAccount,
  customersOfLists,
  customersOfTag,
  descendantsOf,
  parentsById,
} from './store.ts'
import { tagsAmong, tagsOfCustomer } from './tags.ts'

const lines = relation('path', scheduleLines)
const billing = relation('path', effectiveBillingSettings)

interface Span {
  readonly from: Date
  readonly to: Date
}

/** The tags that a customer carries; of one of the past those that it carried then and that there still are. */
function tagsIn(row: Pick<Customer, 'id'> | Pick<PastRow, 'tagIds'>): Reading<Tag[]> {
  return 'tagIds' in row
    ? { key: JSON.stringify(row.tagIds), batch: tagsAmong }
    : { key: row.id, batch: tagsOfCustomer }
}

/** The parent that a customer has; one of the past had another, which may lie anywhere now. */
function parentIn(row: Pick<Customer, 'parentCustomerId'> | PastRow): Reading<Customer> | null {
  const key = row.parentCustomerId
  return key === null ? null : { key, batch: 'tagIds' in row ? customersById : parentsById }
}

/** What customers add to Query: a field at the root goes by its arguments as others by their rows. */
export const customerQueryFields = {
  customer: related(
    ['id'],
    ({ id, asOf }: { readonly id: string; readonly asOf?: Date | null }): Reading<Customer | PastRow> =>
      asOf ? { key: id, batch: customersAsOf(asOf) } : { key: id, batch: customersById },
  ),
}

/** What the fields of Customer are made of. */
export const customerFields = {
  ...columns(
    ...entityColumnNames,
    'name',
    'referenceId',
    'isStaging',
    'data',
    'accountId',
    'parentCustomerId',
    'overrideBillingSettings',
    'billingSettings',
    'overrideAppSettings',
  ),
  integrationData: computed(['integrationData'], ({ integrationData }: Pick<Customer, 'integrationData'>) =>
    Object.entries(integrationData)
      .map(([key, { thirdPartyId }]) => ({ key, thirdPartyId }))
      .sort((one, other) => (one.key < other.key ? -1 : 1)),
  ),
  schedule: computed(['schedule'], ({ schedule }: Pick<Customer, 'schedule'>) => completeSchedule(schedule)),
  appSettings: computed(
    ['appSettings'],
    ({ appSettings }: Pick<Customer, 'appSettings'>) => appSettings && completeAppSettings(appSettings),
  ),
  tags: related(['id'], tagsIn),
  accountName: relation('accountId', accountNameById),
  account: relation('accountId', accountsOfSeen),
  parent: related(['parentCustomerId'], parentIn),
  breadcrumb: related(['path'], ({ path }: Pick<Customer, 'path'>) => ({
    key: parentPath(path),
    batch: breadcrumbByPath,
  })),
  children: list('id', childrenOf),
  descendants: list('path', descendantsOf),
  inheritedSchedule: relation('path', inheritedSchedule),
  effectiveSchedule: relation('path', effectiveSchedule),
  scheduleState: shown(lines, (owned, { at }: { at?: Date | null }, { now }) => stateOf(owned, at ?? now())),
  scheduleTimeline: shown(lines, (owned, { from, to }: Span) => timelineBetween(owned, from, to)),
  effectiveBillingSettings: billing,
  billingEstimate: shown(billing, ({ settings }, { usage }: { usage: readonly Usage[] }) =>
    estimateBilling(settings, readUsage(usage)),
  ),
  effectiveAppSettings: relation('path', effectiveAppSettings),
  history: list('id', historyOf),
}

/** How customers tell whether what was shown of them still holds. */
export const customerStamps: Stamps = {
  own: ['key', 'version'],
  around: ['treeVersion'],
  relations: new Set(['tags', 'accountName', 'account', 'parent', 'breadcrumb']),
  masked: new Set(['parentCustomerId']),
  rows: customersOfLists,
}

/** What customers add to Account. */
export const accountCustomerFields = {
  customers: list('id', customersOfAccount),
}

/** What customers add to Tag. */
export const tagCustomerFields = {
  customers: list('id', customersOfTag),
}

/** What the values that apply to a customer add: their owner as the viewer sees it, no one where they may not. */
export const effectiveFields = {
  inheritedFrom: related([], ({ owner }: { readonly owner: Owner | null }): Reading<Customer | Account> | null => {
    if (owner === null) return null
    return { key: owner.id, batch: owner.type === 'Account' ? accountsById : customersById }
  }),
}

/** What the steps of an evaluation add. */
export const traceStepFields = {
  owner: relation('ownerId', customersById),
}
