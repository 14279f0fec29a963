import { digits, document, instant, integer, optional, type Row, text } from '../database/table.ts'

export const changeActions = ['Created', 'Patched', 'StagingModeSet', 'Deleted', 'Restored', 'Imported'] as const
export type ChangeAction = (typeof changeActions)[number]

/** The fields that a write changed, by their names on REST, with their values as they are stored. */
export type ChangedFields = Readonly<Record<string, unknown>>

/**
 * The table of records: one for each customer that a write changed. Those of a customer, put together in their order,
 * give the customer exactly as it is stored.
 */
export const changeTable = {
  name: 'CustomerChange',
  columns: {
    /** The place of the change in the one order of all changes. */
    id: digits,
    customerId: text,
    /** The customer's version after the change. */
    version: integer,
    at: instant,
    by: text,
    action: { decode: (stored: unknown) => changeActions.find((action) => action === stored) ?? 'Patched' },
    /** Null where there was no customer before. */
    before: optional(document<ChangedFields>()),
    after: optional(document<ChangedFields>()),
    accountId: text,
    /** Where the customer lay after the change; see `core/path.ts`. */
    path: text,
    /** Where it lay before, when that was elsewhere. */
    pathBefore: optional(text),
  },
} as const

export type CustomerChange = Row<typeof changeTable.columns>
