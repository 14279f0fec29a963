import { readFile } from 'node:fs/promises'
import { serverAudits } from 'graphql-http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sqliteDatabase } from '../support/databases.ts'
import { type Gateway, startGateway } from '../support/gateway.ts'

let gateway: Gateway
let stop: () => Promise<void>
beforeAll(async () => {
  const database = await sqliteDatabase()
  gateway = await startGateway(database)
  stop = async () => {
    await gateway.app.close()
    await database.drop()
  }
})
afterAll(() => stop())

const audits = serverAudits({ url: () => `${gateway.app.url}/graphql` })

/** Audits that are not met, by id, and why. The README names the same. */
const bareGet =
  'a GET without a header that browsers ask another site about first is refused, as any page could send it'
const deviations: Readonly<Record<string, string>> = { '5A70': bareGet, D6D5: bareGet, '6A70': bareGet }

describe('the audits of GraphQL over HTTP', () => {
  test.each(audits.map((audit) => [audit.id, audit.name, audit] as const))('%s: %s', async (id, _name, audit) => {
    const result = await audit.fn()
    const isMet = result.status === 'ok'
    expect(isMet, 'reason' in result ? result.reason : undefined).toBe(!(id in deviations))
  })

  test('the README names each deviation', async () => {
    const readme = await readFile('README.md', 'utf8')
    expect(Object.keys(deviations).filter((id) => !readme.includes(id))).toEqual([])
  })

  test('such a GET is answered with the header', async () => {
    const variables = encodeURIComponent('{"name":"Customer"}')
    const query = encodeURIComponent('query ($name: String!) { __type(name: $name) { name } }')
    const response = await fetch(`${gateway.app.url}/graphql?query=${query}&variables=${variables}`, {
      headers: { 'apollo-require-preflight': 'yes' },
    })
    expect([response.status, await response.json()]).toEqual([200, { data: { __type: { name: 'Customer' } } }])
  })
})
