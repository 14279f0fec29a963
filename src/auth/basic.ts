/** A user name and a password, as somebody gave them. */
export interface Credentials {
  readonly userName: string
  readonly password: string
}

/** The credentials of an `Authorization: Basic` header, in UTF-8; null where it holds none. @see RFC 7617 */
export function parseBasic(authorization: string): Credentials | null {
  const encoded = /^Basic +([A-Za-z0-9+/]+={0,2})\s*$/i.exec(authorization)?.[1]
  const text = encoded === undefined ? null : decodeUtf8(Buffer.from(encoded, 'base64'))
  const colon = text?.indexOf(':') ?? -1
  return text === null || colon < 0 ? null : { userName: text.slice(0, colon), password: text.slice(colon + 1) }
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    return null
  }
}
