import { foldName } from '../../../../src/core/fold.ts'
import { type CustomerRow, nameOf, type Statements } from './statements.ts'

export interface PatchInput {
  readonly customerId: string
  readonly name: string
  readonly tagIds: readonly string[]
}

interface Before {
  readonly accountId: string
  readonly path: string
  readonly name: string
  readonly version: number
  readonly tagIds: readonly string[]
}

/** The row, its tags and the record of the change in one transaction; null where there is no such customer or tag. */
export async function patch({ pool }: Statements, input: PatchInput): Promise<CustomerRow | null> {
  const { customerId, name, tagIds } = input
  const client = await pool.connect()
  const rows = async <Row extends object>(text: string, values: unknown[]) =>
    (await client.query<Row>({ name: nameOf(text), text, values })).rows
  try {
    await client.query('begin')
    const [before] = await rows<Before>(
      `select c."accountId", c."path", c."name", c."version", array(
         select ct."tagId" from "CustomerTag" ct where ct."customerId" = c."id" order by ct."tagId"
       ) as "tagIds" from "Customer" c where c."id" = $1 for no key update`,
      [customerId],
    )
    const tags = before
      ? await rows<object>('select "id" from "Tag" where "id" = any($1) and "accountId" = $2', [
          tagIds,
          before.accountId,
        ])
      : []
    if (before === undefined || tags.length < tagIds.length) {
      await client.query('rollback')
      return null
    }
    const [row] = await rows<CustomerRow>(
      `update "Customer" set "name" = $2, "nameKey" = $3, "version" = "version" + 1, "dateLastModified" = now(),
       "lastModifiedBy" = 'bench' where "id" = $1 returning *`,
      [customerId, name, foldName(name)],
    )
    await rows('delete from "CustomerTag" where "customerId" = $1 and "tagId" <> all ($2)', [customerId, tagIds])
    await rows(
      'insert into "CustomerTag" ("customerId", "tagId") select $1, unnest($2::text[]) on conflict do nothing',
      [customerId, tagIds],
    )
    await rows(
      `insert into "CustomerChange" ("customerId", "version", "at", "by", "action", "before", "after", "accountId", "path")
       values ($1, $2, now(), 'bench', 'Patched', $3, $4, $5, $6)`,
      [
        customerId,
        before.version + 1,
        JSON.stringify({ name: before.name, tagIds: before.tagIds }),
        JSON.stringify({ name, tagIds: tagIds.toSorted() }),
        before.accountId,
        before.path,
      ],
    )
    await client.query('commit')
    return row ?? null
  } catch (error) {
    await client.query('rollback')
    throw error
  } finally {
    client.release()
  }
}
