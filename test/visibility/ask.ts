import { SignJWT } from 'jose'
import type { Gateway } from '../support/gateway.ts'
import { testSecret } from '../support/settings.ts'
import { reusing } from '../support/tokens.ts'

/** The claims of a token, whatever they are; `exp` is added. */
export type Claims = Readonly<Record<string, unknown>>

/** An answer with its status. */
export interface Response {
  readonly status: number
  readonly body: {
    readonly data?: Readonly<Record<string, unknown>> | null
    readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[]
  }
}

/** A token that holds for a minute. It is signed here, so that it may hold what the product would never sign. */
export function tokenOf(claims: Claims): Promise<string> {
  return new SignJWT({ exp: Math.floor(Date.now() / 1000) + 60, ...claims })
    .setProtectedHeader({ alg: 'HS256' })
    .sign(new TextEncoder().encode(testSecret))
}

/** The header `Authorization` of a viewer. */
export const authorizationOf = reusing(async (claims: Claims) => `Bearer ${await tokenOf(claims)}`)

/** Asks with any `Authorization` header, or with none. */
export async function ask(
  gateway: Gateway,
  authorization: string | null,
  query: string,
  variables: object = {},
): Promise<Response> {
  const response = await fetch(`${gateway.app.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(authorization !== null && { authorization }) },
    body: JSON.stringify({ query, variables }),
  })
  return { status: response.status, body: (await response.json()) as Response['body'] }
}

/** Asks as the holder of a token with these claims. */
export async function askAs(gateway: Gateway, claims: Claims, query: string, variables?: object): Promise<Response> {
  return ask(gateway, await authorizationOf(claims), query, variables)
}

/** A field that a request may hold many of, each under an alias of its own. */
export function aliased(fields: readonly string[]): string {
  return fields.map((field, index) => `f${index}: ${field}`).join('\n')
}

/** A list in parts, as a request may hold so many root fields only. */
export function inParts<Entry>(entries: readonly Entry[], size = 45): readonly (readonly Entry[])[] {
  const parts = Math.ceil(entries.length / size)
  return Array.from({ length: parts }, (_, part) => entries.slice(part * size, (part + 1) * size))
}
