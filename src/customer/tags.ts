import sql from 'sql-template-tag'
import type { Transaction } from '../database/database.ts'
import { decode, select } from '../database/table.ts'
import type { Batch } from '../fields/field.ts'
import { type Tag, tagTable } from '../tag/model.ts'

/** The tags that customers carry, by name, by the customer's id. */
export const tagsOfCustomer: Batch<Tag[]> = {
  name: 'tagsOfCustomer',
  type: 'Tag',
  async read({ database, visible }, customerIds, wanted) {
    const columns = select(new Set(['id', ...wanted]))
    const rows = await database.rows(sql`
      select t."customerId" as "of", ${columns} from "CustomerTag" t join "Tag" c on c."id" = t."tagId"
      where ${database.dialect.anyOf(sql`t."customerId"`, customerIds)} and ${(await visible()).tags}
      order by c."nameKey", c."id"`)
    const tagsOf = new Map<string, Tag[]>(customerIds.map((id) => [id, []]))
    for (const { of, ...row } of rows) tagsOf.get(String(of))?.push(decode(tagTable.columns, row))
    return tagsOf
  },
}

/** The ids of the tags that a customer carries. */
export async function readTagIds(tx: Transaction, customerId: string): Promise<string[]> {
  const links = await tx.prisma.customerTag.findMany({ where: { customerId }, select: { tagId: true } })
  return links.map(({ tagId }) => tagId)
}

/** Gives a customer exactly these tags. */
export async function setTags(tx: Transaction, customerId: string, tagIds: readonly string[]): Promise<void> {
  await tx.prisma.customerTag.deleteMany({ where: { customerId, tagId: { notIn: [...tagIds] } } })
  const carried = new Set(await readTagIds(tx, customerId))
  const missing = tagIds.filter((tagId) => !carried.has(tagId))
  if (missing.length > 0)
    await tx.prisma.customerTag.createMany({ data: missing.map((tagId) => ({ customerId, tagId })) })
}
