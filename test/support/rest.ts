import type { Viewer } from '../../src/auth/viewer.ts'
import { administrator, type Gateway } from './gateway.ts'

/** An answer of the REST surface, read to its end. */
export interface RestAnswer {
  readonly status: number
  readonly headers: Headers
  readonly text: string
  /** The text as JSON; undefined where it is none. */
  readonly json: Json | undefined
}

/** What a test expects of JSON; an assertion says the rest. */
export interface Json {
  readonly [name: string]: Json
}

export interface RestRequest {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array<ArrayBuffer>
  /** Who asks; null for a request without `Authorization`. The administrator where left out. */
  readonly as?: Viewer | null
}

/** Sends a request as it is, and reads the answer, whatever its status. */
export async function rest(gateway: Gateway, path: string, request: RestRequest = {}): Promise<RestAnswer> {
  const { as = administrator, method = 'GET', body } = request
  const authorization = as && (await gateway.authorization(as))
  const headers = { ...(authorization && { authorization }), ...request.headers }
  const response = await fetch(`${gateway.app.url}${path}`, { method, headers, ...(body !== undefined && { body }) })
  const text = await response.text()
  return { status: response.status, headers: response.headers, text, json: parsed(text) }
}

/** Sends a value as JSON. */
export function sendJson(
  gateway: Gateway,
  method: string,
  path: string,
  { value, ...request }: RestRequest & { readonly value: unknown },
): Promise<RestAnswer> {
  const headers = { 'content-type': 'application/json', ...request.headers }
  return rest(gateway, path, { ...request, method, headers, body: JSON.stringify(value) })
}

/** Makes an account or a customer over REST, and answers its id. */
export async function make(gateway: Gateway, path: '/accounts' | '/customers', value: object): Promise<string> {
  const answer = await sendJson(gateway, 'POST', path, { value })
  if (answer.status !== 200) throw new Error(answer.text)
  return String(answer.json?.id)
}

/** The error code and the fields of a refusal: `400 NotEmpty Name`. */
export function refusalOf({ status, json }: RestAnswer): string {
  const { errorCode, errors } = (json?.responseStatus ?? {}) as {
    errorCode?: string
    errors?: { fieldName?: string }[]
  }
  return [status, errorCode, ...(errors ?? []).map(({ fieldName }) => fieldName)].filter((word) => word).join(' ')
}

function parsed(text: string): Json | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
