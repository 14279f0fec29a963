import type { Cluster } from './cluster.ts'
import type { Contender } from './compare.ts'
import { openConnection } from './connection.ts'

/** A server takes note of a changed setting before its next statement; this is for those that are idle. */
const reloadMs = 200

/** How many SQL statements a contender sends for a piece of work, while `track` has them counted. */
export async function countStatements(
  cluster: Cluster,
  { server, running }: Contender,
  work: () => Promise<unknown>,
): Promise<number> {
  if (server.name === 'product-sqlite') return countBy(() => countOfMetrics(running.port), work)
  return countBy(() => countOfRole(cluster, server.name), work)
}

/** Statements are counted only while somebody wants to know, as it costs a little. */
export async function track(cluster: Cluster, which: 'top' | 'none'): Promise<void> {
  await cluster.query('postgres', `alter system set pg_stat_statements.track = '${which}'`)
  await cluster.query('postgres', 'select pg_reload_conf()')
  await new Promise((resolve) => setTimeout(resolve, reloadMs))
}

async function countBy(count: () => Promise<number>, work: () => Promise<unknown>): Promise<number> {
  const before = await count()
  await work()
  return (await count()) - before
}

async function countOfRole(cluster: Cluster, role: string): Promise<number> {
  const [row] = await cluster.query<{ calls: string }>(
    'postgres',
    'select coalesce(sum(s."calls"), 0) as "calls" from pg_stat_statements s join pg_roles r on r."oid" = s."userid" where r."rolname" = $1',
    [role],
  )
  return Number(row?.calls)
}

async function countOfMetrics(port: number): Promise<number> {
  const connection = await openConnection(port)
  const { body } = await connection.send(Buffer.from('GET /metrics HTTP/1.1\r\nhost: 127.0.0.1\r\n\r\n'), true)
  connection.close()
  return Number(/^customer_gateway_sql_statements_total (\d+)/m.exec(body)?.[1] ?? Number.NaN)
}
