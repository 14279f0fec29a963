import sql from 'sql-template-tag'
import { absent, notAllowed } from '../account/service.ts'
import type { Context } from '../context.ts'
import { accept, type Outcome, refuse } from '../core/outcome.ts'
import { lockTag } from '../tag/store.ts'
import { write } from '../write.ts'

/**
 * Deletes a tag, which is a change of each customer that carried it, and answers its id.
 * User errors: NotFound and NotAllowed of `tagId`.
 */
export function deleteTag(context: Context, tagId: string): Promise<Outcome<string>> {
  return write(context, async (tx) => {
    const tag = await lockTag(tx, tx.visible, tagId)
    if (tag === null) return refuse([absent('tagId', 'tag')])
    if (!tag.managed) return refuse([notAllowed('tagId', 'Your roles do not let you delete tags.')])
    await tx.execute(sql`
      update "Customer" set "version" = "version" + 1,
        "dateLastModified" = ${tx.dialect.instant(tx.at)}, "lastModifiedBy" = ${tx.by}
      where "id" in (select "customerId" from "CustomerTag" where "tagId" = ${tag.id})`)
    await tx.prisma.tag.delete({ where: { id: tag.id }, select: { id: true } })
    return accept(tag.id)
  })
}
