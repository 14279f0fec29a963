import { beforeAll, expect, test } from 'vitest'
import { administrator, onBothDatabases } from '../support/gateway.ts'

/** Written as text: a literal would set the object's prototype instead. */
const oddNames = JSON.parse('{"__proto__":"kept","constructor":{"prototype":true},"toString":5,"":"nameless"}')

onBothDatabases('documents', (gateway) => {
  let id: string

  beforeAll(async () => {
    await gateway().data(administrator, 'mutation { newAccount(input: { name: "Only" }) { userErrors { code } } }')
    const made = await gateway().data<{ newCustomer: { customer: { id: string } } }>(
      administrator,
      'mutation { newCustomer(input: { name: "Odd" }) { customer { id } } }',
    )
    id = made.newCustomer.customer.id
  })

  test('keep members whatever they are called', async () => {
    const answer = await gateway().graphql(
      administrator,
      'mutation ($input: PatchCustomerInput!) { patchCustomer(input: $input) { customer { data } userErrors { field } } }',
      { input: { customerId: id, data: oddNames } },
    )
    expect(JSON.stringify(answer)).toBe(
      JSON.stringify({ data: { patchCustomer: { customer: { data: oddNames }, userErrors: [] } } }),
    )
  })

  test('of integrations keep the others when one is set', async () => {
    for (const key of ['__proto__', 'crm']) {
      const answer = await gateway().graphql(
        administrator,
        `mutation ($input: SetCustomerIntegrationInput!) {
          setCustomerIntegration(input: $input) { userErrors { field } } }`,
        { input: { customerId: id, key, thirdPartyId: '7' } },
      )
      expect(answer).toEqual({ data: { setCustomerIntegration: { userErrors: [] } } })
    }
    const query = 'query ($id: ID!) { customer(id: $id) { integrationData { key thirdPartyId } } }'
    expect(await gateway().data(administrator, query, { id })).toEqual({
      customer: {
        integrationData: [
          { key: '__proto__', thirdPartyId: '7' },
          { key: 'crm', thirdPartyId: '7' },
        ],
      },
    })
  })
})
