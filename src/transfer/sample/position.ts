import type { BreadcrumbInfo } from '../documents.ts'
import type { City, Locale } from '../words.ts'
import type { SampleAccount } from './accounts.ts'

/** What a customer is within its company. */
export type Kind = 'Company' | PartKind
export type PartKind = 'Region' | 'Branch' | 'Department' | 'Team' | 'Desk'

/** Where a customer stands: all that is kept of a tree while it grows, one for each level of the current path. */
export interface Position {
  readonly account: SampleAccount
  readonly kind: Kind
  /** The kinds of the levels below. */
  readonly kindsBelow: readonly PartKind[]
  readonly name: string
  readonly locale: Locale
  readonly city: City
  /** Where branches below may be. */
  readonly cities: readonly City[]
  readonly breadcrumb: readonly BreadcrumbInfo[]
  readonly parent: { readonly created: number; readonly timeZoneId: string } | undefined
}
