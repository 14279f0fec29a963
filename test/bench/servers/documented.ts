import { graphqlRequest, type Server, startPeer } from './server.ts'

/** Apollo Server, type-graphql and Prisma, each as its documentation shows it. It knows nothing of viewers. */
export const documented: Server = {
  name: 'documented',
  isPeer: true,
  operations: ['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'M1'],
  start: (cluster, data) => startPeer({ file: 'documented/main.ts', role: 'documented' }, cluster, data),
  request: graphqlRequest,
  normalise: (_operation, answer) => answer,
}
