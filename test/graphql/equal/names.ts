/** What operations name: ids, cursors and texts of the data that they ask for, and of nothing. */
export interface Names {
  readonly customers: readonly string[]
  readonly accounts: readonly string[]
  readonly tags: readonly string[]
  readonly webhooks: readonly string[]
  readonly changes: readonly string[]
  readonly referenceIds: readonly string[]
  /** Parts of names. */
  readonly nameParts: readonly string[]
  /** Cursors by the type of the connection that they are of. */
  readonly cursors: Readonly<Record<string, readonly string[]>>
}

export const nothing = 'there-is-no-such-id'
