import { beforeAll, describe, expect, test } from 'vitest'
import { administrator, onBothDatabases } from '../support/gateway.ts'

interface Named {
  readonly id: string
  readonly name: string
}

onBothDatabases('the tree of customers', (gateway) => {
  const ids: Record<string, string> = {}
  const newCustomer = async (name: string, parent?: string) => {
    const answer = await gateway().data<{ newCustomer: { customer: Named } }>(
      administrator,
      'mutation ($input: NewCustomerInput!) { newCustomer(input: $input) { customer { id } userErrors { code field } } }',
      { input: { accountId: ids.account, name, parentCustomerId: parent && ids[parent] } },
    )
    ids[name] = answer.newCustomer.customer.id
  }

  beforeAll(async () => {
    const made = await gateway().data<{ newAccount: { account: Named } }>(
      administrator,
      'mutation { newAccount(input: { name: "Nordic" }) { account { id } } }',
    )
    ids.account = made.newAccount.account.id
    await newCustomer('Acme')
    await newCustomer('North', 'Acme')
    await newCustomer('South', 'Acme')
    await newCustomer('Oslo', 'North')
    await newCustomer('Desk', 'Oslo')
  })

  const patch = (name: string, changes: object) =>
    gateway().graphql(
      administrator,
      'mutation ($input: PatchCustomerInput!) { patchCustomer(input: $input) { customer { version breadcrumb { name } } userErrors { code field } } }',
      { input: { customerId: ids[name], ...changes } },
    )

  test('a customer tells what lies above and below it', async () => {
    const answer = await gateway().data(
      administrator,
      `query ($id: ID!) { customer(id: $id) {
        name version parent { name } breadcrumb { name } children { totalCount nodes { name } }
        descendants { totalCount nodes { name parentCustomerId } } account { name } accountName tags { name }
      } }`,
      { id: ids.North },
    )
    expect(answer).toEqual({
      customer: {
        name: 'North',
        version: 1,
        parent: { name: 'Acme' },
        breadcrumb: [{ name: 'Acme' }],
        children: { totalCount: 1, nodes: [{ name: 'Oslo' }] },
        descendants: {
          totalCount: 2,
          nodes: [
            { name: 'Desk', parentCustomerId: ids.Oslo },
            { name: 'Oslo', parentCustomerId: ids.North },
          ],
        },
        account: { name: 'Nordic' },
        accountName: 'Nordic',
        tags: [],
      },
    })
  })

  describe('moving', () => {
    test('tells all that is wrong: values, then the parent, then tags', async () => {
      const answer = await patch('Oslo', { tagIds: ['none'], parentCustomerId: 'none', name: '' })
      const errors = [
        { code: 'Blank', field: ['name'] },
        { code: 'NotFound', field: ['parentCustomerId'] },
        { code: 'NotFound', field: ['tagIds', '0'] },
      ]
      expect(answer).toEqual({ data: { patchCustomer: { customer: null, userErrors: errors } } })
    })

    test('takes all below along', async () => {
      expect(await patch('Oslo', { parentCustomerId: ids.South })).toMatchObject({
        data: { patchCustomer: { customer: { version: 2, breadcrumb: [{ name: 'Acme' }, { name: 'South' }] } } },
      })
      const answer = await gateway().data(
        administrator,
        'query ($id: ID!) { customer(id: $id) { breadcrumb { name } } }',
        {
          id: ids.Desk,
        },
      )
      expect(answer).toEqual({ customer: { breadcrumb: [{ name: 'Acme' }, { name: 'South' }, { name: 'Oslo' }] } })
    })

    test('below itself is a cycle', async () => {
      expect(await patch('Acme', { parentCustomerId: ids.Desk })).toMatchObject({
        data: { patchCustomer: { customer: null, userErrors: [{ code: 'Cycle', field: ['parentCustomerId'] }] } },
      })
    })

    test('out of the tree makes a root', async () => {
      expect(await patch('Oslo', { parentCustomerId: null })).toMatchObject({
        data: { patchCustomer: { customer: { version: 3, breadcrumb: [] }, userErrors: [] } },
      })
    })
  })
})
