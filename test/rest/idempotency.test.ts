import { beforeAll, expect, test } from 'vitest'
import type { Viewer } from '../../src/auth/viewer.ts'
import { administrator, manager, onBothDatabases } from '../support/gateway.ts'

onBothDatabases('Idempotency-Key', (gateway) => {
  let accountId: string

  const send = async (path: string, key: string, body: object, viewer: Viewer = administrator) => {
    const response = await fetch(`${gateway().app.url}${path}`, {
      method: 'POST',
      headers: {
        authorization: await gateway().authorization(viewer),
        'content-type': 'application/json',
        'idempotency-key': key,
      },
      body: JSON.stringify(body),
    })
    return {
      status: response.status,
      replayed: response.headers.get('idempotency-replayed'),
      etag: response.headers.get('etag'),
      text: await response.text(),
    }
  }
  const newCustomer = (key: string, name: string, viewer?: Viewer) =>
    send('/customers', key, { accountId, name }, viewer)
  const countCustomers = async (name: string) => {
    const query = 'query ($f: CustomerFilter) { customers(filter: $f) { totalCount } }'
    const answer = await gateway().data<{ customers: { totalCount: number } }>(administrator, query, {
      f: { nameFilter: name },
    })
    return answer.customers.totalCount
  }

  beforeAll(async () => {
    const made = await send('/accounts', 'account', { name: 'Only' })
    accountId = JSON.parse(made.text).id
  })

  test('a request is carried out once, and its answer given again', async () => {
    const first = await newCustomer('once', 'Once upon')
    const again = await newCustomer('once', 'Once upon')
    expect(first).toMatchObject({ status: 200, replayed: null, etag: '"1"' })
    expect(again).toEqual({ ...first, replayed: 'true' })
    expect(await countCustomers('Once upon')).toBe(1)
  })

  test('of many at once one is carried out; the others are told that it runs, or get its answer', async () => {
    const answers = await Promise.all(Array.from({ length: 8 }, () => newCustomer('many', 'Many at once')))
    expect(answers.filter(({ status, replayed }) => status === 200 && replayed === null)).toHaveLength(1)
    expect(answers.every(({ status }) => status === 200 || status === 409)).toBe(true)
    expect(await countCustomers('Many at once')).toBe(1)
  })

  test('another request under the same key is refused', async () => {
    await newCustomer('other', 'The first')
    expect(await newCustomer('other', 'The second')).toMatchObject({ status: 422, replayed: null })
    expect(await countCustomers('The second')).toBe(0)
  })

  test('keys are per user', async () => {
    await newCustomer('shared', 'Of the administrator')
    const other = await newCustomer('shared', 'Of the manager', manager(accountId))
    expect(other).toMatchObject({ status: 200, replayed: null })
  })

  test('a request that failed keeps no key', async () => {
    expect(await newCustomer('mended', ' ')).toMatchObject({ status: 400 })
    expect(await newCustomer('mended', 'Mended')).toMatchObject({ status: 200, replayed: null })
  })

  test.each(['with space', 'x'.repeat(256)])('the key %j is refused', async (key) => {
    expect(await newCustomer(key, 'Never')).toMatchObject({ status: 400 })
    expect(await countCustomers('Never')).toBe(0)
  })

  test('holds for mutations on GraphQL, and not for queries', async () => {
    const query = 'mutation ($i: NewCustomerInput!) { newCustomer(input: $i) { customer { id } userErrors { code } } }'
    const body = { query, variables: { i: { accountId, name: 'By GraphQL' } } }
    const first = await send('/graphql', 'graph', body)
    const again = await send('/graphql', 'graph', body)
    expect(first).toMatchObject({ status: 200, replayed: null })
    expect(again).toMatchObject({ status: 200, replayed: 'true', text: first.text })
    expect(await countCustomers('By GraphQL')).toBe(1)
    const other = await send('/graphql', 'graph', { ...body, variables: { i: { accountId, name: 'Other' } } })
    expect(other.status).toBe(422)
    expect(JSON.parse(other.text).errors[0].extensions.code).toBe('BAD_USER_INPUT')
    expect(await send('/graphql', 'graph', { query: '{ viewer { userId } }' })).toMatchObject({
      status: 200,
      replayed: null,
    })
  })

  test('a mutation with user errors keeps no key', async () => {
    const query = 'mutation ($i: NewCustomerInput!) { newCustomer(input: $i) { userErrors { code } } }'
    await send('/graphql', 'graph-mended', { query, variables: { i: { accountId, name: ' ' } } })
    const again = await send('/graphql', 'graph-mended', { query, variables: { i: { accountId, name: 'Right' } } })
    expect(again).toMatchObject({ status: 200, replayed: null })
  })
})
