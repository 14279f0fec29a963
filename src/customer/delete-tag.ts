import sql from 'sql-template-tag'
import { absent, notAllowed } from '../account/service.ts'
import { type NewChange, recordChanges } from '../change/store.ts'
import type { Context } from '../context.ts'
import { accept, type Outcome, refuse } from '../core/outcome.ts'
import { decode } from '../database/table.ts'
import { lockTag } from '../tag/store.ts'
import { type Write, write } from '../write.ts'
import { type Customer, customerTable } from './model.ts'
import { readTagIds, type TagChange } from './tags.ts'

/**
 * Deletes a tag, which is a change of each customer that carried it, and answers its id.
 * User errors: NotFound and NotAllowed of `tagId`.
 */
export function deleteTag(context: Context, tagId: string): Promise<Outcome<string>> {
  return write(context, async (tx) => {
    const tag = await lockTag(tx, tx.visible, tagId)
    if (tag === null) return refuse([absent('tagId', 'tag')])
    if (!tag.managed) return refuse([notAllowed('tagId', 'Your roles do not let you delete tags.')])
    const carriers = await touchCarriers(tx, tag.id)
    const tagIdsOf = await readTagIds(
      tx,
      carriers.map(({ id }) => id),
    )
    await tx.prisma.tag.delete({ where: { id: tag.id }, select: { id: true } })
    const records = carriers.map((customer) => {
      const before = tagIdsOf.get(customer.id) ?? []
      return toRecord(tx, customer, { before, after: before.filter((id) => id !== tag.id) })
    })
    await recordChanges(tx, records)
    return accept(tag.id)
  })
}

type Carrier = Pick<Customer, 'id' | 'version' | 'accountId' | 'path'>

/** Gives the customers that carry a tag their next version, which is in the answer. */
async function touchCarriers(tx: Write, tagId: string): Promise<Carrier[]> {
  const rows = await tx.rows(sql`
    update "Customer" set "version" = "version" + 1,
      "dateLastModified" = ${tx.dialect.instant(tx.at)}, "lastModifiedBy" = ${tx.by}
    where "id" in (select "customerId" from "CustomerTag" where "tagId" = ${tagId})
    returning "id", "version", "accountId", "path"`)
  return rows.map((row) => decode(customerTable.columns, row))
}

function toRecord(
  { at, by }: Write,
  { id, version, accountId, path }: Carrier,
  { before, after }: TagChange,
): NewChange {
  const place = { accountId, path, pathBefore: null }
  const difference = { before: { tagIds: before }, after: { tagIds: after } }
  return { customerId: id, version, at, by, action: 'Patched', ...difference, ...place }
}
