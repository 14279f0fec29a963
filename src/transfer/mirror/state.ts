import type { Database } from '../../database/database.ts'

/** How far a list of another service was imported. */
export interface ListState {
  /** The address of the list. */
  readonly url: string
  /** What was modified before was imported, once `page` is null; null where the list told no dates. */
  readonly since: Date | null
  /** Where the first run goes on; null once it is through. */
  readonly page: number | null
}

/** Null where the list was never imported. */
export function findListState(database: Database, url: string): Promise<ListState | null> {
  return database.prismaTransaction((tx) => tx.prisma.importSource.findUnique({ where: { url } }))
}

export async function saveListState(database: Database, { url, ...state }: ListState): Promise<void> {
  await database.prismaTransaction((tx) =>
    tx.prisma.importSource.upsert({ where: { url }, create: { url, ...state }, update: state }),
  )
}
