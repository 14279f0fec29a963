import type { Cluster } from '../../cluster.ts'

/** What PostGraphile makes fields and a mutation of; where its own relations cannot say it, as its documentation advises. */
const statements = [
  // Prisma makes unique indexes, not constraints.
  `comment on table "Customer" is '@unique id'`,
  `comment on table "Account" is '@unique id'`,
  `comment on table "Tag" is '@unique id'`,
  `create or replace function "Customer_tags"(c "Customer") returns setof "Tag" language sql stable as $$
     select t.* from "CustomerTag" ct join "Tag" t on t."id" = ct."tagId" where ct."customerId" = c."id"
     order by t."nameKey", t."id"
   $$`,
  `create or replace function "Customer_breadcrumb"(c "Customer") returns setof "Customer" language sql stable as $$
     select p.* from "Customer" p
     where p."path" = any (array(select substr(c."path", 1, g * 8) from generate_series(1, length(c."path") / 8 - 1) g))
     order by p."path"
   $$`,
  `create or replace function "Customer_descendants"(c "Customer") returns setof "Customer" language sql stable as $$
     select p.* from "Customer" p where p."path" > c."path" and p."path" < c."path" || '~' order by p."nameKey", p."id"
   $$`,
  `create or replace function patch_customer(customer_id text, new_name text, tag_ids text[]) returns "Customer"
   language plpgsql volatile as $$
   declare
     stored "Customer";
     tags_before text[];
   begin
     select * into stored from "Customer" c where c."id" = customer_id for no key update;
     if not found then return null; end if;
     if (select count(*) from "Tag" t where t."id" = any (tag_ids) and t."accountId" = stored."accountId") < cardinality(tag_ids)
     then return null; end if;
     tags_before := array(select ct."tagId" from "CustomerTag" ct where ct."customerId" = customer_id order by ct."tagId");
     delete from "CustomerTag" ct where ct."customerId" = customer_id and ct."tagId" <> all (tag_ids);
     insert into "CustomerTag" ("customerId", "tagId") select customer_id, unnest(tag_ids) on conflict do nothing;
     insert into "CustomerChange" ("customerId", "version", "at", "by", "action", "before", "after", "accountId", "path")
     values (customer_id, stored."version" + 1, now(), 'bench', 'Patched',
       json_build_object('name', stored."name", 'tagIds', tags_before),
       json_build_object('name', new_name, 'tagIds', (select array_agg(t order by t) from unnest(tag_ids) t)),
       stored."accountId", stored."path");
     update "Customer" c set "name" = new_name, "nameKey" = lower(new_name), "version" = c."version" + 1,
       "dateLastModified" = now(), "lastModifiedBy" = 'bench'
     where c."id" = customer_id returning * into stored;
     return stored;
   end
   $$`,
]

export async function createFunctions(cluster: Cluster, database: string): Promise<void> {
  for (const statement of statements) await cluster.query(database, statement)
}
