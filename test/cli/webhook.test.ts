import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runCli } from '../support/cli.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { writeAll } from '../support/forest.ts'
import { type Gateway, startGateway } from '../support/gateway.ts'

describe.each(databases)('webhook on %s', (_, makeDatabase) => {
  let database: TestDatabase
  let gateway: Gateway
  let accountId: string
  beforeAll(async () => {
    database = await makeDatabase()
    gateway = await startGateway(database)
    ;[accountId = ''] = await writeAll(gateway, 'newAccount', [{ name: 'Acme' }])
  })
  afterAll(async () => {
    await gateway.app.close()
    await database.drop()
  })

  const run = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await runCli(['webhook', ...args], { environment: { DATABASE_URL: database.url } })
    return [code, stdout, stderr]
  }

  test('adds, lists, shows deliveries, replays and removes', async () => {
    const url = 'https://hooks.invalid/customers'
    const [code, added, errors] = await run('add', url, '--account', accountId)
    expect([code, added, errors]).toEqual([0, expect.stringMatching(/^[^\t]+\twhsec_[\w+/=]+\n$/), ''])
    const id = String(added).split('\t')[0] ?? ''
    expect(await run('list')).toEqual([0, `${id}\t${accountId}\t${url}\n`, ''])
    const [customerId = ''] = await writeAll(gateway, 'newCustomer', [{ accountId, name: 'One' }])
    const [change] = await database.query(`select "id" from "CustomerChange" where "customerId" = '${customerId}'`)
    const changeId = String(change?.id)
    await database.query(`insert into "WebhookDelivery" ("id", "webhookId", "changeId", "customerId", "status", "attempts",
      "lastStatusCode", "lastAttemptAt", "dateCreated") values ('one', '${id}', ${changeId}, '${customerId}', 'Parked', 3,
      410, '2026-11-21T09:30:00.000+00:00', '2026-11-21T09:30:00.000+00:00')`)
    const row = `${changeId}\t${customerId}\tParked\t3\t410\t2026-11-21T09:30:00.000Z\n`
    expect(await run('deliveries', id)).toEqual([0, row, ''])
    expect(await run('deliveries', id, '--status', 'Pending')).toEqual([0, '', ''])
    expect(await run('replay', id, '--from', changeId)).toEqual([0, `replaying ${id} from ${changeId}\n`, ''])
    expect(await run('deliveries', id)).toEqual([0, '', ''])
    expect(await run('remove', id)).toEqual([0, `removed ${id}\n`, ''])
    expect(await run('list')).toEqual([0, '', ''])
  })

  test('tells what is wrong, in one line', async () => {
    const one = (text: string) => expect.stringMatching(new RegExp(`^[^\\n]*${text}[^\\n]*\\n$`))
    expect(await run('add', 'https://127.0.0.1/', '--account', accountId)).toEqual([
      2,
      '',
      one('url: expected a public'),
    ])
    expect(await run('add', 'https://example.org/', '--account', 'x')).toEqual([
      1,
      '',
      one('accountId: There is no such'),
    ])
    expect(await run('remove', 'x')).toEqual([1, '', one('webhookId: There is no such webhook')])
    expect(await run('deliveries', 'x', '--status', 'Lost')).toEqual([
      2,
      '',
      one('Pending, Delivered, Retrying, Parked'),
    ])
    expect(await run('replay', 'x')).toEqual([2, '', one('--from')])
  })
})
