import sql, { join, type Sql } from 'sql-template-tag'
import { maxLevels, pathWidth } from '../core/path.ts'
import type { Dialect } from '../database/dialect.ts'
import type { Scope } from './scope.ts'

/** The only place that decides what a viewer may see: conditions that every statement of a store takes. */
export interface Visible {
  /** Customers `c`. */
  readonly customers: Sql
  /** Accounts `c`. */
  readonly accounts: Sql
  /** Tags `c`. */
  readonly tags: Sql
  /** Customers of the account `c."accountId"` when they lay at this path: a key in it says the same customer for ever. */
  customersAt(path: Sql): Sql
  /** The parent of customer `c`. */
  readonly parentOfCustomer: Sql
  /** The parent of account `c`. */
  readonly parentOfAccount: Sql
  /** Every customer: whose values are inherited is hidden from a viewer, the values themselves are not. */
  readonly inheritance: Sql
  /** Customers `c` that a viewer sees by the role Customer, and sees none above. */
  readonly topmost: Sql
  /** An account of this id is managed: seen in full, and what is in it may be changed in full. */
  managed(accountId: Sql): Sql
}

/** The conditions of a scope. `everything` and nothing are constants that the databases' planners fold away. */
export function visibleTo(scope: Scope, dialect: Dialect): Visible {
  const managed = (accountId: Sql) => {
    if (scope.everything) return sql`true`
    return scope.accountIds.length === 0 ? sql`false` : sql`${accountId} in (${managedAccounts(scope, dialect)})`
  }
  const customers = (path: Sql) =>
    anyOf([managed(sql`c."accountId"`), ...scope.roots.map((root) => withinPath(path, root.path))])
  const accounts = (id: Sql) => anyOf([managed(id), ...oneOfRootAccounts(scope, dialect, id)])
  return {
    customers: customers(sql`c."path"`),
    customersAt: (path) => anyOf([managed(sql`c."accountId"`), ...passesRoot(scope, dialect, path)]),
    accounts: accounts(sql`c."id"`),
    tags: accounts(sql`c."accountId"`),
    parentOfCustomer: customers(sql`substr(c."path", 1, length(c."path") - ${pathWidth})`),
    parentOfAccount: accounts(sql`c."parentAccountId"`),
    inheritance: sql`true`,
    topmost: dialect.anyOf(
      sql`c."path"`,
      scope.roots.map(({ path }) => path),
    ),
    managed,
  }
}

/** `path` is `ancestor` or lies below it: a range of the index on paths. */
export function withinPath(path: Sql, ancestor: string): Sql {
  return sql`(${path} >= ${ancestor} and ${path} < ${`${ancestor}~`})`
}

function managedAccounts(scope: Scope, dialect: Dialect): Sql {
  return sql`select below."id" from "Account" top
    join "Account" below on below."path" >= top."path" and below."path" < top."path" || '~'
    where ${dialect.anyOf(sql`top."id"`, scope.accountIds)}`
}

function oneOfRootAccounts(scope: Scope, dialect: Dialect, id: Sql): Sql[] {
  const accountIds = [...new Set(scope.roots.map((root) => root.accountId))]
  return accountIds.length === 0 ? [] : [dialect.anyOf(id, accountIds)]
}

/** One of the roots is on the way to `path`, wherever it lies now. */
function passesRoot(scope: Scope, dialect: Dialect, path: Sql): Sql[] {
  const keys = scope.roots.map((root) => root.path.slice(-pathWidth))
  if (keys.length === 0) return []
  return Array.from({ length: maxLevels }, (_, level) =>
    dialect.anyOf(sql`substr(${path}, ${level * pathWidth + 1}, ${pathWidth})`, keys),
  )
}

function anyOf(conditions: readonly Sql[]): Sql {
  return conditions.length === 0 ? sql`false` : sql`(${join(conditions, ' or ')})`
}
