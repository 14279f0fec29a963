import { LRUCache } from 'lru-cache'
import sql, { join, type Sql } from 'sql-template-tag'
import { maxLevels, pathWidth } from '../core/path.ts'
import { type Dialect, isIn, type Values } from '../database/dialect.ts'
import type { Scope } from './scope.ts'

/** The only place that decides what a viewer may see: conditions that every statement of a store takes. */
export interface Visible {
  /** Customers `c`. */
  readonly customers: Sql
  /** The same for pages of lists that name no account: most of what is gone through for them may be hidden. */
  readonly customersAnywhere: Sql
  /** When to plan the pages (see `Reader.rows`): below the topmost customers of a Customer there may be few or most. */
  readonly pagePlans: 'Once' | undefined
  /** Accounts `c`. */
  readonly accounts: Sql
  /** Tags `c`. */
  readonly tags: Sql
  /** Webhooks `c`. */
  readonly webhooks: Sql
  /** Changes `c` of customers that were seen right before or right after. */
  readonly changes: Sql
  /** Changes `c` after which customers were no longer seen that were so before. */
  readonly departures: Sql
  /** Customers `c` above one that is seen. */
  readonly above: Sql
  /** Accounts and tags `c` of a customer that is seen, itself, and customers `c` below it: all of them. */
  readonly ofSeen: Sql
  /** The parent of customer `c`, which is seen. */
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

/** As many as there may be viewers at a time; a few megabytes. */
const maxKept = 1_000
/** In characters of the scopes: some have many accounts. */
const maxKeptLength = 2_000_000

const keptOf = new WeakMap<Dialect, LRUCache<string, Visible>>()
const names = new WeakMap<Scope, string>()

/** The conditions of a scope: the same object for equal scopes, as long as it is kept. */
export function visibleTo(scope: Scope, dialect: Dialect): Visible {
  const name = names.get(scope) ?? JSON.stringify([scope.everything, scope.accountIds, scope.roots])
  names.set(scope, name)
  const kept =
    keptOf.get(dialect) ??
    new LRUCache({ max: maxKept, maxSize: maxKeptLength, sizeCalculation: (_, { length }) => length })
  keptOf.set(dialect, kept)
  const known = kept.get(name)
  if (known) return known
  const visible = conditionsOf(scope, dialect)
  kept.set(name, visible)
  return visible
}

/** `everything` and nothing are constants that the databases' planners fold away. */
function conditionsOf(scope: Scope, dialect: Dialect): Visible {
  const managed = (accountId: Sql, isAmong = isIn) => {
    if (scope.everything) return sql`true`
    return scope.accountIds.length === 0 ? sql`false` : isAmong(accountId, managedAccounts(scope, dialect))
  }
  const customers = (path: Sql, isAmong = isIn) =>
    anyOf([managed(sql`c."accountId"`, isAmong), ...scope.roots.map((root) => withinPath(path, root.path))])
  // Where a customer lay at some time: a key in a path says the same customer for ever.
  const customersAt = (path: Sql) => anyOf([managed(sql`c."accountId"`), ...passesRoot(scope, dialect, path)])
  const seenAfter = () => customersAt(sql`c."path"`)
  const seenBefore = () => sql`(c."pathBefore" is not null and ${customersAt(sql`c."pathBefore"`)})`
  // Only a Customer's sight ends somewhere on the way up; who manages an account sees all trees of it.
  const above = (path: Sql) => (scope.roots.length === 0 ? sql`true` : customers(path))
  const accounts = (id: Sql) => anyOf([managed(id), ...oneOfRootAccounts(scope, dialect, id)])
  return {
    customers: customers(sql`c."path"`),
    customersAnywhere: customers(sql`c."path"`, dialect.isInForMany),
    pagePlans: scope.roots.length === 0 ? 'Once' : undefined,
    // Long, and of few requests' concern.
    get changes() {
      return sql`(${seenAfter()} or ${seenBefore()})`
    },
    get departures() {
      return sql`(${seenBefore()} and not ${seenAfter()})`
    },
    accounts: accounts(sql`c."id"`),
    tags: accounts(sql`c."accountId"`),
    webhooks: managed(sql`c."accountId"`),
    above: above(sql`c."path"`),
    ofSeen: sql`true`,
    parentOfCustomer: above(sql`substr(c."path", 1, length(c."path") - ${pathWidth})`),
    parentOfAccount: accounts(sql`c."parentAccountId"`),
    inheritance: sql`true`,
    topmost: dialect.anyOf(
      sql`c."path"`,
      scope.roots.map(({ path }) => path),
    ),
    managed: (accountId) => managed(accountId),
  }
}

/** `path` is `ancestor`, a path or a column of one, or lies below it: a range of the index on paths. */
export function withinPath(path: Sql, ancestor: string | Sql): Sql {
  const end = typeof ancestor === 'string' ? `${ancestor}~` : sql`${ancestor} || '~'`
  return sql`(${path} >= ${ancestor} and ${path} < ${end})`
}

function managedAccounts(scope: Scope, dialect: Dialect): Values {
  return {
    column: sql`below."id"`,
    rows: sql`"Account" top join "Account" below on ${withinPath(sql`below."path"`, sql`top."path"`)}
      where ${dialect.anyOf(sql`top."id"`, scope.accountIds)}`,
  }
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
