import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http'
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https'
import type { LookupFunction } from 'node:net'
import { isKnownPrivate, PrivateAddressError, publicLookup } from './address.ts'
import type { Message } from './message.ts'

/** Of an answer only the status counts; so much of its body is read to keep the connection, and no more. */
const maxBodyBytes = 4 * 1024
/** For one attempt, from the look-up of the name to the end of the answer. */
const attemptMs = 10_000
/** Connections are kept for less than the 5 s after which some servers close them, as a message may be on its way. */
const keptMs = 3_000

/** Posts messages; never anywhere but where it is told to, as redirects are not followed. */
export interface Poster {
  /** The status of the answer. Rejects where there is none in time. */
  post(url: string, message: Message): Promise<number>
  /** Closes all connections; what is under way fails. */
  close(): void
}

/**
 * @param lookup the addresses of a name, for tests; the system's where left out.
 */
export function createPoster(
  { allowPrivate }: { readonly allowPrivate: boolean },
  lookup: LookupFunction = publicLookup(),
): Poster {
  const options = { keepAlive: true, timeout: keptMs, ...(!allowPrivate && { lookup }) }
  const agents = { http: new HttpAgent(options), https: new HttpsAgent(options) }
  return {
    async post(text, { headers, body }) {
      const url = new URL(text)
      // An address needs no look-up, so nothing else would stop it.
      if (!allowPrivate && isKnownPrivate(url)) throw new PrivateAddressError('expected a public address')
      const isSecure = url.protocol === 'https:'
      const sending = (isSecure ? httpsRequest : httpRequest)(url, {
        method: 'POST',
        agent: isSecure ? agents.https : agents.http,
        headers: { ...headers, 'user-agent': 'customer-gateway', 'content-length': Buffer.byteLength(body) },
        signal: AbortSignal.timeout(attemptMs),
      })
      return new Promise((resolve, reject) => {
        sending.on('error', reject)
        sending.on('response', (response) => {
          drain(response)
          resolve(response.statusCode ?? 0)
        })
        sending.end(body)
      })
    },
    close() {
      agents.http.destroy()
      agents.https.destroy()
    },
  }
}

/** Reads a short body to its end; a longer one ends the connection. */
function drain(response: IncomingMessage): void {
  let bytes = 0
  response.on('error', () => {})
  response.on('data', (chunk: Buffer) => {
    bytes += chunk.length
    if (bytes > maxBodyBytes) response.destroy()
  })
}
