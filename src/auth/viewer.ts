/** The roles that a token may name, as the service documents have them. */
export const roles = ['SystemAdministrator', 'Manager', 'Customer'] as const
export type Role = (typeof roles)[number]

/** Who is asking: the claims of a checked token. What they may see follows from it in `visibility/`. */
export interface Viewer {
  readonly userId: string
  readonly roles: readonly Role[]
  /** The accounts that a Manager manages, with all below them. */
  readonly accountIds: readonly string[]
  /** The customers that a Customer is, with all below them. */
  readonly customerIds: readonly string[]
}

/** Who could not be made out: without a role, and so seeing nothing. */
export const nobody: Viewer = { userId: '', roles: [], accountIds: [], customerIds: [] }
