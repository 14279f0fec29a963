import { expect, test } from 'vitest'
import { postgresqlDatabase } from '../support/databases.ts'
import { writeAll } from '../support/forest.ts'
import { administrator, startGateway } from '../support/gateway.ts'

const early = '0001-01-01T00:00:00.007Z'

// Before there were times of whole zones, these were minutes and seconds off; and some have years before the first.
test.each(['Europe/Berlin', 'America/New_York'])('instants are the same on a server in %s', async (zone) => {
  const database = await postgresqlDatabase()
  await database.query(`ALTER DATABASE "${new URL(database.url).pathname.slice(1)}" SET timezone TO '${zone}'`)
  const gateway = await startGateway(database)
  try {
    const [accountId] = await writeAll(gateway, 'newAccount', [{ name: 'Early' }])
    const [customerId] = await writeAll(gateway, 'newCustomer', [{ accountId, name: 'Bird' }])
    await database.query(`UPDATE "Customer" SET "dateCreated" = '${early}'`)
    const read = '{ customers { totalCount nodes { dateCreated } } }'
    expect(await gateway.data(administrator, read)).toEqual({
      customers: { totalCount: 1, nodes: [{ dateCreated: early }] },
    })
    const rehearse = `mutation ($id: ID!) {
      patchCustomer(input: { customerId: $id, name: "Worm", dryRun: true }) { customer { name dateCreated } }
    }`
    expect(await gateway.data(administrator, rehearse, { id: customerId })).toEqual({
      patchCustomer: { customer: { name: 'Worm', dateCreated: early } },
    })
  } finally {
    await gateway.app.close()
    await database.drop()
  }
})
