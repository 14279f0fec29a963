import sql, { type Sql } from 'sql-template-tag'
import type { Viewer } from '../auth/viewer.ts'
import type { Reader } from '../database/database.ts'

/** What a viewer may see, as far as their token and the tree decide it; `visible.ts` makes conditions of it. */
export interface Scope {
  /** A SystemAdministrator. */
  readonly everything: boolean
  /** The accounts that a Manager manages, with all below them. */
  readonly accountIds: readonly string[]
  /** The topmost customers of a Customer: none of them lies below another. */
  readonly roots: readonly Root[]
}

interface Root {
  readonly path: string
  readonly accountId: string
}

/** Takes one statement for a Customer and none for the other roles. */
export async function scopeOf(reader: Reader, viewer: Viewer): Promise<Scope> {
  const scope = scopeByToken(viewer)
  const isCustomer = viewer.roles.includes('Customer') && viewer.customerIds.length > 0
  return isCustomer ? { ...scope, roots: topmost(await reader.rows(rootsOf(reader, viewer.customerIds))) } : scope
}

/** What the operator sees who works on the database itself, as `import` does. */
export const everything: Scope = { everything: true, accountIds: [], roots: [] }

/** As far as the token alone decides it: the same object for the same viewer. */
function scopeByToken(viewer: Viewer): Scope {
  if (viewer.roles.includes('SystemAdministrator')) return everything
  const known = scopes.get(viewer)
  if (known) return known
  const scope = { ...nothing, accountIds: viewer.roles.includes('Manager') ? viewer.accountIds : [] }
  scopes.set(viewer, scope)
  return scope
}

const nothing: Scope = { everything: false, accountIds: [], roots: [] }
const scopes = new WeakMap<Viewer, Scope>()

function rootsOf({ dialect }: Reader, customerIds: readonly string[]): Sql {
  return sql`select c."path", c."accountId" from "Customer" c
    where ${dialect.anyOf(sql`c."id"`, customerIds)} order by c."path"`
}

/** In the order of their paths a customer comes right after those above it. */
function topmost(rows: readonly Readonly<Record<string, unknown>>[]): Root[] {
  const roots: Root[] = []
  for (const row of rows) {
    const root = { path: String(row.path), accountId: String(row.accountId) }
    const last = roots.at(-1)
    if (last === undefined || !root.path.startsWith(last.path)) roots.push(root)
  }
  return roots
}
