import type { CustomerChange } from '../change/model.ts'
import { emptySchedule } from '../schedule/model.ts'
import type { Customer } from './model.ts'

/** The columns that are a customer's own, in the documents' order. */
export const ownColumns = [
  'accountId',
  'parentCustomerId',
  'name',
  'referenceId',
  'isStaging',
  'data',
  'schedule',
  'integrationData',
  'overrideBillingSettings',
  'billingSettings',
  'overrideAppSettings',
  'appSettings',
] as const satisfies readonly (keyof Customer)[]
export type OwnColumn = (typeof ownColumns)[number]

/**
 * What the records of changes hold of a customer, by the names on REST, and documents as they are stored. Tags are the
 * exception: their ids, in order, as PatchCustomer names them; their names and colours are not the customer's.
 */
export type OwnFields = Pick<Customer, OwnColumn> & { readonly tagIds: readonly string[] }

/** The fields before there is a customer: a record of its creation holds what differs from these. */
export const blankFields: OwnFields = {
  accountId: '',
  parentCustomerId: null,
  name: '',
  referenceId: null,
  isStaging: false,
  data: {},
  schedule: emptySchedule,
  integrationData: {},
  overrideBillingSettings: false,
  billingSettings: null,
  overrideAppSettings: false,
  appSettings: null,
  tagIds: [],
}

/** The fields of a row, and of no other column of it. */
export function ownFields(row: Omit<OwnFields, 'tagIds'>, tagIds: readonly string[]): OwnFields {
  const fields = Object.fromEntries(ownColumns.map((name) => [name, row[name]]))
  // The columns just named.
  return { ...(fields as Omit<OwnFields, 'tagIds'>), tagIds }
}

/** A customer as it stood at some time. */
export interface PastCustomer extends OwnFields {
  readonly version: number
  readonly dateCreated: string
  readonly dateLastModified: string
  readonly createdBy: string
  readonly lastModifiedBy: string
  readonly isDeleted: boolean
}

type StampName = 'dateCreated' | 'dateLastModified' | 'createdBy' | 'lastModifiedBy'

/** What a record holds. Dates and authors are in those of imports, where they are others than the record's own. */
type Recorded = Partial<OwnFields & Readonly<Record<StampName, string>>>

/**
 * A customer after a change, from the one that the changes before it left: they all together, in their order, give the
 * customer as it is stored.
 * @param past null before the first change.
 */
export function afterChange(past: PastCustomer | null, { version, at, by, action, after }: Change): PastCustomer {
  const isNew = past === null || action === 'Created'
  // What records hold is checked before it is written.
  const { dateCreated, dateLastModified, ...fields } = (after ?? {}) as Recorded
  return {
    ...(isNew ? { ...blankFields, dateCreated: at.toISOString(), createdBy: by } : past),
    lastModifiedBy: by,
    ...fields,
    ...(dateCreated !== undefined && { dateCreated }),
    dateLastModified: dateLastModified ?? at.toISOString(),
    version,
    isDeleted: action === 'Deleted',
  }
}

type Change = Pick<CustomerChange, 'version' | 'at' | 'by' | 'action' | 'after'>
