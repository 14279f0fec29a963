import type { StoredBillingSettings } from '../billing/model.ts'
import { boolean, document, integer, optional, type Row, text } from '../database/table.ts'
import { entityColumns } from '../page/entity-info.ts'

/** The table of accounts, as statements read it. */
export const accountTable = {
  name: 'Account',
  columns: {
    ...entityColumns,
    parentAccountId: optional(text),
    path: text,
    name: text,
    nameKey: text,
    twilioAccountSid: optional(text),
    maxPhoneNumbers: integer,
    isBYOA: boolean,
    trustHubProfileSid: optional(text),
    logoId: optional(text),
    logoUri: optional(text),
    billingSettings: optional(document<StoredBillingSettings>()),
    /** Whether the viewer manages it: no column, but an expression in a write's reads. */
    managed: boolean,
  },
} as const

export type Account = Row<typeof accountTable.columns>

export const accountSortFields = ['Name', 'DateCreated', 'DateLastModified', 'Id'] as const
export type AccountSortField = (typeof accountSortFields)[number]

export interface AccountFilter {
  readonly nameFilter?: string | null
  readonly parentAccountIds?: readonly string[] | null
  readonly specificIds?: readonly string[] | null
}

export interface AccountOrder {
  readonly field: AccountSortField
  readonly direction?: 'Ascend' | 'Descend' | null
}
