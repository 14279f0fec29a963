import pg from 'pg'
import type { Database } from '../../src/database/database.ts'
import { postgresqlDatabase } from './databases.ts'
import { administrator, type Gateway, startGateway } from './gateway.ts'
import { inputTypeOf } from './input-type.ts'
import { importText, openMigrated } from './transfer.ts'

/** A gateway on PostgreSQL, and somebody who writes to its database past it, in transactions of their own. */
export interface Scene {
  readonly gateway: Gateway
  readonly bystander: pg.Client
  /** The database as the command line has it. */
  readonly opened: Database
  query(statement: string): Promise<Record<string, unknown>[]>
  /** How many statements wait for a lock. */
  waiting(): Promise<number>
  /** Carries out a mutation as an administrator; answers its user errors as `Code path`. */
  mutate(mutation: string, input: object): Promise<readonly string[]>
  close(): Promise<void>
}

/** Sets the scene with records as `import` takes them. */
export async function setScene(records: readonly object[]): Promise<Scene> {
  const database = await postgresqlDatabase()
  const gateway = await startGateway(database)
  const opened = await openMigrated(database)
  const bystander = new pg.Client({ connectionString: database.url })
  await bystander.connect()
  await importText(opened, records.map((record) => JSON.stringify(record)).join('\n'))
  return {
    gateway,
    bystander,
    opened,
    query: database.query,
    async waiting() {
      const [row] = await database.query(`select count(*) as "count" from pg_stat_activity
        where "datname" = current_database() and "wait_event_type" = 'Lock'`)
      return Number(row?.count)
    },
    async mutate(mutation, input) {
      const type = inputTypeOf(mutation)
      const query = `mutation ($input: ${type}) { done: ${mutation}(input: $input) { userErrors { code field } } }`
      type Answer = { readonly done: { readonly userErrors: readonly { code: string; field: string[] }[] } }
      const { done } = await gateway.data<Answer>(administrator, query, { input })
      return done.userErrors.map(({ code, field }) => [code, ...field].join(' '))
    },
    async close() {
      await bystander.end()
      await opened.close()
      await gateway.app.close()
      await database.drop()
    },
  }
}
