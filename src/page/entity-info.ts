/** The columns that every stored object has. */
interface Entity {
  readonly id: string
  readonly dateCreated: Date
  readonly dateLastModified: Date
  readonly createdBy: string
  readonly lastModifiedBy: string
}

/** EntityInfo of the service documents. */
export function toEntityInfo({ id, dateCreated, dateLastModified, createdBy, lastModifiedBy }: Entity) {
  return {
    id,
    dateCreated: dateCreated.toISOString(),
    dateLastModified: dateLastModified.toISOString(),
    createdBy,
    lastModifiedBy,
  }
}
