import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { runCli } from '../support/cli.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { writeAll } from '../support/forest.ts'
import { administrator, type Gateway, startGateway } from '../support/gateway.ts'

describe.each(databases)('purge on %s', (_, makeDatabase) => {
  let database: TestDatabase
  let gateway: Gateway
  /** Five below each other. */
  let ids: readonly string[]

  beforeEach(async () => {
    database = await makeDatabase()
    gateway = await startGateway(database)
    const [accountId] = await writeAll(gateway, 'newAccount', [{ name: 'Nordic' }])
    let parentCustomerId: string | undefined
    ids = []
    for (const name of ['A', 'B', 'C', 'D', 'E']) {
      const [id = ''] = await writeAll(gateway, 'newCustomer', [{ accountId, name, parentCustomerId }])
      parentCustomerId = id
      ids = [...ids, id]
    }
  })
  afterEach(async () => {
    await gateway.app.close()
    await database.drop()
  })

  const [A, B, C, D] = [0, 1, 2, 3]
  const change = async (mutation: 'deleteCustomer' | 'restoreCustomer', place: number) => {
    const more = mutation === 'deleteCustomer' ? ', withDescendants: true' : ''
    const query = `mutation ($id: ID!) { sent: ${mutation}(input: { customerId: $id${more} }) { userErrors { code } } }`
    const { sent } = await gateway.data<{ sent: { userErrors: readonly { code: string }[] } }>(administrator, query, {
      id: ids[place],
    })
    return sent.userErrors.map(({ code }) => code)
  }
  /** Gives the last deletion of a customer another date. */
  const date = (place: number, at: string) => {
    const stored = database.url.startsWith('file:') ? `${at}T00:00:00.000+00:00` : `${at}T00:00:00Z`
    return database.query(`update "DeletedCustomer" set "dateLastModified" = '${stored}' where "deletion" =
      (select "deletion" from "DeletedCustomer" where "id" = '${ids[place]}')`)
  }
  const run = async (...args: string[]) => {
    const environment = { DATABASE_URL: database.url, MIGRATE: 'true' }
    const { code, stdout, stderr } = await runCli(['purge', '--older-than', '30d', ...args], { environment })
    return [code, stdout, stderr]
  }
  const count = async (table: string) => Number((await database.query(`select count(*) as n from "${table}"`))[0]?.n)

  test('removes what was deleted so long ago, with its history, and tells how much', async () => {
    await change('deleteCustomer', D)
    await change('deleteCustomer', B)
    await date(D, '2020-01-01')
    expect(await run('--dry-run')).toEqual([0, '2 purged (dry run: nothing was removed)\n', ''])
    expect([await count('DeletedCustomer'), await count('CustomerChange')]).toEqual([4, 9])
    expect(await run()).toEqual([0, '2 purged\n', ''])
    expect([await count('DeletedCustomer'), await count('CustomerChange')]).toEqual([2, 5])
    expect(await run()).toEqual([0, '0 purged\n', ''])
    expect(await change('restoreCustomer', D)).toEqual(['NotFound'])
    expect(await change('restoreCustomer', B)).toEqual([])
    expect(await change('restoreCustomer', C)).toEqual([])
  })

  test('leaves what lies above customers that were deleted later', async () => {
    await change('deleteCustomer', C)
    await change('deleteCustomer', A)
    await date(A, '2020-01-01')
    expect(await run()).toEqual([0, '0 purged\n', ''])
    await date(C, '2020-02-01')
    expect(await run()).toEqual([0, '5 purged\n', ''])
    expect([await count('DeletedCustomer'), await count('CustomerChange')]).toEqual([0, 0])
  })
})
