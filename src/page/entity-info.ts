import { integer, type Row, text, timestamp } from '../database/table.ts'

/** The columns that customers and accounts have alike: those of EntityInfo, and the version. */
export const entityColumns = {
  id: text,
  version: integer,
  dateCreated: timestamp,
  dateLastModified: timestamp,
  createdBy: text,
  lastModifiedBy: text,
} as const

export const entityColumnNames = [
  'id',
  'version',
  'dateCreated',
  'dateLastModified',
  'createdBy',
  'lastModifiedBy',
] as const

/** EntityInfo of the service documents. */
export function toEntityInfo(row: Omit<Row<typeof entityColumns>, 'version'>) {
  const { id, dateCreated, dateLastModified, createdBy, lastModifiedBy } = row
  return { id, dateCreated, dateLastModified, createdBy, lastModifiedBy }
}
