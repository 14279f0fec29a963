import { foldName } from '../../../../src/core/fold.ts'
import type { Database } from './database.ts'
import { textJson } from './json.ts'
import type { Operation } from './reads.ts'

/** M1: the row, its tags and the record of the change in one statement, which is a transaction. */
export function patch(database: Database): Operation {
  const statement = database.statement(
    'patch',
    `with given as (
       select c."id", c."accountId", c."path", c."name", c."version", coalesce((
         select array_agg(ct."tagId" order by ct."tagId") from "CustomerTag" ct where ct."customerId" = c."id"
       ), '{}') as "tagIds"
       from "Customer" c where c."id" = $1 and ${database.visible} for no key update
     ), tags as (
       select t."id", t."name", t."color", t."nameKey" from "Tag" t join given g on t."accountId" = g."accountId"
       where t."id" = any($4::text[])
     ), stored as (
       select g.* from given g where (select count(*) from tags) = cardinality($4::text[])
     ), updated as (
       update "Customer" c set "name" = $2, "nameKey" = $3, "version" = c."version" + 1, "dateLastModified" = now(),
         "lastModifiedBy" = 'bench'
       from stored s where c."id" = s."id" returning c."version"
     ), removed as (
       delete from "CustomerTag" ct using stored s where ct."customerId" = s."id" and ct."tagId" <> all ($4::text[])
     ), added as (
       insert into "CustomerTag" ("customerId", "tagId")
       select s."id", t."id" from stored s, tags t where t."id" <> all (s."tagIds")
       on conflict do nothing
     ), recorded as (
       insert into "CustomerChange" ("customerId", "version", "at", "by", "action", "before", "after", "accountId", "path")
       select s."id", u."version", now(), 'bench', 'Patched',
         json_build_object('name', s."name", 'tagIds', s."tagIds"),
         json_build_object('name', $2::text, 'tagIds', (select array_agg(t."id" order by t."id") from tags t)),
         s."accountId", s."path"
       from stored s, updated u
     )
     select s."id", (
       select coalesce(json_agg(json_build_object('id', t."id", 'name', t."name", 'color', t."color")
         order by t."nameKey", t."id"), '[]') from tags t
     ) from stored s`,
  )
  return async ({ customerId, name, tagIds }) => {
    const [row] = await statement(customerId, name, foldName(String(name)), tagIds)
    if (row === undefined) {
      return '{"data":{"patchCustomer":{"customer":null,"userErrors":[{"code":"NotFound","message":"There is no such customer or tag."}]}}}'
    }
    return `{"data":{"patchCustomer":{"customer":{"id":${textJson(row[0])},"name":${textJson(name)},"tags":${row[1]}},"userErrors":[]}}}`
  }
}
