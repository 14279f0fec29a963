import { checkBillingSettings, keepUnknownItems, type StoredBillingSettings } from '../billing/model.ts'
import type { Context } from '../context.ts'
import { foldName } from '../core/fold.ts'
import { accept, Findings, type Outcome, refuse, type UserError } from '../core/outcome.ts'
import { childPath, levelOf, maxLevels } from '../core/path.ts'
import { checkName, checkText, checkUrl } from '../core/text.ts'
import { insertRow, nextVersion, updateRow } from '../database/write-row.ts'
import { changes, type Write, write } from '../write.ts'
import type { Account } from './model.ts'
import { lockAccount } from './store.ts'
import { raiseTreeVersionOf } from './tree-version.ts'

/** What may be said of an account that is made or changed: undefined keeps, null clears. */
export interface AccountDetails {
  readonly twilioAccountSid?: string | null
  readonly maxPhoneNumbers?: number | null
  readonly isBYOA?: boolean | null
  readonly trustHubProfileSid?: string | null
  readonly logoId?: string | null
  readonly logoUri?: string | null
  readonly billingSettings?: object | null
}

export interface NewAccount extends AccountDetails {
  readonly name: string
  readonly parentAccountId?: string | null
}

export interface PatchAccount extends AccountDetails {
  readonly accountId: string
  readonly expectedVersion?: number | null
  readonly name?: string | null
}

/**
 * Makes an account and answers its id. Only a SystemAdministrator makes roots.
 * User errors: those of the values; NotFound, NotAllowed and Invalid (too deep) of `parentAccountId`.
 */
export function newAccount(context: Context, input: NewAccount): Promise<Outcome<string>> {
  return write(context, async (tx) => {
    const findings = new Findings()
    const name = checkName(input.name, ['name'], findings)
    const details = checkDetails(input, null, findings)
    const parentPath = await findParentPath(tx, input.parentAccountId ?? null, findings)
    if (findings.any) return refuse(findings.userErrors)
    const [next] = await tx.rows(tx.dialect.nextKeys('Account', 1))
    const key = Number(next?.key)
    const id = tx.newId()
    insertRow(tx, 'Account', {
      ...stored({ ...details, name }),
      key,
      id,
      path: childPath(parentPath, key),
      parentAccountId: input.parentAccountId ?? null,
      dateCreated: tx.at,
      dateLastModified: tx.at,
      createdBy: tx.by,
      lastModifiedBy: tx.by,
    })
    return accept(id)
  })
}

/**
 * Changes an account and answers its id; what does not change leaves the version alone.
 * @param form where it cannot say billing items that the documents do not name, the stored ones stay.
 * User errors: those of the values; NotFound and NotAllowed of `accountId`; Conflict of `expectedVersion`.
 */
export function patchAccount(
  context: Context,
  input: PatchAccount,
  form: { readonly hasUnknownItems: boolean },
): Promise<Outcome<string>> {
  return write(context, async (tx) => {
    const account = await lockAccount(tx, tx.visible, input.accountId)
    if (account === null) return refuse([absent('accountId', 'account')])
    if (!account.managed) return refuse([notAllowed('accountId', 'Your roles do not let you change accounts.')])
    const findings = new Findings()
    checkVersion(account, input.expectedVersion, findings)
    const name = input.name === undefined ? undefined : checkName(input.name, ['name'], findings)
    const details = checkDetails(input, form.hasUnknownItems ? null : account.billingSettings, findings)
    if (findings.any) return refuse(findings.userErrors)
    const changed = changes<Account>(account, { ...details, ...(name === undefined ? {} : { name }) })
    if (Object.keys(changed).length > 0) {
      const stamp = { version: nextVersion, dateLastModified: tx.at, lastModifiedBy: tx.by }
      updateRow(tx, 'Account', account.id, { ...stored(changed), ...stamp })
      raiseTreeVersionOf(tx, account.id)
    }
    return accept(account.id)
  })
}

/** The user error of an id that names nothing that the viewer may see. */
export function absent(field: string, what: string): UserError {
  return { code: 'NotFound', field: [field], message: `There is no such ${what}.` }
}

export function notAllowed(field: string, message: string): UserError {
  return { code: 'NotAllowed', field: [field], message }
}

/** Finds a Conflict where a version is expected and another one stored. */
export function checkVersion(
  row: { readonly version: number },
  expectedVersion: number | null | undefined,
  findings: Findings,
): void {
  if (expectedVersion === undefined || expectedVersion === null || expectedVersion === row.version) return
  const message = `expected version ${expectedVersion}, stored is version ${row.version}`
  findings.add('Conflict', ['expectedVersion'], message)
}

type Details = { -readonly [Name in keyof AccountDetails]?: Account[Name] }

/** The values that the input gives, clean, with the unknown items of `kept`; those that it leaves out are left out. */
function checkDetails(input: AccountDetails, kept: StoredBillingSettings | null, findings: Findings): Details {
  const { maxPhoneNumbers, isBYOA, billingSettings } = input
  const given: Details = {}
  if (input.twilioAccountSid !== undefined) {
    given.twilioAccountSid = checkText(input.twilioAccountSid, ['twilioAccountSid'], findings)
  }
  if (input.trustHubProfileSid !== undefined) {
    given.trustHubProfileSid = checkText(input.trustHubProfileSid, ['trustHubProfileSid'], findings)
  }
  if (input.logoId !== undefined) given.logoId = checkText(input.logoId, ['logoId'], findings)
  if (input.logoUri !== undefined) given.logoUri = checkUrl(input.logoUri, ['logoUri'], findings)
  if (maxPhoneNumbers !== undefined) given.maxPhoneNumbers = checkCount(maxPhoneNumbers ?? 0, findings)
  if (isBYOA !== undefined) given.isBYOA = isBYOA ?? false
  if (billingSettings !== undefined) {
    const checked = billingSettings && checkBillingSettings(billingSettings, ['billingSettings'], findings)
    given.billingSettings = checked && keepUnknownItems(kept, checked)
  }
  return given
}

function checkCount(maxPhoneNumbers: number, findings: Findings): number {
  if (maxPhoneNumbers < 0) findings.add('Invalid', ['maxPhoneNumbers'], `expected 0 or more, got ${maxPhoneNumbers}`)
  return maxPhoneNumbers
}

/** The path of the new account's parent, empty for a root. */
async function findParentPath(tx: Write, parentId: string | null, findings: Findings): Promise<string> {
  const field = ['parentAccountId']
  if (parentId === null) {
    if (!tx.isAdministrator) findings.add('NotAllowed', field, 'Only a SystemAdministrator makes root accounts.')
    return ''
  }
  const parent = await lockAccount(tx, tx.visible, parentId)
  if (parent === null) findings.add('NotFound', field, 'There is no such account.')
  else if (!parent.managed) findings.add('NotAllowed', field, 'Your roles do not let you make accounts.')
  else if (levelOf(parent.path) >= maxLevels) findings.add('Invalid', field, `expected at most ${maxLevels} levels`)
  return parent?.path ?? ''
}

function stored(changed: Partial<Account>) {
  return { ...changed, ...(changed.name === undefined ? {} : { nameKey: foldName(changed.name) }) }
}
