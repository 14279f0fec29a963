import { unauthenticated } from '../core/errors.ts'
import { parseBasic } from './basic.ts'
import { readSecrets, sessionCookies } from './cookies.ts'
import { useSession } from './sessions.ts'
import { type Authentication, findUserByCredentials, type Origin } from './sign-in.ts'
import { type User, viewerOf } from './users.ts'
import type { Viewer } from './viewer.ts'

/** What a request says about who sends it. */
export interface Claims extends Origin {
  readonly authorization: string | undefined
  readonly cookie: string | undefined
}

/** Who sends a request, and how that is known. */
export interface Identity {
  readonly viewer: Viewer
  /** A `cookie` authorises no write that another origin asks for: see `isSameOrigin`. */
  readonly by: 'bearer' | 'basic' | 'cookie'
  /** The user; null for a token, which may come from elsewhere. */
  readonly user: User | null
  /** Values of `Set-Cookie` that the answer has to carry, each in a header of its own: the session was prolonged. */
  readonly cookies: readonly string[]
}

/**
 * Who sends a request: a bearer token, a user name and password, or a session. Where there is an `Authorization`
 * header, it alone counts.
 * @throws {RequestError} `UNAUTHENTICATED` when nobody can be made out; `RATE_LIMITED` with `retryAfterSeconds` when
 * too many sign-ins failed; `UNAVAILABLE`.
 */
export function authenticateRequest(auth: Authentication, claims: Claims): Promise<Identity> {
  const { authorization } = claims
  if (authorization === undefined) return bySession(auth, claims)
  return /^basic\b/i.test(authorization) ? byBasic(auth, authorization, claims) : byToken(auth, authorization)
}

async function byToken({ keys }: Authentication, authorization: string): Promise<Identity> {
  return { viewer: await keys.authenticate(authorization), by: 'bearer', user: null, cookies: [] }
}

async function byBasic(auth: Authentication, authorization: string, { address, now }: Claims): Promise<Identity> {
  const credentials = parseBasic(authorization)
  if (credentials === null) throw unauthenticated('Expected a user name and a password in UTF-8 and Base64.')
  const user = await findUserByCredentials(auth, { ...credentials, address, now })
  return { viewer: viewerOf(user), by: 'basic', user, cookies: [] }
}

async function bySession({ database, secure }: Authentication, { cookie, now }: Claims): Promise<Identity> {
  const secrets = readSecrets(cookie)
  if (secrets.length === 0) throw unauthenticated('A token, a user name and password, or a session is needed.')
  const session = await useSession(database, secrets, now)
  if (session === null) throw unauthenticated('The session has ended.')
  const { user, prolonged } = session
  const cookies = prolonged === null ? [] : sessionCookies(prolonged, secure)
  return { viewer: viewerOf(user), by: 'cookie', user, cookies }
}
