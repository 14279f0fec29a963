import { afterAll, beforeAll, describe } from 'vitest'
import { openKeys } from '../../src/auth/keys.ts'
import { createPasswords, type Passwords } from '../../src/auth/passwords.ts'
import { type Authentication, createAuthentication } from '../../src/auth/sign-in.ts'
import { addUser, findUser, type NewUser, type User } from '../../src/auth/users.ts'
import { migrate, readMigrations } from '../../src/database/migrations.ts'
import { openDatabase } from '../../src/database/open.ts'
import { databases, type TestDatabase } from './databases.ts'
import { after } from './moment.ts'
import { testSettings } from './settings.ts'

/** The smallest of scrypt's costs, so that a test may sign in a hundred times. */
const cost = 2

/**
 * Two processes' worth of identities on one database. They must not write at once: SQLite's driver would make the one
 * wait for the other in the thread that both have; `sign-in-process.ts` is for that.
 */
export interface Identities {
  readonly auth: Authentication
  readonly other: Authentication
  readonly database: TestDatabase
  readonly passwords: Passwords
  /** How often a password was checked so far. */
  checks(): number
  /** How many statements both took so far. */
  statements(): number
  /** Adds a user with a name and a password of their own, and answers both. */
  user(input?: Partial<NewUser>): Promise<User & { readonly password: string }>
}

/** The same tests on both engines, each with a database of its own. */
export function withIdentities(name: string, define: (identities: () => Identities) => void): void {
  describe.each(databases)(`${name} on %s`, (_engine, makeDatabase) => {
    let identities: Identities
    let stop: () => Promise<void>
    beforeAll(async () => {
      const database = await makeDatabase()
      identities = await openIdentities(database)
      stop = async () => {
        await Promise.all([identities.auth, identities.other].map((auth) => auth.database.close()))
        await database.drop()
      }
    })
    afterAll(() => stop())
    define(() => identities)
  })
}

async function openIdentities(database: TestDatabase): Promise<Identities> {
  const settings = testSettings({ DATABASE_URL: database.url })
  const keys = await openKeys(settings)
  const passwords = createPasswords(cost)
  let [checks, statements, users] = [0, 0, 0]
  const matches: Passwords['matches'] = (...args) => {
    checks++
    return passwords.matches(...args)
  }
  const open = async () =>
    createAuthentication({
      database: await openDatabase(settings.database, () => statements++),
      keys,
      secure: false,
      passwords: { ...passwords, matches },
    })
  const [auth, other] = await Promise.all([open(), open()])
  await migrate(auth.database.ledger, await readMigrations(auth.database.provider))
  return {
    auth,
    other,
    database,
    passwords,
    checks: () => checks,
    statements: () => statements,
    async user(input = {}) {
      const [userName, password] = [`User ${++users}`, `password ${users}`]
      const roles = ['Manager'] as const
      const none = { accountIds: ['a'], customerIds: [], displayName: null, emailAddress: null }
      const newUser = { userName, password, roles, ...none, ...input }
      const parts = { passwords, now: after(0), newId: () => `id-of-${newUser.userName}` }
      const added = await addUser(auth.database, newUser, parts)
      const found = await findUser(auth.database, newUser.userName)
      if (!added.ok || !found) throw new Error(JSON.stringify(added))
      return { ...found.user, password: newUser.password }
    },
  }
}
