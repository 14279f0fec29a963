type Headers = Readonly<Record<string, string | readonly string[] | undefined>>

/**
 * Whether a request comes from a page of this very origin, or from no page at all. A cookie authorises a write only
 * then; a browser sends it along with what other pages ask for, too.
 * @param headers by name in lower case, as Node has them.
 * @see Go's http.CrossOriginProtection: `Sec-Fetch-Site` decides, and `Origin` against `Host` in browsers without it;
 * no browser that sends neither with a write is in use.
 */
export function isSameOrigin({ 'sec-fetch-site': site, origin, host }: Headers): boolean {
  if (site !== undefined) return site === 'same-origin' || site === 'none'
  if (origin === undefined) return true
  return typeof origin === 'string' && typeof host === 'string' && isOriginOf(origin, host)
}

/** The scheme cannot be compared: what ends TLS in front of this service is not known here. */
function isOriginOf(origin: string, host: string): boolean {
  if (!/^https?:\/\/[^/?#@]+$/i.test(origin) || !URL.canParse(origin)) return false
  const { protocol, host: originHost } = new URL(origin)
  const own = `${protocol}//${host}`
  return URL.canParse(own) && new URL(own).host === originHost
}
