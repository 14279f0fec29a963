import { buildClientSchema, type GraphQLSchema, getIntrospectionQuery, type IntrospectionQuery } from 'graphql'
import type { TestDatabase } from '../../support/databases.ts'
import { administrator, type Gateway, startGateway } from '../../support/gateway.ts'
import { copyDatabase, fill } from './fill.ts'
import type { Names } from './names.ts'
import { readNames } from './read-names.ts'
import { authorizations } from './viewers.ts'

/** Gateways over the same data, and what there is to be asked of them. */
export interface World {
  readonly schema: GraphQLSchema
  readonly names: Names
  readonly authorizations: readonly (string | null)[]
  /** The one that is checked: it reads and writes. */
  readonly compiled: Gateway
  /** Runs graphql-js on the same database, which it only reads. */
  readonly reader: Gateway
  /** Runs graphql-js on a database that was the same at first, and to which the same is written. */
  readonly writer: Gateway
  close(): Promise<void>
}

/** @param compiles whether the one that is checked compiles. */
export async function startWorld(makeDatabase: () => Promise<TestDatabase>, compiles: boolean): Promise<World> {
  const [database, twin] = [await makeDatabase(), await makeDatabase()]
  const filling = await startGateway(database)
  await fill(filling)
  const names = await readNames(filling)
  await filling.app.close()
  await copyDatabase(database, twin)
  const compiled = await startGateway(database, {}, { compiles })
  const reader = await startGateway(database, {}, { compiles: false })
  const writer = await startGateway(twin, {}, { compiles: false })
  const introspection = await reader.data<IntrospectionQuery>(administrator, getIntrospectionQuery())
  return {
    schema: buildClientSchema(introspection),
    names,
    authorizations: await authorizations(reader, names),
    compiled,
    reader,
    writer,
    async close() {
      for (const { app } of [compiled, reader, writer]) await app.close()
      for (const each of [database, twin]) await each.drop()
    },
  }
}
