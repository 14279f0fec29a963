/** The longest that a session is kept in use without being used, and, where the user is to be remembered, at all. */
export const idleSeconds = 30 * 60
export const rememberedSeconds = 14 * 24 * 60 * 60

/** What a session's cookies say. */
export interface SessionCookies {
  readonly secret: string
  readonly isRemembered: boolean
}

/**
 * The values of `Set-Cookie` for a session. `ss-id` carries its secret; `ss-pid`, ServiceStack's permanent one, carries
 * it as well where the user is to be remembered, and is taken away where not. Each needs a header of its own.
 * @param secure whether the cookies go over HTTPS only.
 */
export function sessionCookies({ secret, isRemembered }: SessionCookies, secure: boolean): string[] {
  const seconds = isRemembered ? rememberedSeconds : idleSeconds
  return [
    setCookie('ss-id', secret, { seconds, secure }),
    isRemembered ? setCookie('ss-pid', secret, { seconds, secure }) : removeCookie('ss-pid', secure),
  ]
}

/** The values of `Set-Cookie` that take the session's cookies away. */
export function noCookies(secure: boolean): string[] {
  return [removeCookie('ss-id', secure), removeCookie('ss-pid', secure)]
}

/** The session secrets in a `Cookie` header: at most two, without what cannot be one. */
export function readSecrets(header: string | undefined): string[] {
  const secrets = (header ?? '')
    .split(';')
    .map((pair) => /^\s*ss-p?id="?([\w-]{43})"?\s*$/.exec(pair)?.[1])
    .filter((secret) => secret !== undefined)
  return [...new Set(secrets)].slice(0, 2)
}

interface Lifetime {
  readonly seconds: number
  readonly secure: boolean
}

/** Max-Age, never Expires: its date has a comma, at which some clients split several cookies. */
function setCookie(name: string, value: string, { seconds, secure }: Lifetime): string {
  return `${name}=${value}; Path=/; Max-Age=${seconds}; HttpOnly; SameSite=Lax${secure ? '; Secure' : ''}`
}

function removeCookie(name: string, secure: boolean): string {
  return setCookie(name, '', { seconds: 0, secure })
}
