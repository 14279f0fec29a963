import { createPasswords } from '../../src/auth/passwords.ts'
import { addUser, type NewUser } from '../../src/auth/users.ts'
import { openDatabase } from '../../src/database/open.ts'
import type { Gateway } from './gateway.ts'
import { testSettings } from './settings.ts'

export const password = 'correct horse battery staple'

/** Adds a user who signs in with `password`, as `customer-gateway user add` does in a process of its own. */
export async function giveUser(gateway: Gateway, user: Pick<NewUser, 'userName'> & Partial<NewUser>): Promise<void> {
  const database = await openDatabase(testSettings({ DATABASE_URL: gateway.database.url }).database, () => {})
  const none = { accountIds: [], customerIds: [], displayName: null, emailAddress: null }
  const newUser = { password, roles: ['SystemAdministrator'] as const, ...none, ...user }
  // The smallest of scrypt's costs: what is tried here is not how long it takes.
  const parts = { passwords: createPasswords(2), now: new Date(), newId: () => `id of ${user.userName}` }
  const added = await addUser(database, newUser, parts)
  await database.close()
  if (!added.ok) throw new Error(JSON.stringify(added.userErrors))
}
