import { columns, list, relation } from '../fields/field.ts'
import { entityColumnNames } from '../page/entity-info.ts'
import { accountIdsAbove, accountsById, childAccountCount, childAccounts } from './store.ts'

/** What accounts add to Query. */
export const accountQueryFields = {
  account: relation('id', accountsById),
}

/** What the fields of Account are made of. */
export const accountFields = {
  ...columns(
    ...entityColumnNames,
    'name',
    'parentAccountId',
    'twilioAccountSid',
    'maxPhoneNumbers',
    'isBYOA',
    'trustHubProfileSid',
    'logoId',
    'logoUri',
    'billingSettings',
  ),
  parent: relation('parentAccountId', accountsById),
  ancestorIds: relation('path', accountIdsAbove),
  children: list('id', { pages: childAccounts, counts: childAccountCount }),
}
