import { type Case, removing } from './case.ts'
import { isKnown, kindOfAccount, kindOfTag, type Named, withUnknown } from './kinds.ts'
import type { View } from './rules.ts'
import { ofAccountChange, ofNewAccount, ofNewTag, ofTagChange } from './verdicts.ts'
import type { Tag } from './world.ts'

/** Accounts and tags made, changed and deleted. */
export function accountCases(view: View): readonly Case[] {
  return [...newAccounts(view), ...accountPatches(view), ...newTags(view), ...tagChanges(view)]
}

function newAccounts(view: View): readonly Case[] {
  return [null, ...withUnknown(view.world.accounts)].map((parent): Case => {
    const parentAccountId = parent?.id ?? null
    return {
      mutation: 'newAccount',
      input: { name: 'new', parentAccountId },
      kind: parent === null ? 'root' : kindOfAccount(view, parent),
      verdict: ofNewAccount(view, parentAccountId),
      isChange: true,
      undo: removing('Account'),
    }
  })
}

function accountPatches(view: View): readonly Case[] {
  return withUnknown(view.world.accounts).map((account): Case => {
    const verdict = ofAccountChange(view, account.id)
    const change = { logoId: 'changed', twilioAccountSid: 'changed', billingSettings: null }
    const refusedAnyway = verdict.length > 0 ? { expectedVersion: 999, name: '', maxPhoneNumbers: -1 } : {}
    const { logoId, twilioAccountSid, billingSettings } = isKnown(account) ? account : change
    const former = { accountId: account.id, logoId, twilioAccountSid, billingSettings }
    return {
      mutation: 'patchAccount',
      input: { accountId: account.id, ...change, ...refusedAnyway },
      kind: kindOfAccount(view, account),
      verdict,
      isChange: true,
      undo: { mutation: 'patchAccount', input: former },
    }
  })
}

function newTags(view: View): readonly Case[] {
  return [null, ...withUnknown(view.world.accounts)].map((account): Case => {
    const accountId = account?.id ?? null
    const verdict = ofNewTag(view, accountId)
    return {
      mutation: 'newTag',
      // Every account with tags has one of this name; who may not make tags is not told.
      input: { accountId, name: verdict.length > 0 ? 'gold' : 'new', color: 'Red' },
      kind: account === null ? 'none' : kindOfAccount(view, account),
      verdict,
      isChange: true,
      undo: removing('Tag'),
    }
  })
}

function tagChanges(view: View): readonly Case[] {
  return withUnknown(view.world.tags).flatMap((tag): readonly Case[] => {
    const about = { kind: kindOfTag(view, tag), verdict: ofTagChange(view, tag.id), isChange: true }
    const { name, color } = isKnown(tag) ? tag : { name: '', color: 'Red' }
    const refusedAnyway = about.verdict.length > 0 ? { name: 'Silver' } : { name: 'changed' }
    const patch = { mutation: 'patchTag', input: { tagId: tag.id, color: 'Red', ...refusedAnyway } } as const
    return [
      { ...about, ...patch, undo: { mutation: 'patchTag', input: { tagId: tag.id, name, color } } },
      { ...about, mutation: 'deleteTag', input: { tagId: tag.id }, undo: () => restoringTag(view, tag) },
    ]
  })
}

/** No mutation makes a tag of a given id. */
function restoringTag({ world }: View, tag: Named<Tag>): readonly string[] {
  if (!isKnown(tag)) return []
  const { id, accountId, name, color } = tag
  const carriers = world.customers.filter(({ tagIds }) => tagIds.includes(id))
  return [
    `insert into "Tag" ("id", "accountId", "name", "nameKey", "color")
      values ('${id}', '${accountId}', '${name}', '${name.toLowerCase()}', '${color}')`,
    ...carriers.map(
      (customer) => `insert into "CustomerTag" ("customerId", "tagId") values ('${customer.id}', '${id}')`,
    ),
  ]
}
