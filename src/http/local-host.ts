import { isIP } from 'node:net'

/**
 * Whether a `Host` header is an address, `localhost`, or the name that the server listens on. A stranger's site can let
 * its own name lead to this machine and then read what is answered (DNS rebinding), but not under these.
 */
export function isLocalHost(header: string | undefined, listeningOn: string): boolean {
  const name =
    /^(?:\[([^\]]+)\]|([^:]+))(?::\d+)?$/
      .exec(header ?? '')
      ?.slice(1)
      .join('')
      .toLowerCase() ?? ''
  return isIP(name) !== 0 || name === 'localhost' || name.endsWith('.localhost') || name === listeningOn.toLowerCase()
}
