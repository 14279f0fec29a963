import { graphqlNames } from '../operations.ts'
import { graphqlRequest, type Server, startPeer } from './server.ts'

/** SQL by hand on bare Node: what is there to be had. */
export const limit: Server = {
  name: 'limit',
  isPeer: false,
  operations: [...graphqlNames, 'R1', 'export'],
  start: (cluster, data) => startPeer({ file: 'limit/main.ts', role: 'limit' }, cluster, data),
  request: graphqlRequest,
  normalise: (_operation, answer) => answer,
}
