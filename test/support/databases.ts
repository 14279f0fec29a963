import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inject } from 'vitest'

/** An empty database of a test's own. */
export interface TestDatabase {
  /** As `DATABASE_URL` has it. */
  readonly url: string
  /** The same, opened by another program than ours: rows of a statement. */
  query(statement: string): Promise<Record<string, unknown>[]>
  drop(): Promise<void>
}

/** Both engines, for `describe.each`: a name, and the way to an empty database. */
export const databases: readonly (readonly [string, () => Promise<TestDatabase>])[] = [
  ['SQLite', sqliteDatabase],
  ['PostgreSQL', postgresqlDatabase],
]

export async function sqliteDatabase(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'customer-gateway-'))
  const file = join(folder, 'customers.db')
  return {
    url: `file:${file}`,
    async query(statement) {
      const { default: Connection } = await import('libsql')
      const connection = new Connection(file)
      try {
        const prepared = connection.prepare(statement)
        if (prepared.reader) return prepared.all() as Record<string, unknown>[]
        prepared.run()
        return []
      } finally {
        connection.close()
      }
    },
    drop: () => rm(folder, { recursive: true, force: true }),
  }
}

export async function postgresqlDatabase(): Promise<TestDatabase> {
  const name = `test_${randomUUID().replaceAll('-', '')}`
  const cluster = inject('postgresUrl')
  // By the log, which is the default, it takes four times as long.
  await once(`${cluster}/postgres`, `CREATE DATABASE "${name}" STRATEGY FILE_COPY`)
  const url = `${cluster}/${name}`
  // Some tests ask for hundreds of statements, and connecting takes longer than most of them.
  const pool = new pg.Pool({ connectionString: url, max: 1 })
  pool.on('error', () => {})
  return {
    url,
    query: async (statement) => (await pool.query<Record<string, unknown>>(statement)).rows,
    async drop() {
      await pool.end()
      await once(`${cluster}/postgres`, `DROP DATABASE "${name}" WITH (FORCE)`)
    },
  }
}

async function once(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
