import { type LookupAddress, type LookupOptions, lookup } from 'node:dns'
import type { LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import type { Findings } from '../core/outcome.ts'
import { expected, type Path } from '../core/read.ts'
import { isHttpUrl, textWithin } from '../core/text.ts'

const checkUrlText = textWithin({ maxCharacters: 2048 })

/** What is said of an address that others than the machine and its network cannot reach. */
export const refusedAddress = 'a public address; WEBHOOK_ALLOW_PRIVATE allows private and loopback ones'

/**
 * The address of a receiver: http(s), without user, password and fragment, and not known to be private already; what a
 * name stands for is seen when it is connected to. User errors: Blank, TooLong (2048 characters), Invalid.
 */
export function checkReceiver(
  value: string,
  field: Path,
  { findings, allowPrivate }: { readonly findings: Findings; readonly allowPrivate: boolean },
): string {
  const text = checkUrlText(value.trim(), field, findings) ?? ''
  if (text === '') findings.add('Blank', field, 'expected a URL, got none')
  else if (!isHttpUrl(text)) expected('an http or https URL', { value: text, field, findings })
  else {
    const url = new URL(text)
    if (url.username || url.password || url.hash) {
      findings.add('Invalid', field, 'expected a URL without user, password and fragment')
    }
    if (!allowPrivate && isKnownPrivate(url)) findings.add('Invalid', field, `expected ${refusedAddress}`)
  }
  return text
}

/** Whether a URL names an address that is not public, or this machine. URLs have any form of an address in its usual one. */
export function isKnownPrivate({ hostname }: URL): boolean {
  const host = hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '')
  return ipaddr.isValid(host) ? !isPublic(host) : /(^|\.)localhost$/i.test(host)
}

/** What reaches Azure's host from its machines, though it looks public; as 169.254.169.254 elsewhere, it knows secrets. */
const azureHost = '168.63.129.16'
const globalUnicast = ipaddr.IPv6.parse('2000::')

/**
 * Whether an address is one of the public internet. Those that hold another one, as IPv4-mapped ones do, are as that; of
 * those that stand for one somewhere else, as 6to4, Teredo and NAT64 do, none is.
 */
export function isPublic(address: string): boolean {
  if (!ipaddr.isValid(address) || address === azureHost) return false
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast' || parsed.toString() === azureHost) return false
  return parsed instanceof ipaddr.IPv4 || parsed.match(globalUnicast, 3)
}

/** A connection that was not made because of where it would have led. */
export class PrivateAddressError extends Error {
  readonly code = 'EPRIVATE'
}

type LookUp = (
  hostname: string,
  options: LookupOptions & { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void

/**
 * A look-up for `net.connect` that fails where one of a name's addresses is not public. It is asked for every connection,
 * and the answer is what is connected to: a name that has changed since it was checked leads nowhere else.
 */
export function publicLookup(resolve: LookUp = lookup): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = addresses ?? []
      if (error || !first) return callback(error ?? new Error(`${hostname} has no address`), [])
      if (!addresses.every(({ address }) => isPublic(address))) {
        return callback(new PrivateAddressError('expected a public address'), [])
      }
      return options.all ? callback(null, addresses) : callback(null, first.address, first.family)
    })
  }
}
