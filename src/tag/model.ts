import { boolean, type Row, text } from '../database/table.ts'

/** The colours of the service documents. */
export const tagColors = [
  'Magenta',
  'Red',
  'Volcano',
  'Orange',
  'Gold',
  'Lime',
  'Green',
  'Cyan',
  'Blue',
  'GeekBlue',
  'Purple',
] as const
export type TagColor = (typeof tagColors)[number]

/** The table of tags, as statements read it. */
export const tagTable = {
  name: 'Tag',
  columns: {
    id: text,
    accountId: text,
    name: text,
    nameKey: text,
    color: { decode: (stored: unknown) => tagColors.find((color) => color === stored) ?? tagColors[0] },
    /** Whether the viewer manages its account: no column, but an expression in a write's reads. */
    managed: boolean,
  },
} as const

export type Tag = Row<typeof tagTable.columns>

export const tagSortFields = ['Name', 'Id'] as const
export type TagSortField = (typeof tagSortFields)[number]

/** All given conditions must hold. */
export interface TagFilter {
  readonly accountIds?: readonly string[] | null
  readonly nameFilter?: string | null
  readonly colors?: readonly TagColor[] | null
  readonly specificIds?: readonly string[] | null
}

export interface TagOrder {
  readonly field: TagSortField
  readonly direction?: 'Ascend' | 'Descend' | null
}
