import { accountsOfSeen } from '../account/store.ts'
import { columns, list, relation } from '../fields/field.ts'
import { tagCountOfAccount, tagsById, tagsOfAccount } from './store.ts'

/** What tags add to Query. */
export const tagQueryFields = {
  tag: relation('id', tagsById),
}

/** What the fields of Tag are made of. */
export const tagFields = {
  ...columns('id', 'name', 'color', 'accountId'),
  account: relation('accountId', accountsOfSeen),
}

/** What tags add to Account. */
export const accountTagFields = {
  tags: list('id', { pages: tagsOfAccount, counts: tagCountOfAccount }),
}
