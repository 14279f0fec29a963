import { accountsById } from '../account/store.ts'
import { signIn, signOut } from '../auth/sign-in.ts'
import { Refusal } from './errors.ts'
import type { Call, Reply } from './operation.ts'

interface Authenticate {
  readonly provider?: string
  readonly userName?: string
  readonly password?: string
  readonly rememberMe?: boolean
}

/** Signs in with a user name and password, or, for the provider `logout`, out. The session goes with the cookies. */
export async function runAuthenticate({ context, request, session }: Call<Authenticate>): Promise<Reply> {
  const { authentication, cookie, address } = session
  const { provider = 'credentials', userName = '', password = '', rememberMe = false } = request
  if (provider === 'logout') return runLogout({ session })
  if (provider !== 'credentials') throw new Refusal(400, 'Invalid', `provider: expected credentials, got ${provider}`)
  const now = context.now()
  const { user, cookies } = await signIn(authentication, { userName, password, rememberMe, cookie, address, now })
  const displayName = user.displayName ?? user.userName
  const value = { userId: user.id, userName: user.userName, displayName, roles: user.roles, permissions: [] }
  return { kind: 'object', value, version: null, cookies }
}

/** Ends the session, if there is one. */
export async function runLogout({ session }: Pick<Call<object>, 'session'>): Promise<Reply> {
  return { kind: 'object', value: {}, version: null, cookies: await signOut(session.authentication, session.cookie) }
}

/** Who the request is from; nobody is no error. */
export async function runAuthStatus({ context, session }: Call<object>): Promise<Reply> {
  const { identity } = session
  if (identity === null) return { kind: 'object', value: { isAuthenticated: false }, version: null }
  const { userId, roles, accountIds } = identity.viewer
  const accounts = await accountsById.read(context, accountIds, new Set(['name']), undefined)
  const seen = accountIds.flatMap((id) => accounts.get(id) ?? [])
  const value = {
    isAuthenticated: true,
    id: userId,
    name: identity.user?.displayName ?? identity.user?.userName ?? userId,
    ...(identity.user?.emailAddress && { emailAddress: identity.user.emailAddress }),
    roles,
    accountIds: seen.map(({ id }) => id),
    accountNames: seen.map(({ name }) => name),
  }
  return { kind: 'object', value, version: null }
}
