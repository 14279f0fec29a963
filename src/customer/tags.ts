import sql, { type Sql } from 'sql-template-tag'
import type { Reader, Sending } from '../database/database.ts'
import { decoder, select } from '../database/table.ts'
import { acrossRequests } from '../fields/across-requests.ts'
import type { Batch } from '../fields/field.ts'
import { readRows } from '../page/list.ts'
import { type Tag, tagTable } from '../tag/model.ts'

/** The tags that customers carry, by name, by the customer's id. */
export const tagsOfCustomer: Batch<Tag[]> = acrossRequests({
  name: 'tagsOfCustomer',
  type: 'Tag',
  async read({ database, visible }, customerIds, wanted) {
    const names = new Set(['of', 'id', ...wanted])
    const statement = sql`
      select ${select(names, { of: sql`t."customerId"` })} from "CustomerTag" t join "Tag" c on c."id" = t."tagId"
      where ${database.dialect.anyOf(sql`t."customerId"`, customerIds)} and ${(await visible()).ofSeen}
      order by c."nameKey", c."id"`
    const rows = await database.rows(statement, { plans: 'Once', columns: [...names] })
    const tagsOf = new Map<string, Tag[]>(customerIds.map((id) => [id, []]))
    const toTag = decoder(tagTable.columns, names)
    for (const row of rows) tagsOf.get(String(row.of))?.push(toTag(row))
    return tagsOf
  },
})

/** Tags by name, as far as there still are any, by their ids in JSON. */
export const tagsAmong: Batch<Tag[]> = {
  name: 'tagsAmong',
  type: 'Tag',
  async read({ database, visible }, lists, wanted) {
    // The lists come from rows, which hold nothing else.
    const idsOf = new Map(lists.map((list) => [list, new Set(JSON.parse(list) as readonly string[])]))
    const ids = [...new Set([...idsOf.values()].flatMap((each) => [...each]))]
    const where = sql`${database.dialect.anyOf(sql`c."id"`, ids)} and ${(await visible()).tags}`
    const tags = await readRows(database, tagTable, { wanted, where, after: sql` order by c."nameKey", c."id"` })
    return new Map([...idsOf].map(([list, among]) => [list, tags.filter(({ id }) => among.has(id))]))
  },
}

/** The ids of the tags that customers carry, in order, by the customer's id. */
export async function readTagIds(
  reader: Reader,
  customerIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await reader.rows(sql`select t."customerId", t."tagId" from "CustomerTag" t
    where ${reader.dialect.anyOf(sql`t."customerId"`, customerIds)}`)
  const tagIdsOf = new Map<string, string[]>(customerIds.map((id) => [id, []]))
  for (const { customerId, tagId } of rows) tagIdsOf.get(String(customerId))?.push(String(tagId))
  for (const tagIds of tagIdsOf.values()) tagIds.sort()
  return tagIdsOf
}

/** The ids of the tags that a customer carries, before a write and after it, each in order. */
export interface TagChange {
  readonly before: readonly string[]
  readonly after: readonly string[]
}

/** Gives a customer exactly the tags of `after`, if a condition holds. */
export function setTags(tx: Sending, customerId: string, { before, after }: TagChange, where: Sql): void {
  const removed = before.filter((tagId) => !after.includes(tagId))
  const added = addedTags({ before, after })
  const { anyOf, list } = tx.dialect
  if (removed.length > 0)
    tx.send(sql`delete from "CustomerTag"
      where "customerId" = ${customerId} and ${anyOf(sql`"tagId"`, removed)} and ${where}`)
  if (added.length > 0)
    tx.send(sql`insert into "CustomerTag" ("customerId", "tagId")
      select ${customerId}, k."value" from ${list(added)} where ${where}`)
}

/** The tags that a customer comes to carry by a change. */
export function addedTags({ before, after }: TagChange): readonly string[] {
  return after.filter((tagId) => !before.includes(tagId))
}
