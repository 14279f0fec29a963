import 'reflect-metadata'
import { ApolloServer } from '@apollo/server'
import { startStandaloneServer } from '@apollo/server/standalone'
import { PrismaPg } from '@prisma/adapter-pg'
import { buildSchema } from 'type-graphql'
import { PrismaClient } from '../../../../src/database/generated/postgresql/client.ts'
import { type PeerSettings, poolSize } from '../server.ts'
import { CustomerConnectionResolver, CustomerResolver } from './resolver.ts'

const settings: PeerSettings = JSON.parse(process.env.BENCH ?? '')
const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: settings.url, max: poolSize }) })
const schema = await buildSchema({ resolvers: [CustomerResolver, CustomerConnectionResolver], validate: false })
const { url } = await startStandaloneServer(new ApolloServer({ schema }), {
  listen: { port: 0, host: '127.0.0.1' },
  context: async () => ({ prisma }),
})
console.log(`listening on ${new URL(url).port}`)
process.on('SIGTERM', () => process.exit(0))
