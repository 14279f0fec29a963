import { createHash } from 'node:crypto'
import type { GraphQLSchema } from 'graphql'
import { type Answer, json, type Routes } from '../http/exchange.ts'
import { metadataPage } from './metadata.ts'
import { metadataStyle } from './metadata-style.ts'
import { openApi } from './openapi.ts'
import { operations } from './operations.ts'
import { wordsOf } from './words.ts'

/** `/openapi.json` and `/metadata`, which describe the service to everybody; made when first asked for. */
export function documentRoutes(schema: GraphQLSchema): Routes {
  return {
    '/openapi.json': documentRoute(() => json(200, openApi(operations, wordsOf(schema)))),
    '/metadata': documentRoute(() => page(metadataPage(operations, wordsOf(schema)))),
  }
}

function documentRoute(make: () => Answer): Routes[string] {
  let made: Answer | null = null
  const answer = () => {
    made ??= make()
    return made
  }
  return { methods: { GET: answer, HEAD: answer }, logLevel: 'info' }
}

/** The one style of the page may apply: nothing else, and nothing from elsewhere. */
function page(body: string): Answer {
  const style = createHash('sha256').update(metadataStyle).digest('base64')
  const policy = `default-src 'none'; style-src 'sha256-${style}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`
  return {
    status: 200,
    headers: { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy },
    body,
  }
}
