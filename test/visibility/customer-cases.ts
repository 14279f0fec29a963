import { type Case, removing } from './case.ts'
import { isKnown, kindOfAccount, kindOfCustomer, kindOfTag, type Named, nameable, withUnknown } from './kinds.ts'
import type { MutationName } from './mutate.ts'
import { lineOf, type View } from './rules.ts'
import { ofChange, ofDeletion, ofMove, ofNewCustomer, ofRestoration, ofTagging } from './verdicts.ts'
import type { Customer } from './world.ts'

/** Customers made, changed, moved, tagged, deleted and restored. */
export function customerCases(view: View): readonly Case[] {
  return [
    ...changes(view),
    ...moves(view),
    ...taggings(view),
    ...newCustomers(view),
    ...deletions(view),
    ...restorations(view),
  ]
}

/** What a viewer might learn of a hidden customer by sending bad values along. */
const badValues = { expectedVersion: 999, name: ' ', referenceId: 'x'.repeat(256) }

function changes(view: View): readonly Case[] {
  return nameable(view.world).flatMap((customer) => {
    const customerId = customer.id
    const about = { kind: kindOfCustomer(view, customer), verdict: ofChange(view, customerId), isChange: true }
    const stored = isKnown(customer) ? customer : { name: '', isStaging: false }
    const refusedAnyway = about.verdict.length > 0 ? badValues : {}
    const change = (mutation: MutationName, next: object, former: object): Case => ({
      ...about,
      mutation,
      input: { customerId, ...next },
      undo: { mutation, input: { customerId, ...former } },
    })
    const settings = { overrideAppSettings: true, appSettings: { pageTitle: 'changed' } }
    return [
      change('patchCustomer', { name: `${stored.name} changed`, ...refusedAnyway }, { name: stored.name }),
      { ...change('patchCustomer', settings, settingsOf(customer)), kind: `settings ${about.kind}` },
      change('setCustomerStagingMode', { isStaging: !stored.isStaging }, { isStaging: stored.isStaging }),
      change('setCustomerIntegration', { key: 'changed', thirdPartyId: 'x' }, { key: 'changed', thirdPartyId: null }),
    ]
  })
}

function settingsOf(customer: Named<Customer>): object {
  if (!isKnown(customer)) return {}
  const { overrideAppSettings, appSettings } = customer
  return { overrideAppSettings, appSettings }
}

function moves(view: View): readonly Case[] {
  return nameable(view.world).flatMap((customer) =>
    [null, ...nameable(view.world)].map((parent): Case => {
      const input = { customerId: customer.id, parentCustomerId: parent?.id ?? null }
      const parentId = isKnown(customer) ? customer.parentId : null
      const shownParentId = view.customers.find(({ id }) => id === parentId)?.id ?? null
      return {
        mutation: 'patchCustomer',
        input,
        kind: `move ${kindOfCustomer(view, customer)} ${kindOfParent(view, customer, parent)}`,
        verdict: ofMove(view, customer.id, input.parentCustomerId),
        isChange: input.parentCustomerId !== shownParentId,
        undo: { mutation: 'patchCustomer', input: { customerId: customer.id, parentCustomerId: parentId } },
      }
    }),
  )
}

/** A parent's kind, and how it lies to the customer. */
function kindOfParent(view: View, customer: Named<Customer>, parent: Named<Customer> | null): string {
  if (parent === null) return isKnown(customer) && customer.parentId === null ? 'root' : 'to be a root'
  if (!isKnown(customer) || !isKnown(parent)) return kindOfCustomer(view, parent)
  const { customers } = view.world
  const isSameAccount = customer.accountId === parent.accountId
  const isAbove = lineOf(customers, customer).includes(parent)
  const isBelow = lineOf(customers, parent).includes(customer)
  const place = [
    isSameAccount && 'near',
    isAbove && 'above',
    isBelow && 'below',
    parent.id === customer.parentId && 'now',
  ]
  return [kindOfCustomer(view, parent), ...place.filter((word) => word !== false)].join(' ')
}

function taggings(view: View): readonly Case[] {
  return nameable(view.world).flatMap((customer) =>
    withUnknown(view.world.tags).flatMap((tag): readonly Case[] => {
      const carried = isKnown(customer) ? customer.tagIds : []
      const isSameAccount = isKnown(customer) && isKnown(tag) && customer.accountId === tag.accountId
      const kind = `${kindOfCustomer(view, customer)} ${kindOfTag(view, tag)} ${isSameAccount}`
      const tagged = (tagIds: readonly string[]) => ({
        mutation: 'patchCustomer' as const,
        input: { customerId: customer.id, tagIds },
        kind: `tag ${tagIds.length} ${carried.includes(tag.id)} ${kind}`,
        verdict: ofTagging(view, customer.id, tagIds),
        isChange: tagIds.length !== carried.length || !carried.includes(tag.id),
        undo: { mutation: 'patchCustomer' as const, input: { customerId: customer.id, tagIds: carried } },
      })
      return [tagged([tag.id]), tagged([...carried.filter((id) => id !== tag.id), tag.id])]
    }),
  )
}

function newCustomers(view: View): readonly Case[] {
  return [null, ...withUnknown(view.world.accounts)].flatMap((account) =>
    [null, ...nameable(view.world)].map((parent): Case => {
      const accountId = account?.id ?? null
      const isSameAccount = parent !== null && isKnown(parent) && parent.accountId === accountId
      const accountKind = account === null ? 'none' : kindOfAccount(view, account)
      const parentKind = parent === null ? 'none' : kindOfCustomer(view, parent)
      return {
        mutation: 'newCustomer',
        input: { name: 'new', accountId, parentCustomerId: parent?.id ?? null },
        kind: `${accountKind} ${parentKind} ${isSameAccount}`,
        verdict: ofNewCustomer(view, accountId, parent?.id ?? null),
        isChange: true,
        undo: removing('Customer'),
      }
    }),
  )
}

function deletions(view: View): readonly Case[] {
  return nameable(view.world).flatMap((customer) =>
    [false, true].map((withDescendants): Case => {
      const customerId = customer.id
      const verdict = ofDeletion(view, customerId, withDescendants)
      const isTold = verdict.includes('HasChildren customerId')
      const refusedAnyway = verdict.length > 0 && !isTold ? { expectedVersion: 999 } : {}
      const hasChildren = view.world.customers.some(({ parentId }) => parentId === customerId)
      return {
        mutation: 'deleteCustomer',
        input: { customerId, withDescendants, ...refusedAnyway },
        kind: `${withDescendants} ${hasChildren} ${kindOfCustomer(view, customer)}`,
        verdict,
        isChange: true,
        undo: { mutation: 'restoreCustomer', input: { customerId } },
      }
    }),
  )
}

function restorations(view: View): readonly Case[] {
  return nameable(view.world).map((customer): Case => {
    const input = { customerId: customer.id }
    const isDeleted = view.world.deleted.some(({ id }) => id === customer.id)
    return {
      mutation: 'restoreCustomer',
      input,
      kind: kindOfCustomer(view, customer),
      verdict: ofRestoration(view, customer.id),
      isChange: isDeleted,
      undo: isDeleted
        ? { mutation: 'deleteCustomer', input: { ...input, withDescendants: true } }
        : { mutation: 'restoreCustomer', input },
    }
  })
}
