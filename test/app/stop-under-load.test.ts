import { Agent, request } from 'node:http'
import { expect, test } from 'vitest'
import { sqliteDatabase } from '../support/databases.ts'
import { administrator, startGateway } from '../support/gateway.ts'

test('a stop under load answers every request that was sent', async () => {
  const database = await sqliteDatabase()
  const { app, authorization } = await startGateway(database)
  const headers = { authorization: await authorization(administrator), 'content-type': 'application/json' }
  const body = '{"query":"{ customers(first: 50) { nodes { id name tags { name } } } }"}'
  const agent = new Agent({ keepAlive: true, maxSockets: 20 })
  const failures: string[] = []
  let answered = 0
  let isRefused = false

  const ask = () =>
    new Promise<void>((resolve) => {
      const sent = request(`${app.url}/graphql`, { method: 'POST', agent, headers }, (response) => {
        response.resume().on('end', () => {
          answered++
          resolve()
        })
      })
      sent.on('error', (error: NodeJS.ErrnoException) => {
        if (error.code === 'ECONNREFUSED') isRefused = true
        else failures.push(`${error.code} ${sent.reusedSocket}`)
        resolve()
      })
      sent.end(body)
    })
  const client = async () => {
    while (!isRefused) await ask()
  }
  const clients = Array.from({ length: 20 }, client)
  while (answered < 200) await ask()
  await app.close()
  await Promise.all(clients)
  agent.destroy()
  await database.drop()
  expect(failures).toEqual([])
})
