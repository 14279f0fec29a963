import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { schemaName } from '../../src/rest/named-types.ts'
import { dtosOf, operations } from '../../src/rest/operations.ts'
import { formats } from '../../src/rest/read-request.ts'
import { sampleObject } from '../../src/rest/sample.ts'
import { sqliteDatabase } from '../support/databases.ts'
import { administrator, type Gateway, manager, startGateway } from '../support/gateway.ts'
import { type Document, follow, validator } from '../support/openapi.ts'
import { make, type RestAnswer, type RestRequest, rest, sendJson } from '../support/rest.ts'
import { giveUser, password } from '../support/users.ts'

let gateway: Gateway
let document: Document
let accountId: string
let customerId: string
let stop: () => Promise<void>

beforeAll(async () => {
  const database = await sqliteDatabase()
  gateway = await startGateway(database)
  stop = async () => {
    await gateway.app.close()
    await database.drop()
  }
  await giveUser(gateway, { userName: 'ada', emailAddress: 'ada@example.com' })
  document = await (await fetch(`${gateway.app.url}/openapi.json`)).json()
  accountId = await make(gateway, '/accounts', { name: 'North' })
  const parentCustomerId = await make(gateway, '/customers', { name: 'Holding', accountId })
  customerId = await make(gateway, '/customers', { name: 'Acme', parentCustomerId })
})

afterAll(() => stop())

const described = () =>
  Object.entries(document.paths).flatMap(([path, { parameters: _, ...methods }]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
  )

test('is a valid document of OpenAPI 3.1', async () => {
  const found = new Validator()
  expect(await found.validate(structuredClone({ ...document }))).toEqual({ valid: true })
  expect(found.version).toBe('3.1')
  const ids = described().map(({ operation }) => operation.operationId)
  expect(new Set(ids).size).toBe(ids.length)
})

test('all that it refers to is there', () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, $ref = '']) => $ref)
  for (const $ref of new Set(references)) expect(follow<object>(document, { $ref }), $ref).toBeDefined()
})

test.each(operations)('has $name under its route and its name, with all that its request holds', (operation) => {
  const { name, method, template, request } = operation
  expect(document.paths[template]?.[method.toLowerCase()]?.operationId).toBe(name)
  for (const path of [`/{format}/reply/${name}`, `/api/${name}`, `/{format}/reply/${name}[]`, `/api/${name}[]`]) {
    expect(document.paths[path]?.post, path).toBeDefined()
  }
  const { properties } = document.components.schemas[request.name] ?? {}
  expect(Object.keys(properties ?? {})).toEqual(request.members.map(({ key }) => key))
})

test('names each variable of a path, and no parameter twice', () => {
  for (const { path, operation } of described()) {
    const shared = (document.paths[path]?.parameters ?? []) as unknown as typeof operation.parameters
    const parameters = [...(shared ?? []), ...(operation.parameters ?? [])].map((each) => follow(document, each))
    const inPath = parameters.filter((each) => each.in === 'path').map(({ name }) => name)
    expect(inPath.sort(), path).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort())
    const all = parameters.map((each) => `${each.in} ${each.name}`)
    expect(new Set(all).size, path).toBe(all.length)
  }
})

/** Whether an answer is one that the document has for the operation. */
function expectDescribed(path: string, method: string, answer: RestAnswer) {
  const operation = document.paths[path]?.[method.toLowerCase()]
  const stated = operation?.responses[answer.status]
  expect(stated, `${method} ${path} ${answer.status} ${answer.text}`).toBeDefined()
  if (!stated) return
  const { headers = {}, content } = follow(document, stated)
  for (const name of Object.keys(headers).filter((each) => each !== 'Idempotency-Replayed')) {
    expect(answer.headers.get(name), `${method} ${path} ${name}`).not.toBeNull()
  }
  const schema = content?.['application/json']?.schema
  if (!schema) return expect(answer.text).toBe('')
  const validate = validator(document, schema)
  expect(validate(answer.json), JSON.stringify(validate.errors)).toBe(true)
}

describe('what the service answers is as the document says', () => {
  const ofCustomer = () => `/customers/${customerId}`
  const sampleWithIds = (name: string, ids: object) => {
    const { request } = operations.find((operation) => operation.name === name) ?? {}
    return { ...(request && sampleObject(request)), ...ids }
  }
  const patch = () => {
    const parent = { parentCustomerId: null, tagIds: [], overrideBillingSettings: true, overrideAppSettings: true }
    return sendJson(gateway, 'PATCH', ofCustomer(), {
      value: sampleWithIds('PatchCustomer', { customerId, ...parent }),
    })
  }
  const calls: Readonly<Record<string, () => Promise<RestAnswer>>> = {
    PatchCustomer: patch,
    ListCustomers: () => rest(gateway, '/customers?countPerPage=1'),
    GetCustomer: () => rest(gateway, ofCustomer()),
    NewCustomer: () =>
      sendJson(gateway, 'POST', '/customers', {
        value: sampleWithIds('NewCustomer', { accountId, parentCustomerId: customerId }),
      }),
    DeleteCustomer: async () => {
      const id = await make(gateway, '/customers', { name: 'Gone', accountId })
      return rest(gateway, `/customers/${id}?withDescendants=true`, { method: 'DELETE' })
    },
    SetCustomerStagingMode: () => sendJson(gateway, 'POST', `${ofCustomer()}/staging`, { value: { isStaging: true } }),
    GetInheritedSchedule: () => rest(gateway, `${ofCustomer()}/inherited-schedule`),
    TestSchedule: () => sendJson(gateway, 'POST', `${ofCustomer()}/test-schedule`, { value: {} }),
    ListAccounts: () => rest(gateway, '/accounts?all=true'),
    GetAccount: () => rest(gateway, `/accounts/${accountId}`),
    NewAccount: () =>
      sendJson(gateway, 'POST', '/accounts', { value: sampleWithIds('NewAccount', { parentAccountId: accountId }) }),
    PatchAccount: () =>
      sendJson(gateway, 'PATCH', `/accounts/${accountId}`, { value: sampleWithIds('PatchAccount', { accountId }) }),
    Authenticate: () =>
      sendJson(gateway, 'POST', '/auth/credentials', { as: null, value: { userName: 'ada', password } }),
    Logout: () => sendJson(gateway, 'POST', '/auth/logout', { as: null, value: {} }),
    GetAuthStatus: () =>
      rest(gateway, '/auth/status', { as: { ...manager(accountId), roles: ['Manager', 'SystemAdministrator'] } }),
  }

  test.each(operations)('$name', async ({ name, method, template, response }) => {
    const answer = await calls[name]?.()
    expect(answer?.status, answer?.text).toBe(response === null ? 204 : 200)
    if (answer) expectDescribed(template, method, answer)
  })

  type Refused = [status: number, method: string, template: string, request: RestRequest & { value?: unknown }]
  const stale = { 'if-match': '"99"' }
  test.each<Refused>([
    [304, 'GET', '/customers/{customerId}', { headers: { 'if-none-match': '*' } }],
    [400, 'GET', '/customers', { headers: { 'x-query': 'countPerPage=0' } }],
    [400, 'POST', '/customers', { value: { name: '' } }],
    [401, 'GET', '/accounts', { as: null }],
    [401, 'POST', '/auth/credentials', { as: null, value: { userName: 'ada', password: 'no' } }],
    [403, 'POST', '/accounts', { as: manager('none'), value: { name: 'Root' } }],
    [404, 'GET', '/accounts/{accountId}', { as: manager('none') }],
    [405, 'POST', '/customers/{customerId}', { value: {} }],
    [404, 'DELETE', '/customers/{customerId}', { as: manager('none') }],
    [412, 'PATCH', '/customers/{customerId}', { value: { name: 'Late' }, headers: stale }],
    [412, 'DELETE', '/customers/{customerId}', { headers: stale }],
    [412, 'POST', '/customers/{customerId}/staging', { value: { isStaging: false }, headers: stale }],
    [413, 'POST', '/customers', { value: { name: 'x'.repeat(1_100_000) } }],
    [415, 'POST', '/customers', { value: { name: 'x' }, headers: { 'content-type': 'image/png' } }],
  ])('%i to %s %s', async (status, method, template, { value, ...request }) => {
    const query = request.headers?.['x-query']
    const path = template.replace('{customerId}', customerId).replace('{accountId}', accountId)
    const body = value === undefined ? {} : { body: JSON.stringify(value) }
    const headers = { ...(value !== undefined && { 'content-type': 'application/json' }), ...request.headers }
    const answer = await rest(gateway, query ? `${path}?${query}` : path, { ...request, method, headers, ...body })
    expect(answer.status, answer.text).toBe(status)
    expectDescribed(template, method, answer)
  })

  test('422 to a key that was used for another request', async () => {
    const headers = { 'idempotency-key': 'openapi' }
    await sendJson(gateway, 'POST', '/accounts', { headers, value: { name: 'Once' } })
    const again = await sendJson(gateway, 'POST', '/accounts', { headers, value: { name: 'Once' } })
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expectDescribed('/accounts', 'POST', again)
    const other = await sendJson(gateway, 'POST', '/accounts', { headers, value: { name: 'Other' } })
    expect(other.status).toBe(422)
    expectDescribed('/accounts', 'POST', other)
  })

  test('a list of requests', async () => {
    const value = [{ customerId }, { customerId }]
    const answer = await sendJson(gateway, 'POST', '/json/reply/GetCustomer[]', { value })
    expect(answer.status, answer.text).toBe(200)
    expectDescribed('/{format}/reply/GetCustomer[]', 'POST', answer)
  })
})

test.each(operations)('the samples of $name are as the document says, in each format', (operation) => {
  for (const dto of dtosOf(operation)) {
    const sample = sampleObject(dto)
    const validate = validator(document, { $ref: `#/components/schemas/${schemaName(dto)}` })
    expect(validate(sample), JSON.stringify(validate.errors)).toBe(true)
    if (dto.members.length === 0) continue
    for (const [name, format] of Object.entries(formats)) {
      const read = format.read(dto, format.write(dto, sample))
      expect(read, name).toEqual(name === 'csv' && 'items' in sample ? { items: sample.items } : sample)
    }
  }
})

describe('is there', () => {
  const of = (gateway: Gateway, method: string) => fetch(`${gateway.app.url}/openapi.json`, { method })

  test('for GET and HEAD, without a token', async () => {
    const head = await of(gateway, 'HEAD')
    expect([head.status, await head.text()]).toEqual([200, ''])
    expect((await of(gateway, 'GET')).headers.get('content-type')).toBe('application/json; charset=utf-8')
    expect((await of(gateway, 'POST')).status).toBe(405)
  })

  test('unless introspection is off', async () => {
    const database = await sqliteDatabase()
    const closed = await startGateway(database, { INTROSPECTION: 'false' })
    expect((await of(closed, 'GET')).status).toBe(404)
    expect((await rest(closed, '/metadata', { as: administrator })).status).toBe(404)
    await closed.app.close()
    await database.drop()
  })
})
