import sql, { join, raw, type Sql } from 'sql-template-tag'
import { foldName } from '../core/fold.ts'
import type { Dialect } from '../database/dialect.ts'
import type { Write } from '../write.ts'
import { type Customer, referenceKey } from './model.ts'

/** What is said of a new customer; the rest is as a new customer has it. */
export type NewRow = Pick<
  Customer,
  'id' | 'accountId' | 'parentCustomerId' | 'path' | 'name' | 'referenceId' | 'data' | 'schedule'
> & { readonly key: number }

/** Writes a new customer's row. */
export async function insertCustomer(tx: Write, row: NewRow): Promise<void> {
  const dates = { dateCreated: tx.at, dateLastModified: tx.at, createdBy: tx.by, lastModifiedBy: tx.by }
  const values = Object.entries({ ...row, ...keysOf(row), integrationData: {}, ...dates })
  const columns = join(values.map(([name]) => column(name)))
  await tx.execute(sql`insert into "Customer" (${columns})
    values (${join(values.map(([, value]) => toSql(tx.dialect, value)))})`)
}

/** Writes what changed of a customer's row, with its next version. */
export async function updateCustomer(tx: Write, id: string, changed: Partial<Customer>): Promise<void> {
  const values = { ...changed, ...keysOf(changed), dateLastModified: tx.at, lastModifiedBy: tx.by }
  const sets = Object.entries(values).map(([name, value]) => sql`${column(name)} = ${toSql(tx.dialect, value)}`)
  await tx.execute(sql`update "Customer" set ${join(sets)}, "version" = "version" + 1 where "id" = ${id}`)
}

/** The columns that follow from others. */
function keysOf({ name, referenceId }: Partial<Pick<Customer, 'name' | 'referenceId'>>) {
  return {
    ...(name !== undefined && { nameKey: foldName(name) }),
    ...(referenceId !== undefined && { referenceKey: referenceKey(referenceId) }),
  }
}

function column(name: string): Sql {
  return raw(`"${name}"`)
}

function toSql(dialect: Dialect, value: unknown): Sql {
  if (value === null) return sql`null`
  if (value instanceof Date) return dialect.instant(value)
  return typeof value === 'object' ? dialect.json(value) : sql`${value}`
}
