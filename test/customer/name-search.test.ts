import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { copyCustomer } from '../support/copies.ts'
import { postgresqlDatabase } from '../support/databases.ts'
import { writeAll } from '../support/forest.ts'
import { administrator, startGateway } from '../support/gateway.ts'

const customers = 20_000
const matching = 200

test.each([
  ['a page', (url: string) => `${url}/graphql?query=${encodeURIComponent(page)}`],
  ['a page of REST', (url: string) => `${url}/customers?nameFilter=zeta&countPerPage=2&simplifiedPaging=true`],
])('%s of names at the end of the alphabet does not read all before them', async (_what, address) => {
  const database = await postgresqlDatabase()
  const gateway = await startGateway(database)
  const [accountId = ''] = await writeAll(gateway, 'newAccount', [{ name: 'Nordic' }])
  await writeAll(gateway, 'newCustomer', [{ accountId, name: 'Alpha' }])
  // Some hundred names, of which one is at the end.
  await copyCustomer(database, customers, `case when n."i" <= ${matching} then 'Zeta' else 'Alpha ' || n."i" % 100 end`)
  await database.query('vacuum analyze "Customer"')
  const before = await rowsRead(database.query)
  const headers = { authorization: await gateway.authorization(administrator) }
  const answer = await (await fetch(address(gateway.app.url), { headers })).text()
  expect(answer.match(/"name":"[^"]*"/g)).toEqual(['"name":"Zeta"', '"name":"Zeta"'])
  // Its connections tell what they did when they end.
  await gateway.app.close()
  await othersGone(database.query)
  const read = (await rowsRead(database.query)) - before
  expect(read).toBeGreaterThan(0)
  expect(read).toBeLessThan(4 * matching)
  await database.drop()
})

const page = '{ customers(first: 2, filter: { nameFilter: "zeta" }) { nodes { name } } }'

type Query = (statement: string) => Promise<Record<string, unknown>[]>

async function othersGone(query: Query): Promise<void> {
  const others = `select 1 from pg_stat_activity where "datname" = current_database() and "pid" <> pg_backend_pid()
    and "backend_type" = 'client backend'`
  while ((await query(others)).length > 0) await sleep(20)
}

async function rowsRead(query: Query): Promise<number> {
  const [row] = await query(`select "seq_tup_read" + "idx_tup_fetch" as "read"
    from pg_stat_user_tables where "relname" = 'Customer'`)
  return Number(row?.read)
}
