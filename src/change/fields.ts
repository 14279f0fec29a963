import { columns, computed } from '../fields/field.ts'
import type { CustomerChange } from './model.ts'

/** What the fields of CustomerChange are made of. */
export const changeFields = {
  ...columns('id', 'customerId', 'version', 'at', 'by', 'action', 'before', 'after'),
  fields: computed(['before', 'after'], ({ before, after }: Pick<CustomerChange, 'before' | 'after'>) =>
    // Both name the same fields, where there are both.
    Object.keys(after ?? before ?? {}),
  ),
}
