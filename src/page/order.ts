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
): Order<Readonly<Record<Name, string>>> {
  return {
    kind,
    column,
    descending,
    sortKey: (row) => row[column],
    toSql(sortKey, dialect) {
      const date = new Date(sortKey)
      if (Number.isNaN(date.getTime())) throw badInput('after', 'this is not a cursor')
      return dialect.instant(date)
    },
  }
}

/** The order of a list of customers or accounts, which have these columns alike. */
export function byEntityField(
  kind: 'Customer' | 'Account',
  { field, direction }: EntityOrder,
): Order<Readonly<Record<'id' | 'nameKey' | 'dateCreated' | 'dateLastModified', string>>> {
  const list = `${kind}.${field}`
  const descending = direction === 'Descend'
  switch (field) {
    case 'Name':
      return byText(list, 'nameKey', descending)
    case 'DateCreated':
      return byInstant(list, 'dateCreated', descending)
    case 'DateLastModified':
      return byInstant(list, 'dateLastModified', descending)
    case 'Id':
      return byText(list, 'id', descending)
  }
}

interface EntityOrder {
  readonly field: 'Name' | 'DateCreated' | 'DateLastModified' | 'Id'
  readonly direction?: 'Ascend' | 'Descend' | null
}
