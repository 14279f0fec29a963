import sql, { type Sql } from 'sql-template-tag'
import type { Sending } from '../database/database.ts'

/**
 * How often there changed what customers of an account show of others: customers above others, tags, the account itself.
 * What was shown of a customer with all these still holds while neither this nor the customer's own version has risen.
 */
export function treeVersionOf(accountId: Sql): Sql {
  return sql`coalesce((select v."version" from "TreeVersion" v where v."accountId" = ${accountId}), 0)`
}

/**
 * Raises it for the accounts `a` that a condition holds for. To be called when the rows are written, before the records
 * of the changes: whoever holds it waits for nobody.
 */
export function raiseTreeVersion(tx: Sending, where: Sql): void {
  raise(tx, sql`select a."id", 1 from "Account" a where ${where} order by a."id"`)
}

/** The same for one account, if a condition holds. */
export function raiseTreeVersionOf(tx: Sending, accountId: string, where = sql`true`): void {
  raise(tx, sql`select ${accountId}, 1 where ${where}`)
}

function raise(tx: Sending, rows: Sql): void {
  tx.send(sql`insert into "TreeVersion" ("accountId", "version") ${rows}
    on conflict ("accountId") do update set "version" = "TreeVersion"."version" + 1`)
}
