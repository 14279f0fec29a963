import type { StoredAppSettings } from '../app-settings/model.ts'
import type { StoredBillingSettings } from '../billing/model.ts'
import { foldName } from '../core/fold.ts'
import type { Struct } from '../core/struct.ts'
import { boolean, document, integer, optional, type Row, text } from '../database/table.ts'
import { entityColumns } from '../page/entity-info.ts'
import type { StoredSchedule } from '../schedule/model.ts'

/** The integration dictionary as it is stored and as REST shows it (EntityIntegrationData). */
export type IntegrationEntries = Readonly<Record<string, { readonly thirdPartyId?: string }>>

/** Entries of the integration dictionary of one customer. */
export const maxIntegrations = 100

/** The table of customers, as statements read it. */
export const customerTable = {
  name: 'Customer',
  columns: {
    ...entityColumns,
    accountId: text,
    parentCustomerId: optional(text),
    path: text,
    name: text,
    nameKey: text,
    referenceId: optional(text),
    referenceKey: text,
    isStaging: boolean,
    data: document<Struct>(),
    schedule: document<StoredSchedule>(),
    integrationData: document<IntegrationEntries>(),
    overrideBillingSettings: boolean,
    billingSettings: optional(document<StoredBillingSettings>()),
    overrideAppSettings: boolean,
    appSettings: optional(document<StoredAppSettings>()),
    /** Never given twice; what a row says of itself changes with its version. */
    key: integer,
    /** Differs from all that it was before the row was last written, whoever wrote it. */
    state: text,
    /** The ids of its tags, in no order. */
    carriedTagIds: document<readonly string[]>(),
    /** Rises with what customers of the account show of others (account/tree-version.ts). */
    treeVersion: integer,
    /** Whether the viewer manages the account. */
    managed: boolean,
    /** Whether the viewer sees none above by the role Customer. */
    topmost: boolean,
  },
} as const

/** What is no column, but an expression in some reads. */
const expressions = ['key', 'state', 'carriedTagIds', 'treeVersion', 'managed', 'topmost'] as const
export type CustomerExpression = (typeof expressions)[number]

const expressionNames = new Set<string>(expressions)
/** The columns that are stored. */
export const customerColumns: readonly string[] = Object.keys(customerTable.columns).filter(
  (name) => !expressionNames.has(name),
)

export type Customer = Row<typeof customerTable.columns>

/** The reference id as it is sorted: without regard to case, and after all others where there is none. */
export function referenceKey(referenceId: string | null): string {
  return referenceId === null ? '~' : `=${foldName(referenceId)}`
}

export const customerSortFields = ['Name', 'DateCreated', 'DateLastModified', 'ReferenceId', 'Id'] as const
export type CustomerSortField = (typeof customerSortFields)[number]

/** All given conditions must hold; see ListCustomers. */
export interface CustomerFilter {
  readonly accountIds?: readonly string[] | null
  readonly nameFilter?: string | null
  readonly parentCustomerIds?: readonly string[] | null
  readonly shallowParent?: boolean | null
  readonly tagIds?: readonly string[] | null
  readonly specificIds?: readonly string[] | null
  readonly referenceIds?: readonly string[] | null
  readonly isStaging?: boolean | null
  readonly modifiedSince?: Date | null
}

export interface CustomerOrder {
  readonly field: CustomerSortField
  readonly direction?: 'Ascend' | 'Descend' | null
}
