import { accountsById } from '../account/store.ts'
import { completeAppSettings } from '../app-settings/model.ts'
import { columns, computed, type Relation, relation } from '../fields/field.ts'
import { entityColumnNames } from '../page/entity-info.ts'
import { completeSchedule } from '../schedule/model.ts'
import type { Tag } from '../tag/model.ts'
import { historyOf, type PastRow } from './history.ts'
import { effectiveAppSettings, effectiveBillingSettings, effectiveSchedule, inheritedSchedule } from './inheritance.ts'
import type { Customer } from './model.ts'
import { scheduleLines } from './schedule.ts'
import {
  accountNameById,
  breadcrumbByPath,
  childrenOf,
  customersById,
  customersOfAccount,
  customersOfTag,
  descendantsOf,
} from './store.ts'
import { tagsAmong, tagsOfCustomer } from './tags.ts'

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
  tags: relation('id', tagsOfCustomer),
  accountName: relation('accountId', accountNameById),
  account: relation('accountId', accountsById),
  parent: relation('parentCustomerId', customersById),
  breadcrumb: relation('path', breadcrumbByPath),
  children: { ...relation('id', childrenOf.pages), count: childrenOf.counts },
  descendants: { ...relation('path', descendantsOf.pages), count: descendantsOf.counts },
  inheritedSchedule: relation('path', inheritedSchedule),
  effectiveSchedule: relation('path', effectiveSchedule),
  scheduleState: relation('path', scheduleLines),
  scheduleTimeline: relation('path', scheduleLines),
  effectiveBillingSettings: relation('path', effectiveBillingSettings),
  billingEstimate: relation('path', effectiveBillingSettings),
  effectiveAppSettings: relation('path', effectiveAppSettings),
  history: { ...relation('id', historyOf.pages), count: historyOf.counts },
}

/** The tags of a customer of the past: those that it carried then and that there still are. */
export const pastTags: Relation<Pick<PastRow, 'tagIds'>, Tag[]> = {
  needs: [],
  key: ({ tagIds }) => JSON.stringify(tagIds),
  batch: tagsAmong,
}

/** What customers add to Account. */
export const accountCustomerFields = {
  customers: { ...relation('id', customersOfAccount.pages), count: customersOfAccount.counts },
}

/** What customers add to Tag. */
export const tagCustomerFields = {
  customers: { ...relation('id', customersOfTag.pages), count: customersOfTag.counts },
}
