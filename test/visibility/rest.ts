import type { Gateway } from '../support/gateway.ts'
import { authorizationOf } from './ask.ts'
import type { Identity } from './viewers.ts'

/** An answer of the REST surface to a viewer. */
export interface RestAnswer {
  readonly status: number
  readonly body: unknown
}

/** Asks over REST, in JSON, as the holder of a token with these claims. */
export async function askRest(
  gateway: Gateway,
  identity: Identity,
  path: string,
  write?: { readonly method: string; readonly value: object },
): Promise<RestAnswer> {
  const headers = { authorization: await authorizationOf({ ...identity }), 'content-type': 'application/json' }
  const sent = write ? { method: write.method, body: JSON.stringify(write.value) } : {}
  const response = await fetch(`${gateway.app.url}${path}`, { headers, ...sent })
  return { status: response.status, body: response.status === 204 ? {} : await response.json() }
}
