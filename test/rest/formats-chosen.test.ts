import { beforeAll, describe, expect, test } from 'vitest'
import { sqliteDatabase } from '../support/databases.ts'
import { type Gateway, startGateway } from '../support/gateway.ts'
import { make, type RestRequest, refusalOf, rest } from '../support/rest.ts'
import { giveUser, password } from '../support/users.ts'

let gateway: Gateway
let id: string

beforeAll(async () => {
  const database = await sqliteDatabase()
  gateway = await startGateway(database)
  const accountId = await make(gateway, '/accounts', { name: 'Nordic' })
  id = await make(gateway, '/customers', { accountId, name: 'Acme' })
  await giveUser(gateway, { userName: 'max' })
  return async () => {
    await gateway.app.close()
    await database.drop()
  }
})

/** The media type of the answer. */
async function typeOf(path: string, request: RestRequest = {}): Promise<string> {
  const { status, headers } = await rest(gateway, path, request)
  expect(status).toBe(200)
  return headers.get('content-type') ?? ''
}

const accepting = (accept: string) => ({ headers: { accept } })
const json = 'application/json; charset=utf-8'
const xml = 'application/xml; charset=utf-8'
const csv = 'text/csv; charset=utf-8'
const jsv = 'text/jsv; charset=utf-8'
const script = 'text/javascript; charset=utf-8'

describe('the format of an answer', () => {
  test.each([
    ['nothing says any', '/customers', '', json],
    ['an empty parameter', '/customers?format=', 'text/xml', xml],
    ['an unknown parameter', '/customers?format=html', 'text/xml', xml],
    ['the parameter, in any case', '/customers?FORMAT=Csv', 'text/xml', csv],
    ['the parameter before the suffix', '/customers.xml?format=jsv', '', jsv],
    ['the parameter before the reply', '/xml/reply/ListCustomers?format=jsv', '', jsv],
    ['the suffix before Accept', '/customers.csv', 'application/xml', csv],
    ['the suffix of an object', '/customers/ID.xml', '', xml],
    ['the suffix of an operation', '/api/GetCustomer.jsv?customerId=ID', '', jsv],
    ['an unknown suffix of an operation of a route', '/customers/ID.txt', '', null],
    ['the reply before Accept', '/JSV/reply/listcustomers', 'application/xml', jsv],
    ['Accept on an operation', '/api/ListCustomers', 'application/xml', xml],
    ['another name of the type', '/customers', 'application/csv', csv],
    ['parameters of the type', '/customers', 'text/xml; charset=utf-8; version=1', xml],
    ['the first of equals', '/customers', 'text/csv, application/xml', csv],
    ['q-values', '/customers', 'text/csv;q=0.2, application/xml ; Q=0.9, text/jsv; q=0.5', xml],
    ['q of three digits', '/customers', 'text/csv;q=0.998,text/jsv;q=0.999', jsv],
    ['a browser', '/customers', 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', xml],
    ['everything', '/customers', '*/*', json],
    ['everything before something', '/customers', '*/*, text/csv;q=0.1', json],
    ['everything but JSON', '/customers', '*/*, application/json;q=0', xml],
    ['nothing that there is', '/customers', 'image/png, text/csv;q=0', json],
    ['nonsense', '/customers', ';;;,,q=,/', json],
    ['JSONP before all', '/customers.xml?callback=cb&format=csv', 'text/jsv', script],
    ['JSONP of no name', '/customers.xml?callback=', '', xml],
  ])('%s', async (_what, path, accept, type) => {
    const request = accept === '' ? {} : accepting(accept)
    const where = path.replace('ID', id)
    if (type === null) expect(refusalOf(await rest(gateway, where, request))).toBe('404 NotFound')
    else expect(await typeOf(where, request)).toBe(type)
  })

  test('everything means the type of the request', async () => {
    const body = '<PatchCustomer><Name>Acme</Name></PatchCustomer>'
    const headers = { 'content-type': 'application/xml', accept: '*/*' }
    expect(await typeOf(`/customers/${id}`, { method: 'PATCH', headers, body })).toBe(xml)
    const anything = { ...headers, accept: 'text/html, */*;q=0.1' }
    expect(await typeOf(`/customers/${id}`, { method: 'PATCH', headers: anything, body })).toBe(xml)
    const other = { ...headers, accept: 'text/jsv' }
    expect(await typeOf(`/customers/${id}`, { method: 'PATCH', headers: other, body })).toBe(jsv)
  })

  test('a type on a request without a body means nothing', async () => {
    const headers = { 'content-type': 'application/xml', accept: '*/*' }
    expect(await typeOf('/customers', { headers })).toBe(json)
    expect(await typeOf('/customers', { headers: { 'content-type': 'image/png' } })).toBe(json)
  })

  test('every answer varies by Accept, and is not sniffed', async () => {
    for (const path of ['/customers', `/customers/${id}`, '/customers/nobody', '/customers.csv', '/api/Nothing']) {
      const { headers } = await rest(gateway, path)
      expect(headers.get('vary')).toBe('Accept')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
    }
  })

  test('CSV comes as a file', async () => {
    const { headers } = await rest(gateway, '/customers.csv')
    expect(headers.get('content-disposition')).toBe('attachment; filename="ListCustomers.csv"')
  })

  test.each([
    ['xml', /^<ErrorResponse .*xmlns="http:\/\/schemas.servicestack.net\/types".*<ErrorCode>NotFound<\/ErrorCode>/],
    ['jsv', /^\{responseStatus:\{errorCode:NotFound,message:/],
    ['csv', /^ResponseStatus\r\n/],
    ['json', /^\{"responseStatus":\{"errorCode":"NotFound","message":"There is no such customer."\}\}$/],
  ])('errors come in %s as well', async (format, pattern) => {
    for (const path of [`/customers/nobody.${format}`, `/customers/nobody?format=${format}`]) {
      const { status, text } = await rest(gateway, path)
      expect(status).toBe(404)
      expect(text).toMatch(pattern)
    }
  })
})

describe('JSONP', () => {
  test.each([
    ['cb', 'cb'],
    ['a.b_1', 'a.b_1'],
    ['alert(1);//', 'alert_1____'],
    ['é\u2028<script>', '___script_'],
  ])('calls %s as %s', async (callback, name) => {
    const path = `/customers/${id}?callback=${encodeURIComponent(callback)}`
    const { status, text, headers } = await rest(gateway, path)
    expect(status).toBe(200)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(text.startsWith(`${name}({"accountId":`)).toBe(true)
    expect(text.endsWith('})')).toBe(true)
  })

  test('wraps lists, streams and errors', async () => {
    const page = await rest(gateway, '/customers?callback=cb')
    expect(page.text).toMatch(/^cb\(\{"items":\[\{.*\}\],"totalCount":1,"totalPages":1,"hasMorePages":false\}\)$/)
    const all = await rest(gateway, '/customers?callback=cb&all=true')
    expect(JSON.parse(all.text.slice(3, -1))).toEqual(JSON.parse(page.text.slice(3, -1)))
    const { status, text } = await rest(gateway, '/customers/nobody?callback=cb')
    expect(status).toBe(404)
    expect(text).toMatch(/^cb\(\{"responseStatus":.*\}\)$/)
  })

  test('is for GET only', async () => {
    const headers = { 'content-type': 'application/json' }
    const body = '{"name":"Acme"}'
    expect(await typeOf(`/customers/${id}?callback=cb`, { method: 'PATCH', headers, body })).toBe(json)
    const call = { method: 'POST', headers, body: '{}' }
    expect(await typeOf('/api/ListCustomers?callback=cb', call)).toBe(json)
    const { status, headers: answered } = await rest(gateway, '/api/NewCustomer?callback=cb&name=X')
    expect([status, answered.get('allow')]).toEqual([405, 'POST'])
  })

  test('is never for the holder of a cookie', async () => {
    const credentials = { userName: 'max', password }
    const signIn = await fetch(`${gateway.app.url}/auth/credentials`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(credentials),
    })
    const cookie = signIn.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
    const headers = { cookie }
    expect((await rest(gateway, '/customers', { as: null, headers })).status).toBe(200)
    expect((await rest(gateway, '/customers?callback=cb', { as: null, headers })).status).toBe(401)
    const status = await rest(gateway, '/auth/status?callback=cb', { as: null, headers })
    expect(status.text).toBe('cb({"isAuthenticated":false})')
    const basic = `Basic ${Buffer.from(`max:${password}`).toString('base64')}`
    expect(
      (await rest(gateway, '/customers?callback=cb', { as: null, headers: { authorization: basic } })).status,
    ).toBe(200)
  })
})
