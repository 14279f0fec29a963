import { accountsOfSeen } from '../account/store.ts'
import { columns, list, relation } from '../fields/field.ts'
import { tagCountOfAccount, tagsOfAccount } from './store.ts'

/** What the fields of Tag are made of. */
export const tagFields = {
  ...columns('id', 'name', 'color', 'accountId'),
  account: relation('accountId', accountsOfSeen),
}

/** What tags add to Account. */
export const accountTagFields = {
  tags: list('id', { pages: tagsOfAccount, counts: tagCountOfAccount }),
}
