import sql from 'sql-template-tag'
import { absent, notAllowed } from '../account/service.ts'
import { raiseTreeVersionOf } from '../account/tree-version.ts'
import { type NewChange, recordChanges } from '../change/store.ts'
import type { Context } from '../context.ts'
import { accept, type Outcome, refuse } from '../core/outcome.ts'
import { readRows } from '../page/list.ts'
import { lockTag } from '../tag/store.ts'
import { type Write, write } from '../write.ts'
import { type Customer, customerTable } from './model.ts'
import { readTagIds } from './tags.ts'

/**
 * Deletes a tag, which is a change of each customer that carried it, and answers its id.
 * User errors: NotFound and NotAllowed of `tagId`.
 */
export function deleteTag(context: Context, tagId: string): Promise<Outcome<string>> {
  return write(context, async (tx) => {
    const tag = await lockTag(tx, tx.visible, tagId, tx.dialect.forDelete)
    if (tag === null) return refuse([absent('tagId', 'tag')])
    if (!tag.managed) return refuse([notAllowed('tagId', 'Your roles do not let you delete tags.')])
    const carriers = await lockCarriers(tx, tag.id)
    tx.send(sql`update "Customer" set "version" = "version" + 1,
      "dateLastModified" = ${tx.dialect.instant(tx.at)}, "lastModifiedBy" = ${tx.by}
      where ${tx.dialect.anyOf(
        sql`"id"`,
        carriers.map(({ id }) => id),
      )}`)
    tx.send(sql`delete from "Tag" where "id" = ${tag.id}`)
    raiseTreeVersionOf(tx, tag.accountId)
    recordChanges(
      tx,
      carriers.map((carrier) => toRecord(tx, carrier, tag.id)),
    )
    return accept(tag.id)
  })
}

type Carrier = Pick<Customer, 'id' | 'version' | 'accountId' | 'path'> & { readonly tagIds: readonly string[] }

/** The customers that carry a tag, kept from other writers. */
async function lockCarriers(tx: Write, tagId: string): Promise<Carrier[]> {
  const customers = await readRows(tx, customerTable, {
    wanted: ['version', 'accountId', 'path'],
    where: sql`c."id" in (select t."customerId" from "CustomerTag" t where t."tagId" = ${tagId})`,
    after: sql` order by c."id"${tx.dialect.forUpdate}`,
  })
  const tagIdsOf = await readTagIds(
    tx,
    customers.map(({ id }) => id),
  )
  // Another writer may have taken the tag from a customer while this one waited for it.
  return customers.flatMap((customer) => {
    const tagIds = tagIdsOf.get(customer.id) ?? []
    return tagIds.includes(tagId) ? [{ ...customer, tagIds }] : []
  })
}

function toRecord({ at, by }: Write, { id, version, accountId, path, tagIds }: Carrier, tagId: string): NewChange {
  const place = { accountId, path, pathBefore: null }
  const difference = { before: { tagIds }, after: { tagIds: tagIds.filter((each) => each !== tagId) } }
  return { customerId: id, version: version + 1, at, by, action: 'Patched', ...difference, ...place }
}
