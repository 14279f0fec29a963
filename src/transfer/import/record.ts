import type { Account } from '../../account/model.ts'
import { checkAppSettings, type StoredAppSettings } from '../../app-settings/model.ts'
import { checkBillingSettings, type StoredBillingSettings } from '../../billing/model.ts'
import { foldName } from '../../core/fold.ts'
import type { Findings } from '../../core/outcome.ts'
import { membersOf, type Read, readBoolean, readList, readObject, readOneOf } from '../../core/read.ts'
import type { Sparse } from '../../core/sparse.ts'
import { readStruct, type Struct } from '../../core/struct.ts'
import { checkId, checkName, checkText, checkUrl } from '../../core/text.ts'
import { type Customer, type CustomerExpression, type IntegrationEntries, referenceKey } from '../../customer/model.ts'
import { maxIds } from '../../page/arguments.ts'
import { emptySchedule } from '../../schedule/model.ts'
import { readSchedule } from '../../schedule/validate.ts'
import { type TagColor, tagColors } from '../../tag/model.ts'
import { readCount, readInstant, readIntegrations, ruleIds } from './values.ts'

/** Dates and authors; dates are RFC 3339 texts in UTC with milliseconds. */
export interface Stamp {
  readonly dateCreated: string
  readonly dateLastModified: string
  readonly createdBy: string
  readonly lastModifiedBy: string
}

/** A tag as a customer's record carries it. */
export interface TagRecord {
  readonly id: string
  readonly name: string
  readonly color: TagColor
}

type Derived = 'path' | 'version' | 'managed' | keyof Stamp

/** The columns of an account that its record decides. */
export type AccountColumns = Omit<Account, Derived>
/** The columns of a customer that its record decides. */
export type CustomerColumns = Omit<Customer, Derived | CustomerExpression>

/** An AccountInfo, checked. Like all of these, plain JSON. */
export interface AccountRecord {
  readonly type: 'Account'
  readonly columns: AccountColumns
  readonly stamp: Partial<Stamp>
}

/** A CustomerInfo, checked. */
export interface CustomerRecord {
  readonly type: 'Customer'
  readonly columns: CustomerColumns
  readonly stamp: Partial<Stamp>
  readonly tags: readonly TagRecord[]
}

export type ImportedRecord = AccountRecord | CustomerRecord

/**
 * Reads a record of a file: member names without regard to case, null like absent; what is derived is left out. Values
 * are checked as mutations check them, but schedules that cannot be evaluated are kept.
 * @returns null where it is neither an account nor a customer, or has no id; `findings` tell what is wrong.
 */
export function readRecord(value: unknown, findings: Findings): ImportedRecord | null {
  const members = [...(membersOf(value) ?? [])].flatMap(([name, member]) => (member === null ? [] : [name]))
  switch (kindOfRecord(members)) {
    case 'Customer':
      return readCustomer(value, findings)
    case 'Account':
      return readAccount(value, findings)
    case null:
      findings.add('Invalid', ['record'], 'expected an AccountInfo or a CustomerInfo')
      return null
  }
}

/** What a record with these members is; null where they do not tell. Names are in lower case. */
export function kindOfRecord(members: readonly string[]): ImportedRecord['type'] | null {
  if (customerOnly.some((name) => members.includes(name))) return 'Customer'
  return members.includes('name') || accountOnly.some((name) => members.includes(name)) ? 'Account' : null
}

const readStamp = {
  dateCreated: readInstant,
  dateLastModified: readInstant,
  createdBy: checkText,
  lastModifiedBy: checkText,
}

const accountMembers = {
  parentAccountId: checkId,
  twilioAccountSid: checkText,
  maxPhoneNumbers: readCount,
  isBYOA: readBoolean,
  trustHubProfileSid: checkText,
  logoId: checkText,
  logoUri: checkUrl,
}

const customerMembers = {
  accountId: checkId,
  parentCustomerId: checkId,
  isStaging: readBoolean,
  referenceId: checkText,
  data: readStruct,
  tags: readList(readTag(), maxIds),
  // Read once the customer's id is known.
  schedule: (value: unknown) => value ?? null,
  integrationData: readIntegrations,
  overrideBillingSettings: readBoolean,
  overrideAppSettings: readBoolean,
  appSettings: checkAppSettings,
}

const accountOnly = [...Object.keys(accountMembers), 'ancestorIds'].map((name) => name.toLowerCase())
const customerOnly = [...Object.keys(customerMembers), 'breadcrumb', 'accountName'].map((name) => name.toLowerCase())

const sharedMembers = { id: checkId, name: checkName, billingSettings: checkBillingSettings, ...readStamp }

interface SharedMembers extends Stamp {
  readonly id: string
  readonly name: string
  readonly billingSettings: StoredBillingSettings
}

type AccountMembers = SharedMembers & Omit<AccountColumns, 'nameKey'>

interface CustomerMembers extends SharedMembers {
  readonly accountId: string
  readonly parentCustomerId: string
  readonly isStaging: boolean
  readonly referenceId: string
  readonly data: Struct
  readonly tags: readonly TagRecord[]
  readonly schedule: NonNullable<unknown>
  readonly integrationData: IntegrationEntries
  readonly overrideBillingSettings: boolean
  readonly overrideAppSettings: boolean
  readonly appSettings: StoredAppSettings
}

const readAccountMembers = readObject<AccountMembers>({ ...sharedMembers, ...accountMembers }, ['id', 'name'])
const readCustomerMembers = readObject<CustomerMembers>({ ...sharedMembers, ...customerMembers }, [
  'id',
  'name',
  'accountId',
])

function readAccount(value: unknown, findings: Findings): AccountRecord | null {
  const members = readAccountMembers(value, [], findings) ?? {}
  const { id, name = '' } = members
  if (id === undefined) return null
  const columns = {
    id,
    parentAccountId: members.parentAccountId ?? null,
    name,
    nameKey: foldName(name),
    twilioAccountSid: members.twilioAccountSid ?? null,
    maxPhoneNumbers: members.maxPhoneNumbers ?? 0,
    isBYOA: members.isBYOA ?? false,
    trustHubProfileSid: members.trustHubProfileSid ?? null,
    logoId: members.logoId ?? null,
    logoUri: members.logoUri ?? null,
    billingSettings: members.billingSettings ?? null,
  }
  return { type: 'Account', columns, stamp: stampOf(members) }
}

function readCustomer(value: unknown, findings: Findings): CustomerRecord | null {
  const members = readCustomerMembers(value, [], findings) ?? {}
  const { id, name = '', accountId = '', referenceId = null, schedule = emptySchedule, tags = [] } = members
  if (id === undefined) return null
  const columns = {
    id,
    accountId,
    parentCustomerId: members.parentCustomerId ?? null,
    name,
    nameKey: foldName(name),
    referenceId,
    referenceKey: referenceKey(referenceId),
    isStaging: members.isStaging ?? false,
    data: members.data ?? {},
    schedule: readSchedule(schedule, { field: ['schedule'], findings, newId: ruleIds(id) }),
    integrationData: members.integrationData ?? {},
    overrideBillingSettings: members.overrideBillingSettings ?? false,
    billingSettings: members.billingSettings ?? null,
    overrideAppSettings: members.overrideAppSettings ?? false,
    appSettings: members.appSettings ?? null,
  }
  return { type: 'Customer', columns, stamp: stampOf(members), tags }
}

function stampOf({ dateCreated, dateLastModified, createdBy, lastModifiedBy }: Sparse<Stamp>): Partial<Stamp> {
  return {
    ...(dateCreated !== undefined && { dateCreated }),
    ...(dateLastModified !== undefined && { dateLastModified }),
    ...(createdBy !== undefined && { createdBy }),
    ...(lastModifiedBy !== undefined && { lastModifiedBy }),
  }
}

function readTag(): Read<TagRecord> {
  const readMembers = readObject<TagRecord>({ id: checkId, name: checkName, color: readOneOf(tagColors) }, [
    'id',
    'name',
    'color',
  ])
  return (value, field, findings) => {
    const { id, name, color } = readMembers(value, field, findings) ?? {}
    return id !== undefined && name !== undefined && color !== undefined ? { id, name, color } : null
  }
}
