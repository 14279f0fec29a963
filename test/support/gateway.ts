import type { TypedDocumentNode } from '@graphql-typed-document-node/core'
import { print } from 'graphql'
import { afterAll, beforeAll, describe } from 'vitest'
import { type App, type AppOptions, startApp } from '../../src/app.ts'
import type { Viewer } from '../../src/auth/viewer.ts'
import { databases, type TestDatabase } from './databases.ts'
import { testSettings } from './settings.ts'
import { reusing } from './tokens.ts'

export interface Answer {
  readonly data?: Readonly<Record<string, never>> | null
  readonly errors?: readonly {
    readonly message: string
    readonly path?: readonly (string | number)[]
    readonly extensions: { readonly code: string } & Readonly<Record<string, unknown>>
  }[]
}

/** A running gateway over an empty database. */
export interface Gateway {
  readonly app: App
  readonly database: TestDatabase
  /** The header `Authorization` of a viewer. */
  authorization(viewer: Viewer): Promise<string>
  /** Asks as a viewer; whatever the status is. */
  graphql(viewer: Viewer, query: string, variables?: object): Promise<Answer>
  /** The data of an answer without errors: of a type that is claimed, or that of a document from `operations.ts`. */
  data<Data, Variables extends object = object>(
    viewer: Viewer,
    query: string | TypedDocumentNode<Data, Variables>,
    variables?: NoInfer<Variables>,
  ): Promise<Data>
  /** How many SQL statements `work` takes. Nothing else may run meanwhile. */
  statements(work: () => Promise<unknown>): Promise<number>
}

export const administrator: Viewer = {
  userId: 'ada',
  roles: ['SystemAdministrator'],
  accountIds: [],
  customerIds: [],
}

export function manager(...accountIds: string[]): Viewer {
  return { userId: 'max', roles: ['Manager'], accountIds, customerIds: [] }
}

export function customer(...customerIds: string[]): Viewer {
  return { userId: 'cleo', roles: ['Customer'], accountIds: [], customerIds }
}

/** The same tests on SQLite and on PostgreSQL, each with a gateway of its own. */
export function onBothDatabases(
  name: string,
  define: (gateway: () => Gateway) => void,
  environment: Readonly<Record<string, string>> = {},
): void {
  describe.each(databases)(`${name} on %s`, (_engine, makeDatabase) => {
    let gateway: Gateway
    let stop: () => Promise<void>
    beforeAll(async () => {
      const database = await makeDatabase()
      gateway = await startGateway(database, environment)
      stop = async () => {
        await gateway.app.close()
        await database.drop()
      }
    })
    afterAll(() => stop())
    define(() => gateway)
  })
}

/** With `TEST_COMPILES=false` no operation is compiled, so that all tests can be run without. */
export async function startGateway(
  database: TestDatabase,
  environment: Readonly<Record<string, string>> = {},
  options: AppOptions = {},
): Promise<Gateway> {
  // Looking for what to send takes statements, which some tests count.
  const sendsWebhooks = 'WEBHOOK_ALLOW_PRIVATE' in environment
  const compiles = process.env.TEST_COMPILES !== 'false'
  const settings = testSettings({ DATABASE_URL: database.url, ...environment })
  const app = await startApp(settings, { sendsWebhooks, compiles, ...options })
  const authorization = reusing(async (viewer: Viewer) => `Bearer ${await app.keys.sign?.(viewer, 60)}`)
  const graphql = async (viewer: Viewer, query: string, variables?: object): Promise<Answer> => {
    const response = await fetch(`${app.url}/graphql`, {
      method: 'POST',
      headers: { authorization: await authorization(viewer), 'content-type': 'application/json' },
      body: JSON.stringify({ query, variables }),
    })
    return response.json() as Promise<Answer>
  }
  return {
    app,
    database,
    authorization,
    graphql,
    async data<Data>(viewer: Viewer, query: string | TypedDocumentNode<Data>, variables?: object) {
      const answer = await graphql(viewer, typeof query === 'string' ? query : print(query), variables)
      if (answer.errors) throw new Error(JSON.stringify(answer.errors, null, 2))
      return answer.data as unknown as Data
    },
    async statements(work) {
      const before = await countStatements(app)
      await work()
      return (await countStatements(app)) - before
    },
  }
}

async function countStatements(app: App): Promise<number> {
  const text = await (await fetch(`${app.url}/metrics`)).text()
  return Number(/^customer_gateway_sql_statements_total (\d+)/m.exec(text)?.[1])
}
