import type { ColumnType, ColumnTypes } from '../../database/dialect.ts'
import type { AccountColumns, CustomerColumns, Stamp } from './record.ts'
import type { PlannedRow } from './tree-plan.ts'

type TypesOf<Row> = Readonly<Record<keyof Row, ColumnType>>

const stamp: TypesOf<Stamp & { readonly version: number }> = {
  version: 'integer',
  dateCreated: 'instant',
  dateLastModified: 'instant',
  createdBy: 'text',
  lastModifiedBy: 'text',
}

export const accountTypes: TypesOf<PlannedRow<AccountColumns>> = {
  id: 'text',
  parentAccountId: 'text',
  name: 'text',
  nameKey: 'text',
  twilioAccountSid: 'text',
  maxPhoneNumbers: 'integer',
  isBYOA: 'boolean',
  trustHubProfileSid: 'text',
  logoId: 'text',
  logoUri: 'text',
  billingSettings: 'json',
  ...stamp,
}

export const customerTypes: TypesOf<PlannedRow<CustomerColumns>> = {
  id: 'text',
  accountId: 'text',
  parentCustomerId: 'text',
  name: 'text',
  nameKey: 'text',
  referenceId: 'text',
  referenceKey: 'text',
  isStaging: 'boolean',
  data: 'json',
  schedule: 'json',
  integrationData: 'json',
  overrideBillingSettings: 'boolean',
  billingSettings: 'json',
  overrideAppSettings: 'boolean',
  appSettings: 'json',
  ...stamp,
}

export const tagTypes = {
  id: 'text',
  accountId: 'text',
  name: 'text',
  nameKey: 'text',
  color: 'text',
} satisfies ColumnTypes
export const linkTypes = { customerId: 'text', tagId: 'text' } satisfies ColumnTypes
