import type { Identity } from './viewers.ts'
import type { Account, Customer, Tag, Webhook, World } from './world.ts'

/** What one viewer sees of the world, and what of it is theirs to manage. */
export interface View {
  readonly world: World
  readonly identity: Identity
  readonly isAdministrator: boolean
  readonly accounts: readonly Account[]
  readonly customers: readonly Customer[]
  readonly tags: readonly Tag[]
  readonly webhooks: readonly Webhook[]
  /** The deleted customers that would be seen, were they not deleted. */
  readonly restorable: readonly Customer[]
  /** The accounts that are seen in full, and whose contents may be changed in full. */
  readonly managedIds: ReadonlySet<string>
  /** The customers that are seen by the role Customer, with none above them that is. */
  readonly topmostIds: ReadonlySet<string>
}

/** Who sees what: the service's rules, read on a world that lies in memory as a whole. */
export function viewOf(world: World, identity: Identity): View {
  const { roles, accountIds, customerIds } = identity
  const isAdministrator = roles.includes('SystemAdministrator')
  const isManager = roles.includes('Manager')
  const isCustomer = roles.includes('Customer')

  const managed = world.accounts.filter(
    (account) => isAdministrator || (isManager && hasAny(lineOf(world.accounts, account), accountIds)),
  )
  const owned = world.customers.filter(
    (customer) => isCustomer && hasAny(lineOf(world.customers, customer), customerIds),
  )
  const customers = world.customers.filter(
    (customer) => owned.includes(customer) || managed.some(({ id }) => id === customer.accountId),
  )
  const accounts = world.accounts.filter(
    (account) => managed.includes(account) || owned.some(({ accountId }) => accountId === account.id),
  )
  const restorable = world.deleted.filter((customer) => {
    const above = lineOf([...world.customers, ...world.deleted], customer)
    return above.some((each) => owned.includes(each)) || managed.some(({ id }) => id === customer.accountId)
  })
  return {
    world,
    identity,
    isAdministrator,
    accounts,
    customers,
    tags: world.tags.filter((tag) => accounts.some(({ id }) => id === tag.accountId)),
    webhooks: world.webhooks.filter(({ accountId }) => managed.some(({ id }) => id === accountId)),
    restorable,
    managedIds: idsOf(managed),
    topmostIds: idsOf(owned.filter(({ parentId }) => !owned.some(({ id }) => id === parentId))),
  }
}

/** A node and those above it, itself first. */
export function lineOf<Node extends { readonly id: string; readonly parentId: string | null }>(
  nodes: readonly Node[],
  node: Node,
): readonly Node[] {
  const parent = nodes.find(({ id }) => id === node.parentId)
  return parent ? [node, ...lineOf(nodes, parent)] : [node]
}

function hasAny(rows: readonly { readonly id: string }[], ids: readonly string[]): boolean {
  return rows.some(({ id }) => ids.includes(id))
}

function idsOf(rows: readonly { readonly id: string }[]): ReadonlySet<string> {
  return new Set(rows.map(({ id }) => id))
}
