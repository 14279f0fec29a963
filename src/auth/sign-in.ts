import { unauthenticated } from '../core/errors.ts'
import type { Database } from '../database/database.ts'
import { type Attempt, countAttempt, forgiveAttempt } from './attempts.ts'
import type { Credentials } from './basic.ts'
import { noCookies, readSecrets, sessionCookies } from './cookies.ts'
import type { Keys } from './keys.ts'
import { createPasswords, type Passwords } from './passwords.ts'
import { createProofs, type Proofs } from './proofs.ts'
import { endSessions, startSession } from './sessions.ts'
import { createTurns, type InTurn } from './turns.ts'
import { findUser, type User, type UserWithPassword, viewerOf } from './users.ts'
import type { Viewer } from './viewer.ts'

/** Passwords checked at once: a check takes 32 MiB and one of the four threads that Node has for such work. */
const atOnce = 2
const maxWaiting = 100

/** What identities are checked with; one for a process. */
export interface Authentication {
  readonly database: Database
  readonly keys: Pick<Keys, 'authenticate'>
  readonly passwords: Passwords
  readonly inTurn: InTurn
  readonly proofs: Proofs
  /** Whether cookies go over HTTPS only, as in production. */
  readonly secure: boolean
}

/** Where a request to sign in comes from. */
export interface Origin {
  /** The client's IP address. */
  readonly address: string
  readonly now: Date
}

export interface SignIn extends Credentials, Origin {
  readonly rememberMe: boolean
  /** The request's `Cookie` header; the session in it ends. */
  readonly cookie: string | undefined
}

export interface SignedIn {
  readonly user: User
  readonly viewer: Viewer
  /** Values of `Set-Cookie`, each for a header of its own. */
  readonly cookies: readonly string[]
}

export function createAuthentication(
  parts: Pick<Authentication, 'database' | 'keys' | 'secure'> & Partial<Pick<Authentication, 'passwords'>>,
): Authentication {
  return { passwords: createPasswords(), ...parts, inTurn: createTurns(atOnce, maxWaiting), proofs: createProofs() }
}

/**
 * Begins a session of the user with this name and password.
 * @throws {RequestError} `UNAUTHENTICATED` when there is no such user or the password is another one, without telling
 * which; `RATE_LIMITED` when too many have failed: see `countAttempt`.
 */
export async function signIn(auth: Authentication, request: SignIn): Promise<SignedIn> {
  const { rememberMe: isRemembered, cookie, now } = request
  const found = await findUser(auth.database, request.userName)
  const user = await checkPassword(auth, found, request)
  const secret = await startSession(auth.database, user, { isRemembered, replaced: readSecrets(cookie), now })
  // The password was changed, or the user removed, after it was checked.
  if (secret === null) throw wrongCredentials()
  return { user, viewer: viewerOf(user), cookies: sessionCookies({ secret, isRemembered }, auth.secure) }
}

/**
 * Ends the session of a `Cookie` header; without one nothing happens.
 * @returns values of `Set-Cookie` that take the cookies away, each for a header of its own.
 */
export async function signOut({ database, secure }: Authentication, cookie: string | undefined): Promise<string[]> {
  await endSessions(database, readSecrets(cookie))
  return noCookies(secure)
}

/**
 * The user with these credentials, without a session. Right ones are not checked again for a minute, unless the user
 * was changed or removed meanwhile.
 * @throws {RequestError} as `signIn`.
 */
export async function findUserByCredentials(auth: Authentication, request: Credentials & Origin): Promise<User> {
  const found = await findUser(auth.database, request.userName)
  if (found === null) return checkPassword(auth, null, request)
  const facts = [found.user.id, found.user.version, request.password]
  await auth.proofs.prove(facts, request.now, async () => void (await checkPassword(auth, found, request)))
  return found.user
}

/** Does the same, but for its last step, whether there is a user or not. */
function checkPassword(
  { database, passwords, inTurn }: Authentication,
  found: UserWithPassword | null,
  { password, ...attempt }: Attempt & Credentials,
): Promise<User> {
  return inTurn(async () => {
    await countAttempt(database, attempt)
    const isRight = await passwords.matches(password, found?.passwordHash ?? null)
    if (found === null || !isRight) throw wrongCredentials()
    await forgiveAttempt(database, attempt)
    return found.user
  })
}

function wrongCredentials() {
  return unauthenticated('The user name or the password is not right.')
}
