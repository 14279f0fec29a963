import { absent, checkVersion } from '../account/service.ts'
import { findOnlyAccountId, lockAccount } from '../account/store.ts'
import type { Context } from '../context.ts'
import { accept, Findings, type Outcome, refuse } from '../core/outcome.ts'
import { childPath, levelOf, maxLevels, pathWidth } from '../core/path.ts'
import { checkName, checkText } from '../core/text.ts'
import { maxIds } from '../page/arguments.ts'
import { emptySchedule } from '../schedule/model.ts'
import { type Write, write } from '../write.ts'
import { changeCustomer, type Found, lockToChange, type ToChange } from './change-customer.ts'
import { type Impact, readHeritageIn, toImpact } from './impact.ts'
import { type Checking, type CustomerValues, checkCustomer, type Form } from './input.ts'
import { type IntegrationEntries, maxIntegrations } from './model.ts'
import { type OwnColumn, ownColumns } from './past.ts'
import { insertCustomer, type Stored, updateCustomer } from './rows.ts'
import type { TagChange } from './tags.ts'
import { findParent, isTooDeep, lockCustomers, lockTrees, touchParents } from './tree.ts'

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
    if (input.parentCustomerId) touchParents(tx, [input.parentCustomerId])
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
export async function patchCustomer(
  context: Context,
  input: PatchCustomer,
  form: Form,
): Promise<Outcome<PatchedCustomer>> {
  const isMove = input.parentCustomerId !== undefined
  if (isMove || input.withImpact) return patchWidely(context, input, form)
  const decide = (found: Found<OwnColumn>) => {
    const findings = new Findings()
    const fields = checkValues(found, input, { form, findings, newId: context.newId })
    const tags = checkTags(found, input.tagIds, findings)
    return findings.any ? refuse(findings.userErrors) : accept({ action: 'Patched', fields, tags } as const)
  }
  const outcome = await changeCustomer(context, toPatch(input), decide, { dryRun: input.dryRun ?? false })
  return outcome.ok ? accept({ id: outcome.value, impact: null }) : outcome
}

/** The same where a move, or the question whom it reaches, goes beyond the customer itself. */
function patchWidely(context: Context, input: PatchCustomer, form: Form): Promise<Outcome<PatchedCustomer>> {
  const { customerId, parentCustomerId, withImpact } = input
  const patch = async (tx: Write) => {
    const { names, ...toChange } = toPatch(input)
    const hold = async () => {
      const [isHeld] = await Promise.all([
        lockTrees(tx, tx.visible, customerId),
        parentCustomerId && lockCustomers(tx, tx.visible, [customerId, parentCustomerId]),
      ])
      return isHeld
    }
    const isMove = parentCustomerId !== undefined
    const found = await lockToChange(
      tx,
      { ...toChange, names: [...names, 'managed', 'topmost'] },
      isMove ? hold : undefined,
    )
    if (found === null) return refuse([absent('customerId', 'customer')])
    const { customer } = found
    const findings = new Findings()
    const fields = checkValues(found, input, { form, findings, newId: tx.newId })
    const parent = await findNewParent(tx, customer, parentCustomerId, findings)
    const tags = checkTags(found, input.tagIds, findings)
    if (findings.any) return refuse(findings.userErrors)
    const before = withImpact ? await readHeritageIn(tx, customer.path) : null
    const moved = parent && { parentCustomerId: parent.id }
    if (parent?.id) touchParents(tx, [parent.id])
    const parentPath = parent?.path ?? null
    updateCustomer(tx, customer, { action: 'Patched', fields: { ...fields, ...moved }, tags, parentPath })
    const path = parentPath === null ? customer.path : parentPath + customer.path.slice(-pathWidth)
    const impact = before && toImpact(customer.id, before, await readHeritageIn(tx, path))
    return accept({ id: customer.id, impact })
  }
  return write(context, patch, { dryRun: input.dryRun ?? false })
}

/** What is read for a patch: the columns that it names, and the tags that it sets, if they are not too many. */
function toPatch({ customerId, tagIds, ...input }: PatchCustomer): ToChange<OwnColumn> {
  const names = ownColumns.filter((name) => name in input)
  const given = tagIds ?? []
  return { customerId, names, tagIds: tagIds === undefined || isTooMany(given) ? undefined : given }
}

/** The values that a patch gives a customer; what is wrong with them, or with its version, is added to `findings`. */
function checkValues(
  { customer }: Found<OwnColumn>,
  input: PatchCustomer,
  { form, findings, newId }: Omit<Checking, 'stored'>,
) {
  checkVersion(customer, input.expectedVersion, findings)
  return checkCustomer(input, { form, findings, newId, stored: customer })
}

/** Sets the staging switch and answers the customer's id. User errors: NotFound of `customerId`, Conflict. */
export function setCustomerStagingMode(context: Context, input: SetCustomerStagingMode): Promise<Outcome<string>> {
  const { customerId, expectedVersion, isStaging, dryRun } = input
  const set = ({ customer }: Found<'isStaging'>) => {
    const findings = new Findings()
    checkVersion(customer, expectedVersion, findings)
    if (findings.any) return refuse(findings.userErrors)
    return accept({ action: 'StagingModeSet', fields: { isStaging } } as const)
  }
  return changeCustomer(context, { customerId, names: ['isStaging'] }, set, { dryRun: dryRun ?? false })
}

/**
 * Sets or removes an entry of the integration dictionary and answers the customer's id.
 * User errors: NotFound of `customerId`; Blank, TooLong and Invalid of `key` and `thirdPartyId`.
 */
export function setCustomerIntegration(context: Context, input: SetCustomerIntegration): Promise<Outcome<string>> {
  const set = ({ customer }: Found<'integrationData'>) => {
    const findings = new Findings()
    const key = checkName(input.key, ['key'], findings)
    const thirdPartyId = checkText(input.thirdPartyId ?? null, ['thirdPartyId'], findings)
    const integrationData = withEntry(customer.integrationData, key, thirdPartyId)
    if (Object.keys(integrationData).length > maxIntegrations) {
      findings.add('TooLong', ['key'], `expected at most ${maxIntegrations} entries`)
    }
    if (findings.any) return refuse(findings.userErrors)
    return accept({ action: 'Patched', fields: { integrationData } } as const)
  }
  const toChange = { customerId: input.customerId, names: ['integrationData'] } as const
  return changeCustomer(context, toChange, set, { dryRun: false })
}

function withEntry(entries: IntegrationEntries, key: string, thirdPartyId: string | null): IntegrationEntries {
  const others = Object.entries(entries).filter(([name]) => name !== key)
  return Object.fromEntries(thirdPartyId === null ? others : [...others, [key, { thirdPartyId }]])
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

function isTooMany(tagIds: readonly string[]): boolean {
  return new Set(tagIds).size > maxIds
}

/** The tags before and after a patch that sets some; null where it sets none, or cannot. */
function checkTags(
  { customer, carried, tags }: Found<OwnColumn>,
  tagIds: readonly string[] | null | undefined,
  findings: Findings,
): TagChange | null {
  if (tagIds === undefined) return null
  const given = tagIds ?? []
  const after = [...new Set(given)].sort()
  if (isTooMany(given)) {
    findings.add('TooLong', ['tagIds'], `expected at most ${maxIds} tags, got ${after.length}`)
    return null
  }
  const accountOf = new Map(tags.map(({ id, accountId }) => [id, accountId]))
  for (const [index, id] of given.entries()) {
    const accountId = accountOf.get(id)
    if (accountId === undefined) findings.add('NotFound', ['tagIds', String(index)], 'There is no such tag.')
    else if (accountId !== customer.accountId)
      findings.add('Invalid', ['tagIds', String(index)], 'expected a tag of the same account')
  }
  return { before: carried, after }
}
