import { beforeEach, expect, test } from 'vitest'
import { customer, manager, onBothDatabases } from '../support/gateway.ts'
import { make, type RestRequest, refusalOf, rest, sendJson } from '../support/rest.ts'

onBothDatabases('DeleteCustomer', (gateway) => {
  let accountId: string
  let rootId: string
  let id: string
  beforeEach(async () => {
    accountId = await make(gateway(), '/accounts', { name: 'Nordic' })
    rootId = await make(gateway(), '/customers', { accountId, name: 'Root' })
    id = await make(gateway(), '/customers', { name: 'Acme', parentCustomerId: rootId })
  })

  const remove = (path: string, request: RestRequest = {}) => rest(gateway(), path, { method: 'DELETE', ...request })
  const isThere = async (customerId: string) => (await rest(gateway(), `/customers/${customerId}`)).status === 200

  test('answers 204 and nothing, in every format', async () => {
    for (const format of ['', '?format=xml', '?format=csv', '?format=jsv']) {
      const made = await make(gateway(), '/customers', { accountId, name: 'Gone' })
      const { status, text } = await remove(`/customers/${made}${format}`)
      expect([status, text, await isThere(made)]).toEqual([204, '', false])
      expect(refusalOf(await remove(`/customers/${made}`))).toBe('404 NotFound CustomerId')
    }
  })

  test('refuses one that has children, unless they are to go as well', async () => {
    expect(refusalOf(await remove(`/customers/${rootId}`))).toBe('409 HasChildren CustomerId')
    expect(refusalOf(await remove(`/customers/${rootId}?withDescendants=false`))).toBe('409 HasChildren CustomerId')
    expect((await remove(`/customers/${rootId}?WithDescendants=True`)).status).toBe(204)
    expect([await isThere(rootId), await isThere(id)]).toEqual([false, false])
  })

  test('holds to If-Match', async () => {
    expect(refusalOf(await remove(`/customers/${id}`, { headers: { 'if-match': '"2"' } }))).toBe(
      '412 PreconditionFailed',
    )
    expect(await isThere(id)).toBe(true)
    expect((await remove(`/customers/${id}`, { headers: { 'if-match': '"1"' } })).status).toBe(204)
  })

  test('tells who may not', async () => {
    expect((await remove(`/customers/${id}`, { as: null })).status).toBe(401)
    expect(refusalOf(await remove(`/customers/${id}`, { as: customer(id) }))).toBe('403 NotAllowed CustomerId')
    expect(refusalOf(await remove(`/customers/${rootId}`, { as: customer(id) }))).toBe('404 NotFound CustomerId')
    expect(refusalOf(await remove(`/customers/${id}`, { as: manager('another') }))).toBe('404 NotFound CustomerId')
    expect((await remove(`/customers/${id}`, { as: customer(rootId) })).status).toBe(204)
  })

  test('goes by its name and as a POST, too', async () => {
    const gone = async (send: (customerId: string) => Promise<{ readonly status: number; readonly text: string }>) => {
      const made = await make(gateway(), '/customers', { accountId, name: 'Gone' })
      const { status, text } = await send(made)
      return [status, text, await isThere(made)]
    }
    const headers = { 'x-http-method-override': 'DELETE' }
    const none = [204, '', false]
    expect(await gone((made) => rest(gateway(), `/customers/${made}`, { method: 'POST', headers }))).toEqual(none)
    expect(await gone((made) => remove(`/api/DeleteCustomer?customerId=${made}`))).toEqual(none)
    expect(await gone((made) => remove(`/jsv/reply/DeleteCustomer?customerId=${made}`))).toEqual(none)
    const value = (customerId: string) => ({ value: { customerId, withDescendants: true } })
    expect(await gone((made) => sendJson(gateway(), 'POST', '/api/DeleteCustomer', value(made)))).toEqual(none)
    const batch = (customerId: string) => ({ value: [{ customerId }, { customerId: id }] })
    expect(await gone((made) => sendJson(gateway(), 'POST', '/api/DeleteCustomer[]', batch(made)))).toEqual(none)
    expect(await isThere(id)).toBe(false)
  })

  test('under an Idempotency-Key is carried out once', async () => {
    const headers = { 'idempotency-key': `delete ${id}`.replace(' ', '-') }
    expect((await remove(`/customers/${id}`, { headers })).status).toBe(204)
    const again = await remove(`/customers/${id}`, { headers })
    expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([204, 'true'])
  })
})
