import { lineOf, type View } from './rules.ts'
import type { Account, Customer, Tag } from './world.ts'

/** What a mutation has to answer: `Code path` of each user error, sorted; none where it is carried out. */
export type Verdict = readonly string[]

/** Any change of a customer but its place and its tags. */
export function ofChange(view: View, id: string): Verdict {
  return findCustomer(view, id) ? [] : ['NotFound customerId']
}

/** A customer is deleted, alone or with all below it. */
export function ofDeletion(view: View, id: string, withDescendants: boolean): Verdict {
  const customer = findCustomer(view, id)
  if (!customer) return ['NotFound customerId']
  if (view.topmostIds.has(id) && !view.managedIds.has(customer.accountId)) return ['NotAllowed customerId']
  const hasChildren = view.world.customers.some(({ parentId }) => parentId === id)
  return hasChildren && !withDescendants ? ['HasChildren customerId'] : []
}

/** A customer is to be there again. */
export function ofRestoration(view: View, id: string): Verdict {
  if (findCustomer(view, id)) return []
  const customer = view.restorable.find((each) => each.id === id)
  if (!customer) return ['NotFound customerId']
  return view.world.deleted.some((each) => each.id === customer.parentId) ? ['Conflict customerId'] : []
}

/** A customer goes below `parentId`, or becomes a root. */
export function ofMove(view: View, id: string, parentId: string | null): Verdict {
  const customer = findCustomer(view, id)
  if (!customer) return ['NotFound customerId']
  const shownParentId = findCustomer(view, customer.parentId)?.id ?? null
  if (parentId === shownParentId) return []
  const isBound = view.topmostIds.has(id) || parentId === null
  if (isBound && !view.managedIds.has(customer.accountId)) return ['NotAllowed parentCustomerId']
  if (parentId === null) return []
  const parent = findCustomer(view, parentId)
  if (!parent) return ['NotFound parentCustomerId']
  if (parent.accountId !== customer.accountId) return ['Invalid parentCustomerId']
  return lineOf(view.world.customers, parent).includes(customer) ? ['Cycle parentCustomerId'] : []
}

/** A customer carries these tags and no others. */
export function ofTagging(view: View, id: string, tagIds: readonly string[]): Verdict {
  const customer = findCustomer(view, id)
  if (!customer) return ['NotFound customerId']
  return tagIds.flatMap((tagId, index) => {
    const tag = findTag(view, tagId)
    if (!tag) return [`NotFound tagIds.${index}`]
    return tag.accountId === customer.accountId ? [] : [`Invalid tagIds.${index}`]
  })
}

/** A new customer in an account, named or the only one, below a parent or as a root. */
export function ofNewCustomer(view: View, accountId: string | null, parentId: string | null): Verdict {
  if (parentId === null) return ofContent(view, accountId, 'parentCustomerId')
  const parent = findCustomer(view, parentId)
  const isElsewhere = accountId !== null && accountId !== parent?.accountId
  const isHidden = isElsewhere && !findAccount(view, accountId)
  return [
    ...(isElsewhere && !isHidden && parent ? ['Invalid parentCustomerId'] : []),
    ...(isHidden ? ['NotFound accountId'] : []),
    ...(parent ? [] : ['NotFound parentCustomerId']),
  ]
}

/** A new tag in an account, named or the only one. */
export function ofNewTag(view: View, accountId: string | null): Verdict {
  return ofContent(view, accountId, 'accountId')
}

/** Something new right in an account; `field` is what is not allowed about it. */
function ofContent(view: View, given: string | null, field: string): Verdict {
  const onlyId = view.accounts.length === 1 ? view.accounts[0]?.id : undefined
  const accountId = given ?? onlyId
  if (accountId === undefined) return ['Blank accountId']
  return ofManaging(view, findAccount(view, accountId)?.id, ['NotFound accountId', `NotAllowed ${field}`])
}

/** A new account below another one, or a root. */
export function ofNewAccount(view: View, parentId: string | null): Verdict {
  if (parentId === null) return view.isAdministrator ? [] : ['NotAllowed parentAccountId']
  return ofManaging(view, findAccount(view, parentId)?.id, ['NotFound parentAccountId', 'NotAllowed parentAccountId'])
}

/** Any change of an account. */
export function ofAccountChange(view: View, id: string): Verdict {
  return ofManaging(view, findAccount(view, id)?.id, ['NotFound accountId', 'NotAllowed accountId'])
}

/** Any change of a tag, and its end. */
export function ofTagChange(view: View, id: string): Verdict {
  return ofManaging(view, findTag(view, id)?.accountId, ['NotFound tagId', 'NotAllowed tagId'])
}

/** A new webhook of an account. */
export function ofNewWebhook(view: View, accountId: string): Verdict {
  return ofManaging(view, findAccount(view, accountId)?.id, ['NotFound accountId', 'NotAllowed accountId'])
}

/** The end of a webhook, and what else is done to it as a whole. */
export function ofWebhook(view: View, id: string): Verdict {
  return view.webhooks.some((webhook) => webhook.id === id) ? [] : ['NotFound webhookId']
}

/** What a webhook was sent is sent again, from a change on that it might have been sent. */
export function ofReplay(view: View, id: string, changeId: string): Verdict {
  const webhook = view.webhooks.find((each) => each.id === id)
  if (!webhook) return ['NotFound webhookId']
  const change = view.world.changes.find((each) => each.id === changeId)
  const customer = view.world.customers.find((each) => each.id === change?.customerId)
  const account = view.world.accounts.find((each) => each.id === customer?.accountId)
  const isSent = account && lineOf(view.world.accounts, account).some((above) => above.id === webhook.accountId)
  return isSent ? [] : ['NotFound fromChangeId']
}

function ofManaging(view: View, accountId: string | undefined, [hidden, seen]: readonly [string, string]): Verdict {
  if (accountId === undefined) return [hidden]
  return view.managedIds.has(accountId) ? [] : [seen]
}

function findCustomer(view: View, id: string | null): Customer | undefined {
  return view.customers.find((customer) => customer.id === id)
}

function findAccount(view: View, id: string): Account | undefined {
  return view.accounts.find((account) => account.id === id)
}

function findTag(view: View, id: string): Tag | undefined {
  return view.tags.find((tag) => tag.id === id)
}
