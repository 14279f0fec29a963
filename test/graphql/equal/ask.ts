import type { Gateway } from '../../support/gateway.ts'
import type { Operation } from './operation.ts'

/** An operation as a viewer sends it. */
export interface Request {
  readonly operation: Operation
  readonly method: 'GET' | 'POST'
  readonly accept: string
  readonly authorization: string | null
}

/** What is compared. */
export interface Response {
  readonly status: number
  readonly contentType: string | null
  readonly body: string
}

/** Asks, always under the same request id, as errors show it. */
export async function ask({ app }: Gateway, request: Request): Promise<Response> {
  const { operation, method, accept, authorization } = request
  const headers = {
    accept,
    'x-request-id': 'equal',
    'apollo-require-preflight': 'yes',
    ...(authorization !== null && { authorization }),
  }
  const response =
    method === 'GET'
      ? await fetch(`${app.url}/graphql?${searchOf(operation)}`, { headers })
      : await fetch(`${app.url}/graphql`, {
          method,
          headers: { ...headers, 'content-type': 'application/json' },
          body: JSON.stringify(operation),
        })
  const { status } = response
  return { status, contentType: response.headers.get('content-type'), body: await response.text() }
}

function searchOf({ query, variables, operationName }: Operation): string {
  const search = new URLSearchParams({ query })
  if (variables) search.set('variables', JSON.stringify(variables))
  if (operationName !== undefined) search.set('operationName', operationName)
  return search.toString()
}
