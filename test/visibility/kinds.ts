import type { View } from './rules.ts'
import type { Account, Customer, Tag, World } from './world.ts'

/** What a mutation may name: something of the world, or nothing. */
export type Named<Row> = Row | { readonly id: string; readonly unknown: true; readonly isDeleted?: true }

/** All there is, and one that there is not. */
export function withUnknown<Row>(rows: readonly Row[]): readonly Named<Row>[] {
  return [...rows, { id: 'there-is-no-such-id', unknown: true }]
}

/** All customers, those that were deleted, and one that there never was. */
export function nameable({ customers, deleted }: World): readonly Named<Customer>[] {
  const gone = deleted.map(({ id }) => ({ id, unknown: true, isDeleted: true }) as const)
  return [...withUnknown(customers), ...gone]
}

/** Whether it is of the world. */
export function isKnown<Row extends object>(row: Named<Row>): row is Row {
  return !('unknown' in row)
}

/** What a customer is to a viewer. */
export function kindOfCustomer(view: View, customer: Named<Customer>): string {
  if (!isKnown(customer)) return customer.isDeleted ? 'deleted' : 'unknown'
  if (!view.customers.includes(customer)) return 'hidden'
  if (view.managedIds.has(customer.accountId)) return 'managed'
  return view.topmostIds.has(customer.id) ? 'topmost' : 'below'
}

/** What an account is to a viewer. */
export function kindOfAccount(view: View, account: Named<Account>): string {
  if (!isKnown(account)) return 'unknown'
  if (!view.accounts.includes(account)) return 'hidden'
  return view.managedIds.has(account.id) ? 'managed' : 'seen'
}

/** What a tag is to a viewer: as its account. */
export function kindOfTag(view: View, tag: Named<Tag>): string {
  const account = view.world.accounts.find(({ id }) => isKnown(tag) && id === tag.accountId)
  return account ? kindOfAccount(view, account) : 'unknown'
}
