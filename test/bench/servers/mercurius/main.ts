import fastify from 'fastify'
import { mercurius } from 'mercurius'
import type { PeerSettings } from '../server.ts'
import { loadersOf, resolversOf } from './resolvers.ts'
import { schema } from './schema.ts'
import { openStatements } from './statements.ts'

const settings: PeerSettings = JSON.parse(process.env.BENCH ?? '')
const statements = openStatements(settings)
const app = fastify()
await app.register(mercurius, { schema, resolvers: resolversOf(statements), loaders: loadersOf(statements), jit: 1 })
const url = await app.listen({ host: '127.0.0.1', port: 0 })
console.log(`listening on ${new URL(url).port}`)
process.on('SIGTERM', () => process.exit(0))
