import { absent, notAllowed } from '../account/service.ts'
import { findOnlyAccountId, lockAccount } from '../account/store.ts'
import { raiseTreeVersionOf } from '../account/tree-version.ts'
import type { Context } from '../context.ts'
import { foldName } from '../core/fold.ts'
import { accept, Findings, type Outcome, refuse } from '../core/outcome.ts'
import { checkName } from '../core/text.ts'
import { insertRow, updateRow } from '../database/write-row.ts'
import { changes, type Write, write } from '../write.ts'
import type { Tag, TagColor } from './model.ts'
import { findTagByName, lockTag } from './store.ts'

export interface NewTag {
  readonly accountId?: string | null
  readonly name: string
  readonly color: TagColor
}

export interface PatchTag {
  readonly tagId: string
  readonly name?: string | null
  readonly color?: TagColor | null
}

/**
 * Makes a tag and answers its id.
 * User errors: Blank, TooLong, Invalid and Taken of `name`; Blank, NotFound and NotAllowed of `accountId`.
 */
export function newTag(context: Context, input: NewTag): Promise<Outcome<string>> {
  return write(context, async (tx) => {
    const findings = new Findings()
    const accountId = await findAccount(tx, input.accountId ?? null, findings)
    const name = checkName(input.name, ['name'], findings)
    if (accountId !== null) await checkTaken(tx, { accountId, name, id: null }, findings)
    if (accountId === null || findings.any) return refuse(findings.userErrors)
    const id = tx.newId()
    insertRow(tx, 'Tag', { id, accountId, name, nameKey: foldName(name), color: input.color })
    return accept(id)
  })
}

/** Changes a tag and answers its id. User errors: as `newTag`; NotFound and NotAllowed of `tagId`. */
export function patchTag(context: Context, input: PatchTag): Promise<Outcome<string>> {
  return write(context, async (tx) => {
    const tag = await lockTag(tx, tx.visible, input.tagId)
    if (tag === null) return refuse([absent('tagId', 'tag')])
    if (!tag.managed) return refuse([notAllowed('tagId', 'Your roles do not let you change tags.')])
    // No other tag of the account takes the name meanwhile.
    await lockAccount(tx, tx.visible, tag.accountId)
    const findings = new Findings()
    const given: Partial<Tag> = {
      ...(input.name === undefined ? {} : { name: checkName(input.name, ['name'], findings) }),
      ...(input.color === undefined ? {} : { color: input.color ?? tag.color }),
    }
    if (input.color === null) findings.add('Blank', ['color'], 'expected a colour, got null')
    if (given.name !== undefined) await checkTaken(tx, { ...tag, name: given.name }, findings)
    if (findings.any) return refuse(findings.userErrors)
    const changed = changes(tag, given)
    const nameKey = changed.name === undefined ? {} : { nameKey: foldName(changed.name) }
    if (Object.keys(changed).length > 0) {
      updateRow(tx, 'Tag', tag.id, { ...changed, ...nameKey })
      raiseTreeVersionOf(tx, tag.accountId)
    }
    return accept(tag.id)
  })
}

/** The account of a new tag, kept from others who make tags; null where it cannot be one. */
async function findAccount(tx: Write, wanted: string | null, findings: Findings): Promise<string | null> {
  const id = wanted ?? (await findOnlyAccountId(tx, tx.visible))
  const account = id === null ? null : await lockAccount(tx, tx.visible, id)
  if (account?.managed) return account.id
  if (account) findings.add('NotAllowed', ['accountId'], 'Your roles do not let you make tags.')
  else if (id === null) findings.add('Blank', ['accountId'], 'There is not one account only; say which.')
  else findings.add('NotFound', ['accountId'], 'There is no such account.')
  return null
}

interface NamedTag {
  readonly accountId: string
  readonly name: string
  readonly id: string | null
}

async function checkTaken(tx: Write, { accountId, name, id }: NamedTag, findings: Findings): Promise<void> {
  const holder = await findTagByName(tx, accountId, name)
  if (holder === null || holder === id) return
  findings.add('Taken', ['name'], 'Another tag of the account has this name.')
}
