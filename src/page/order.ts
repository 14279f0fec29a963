import sql from 'sql-template-tag'
import { badInput } from '../core/errors.ts'
import type { Order } from './keyset.ts'

/** A list by a column of text, which is compared bytewise. */
export function byText<Name extends string>(
  kind: string,
  column: Name,
  descending: boolean,
): Order<Readonly<Record<Name, string>>> {
  return { kind, column, descending, sortKey: (row) => row[column], toSql: (sortKey) => sql`${sortKey}` }
}

/** A list by a column of points in time. */
export function byInstant<Name extends string>(
  kind: string,
  column: Name,
  descending: boolean,
): Order<Readonly<Record<Name, Date>>> {
  return {
    kind,
    column,
    descending,
    sortKey: (row) => row[column].toISOString(),
    toSql(sortKey, dialect) {
      const date = new Date(sortKey)
      if (Number.isNaN(date.getTime())) throw badInput('after', 'this is not a cursor')
      return dialect.instant(date)
    },
  }
}
