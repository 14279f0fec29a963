import sql from 'sql-template-tag'
import { absent, checkVersion } from '../account/service.ts'
import { findOnlyAccountId, lockAccount } from '../account/store.ts'
import type { Context } from '../context.ts'
import { accept, Findings, type Outcome, refuse } from '../core/outcome.ts'
import { childPath, levelOf, maxLevels, pathWidth } from '../core/path.ts'
import { checkName, checkText } from '../core/text.ts'
import { maxIds } from '../page/arguments.ts'
import { readRows } from '../page/list.ts'
import { emptySchedule } from '../schedule/model.ts'
import type { Tag } from '../tag/model.ts'
import { readTagsToSet } from '../tag/store.ts'
import { type Write, write } from '../write.ts'
import { type Impact, readHeritageIn, toImpact } from './impact.ts'
import { type CustomerValues, checkCustomer, type Form } from './input.ts'
import { type Customer, customerTable, type IntegrationEntries, maxIntegrations } from './model.ts'
import { ownColumns } from './past.ts'
import { insertCustomer, type Stored, updateCustomer } from './rows.ts'
import { masks } from './store.ts'
import { readTagIds } from './tags.ts'
import { findParent, isTooDeep, lockCustomers, lockTrees } from './tree.ts'

export interface NewCustomer {
  readonly accountId?: string | null
  readonly name: string
  readonly parentCustomerId?: string | null
  readonly referenceId?: string | null
  readonly data?: unknown
}

export interface PatchCustomer extends CustomerValues {
  readonly customerId: string
  readonly expectedVersion?: number | null
  readonly parentCustomerId?: string | null
  readonly tagIds?: readonly string[] | null
  /** Whether to do it only to see what would come of it. */
  readonly dryRun?: boolean | null
  /** Whether to find out whom it reaches. */
  readonly withImpact?: boolean
}

/** A customer that was patched. */
export interface PatchedCustomer {
  readonly id: string
  /** Null where nobody asked. */
  readonly impact: Impact | null
}

export interface SetCustomerStagingMode {
  readonly customerId: string
  readonly expectedVersion?: number | null
  readonly isStaging: boolean
  /** Whether to do it only to see what would come of it. */
  readonly dryRun?: boolean | null
}

export interface SetCustomerIntegration {
  readonly customerId: string
  readonly key: string
  readonly thirdPartyId?: string | null
}

/**
 * Makes a customer and answers its id.
 * User errors: those of the values; NotFound, Invalid and NotAllowed of `accountId` and `parentCustomerId`.
 */
export function newCustomer(context: Context, input: NewCustomer, form: Form): Promise<Outcome<string>> {
  return write(context, async (tx) => {
    const findings = new Findings()
    const checked = checkCustomer(input, { form, findings, newId: tx.newId, stored: null })
    const place = await findPlace(tx, input, findings)
    if (place === null || findings.any) return refuse(findings.userErrors)
    const [next] = await tx.rows(tx.dialect.nextKeys('Customer', 1))
    const key = Number(next?.key)
    const id = tx.newId()
    insertCustomer(tx, {
      id,
      key,
      accountId: place.accountId,
      parentCustomerId: input.parentCustomerId ?? null,
      path: childPath(place.parentPath, key),
      name: checked.name ?? '',
      referenceId: checked.referenceId ?? null,
      data: checked.data ?? {},
      schedule: emptySchedule,
    })
    return accept(id)
  })
}

/**
 * Changes a customer and answers its id and whom the change reaches; what does not change leaves the version alone.
 * User errors: those of the values; NotFound of `customerId`; Conflict of `expectedVersion`; NotFound, Invalid (another
 * account, too deep), Cycle and NotAllowed of `parentCustomerId`; NotFound and Invalid of `tagIds`.
 */
export function patchCustomer(context: Context, input: PatchCustomer, form: Form): Promise<Outcome<PatchedCustomer>> {
  const isMove = input.parentCustomerId !== undefined
  const patch = async (tx: Write) => {
    const named = ownColumns.filter((name) => name in input)
    // One round trip, and yet one after the other: all who lock several of these do so in this order, and the tags that
    // it carries are read once nobody else can change them.
    const [tagsToSet, isHeld, , customer, tagIds] = await Promise.all([
      lockTagsToSet(tx, input.tagIds),
      !isMove || lockTrees(tx, tx.visible, input.customerId),
      input.parentCustomerId && lockCustomers(tx, tx.visible, [input.customerId, input.parentCustomerId]),
      lockCustomer(tx, input.customerId, isMove ? [...named, 'managed', 'topmost'] : named),
      input.tagIds === undefined ? null : readTagIds(tx, [input.customerId]),
    ])
    if (!isHeld || customer === null) return refuse([absent('customerId', 'customer')])
    const findings = new Findings()
    checkVersion(customer, input.expectedVersion, findings)
    const checked = checkCustomer(input, { form, findings, newId: tx.newId, stored: customer })
    const parent = await findNewParent(tx, customer, input.parentCustomerId, findings)
    const after = tagsToSet && findNewTags(customer, tagsToSet, findings)
    const tags = after && { before: tagIds?.get(customer.id) ?? [], after }
    if (findings.any) return refuse(findings.userErrors)
    const fields = { ...checked, ...(parent && { parentCustomerId: parent.id }) }
    const before = input.withImpact ? await readHeritageIn(tx, customer.path) : null
    updateCustomer(tx, customer, { action: 'Patched', fields, tags, parentPath: parent?.path ?? null })
    const path = parent === null ? customer.path : parent.path + customer.path.slice(-pathWidth)
    const impact = before && toImpact(customer.id, before, await readHeritageIn(tx, path))
    return accept({ id: customer.id, impact })
  }
  const findsByIds = !isMove && !input.withImpact
  return write(context, patch, { dryRun: input.dryRun ?? false, ...(findsByIds && { plans: 'Once' }) })
}

/** Sets the staging switch and answers the customer's id. User errors: NotFound of `customerId`, Conflict. */
export function setCustomerStagingMode(context: Context, input: SetCustomerStagingMode): Promise<Outcome<string>> {
  const set = async (tx: Write) => {
    const customer = await lockCustomer(tx, input.customerId, ['isStaging'])
    if (customer === null) return refuse([absent('customerId', 'customer')])
    const findings = new Findings()
    checkVersion(customer, input.expectedVersion, findings)
    if (findings.any) return refuse(findings.userErrors)
    updateCustomer(tx, customer, { action: 'StagingModeSet', fields: { isStaging: input.isStaging } })
    return accept(customer.id)
  }
  return write(context, set, { dryRun: input.dryRun ?? false, plans: 'Once' })
}

/**
 * Sets or removes an entry of the integration dictionary and answers the customer's id.
 * User errors: NotFound of `customerId`; Blank, TooLong and Invalid of `key` and `thirdPartyId`.
 */
export function setCustomerIntegration(context: Context, input: SetCustomerIntegration): Promise<Outcome<string>> {
  const set = async (tx: Write) => {
    const customer = await lockCustomer(tx, input.customerId, ['integrationData'])
    if (customer === null) return refuse([absent('customerId', 'customer')])
    const findings = new Findings()
    const key = checkName(input.key, ['key'], findings)
    const thirdPartyId = checkText(input.thirdPartyId ?? null, ['thirdPartyId'], findings)
    const integrationData = withEntry(customer.integrationData, key, thirdPartyId)
    if (Object.keys(integrationData).length > maxIntegrations) {
      findings.add('TooLong', ['key'], `expected at most ${maxIntegrations} entries`)
    }
    if (findings.any) return refuse(findings.userErrors)
    updateCustomer(tx, customer, { action: 'Patched', fields: { integrationData } })
    return accept(customer.id)
  }
  return write(context, set, { plans: 'Once' })
}

function withEntry(entries: IntegrationEntries, key: string, thirdPartyId: string | null): IntegrationEntries {
  const others = Object.entries(entries).filter(([name]) => name !== key)
  return Object.fromEntries(thirdPartyId === null ? others : [...others, [key, { thirdPartyId }]])
}

/**
 * These columns of the customer as it is stored, kept from other writers; null where the viewer sees none.
 * @param names what a write gives: documents are long.
 */
async function lockCustomer<Name extends keyof Customer>(
  tx: Write,
  id: string,
  names: readonly Name[],
): Promise<Stored<Name> | null> {
  const { visible, dialect } = tx
  const [customer] = await readRows(tx, customerTable, {
    wanted: ['version', 'accountId', 'path', ...names],
    where: sql`c."id" = ${id} and ${visible.customers}`,
    instead: { ...masks(visible), managed: visible.managed(sql`c."accountId"`), topmost: visible.topmost },
    after: dialect.forUpdate,
  })
  return customer ?? null
}

interface Place {
  readonly accountId: string
  readonly parentPath: string
}

/** Where a new customer comes to lie, kept as it is until the transaction ends; null where it cannot be. */
async function findPlace(tx: Write, input: NewCustomer, findings: Findings): Promise<Place | null> {
  const parentId = input.parentCustomerId ?? null
  return parentId === null
    ? findRootPlace(tx, input.accountId ?? null, findings)
    : findPlaceBelow(tx, parentId, input, findings)
}

async function findRootPlace(tx: Write, wanted: string | null, findings: Findings): Promise<Place | null> {
  const id = wanted ?? (await findOnlyAccountId(tx, tx.visible))
  const account = id === null ? null : await lockAccount(tx, tx.visible, id)
  if (account?.managed) return { accountId: account.id, parentPath: '' }
  if (account) findings.add('NotAllowed', ['parentCustomerId'], 'Your roles do not let you make root customers.')
  else if (id === null) findings.add('Blank', ['accountId'], 'There is not one account only; say which.')
  else findings.add('NotFound', ['accountId'], 'There is no such account.')
  return null
}

async function findPlaceBelow(
  tx: Write,
  parentId: string,
  { accountId }: NewCustomer,
  findings: Findings,
): Promise<Place | null> {
  const isHeld = await lockTrees(tx, tx.visible, parentId)
  const parent = isHeld ? await findParent(tx, tx.visible, parentId) : null
  const field = ['parentCustomerId']
  const other = accountId !== undefined && accountId !== null && accountId !== parent?.accountId ? accountId : null
  const hidden = other !== null && (await lockAccount(tx, tx.visible, other)) === null
  if (hidden) findings.add('NotFound', ['accountId'], 'There is no such account.')
  if (parent === null) findings.add('NotFound', field, 'There is no such customer.')
  else if (other !== null && !hidden) findings.add('Invalid', field, 'expected a customer of the same account')
  else if (levelOf(parent.path) >= maxLevels) findings.add('Invalid', field, `expected at most ${maxLevels} levels`)
  return parent && { accountId: parent.accountId, parentPath: parent.path }
}

interface NewParent {
  readonly id: string | null
  readonly path: string
}

/** The parent that a patch moves a customer to; null where it does not move. */
async function findNewParent(
  tx: Write,
  customer: Stored<'parentCustomerId' | 'managed' | 'topmost'>,
  parentId: string | null | undefined,
  findings: Findings,
): Promise<NewParent | null> {
  if (parentId === undefined || parentId === customer.parentCustomerId) return null
  const field = ['parentCustomerId']
  if (!customer.managed && (customer.topmost || parentId === null)) {
    findings.add(
      'NotAllowed',
      field,
      customer.topmost ? 'Your roles do not let you move it.' : 'Your roles do not let you make root customers.',
    )
    return null
  }
  if (parentId === null) return { id: null, path: '' }
  const parent = await findParent(tx, tx.visible, parentId)
  if (parent === null) findings.add('NotFound', field, 'There is no such customer.')
  else if (parent.accountId !== customer.accountId)
    findings.add('Invalid', field, 'expected a customer of the same account')
  else if (parent.path.startsWith(customer.path)) findings.add('Cycle', field, 'A customer cannot lie below itself.')
  else if (await isTooDeep(tx, customer.path, parent.path))
    findings.add('Invalid', field, `expected at most ${maxLevels} levels`)
  return parent
}

/** The tags that a patch sets, as it names them, and those of them that the viewer sees. */
interface TagsToSet {
  readonly given: readonly string[]
  readonly found: readonly Tag[]
}

/**
 * Keeps the tags that a patch sets from being deleted; null where it sets none. Before the customer is locked: who
 * deletes a tag locks it and then its customers.
 */
async function lockTagsToSet(tx: Write, tagIds: readonly string[] | null | undefined): Promise<TagsToSet | null> {
  if (tagIds === undefined) return null
  const given = tagIds ?? []
  const found = given.length === 0 || isTooMany(given) ? [] : await readTagsToSet(tx, tx.visible, given)
  return { given, found }
}

function isTooMany(tagIds: readonly string[]): boolean {
  return new Set(tagIds).size > maxIds
}

/** The ids of the tags after a patch that sets some, in order; null where it cannot. */
function findNewTags(
  { accountId }: Pick<Customer, 'accountId'>,
  { given, found }: TagsToSet,
  findings: Findings,
): readonly string[] | null {
  const tagIds = [...new Set(given)]
  if (isTooMany(given)) {
    findings.add('TooLong', ['tagIds'], `expected at most ${maxIds} tags, got ${tagIds.length}`)
    return null
  }
  const tags = new Map(found.map((tag) => [tag.id, tag]))
  for (const [index, id] of given.entries()) {
    const tag = tags.get(id)
    if (!tag) findings.add('NotFound', ['tagIds', String(index)], 'There is no such tag.')
    else if (tag.accountId !== accountId)
      findings.add('Invalid', ['tagIds', String(index)], 'expected a tag of the same account')
  }
  return tagIds.sort()
}
