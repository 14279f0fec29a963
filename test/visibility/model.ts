import { expectedEstimate, type Used } from '../support/estimate.ts'
import {
  completeAppSettings,
  completeSchedule,
  type Effective,
  effectiveAppSettings,
  effectiveBillingSettings,
  effectiveSchedule,
  inheritedSchedule,
  scheduleState,
} from './effective.ts'
import { anyHolds, connectionOf, type ListArguments, nameHolds } from './lists.ts'
import { lineOf, type View } from './rules.ts'
import type { Account, Change, Customer, Tag, Webhook } from './world.ts'

interface ById {
  readonly id: string
}

interface AccountFilter {
  readonly nameFilter?: string
  readonly parentAccountIds?: readonly string[]
  readonly specificIds?: readonly string[]
}

interface TagFilter {
  readonly accountIds?: readonly string[]
  readonly nameFilter?: string
  readonly colors?: readonly string[]
  readonly specificIds?: readonly string[]
}

interface CustomerFilter {
  readonly accountIds?: readonly string[]
  readonly nameFilter?: string
  readonly parentCustomerIds?: readonly string[]
  readonly shallowParent?: boolean
  readonly tagIds?: readonly string[]
  readonly specificIds?: readonly string[]
  readonly referenceIds?: readonly string[]
  readonly isStaging?: boolean
  readonly modifiedSince?: string
}

/**
 * What a viewer's queries answer: the root value of the schema, for the GraphQL reference implementation to carry a
 * query out on. All that is answered comes out of `view`, so what it does not hold can appear nowhere.
 */
export function answersOf(view: View): object {
  const node = ({ id }: ById) => customer({ id }) ?? account({ id }) ?? tag({ id }) ?? webhook({ id })
  const customer = ({ id }: ById) => answerFound(view, view.customers, id, answerCustomer)
  const account = ({ id }: ById) => answerFound(view, view.accounts, id, answerAccount)
  const tag = ({ id }: ById) => answerFound(view, view.tags, id, answerTag)
  const webhook = ({ id }: ById) => answerFound(view, view.webhooks, id, answerWebhook)
  const entities: Readonly<Record<string, (reference: ById) => object | null>> = {
    Customer: customer,
    Account: account,
    Tag: tag,
  }
  return {
    viewer: answerViewer(view),
    node,
    nodes: ({ ids }: { readonly ids: readonly string[] }) => ids.map((id) => node({ id })),
    customer,
    account,
    tag,
    _entities: ({ representations }: { readonly representations: readonly (ById & { __typename: string })[] }) =>
      representations.map(({ __typename, id }) => entities[__typename]?.({ id })),
    testSchedule: ({ customerId, schedule, at }: Tested & { readonly at: string }) =>
      answerTest(view, { customerId, schedule }, (customer) => answerState(view, customer, at)),
    testScheduleTimeline: ({ customerId, schedule, ...span }: Tested & Span) =>
      answerTest(view, { customerId, schedule }, (customer) => [
        { ...scheduleState(view, customer), ...inMilliseconds(span) },
      ]),
    lintSchedule: (tested: Tested) =>
      answerTest(view, tested, () => [{ code: 'NoState', field: ['schedule', 'rules', '0', 'state'] }]),
    customers: (args: ListArguments<CustomerFilter>) => listCustomers(view, view.customers, args),
    accounts: (args: ListArguments<AccountFilter>) => listAccounts(view, args),
    tags: (args: ListArguments<TagFilter>) => listTags(view, args),
    webhooks: ({ accountId, ...args }: ListArguments<never> & { readonly accountId: string }) =>
      connectionOf(
        view.webhooks.filter((each) => each.accountId === accountId).map((each) => ({ ...each, name: each.url })),
        { ...args, orderBy: { field: 'Id', direction: 'Ascend' } },
        (each) => answerWebhook(view, each),
      ),
  }
}

interface Tested {
  readonly customerId: string
  readonly schedule?: Customer['schedule'] | undefined
}

/** A customer as it would be with another schedule. The others stay as they are. */
function answerTest(view: View, { customerId, schedule }: Tested, answer: (customer: Customer) => object): object {
  const customer = view.customers.find(({ id }) => id === customerId)
  if (!customer) throw new Error('There is no such customer.')
  return answer(schedule ? { ...customer, schedule } : customer)
}

function answerFound<Row extends ById>(
  view: View,
  rows: readonly Row[],
  id: string | null,
  answer: (view: View, row: Row) => object,
): object | null {
  const row = rows.find((each) => each.id === id)
  return row ? answer(view, row) : null
}

function answerViewer({ identity }: View): object {
  const { sub, roles, accountIds, customerIds } = identity
  const known = ['SystemAdministrator', 'Manager', 'Customer'].filter((role) => roles.includes(role))
  return { userId: sub, roles: known, accountIds, customerIds }
}

/** Who made and changed everything. */
const stamps = { createdBy: 'ada', lastModifiedBy: 'ada' }

function answerAccount(view: View, account: Account): object {
  const { twilioAccountSid, trustHubProfileSid, billingSettings, ...open } = account
  const [, ...above] = lineOf(view.world.accounts, account).filter((each) => view.accounts.includes(each))
  const parent = above.find(({ id }) => id === account.parentId)
  return {
    __typename: 'Account',
    ...stamps,
    ...open,
    ...(view.managedIds.has(account.id) && { twilioAccountSid, trustHubProfileSid, billingSettings }),
    parentAccountId: parent?.id,
    parent: () => parent && answerAccount(view, parent),
    ancestorIds: above.map(({ id }) => id).reverse(),
    children: (args: ListArguments<never>) =>
      listAccounts(view, { ...args, filter: { parentAccountIds: [account.id] } }),
    customers: (args: ListArguments<CustomerFilter>) =>
      listCustomers(view, ofAccount(view.customers, account.id), args),
    tags: (args: ListArguments<never>) => listTags(view, { ...args, filter: { accountIds: [account.id] } }),
  }
}

function answerTag(view: View, tag: Tag): object {
  const carriers = view.customers.filter(({ tagIds }) => tagIds.includes(tag.id))
  return {
    __typename: 'Tag',
    ...tag,
    account: () => answerFound(view, view.accounts, tag.accountId, answerAccount),
    customers: (args: ListArguments<CustomerFilter>) => listCustomers(view, carriers, args),
  }
}

function answerCustomer(view: View, customer: Customer): object {
  const [, ...above] = lineOf(view.world.customers, customer).filter((each) => view.customers.includes(each))
  const parent = above.find(({ id }) => id === customer.parentId)
  return {
    __typename: 'Customer',
    ...stamps,
    ...customer,
    tags: view.tags.filter(({ id }) => customer.tagIds.includes(id)).map((tag) => answerTag(view, tag)),
    accountName: view.accounts.find(({ id }) => id === customer.accountId)?.name,
    account: () => answerFound(view, view.accounts, customer.accountId, answerAccount),
    parentCustomerId: parent?.id,
    parent: () => parent && answerCustomer(view, parent),
    breadcrumb: above.toReversed(),
    children: (args: ListArguments<CustomerFilter>) => listCustomers(view, belowAny(view, [customer.id], true), args),
    descendants: (args: ListArguments<CustomerFilter>) =>
      listCustomers(view, belowAny(view, [customer.id], false), args),
    schedule: completeSchedule(customer.schedule),
    inheritedSchedule: inheritedSchedule(view, customer),
    scheduleState: ({ at }: { readonly at: string }) => answerState(view, customer, at),
    scheduleTimeline: (span: Span) => [{ ...scheduleState(view, customer), ...inMilliseconds(span) }],
    effectiveSchedule: () => answerEffective(view, effectiveSchedule(view, customer)),
    effectiveBillingSettings: () => answerEffective(view, effectiveBillingSettings(view, customer)),
    billingEstimate: ({ usage }: { readonly usage: readonly Used[] }) =>
      expectedEstimate(effectiveBillingSettings(view, customer).values, usage),
    appSettings: customer.appSettings && completeAppSettings(customer.appSettings),
    effectiveAppSettings: () => answerEffective(view, effectiveAppSettings(view, customer)),
    history: (args: ListArguments<never>) => listChanges(view, customer, args),
  }
}

interface Span {
  readonly from: string
  readonly to: string
}

function answerState(view: View, customer: Customer, at: string): object {
  const { trace, ...state } = scheduleState(view, customer)
  const steps = trace.map(({ owner, ...step }) => ({
    ...step,
    owner: () => owner && answerOwner(view, { customer: owner }),
  }))
  return { ...state, at: milliseconds(at), trace: steps }
}

function inMilliseconds({ from, to }: Span): Span {
  return { from: milliseconds(from), to: milliseconds(to) }
}

function milliseconds(instant: string): string {
  return new Date(instant).toISOString()
}

/** Whoever sees a webhook sees all customers that it tells of. */
function answerWebhook(_view: View, webhook: Webhook): object {
  return {
    __typename: 'Webhook',
    ...webhook,
    deliveries: ({ status, ...args }: ListArguments<never> & { readonly status?: string }) =>
      connectionOf(
        webhook.deliveries
          .filter((delivery) => status === undefined || delivery.status === status)
          .map((delivery) => ({ ...delivery, name: delivery.status })),
        { ...args, orderBy: { field: 'Position', direction: 'Descend' } },
        (delivery) => delivery,
        { Position: ({ change }) => change.id.padStart(9, '0') },
      ),
  }
}

/** Newest first; the only ids in changes that a viewer of the customer may not see are those of its parents. */
function listChanges(view: View, { id }: Customer, args: ListArguments<never>): object {
  const rows = view.world.changes.filter(({ customerId }) => customerId === id)
  const newestFirst = { field: 'Position', direction: 'Descend' }
  return connectionOf(
    rows.map((change) => ({ ...change, name: change.action })),
    { ...args, orderBy: newestFirst },
    (change) => ({ ...change, before: mask(view, change.before), after: mask(view, change.after) }),
    { Position: ({ version }) => String(version).padStart(9, '0') },
  )
}

function mask(view: View, fields: Change['before']): Change['before'] {
  if (!fields?.parentCustomerId) return fields
  const isSeen = view.customers.some(({ id }) => id === fields.parentCustomerId)
  return { ...fields, parentCustomerId: isSeen ? fields.parentCustomerId : null }
}

/** The values are shown whosesoever they are; whose they are, only where the viewer may see the owner. */
function answerEffective(view: View, { values, owner, ...others }: Effective): object {
  return { ...others, settings: values, schedule: values, inheritedFrom: answerOwner(view, owner) }
}

function answerOwner(view: View, owner: Effective['owner']): object | null {
  if (owner === null) return null
  if ('customer' in owner) return answerFound(view, view.customers, owner.customer.id, answerCustomer)
  return answerFound(view, view.accounts, owner.account.id, answerAccount)
}

function listAccounts(view: View, args: ListArguments<AccountFilter>): object {
  const { nameFilter, parentAccountIds, specificIds } = args.filter ?? {}
  const rows = view.accounts.filter(
    (account) =>
      nameHolds(account, nameFilter) &&
      anyHolds(specificIds, (id) => id === account.id) &&
      anyHolds(parentAccountIds, (id) => id === account.parentId && view.accounts.some((seen) => seen.id === id)),
  )
  return connectionOf(rows, args, (account) => answerAccount(view, account), dates)
}

function listTags(view: View, args: ListArguments<TagFilter>): object {
  const { nameFilter, accountIds, colors, specificIds } = args.filter ?? {}
  const rows = view.tags.filter(
    (tag) =>
      nameHolds(tag, nameFilter) &&
      anyHolds(accountIds, (id) => id === tag.accountId) &&
      anyHolds(colors, (color) => color === tag.color) &&
      anyHolds(specificIds, (id) => id === tag.id),
  )
  return connectionOf(rows, args, (tag) => answerTag(view, tag))
}

const dates = {
  DateCreated: ({ dateCreated }: Customer | Account) => dateCreated,
  DateLastModified: ({ dateLastModified }: Customer | Account) => dateLastModified,
}

/** None sorts last. */
const referenceIds = { ReferenceId: ({ referenceId }: Customer) => referenceId ?? '\uffff' }

/** A list of some of the customers that the viewer may see. */
function listCustomers(view: View, among: readonly Customer[], args: ListArguments<CustomerFilter>): object {
  const filter = args.filter ?? {}
  const below = filter.parentCustomerIds && belowAny(view, filter.parentCustomerIds, filter.shallowParent ?? false)
  const rows = among.filter((customer) => matches(customer, filter) && (below?.includes(customer) ?? true))
  return connectionOf(rows, args, (customer) => answerCustomer(view, customer), { ...dates, ...referenceIds })
}

function matches(customer: Customer, filter: CustomerFilter): boolean {
  const { tagIds, isStaging, modifiedSince } = filter
  return (
    nameHolds(customer, filter.nameFilter) &&
    anyHolds(filter.accountIds, (id) => id === customer.accountId) &&
    anyHolds(filter.specificIds, (id) => id === customer.id) &&
    anyHolds(filter.referenceIds, (id) => id === customer.referenceId) &&
    (tagIds === undefined || (tagIds.length > 0 && tagIds.every((id) => customer.tagIds.includes(id)))) &&
    (isStaging === undefined || isStaging === customer.isStaging) &&
    (modifiedSince === undefined || modifiedSince <= customer.dateLastModified)
  )
}

/** The customers that the viewer sees below those of `parentIds` that they see. */
function belowAny(view: View, parentIds: readonly string[], shallow: boolean): readonly Customer[] {
  const parents = view.customers.filter(({ id }) => parentIds.includes(id))
  return view.customers.filter((customer) => {
    const [, ...above] = lineOf(view.world.customers, customer)
    return parents.some((parent) => (shallow ? above[0] === parent : above.includes(parent)))
  })
}

function ofAccount(customers: readonly Customer[], id: string): readonly Customer[] {
  return customers.filter(({ accountId }) => accountId === id)
}
