import { graphqlRequest, type Server, startPeer } from './server.ts'

/** Mercurius compiles operations; the loaders and their SQL are written for this. It knows nothing of viewers. */
export const mercurius: Server = {
  name: 'mercurius',
  isPeer: true,
  operations: ['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'M1'],
  start: (cluster, data) => startPeer({ file: 'mercurius/main.ts', role: 'mercurius' }, cluster, data),
  request: graphqlRequest,
  normalise: (_operation, answer) => answer,
}
