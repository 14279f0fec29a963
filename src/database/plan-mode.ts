import type pg from 'pg'

/** Connections that plan their statements once. */
const planningOnce = new WeakSet<pg.PoolClient>()

/**
 * Has a connection plan what it is asked next once, or as PostgreSQL thinks best: it is told where it was told otherwise
 * before, along with its next statement, which tells if the connection is broken.
 */
export function planOnce(client: pg.PoolClient, isOnce: boolean): void {
  if (planningOnce.has(client) === isOnce) return
  client.query(`SET plan_cache_mode = ${isOnce ? 'force_generic_plan' : 'auto'}`).catch(() => {})
  if (isOnce) planningOnce.add(client)
  else planningOnce.delete(client)
}
