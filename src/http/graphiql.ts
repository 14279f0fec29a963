import { randomBytes } from 'node:crypto'
import type { Answer } from './exchange.ts'
import { startingTabs } from './graphiql-tabs.ts'

/**
 * GraphiQL as one page that needs no other host, with queries to start from.
 * @param token to be signed in with; `null` leaves that to the user.
 */
export async function graphiqlPage(token: string | null): Promise<Answer> {
  // Nine megabytes of source, which a process that serves no browser never loads.
  const { renderGraphiQL } = await import('@graphql-yoga/render-graphiql')
  const nonce = randomBytes(16).toString('base64')
  const page = renderGraphiQL({
    title: 'Customer gateway',
    endpoint: '/graphql',
    defaultTabs: [...startingTabs],
    // What the browser remembers of headers would outlive the token.
    shouldPersistHeaders: false,
    ...(token !== null && { headers: JSON.stringify({ Authorization: `Bearer ${token}` }, null, 2) }),
  })
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy(nonce) },
    body: page.trimStart().replace('<script>', `<script nonce="${nonce}">`),
  }
}

/** The one script of the page, its workers, which it makes itself, and requests to this server: nothing else. */
function policy(nonce: string): string {
  return [
    "default-src 'none'",
    `script-src 'nonce-${nonce}'`,
    'worker-src blob:',
    "style-src 'unsafe-inline'",
    'font-src data:',
    'img-src data:',
    "connect-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')
}
