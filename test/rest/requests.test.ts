import { beforeAll, describe, expect, test } from 'vitest'
import { administrator, type Gateway, onBothDatabases } from '../support/gateway.ts'
import { make, type RestAnswer, type RestRequest, refusalOf, rest, sendJson } from '../support/rest.ts'

onBothDatabases('a REST request', (gateway) => {
  let accountId: string
  let id: string
  let tagIds: string[]
  beforeAll(async () => {
    accountId = await make(gateway(), '/accounts', { name: 'Nordic' })
    id = await make(gateway(), '/customers', { accountId, name: 'Acme' })
    tagIds = [await newTag(gateway(), accountId, 'One'), await newTag(gateway(), accountId, 'Two')]
  })

  const get = (path: string, request?: RestRequest) => rest(gateway(), path, request)
  const send = (method: string, path: string, value: unknown) => sendJson(gateway(), method, path, { value })
  const write = (method: string, path: string, contentType: string | null, body: string) =>
    get(
      path,
      contentType === null
        ? { method, body: new TextEncoder().encode(body) }
        : { method, body, headers: { 'content-type': contentType } },
    )
  const stored = async () => (await get(`/customers/${id}`)).json
  const names = async (query: string, path = '/customers') => {
    const { json, text, status } = await get(`${path}?accountIds=${accountId}&${query}`)
    if (status !== 200) return text
    return (json as unknown as { items: { name: string }[] }).items.map(({ name }) => name)
  }

  describe('with a body', () => {
    test.each([
      ['application/json', '{"name":"Body","DATA":{"a":{"boolvalue":true}},"TagIds":[]}'],
      ['text/json; charset=UTF-8', '\ufeff{"Name":"Body","data":{"a":{"BoolValue":true}}}'],
      [null, '{"Name":"Body","data":{"a":{"BoolValue":true}}}'],
      [
        'application/xml',
        '<PatchCustomer xmlns="http://schemas.datacontract.org/2004/07/Voice.Api.Customers"><Data xmlns:d="http://schemas.microsoft.com/2003/10/Serialization/Arrays"><d:KeyValueOfstringValue8Ahp2kgT><d:Key>a</d:Key><d:Value><BoolValue>true</BoolValue></d:Value></d:KeyValueOfstringValue8Ahp2kgT></Data><Name>Body</Name></PatchCustomer>',
      ],
      ['text/jsv', '{Name:Body,data:{a:{boolValue:True}}}'],
      ['text/csv', 'NAME,Data\r\nBody,{a:{boolValue:True}}\r\n'],
      ['application/x-www-form-urlencoded', 'NAME=Body&data=%7Ba%3A%7BboolValue%3Atrue%7D%7D&unknown=1'],
    ])('in %s', async (contentType, body) => {
      await send('PATCH', `/customers/${id}`, { name: 'Before', data: {} })
      const answer = await write('PATCH', `/customers/${id}?format=json`, contentType, body)
      expect(answer.json).toMatchObject({ name: 'Body', data: { a: { boolValue: true } } })
      expect(answer.status).toBe(200)
    })

    test.each([
      ['text/html', '{"name":"x"}'],
      ['multipart/form-data; boundary=x', '--x--'],
      ['application/octet-stream', 'x'],
      ['nonsense', 'x'],
    ])('in %s is 415, and writes nothing', async (contentType, body) => {
      const before = await stored()
      expect(refusalOf(await write('PATCH', `/customers/${id}`, contentType, body))).toBe('415 UnsupportedMediaType')
      expect(await stored()).toEqual(before)
    })

    test('that is compressed is 415', async () => {
      const headers = { 'content-type': 'application/json', 'content-encoding': 'gzip' }
      const answer = await get(`/customers/${id}`, { method: 'PATCH', headers, body: '{"name":"x"}' })
      expect(refusalOf(answer)).toBe('415 UnsupportedMediaType')
    })

    test('over 1 MiB is 413, and writes nothing', async () => {
      const before = await stored()
      const body = JSON.stringify({ name: 'big', more: 'x'.repeat(1024 * 1024) })
      expect(refusalOf(await write('PATCH', `/customers/${id}`, 'application/json', body))).toBe('413 RequestTooLarge')
      expect(await stored()).toEqual(before)
    })

    test('of another type than an object is 400', async () => {
      for (const body of ['[]', '"x"', '5', 'true']) {
        const answer = await write('PATCH', `/customers/${id}`, 'application/json', body)
        expect([body, refusalOf(answer)]).toEqual([body, expect.stringMatching(/^400 /)])
      }
    })

    test('whose members are of other types tells all of them', async () => {
      const value = { name: 5, tagIds: 'x', overrideAppSettings: 'perhaps', schedule: [], data: 'x' }
      const answer = await send('PATCH', `/customers/${id}`, value)
      expect(refusalOf(answer)).toBe('400 Invalid Name Data TagIds Schedule OverrideAppSettings')
    })

    test('that there is none of changes nothing', async () => {
      const before = await stored()
      const answer = await get(`/customers/${id}`, { method: 'PATCH', headers: { 'content-type': 'image/png' } })
      expect(answer.json).toEqual(before)
    })
  })

  describe('as another method', () => {
    const override = (method: string, path: string, name: string, body?: string) =>
      get(path, {
        method,
        headers: { 'x-http-method-override': name, 'content-type': 'application/json' },
        ...(body !== undefined && { body }),
      })

    test('POST is what X-HTTP-Method-Override says', async () => {
      const patched = await override('POST', `/customers/${id}`, 'patch', '{"name":"Overridden"}')
      expect(patched.json).toMatchObject({ name: 'Overridden' })
      expect((await override('POST', '/customers', 'GET')).json).toHaveProperty('items')
      expect((await override('POST', `/customers/${id}`, 'GET')).json).toMatchObject({ id })
    })

    test('no other method is', async () => {
      expect((await override('GET', `/customers/${id}`, 'PATCH')).json).toMatchObject({ name: 'Overridden' })
      expect((await override('PUT', `/customers/${id}`, 'PATCH', '{"name":"x"}')).status).toBe(405)
    })
  })

  describe('of a method that there is not', () => {
    test.each([
      ['PUT', '/customers', 'GET, HEAD, POST'],
      ['PATCH', '/customers', 'GET, HEAD, POST'],
      ['OPTIONS', '/customers', 'GET, HEAD, POST'],
      ['POST', '/customers/ID', 'GET, HEAD, PATCH'],
      ['PUT', '/customers/ID', 'GET, HEAD, PATCH'],
      ['GET', '/customers/ID/staging', 'POST'],
      ['HEAD', '/customers/ID/staging', 'POST'],
      ['GET', '/auth/credentials', 'POST'],
      ['GET', '/api/PatchCustomer', 'PATCH, POST'],
      ['DELETE', '/json/reply/ListCustomers', 'GET, HEAD, POST'],
      ['GET', '/api/GetCustomer[]', 'POST'],
    ])('%s %s is 405', async (method, path, allow) => {
      const before = await stored()
      const { status, headers, json } = await get(path.replace('ID', id), { method })
      expect([status, headers.get('allow')]).toEqual([405, expect.stringContaining(allow)])
      if (method !== 'HEAD') expect(json).toMatchObject({ responseStatus: { errorCode: 'MethodNotAllowed' } })
      expect(await stored()).toEqual(before)
    })
  })

  test('HEAD answers what GET does, without the body', async () => {
    for (const path of ['/customers', `/customers/${id}`, '/customers?all=true', '/customers/nobody']) {
      const [one, other] = [await get(path), await get(path, { method: 'HEAD' })]
      expect(other.status).toBe(one.status)
      expect(other.headers.get('etag')).toBe(one.headers.get('etag'))
      expect(other.headers.get('content-type')).toBe(one.headers.get('content-type'))
      expect(other.text).toBe('')
    }
  })

  test('for an operation that there is not is 404', async () => {
    for (const path of ['/api/Nothing', '/json/reply/Nothing', '/api/Nothing[]'])
      expect(refusalOf(await get(path))).toBe('404 NotFound')
    expect((await get('/customers/a/b')).status).toBe(404)
    expect((await get('/customers/%00')).status).toBe(404)
    expect((await get('/customers/%ff')).status).toBe(404)
  })

  test('for an object that it does not name is 400', async () => {
    for (const [method, operation, field] of [
      ['GET', 'GetCustomer', 'CustomerId'],
      ['PATCH', 'PatchCustomer', 'CustomerId'],
      ['POST', 'SetCustomerStagingMode', 'CustomerId'],
      ['DELETE', 'DeleteCustomer', 'CustomerId'],
      ['GET', 'GetInheritedSchedule', 'CustomerId'],
      ['GET', 'GetAccount', 'AccountId'],
      ['PATCH', 'PatchAccount', 'AccountId'],
    ] as const)
      expect(refusalOf(await get(`/api/${operation}`, { method }))).toBe(`400 NotEmpty ${field}`)
  })

  test('finds its path in any case, and decodes it', async () => {
    expect((await get(`/Customers/${id}`)).json).toMatchObject({ id })
    expect((await get(`/CUSTOMERS/${encodeURIComponent('../accounts')}`)).status).toBe(404)
  })

  describe('with a query', () => {
    const lists = async (spelled: string) => names(`sortField=name&${spelled}`)
    let a: string
    let b: string
    beforeAll(async () => {
      a = await make(gateway(), '/customers', { accountId, name: 'A, first' })
      b = await make(gateway(), '/customers', { accountId, name: 'B' })
    })

    test('lists are spelled in many ways', async () => {
      const both = ['A, first', 'B']
      expect(await lists(`specificIds=${a},${b}`)).toEqual(both)
      expect(await lists(`specificIds=${a}%2C${b}`)).toEqual(both)
      expect(await lists(`specificIds=[${a},${b}]`)).toEqual(both)
      expect(await lists(`SpecificIds=${a}&SPECIFICIDS=${b}`)).toEqual(both)
      expect(await lists(`specificIds="${a}",%22${b}%22`)).toEqual(both)
      expect(await lists(`specificIds=%22${a},${b}%22`)).toEqual([])
      expect(await lists(`specificIds=${a}`)).toEqual(['A, first'])
    })

    test('a text may hold a comma', async () => {
      expect(await names(`nameFilter=${encodeURIComponent('a, FIRST')}`)).toEqual(['A, first'])
    })

    test('an empty list is no filter, nor is a bare key or an empty value', async () => {
      for (const query of [
        'specificIds=',
        'specificIds',
        'specificIds=[]',
        'tagIds&nameFilter',
        'parentCustomerIds=[]',
      ])
        expect([query, await names(query)]).toEqual([query, expect.arrayContaining(['A, first', 'B'])])
    })

    test('unknown names are ignored', async () => {
      expect(await names(`specificIds=${b}&nothing=1&page&version=7`)).toEqual(['B'])
    })

    test('the path wins over the query and the body', async () => {
      const value = { customerId: a, name: 'B, changed' }
      const { json } = await send('PATCH', `/customers/${b}?customerId=${a}&CUSTOMERID=${a}`, value)
      expect(json).toMatchObject({ id: b, name: 'B, changed' })
      expect((await get(`/customers/${a}`)).json).toMatchObject({ name: 'A, first' })
      await send('PATCH', `/customers/${b}`, { name: 'B' })
    })

    test('the body wins over the query, and both are read', async () => {
      const { json } = await send('PATCH', `/customers/${b}?name=Query&referenceId=query`, { name: 'Body' })
      expect(json).toMatchObject({ name: 'Body', referenceId: 'query' })
      await send('PATCH', `/customers/${b}?reset=referenceId`, { name: 'B' })
    })

    test('values of other types are refused with their names', async () => {
      for (const [query, refusal] of [
        ['page=x', '400 Invalid Page'],
        ['page=1.5', '400 Invalid Page'],
        ['page=99999999999', '400 Invalid Page'],
        ['all=perhaps', '400 Invalid All'],
        ['sortOrder=Up', '400 Invalid SortOrder'],
        ['page=x&all=perhaps', '400 Invalid Page All'],
      ])
        expect([query, refusalOf(await get(`/customers?${query}`))]).toEqual([query, refusal])
    })
  })

  describe('to patch', () => {
    const patch = async (value: object, query = ''): Promise<RestAnswer> =>
      send('PATCH', `/customers/${id}${query}`, value)

    test('leaves alone what is null or absent', async () => {
      const all = {
        name: 'Whole',
        referenceId: 'ref',
        data: { a: { stringValue: 'x' } },
        tagIds,
        schedule: { timeZoneId: 'Europe/Oslo', defaultState: 'Open' },
        overrideBillingSettings: true,
        billingSettings: { base: { baseCost: 5 } },
        overrideAppSettings: true,
        appSettings: { pageTitle: 'Title' },
      }
      const whole = await patch(all)
      expect(whole.json).toMatchObject({ referenceId: 'ref', overrideBillingSettings: true, tags: [{}, {}] })
      const nulls = Object.fromEntries(Object.keys(all).map((name) => [name, null]))
      for (const nothing of [{}, nulls]) {
        const answer = await patch(nothing)
        expect(answer.json).toEqual(whole.json)
        expect(answer.headers.get('etag')).toBe(whole.headers.get('etag'))
      }
    })

    test('an empty list and false act', async () => {
      const { json } = await patch({ tagIds: [], overrideBillingSettings: false, overrideAppSettings: false })
      expect(json).toMatchObject({ tags: [], overrideBillingSettings: false, overrideAppSettings: false })
      expect(json).toMatchObject({ referenceId: 'ref', billingSettings: { base: { baseCost: 5 } } })
    })

    test('nested objects are replaced whole', async () => {
      const { json } = await patch({
        schedule: { forceClosed: true },
        billingSettings: { aiInsights: { unitCost: 0.5 } },
        appSettings: { enableDialer: true },
        data: {},
      })
      expect(json?.schedule).not.toHaveProperty('timeZoneId')
      expect(json?.schedule).toMatchObject({ forceClosed: true })
      expect(Object.keys(json?.billingSettings ?? {})).toEqual(['aiInsights'])
      expect(json?.appSettings).toMatchObject({ enableDialer: true })
      expect(json?.appSettings).not.toHaveProperty('pageTitle')
      expect(json?.data).toEqual({})
    })

    test('`reset` clears, in any spelling', async () => {
      const parentCustomerId = await make(gateway(), '/customers', { accountId, name: 'Above' })
      const given = { referenceId: 'ref', parentCustomerId }
      const resets = ['?reset=referenceId,parentCustomerId', '?RESET=[ReferenceId,PARENTCUSTOMERID]']
      for (const query of [
        ...resets,
        '?reset=referenceId&reset=parentCustomerId',
        '?reset=referenceId%2CparentCustomerId',
      ]) {
        expect((await patch(given)).json).toMatchObject(given)
        const { json } = await patch({}, query)
        expect(json).not.toHaveProperty('referenceId')
        expect(json).not.toHaveProperty('parentCustomerId')
      }
      const reset = await patch({ referenceId: 'both' }, '?reset=referenceId,billingSettings,appSettings,schedule,data')
      for (const name of ['referenceId', 'billingSettings', 'appSettings']) expect(reset.json).not.toHaveProperty(name)
    })

    test('keeps unknown billing items, and GraphQL does not lose them', async () => {
      const billingSettings = { base: { baseCost: 1 }, faxPages: { unitCost: 0.125 }, AIAgents: { allowance: 3 } }
      const whole = (await patch({ billingSettings })).json?.billingSettings
      expect(whole).toMatchObject({ faxPages: { unitCost: 0.125 }, aiAgents: { allowance: 3 } })
      await gateway().data(
        administrator,
        'mutation ($input: PatchCustomerInput!) { patchCustomer(input: $input) { userErrors { code } } }',
        { input: { customerId: id, billingSettings: { base: { baseCost: 2 } } } },
      )
      expect((await stored())?.billingSettings).toMatchObject({ ...whole, base: { baseCost: 2 } })
      const replaced = await patch({ billingSettings: { base: { baseCost: 3 } } })
      expect(Object.keys(replaced.json?.billingSettings ?? {})).toEqual(['base'])
    })

    test('keeps unknown billing items of accounts', async () => {
      const billingSettings = { base: { baseCost: 1 }, faxPages: { unitCost: 0.125 } }
      const path = `/accounts/${accountId}`
      expect((await send('PATCH', path, { billingSettings })).json).toMatchObject({ billingSettings })
      await gateway().data(
        administrator,
        'mutation ($input: PatchAccountInput!) { patchAccount(input: $input) { userErrors { code } } }',
        { input: { accountId, billingSettings: { base: { baseCost: 2 } } } },
      )
      expect((await get(path)).json).toMatchObject({ billingSettings: { faxPages: { unitCost: 0.125 } } })
      const replaced = await send('PATCH', path, { billingSettings: { base: { baseCost: 3 } } })
      expect(Object.keys(replaced.json?.billingSettings ?? {})).toEqual(['base'])
    })

    test('keeps Values with several members or none', async () => {
      const data = {
        both: { boolValue: true, stringValue: 'x' },
        none: {},
        list: { listValue: [{ a: { numberValue: 1 } }] },
      }
      expect((await patch({ data })).json?.data).toEqual(data)
      expect((await stored())?.data).toEqual(data)
      const { customer } = await gateway().data<{ customer: { data: unknown } }>(
        administrator,
        'query ($id: ID!) { customer(id: $id) { data } }',
        { id },
      )
      expect(customer.data).toEqual({ both: 'x', none: null, list: [{ a: 1 }] })
    })
  })

  describe('on a condition', () => {
    const conditional = (name: string, tag: string, value: object, path = '') =>
      sendJson(gateway(), path === '' ? 'PATCH' : 'POST', `/customers/${id}${path}`, {
        value,
        headers: { [name]: tag },
      })
    const etag = async () => (await get(`/customers/${id}`)).headers.get('etag') ?? ''

    test('If-Match of the version is carried out, of another is 412 with nothing written', async () => {
      const current = await etag()
      expect(current).toMatch(/^"\d+"$/)
      const answer = await conditional('if-match', current, { name: 'Matched' })
      const next = `"${Number(current.slice(1, -1)) + 1}"`
      expect([answer.status, answer.headers.get('etag')]).toEqual([200, next])
      const before = await stored()
      for (const tag of [
        current,
        `W/${next}`,
        'nonsense',
        '""',
        '"x"',
        '"-1"',
        '"1e3"',
        next.slice(1),
        '"99999999999"',
      ]) {
        expect([tag, refusalOf(await conditional('if-match', tag, { name: 'No' }))]).toEqual([
          tag,
          '412 PreconditionFailed',
        ])
        const staged = await conditional('if-match', tag, { isStaging: true }, '/staging')
        expect([tag, refusalOf(staged)]).toEqual([tag, '412 PreconditionFailed'])
      }
      expect(await stored()).toEqual(before)
      expect((await conditional('if-match', '*', { name: 'Star' })).status).toBe(200)
      expect((await conditional('if-match', await etag(), { isStaging: false }, '/staging')).status).toBe(200)
    })

    test('If-Match on what is not there is 404', async () => {
      const headers = { 'if-match': '"1"' }
      expect((await sendJson(gateway(), 'PATCH', '/customers/nobody', { value: {}, headers })).status).toBe(404)
      const path = `/accounts/${accountId}`
      expect(
        (await sendJson(gateway(), 'PATCH', path, { value: { name: 'x' }, headers: { 'if-match': '"999"' } })).status,
      ).toBe(412)
    })

    test('If-None-Match of the version is 304', async () => {
      const current = await etag()
      for (const tag of [current, `W/${current}`, `"x", ${current}`, '*']) {
        const answer = await get(`/customers/${id}`, { headers: { 'if-none-match': tag } })
        expect([answer.status, answer.text, answer.headers.get('etag')]).toEqual([304, '', current])
      }
      for (const tag of ['"x"', '', current.slice(1)])
        expect((await get(`/customers/${id}`, { headers: { 'if-none-match': tag } })).status).toBe(200)
      expect((await get('/customers', { headers: { 'if-none-match': '*' } })).status).toBe(200)
    })
  })

  test('that makes something shows what is wrong with it', async () => {
    expect(refusalOf(await send('POST', '/customers', { accountId }))).toBe('400 NotEmpty Name')
    expect(refusalOf(await send('POST', '/customers', { accountId: 'none', name: 'x' }))).toBe('400 NotFound AccountId')
    expect(refusalOf(await send('POST', '/customers', { parentCustomerId: 'none', name: '' }))).toBe(
      '400 NotEmpty Name ParentCustomerId',
    )
    expect(refusalOf(await send('POST', '/accounts', {}))).toBe('400 NotEmpty Name')
    expect(refusalOf(await send('PATCH', `/customers/${id}`, { tagIds: ['x'] }))).toBe('400 NotFound TagIds[0]')
    const deep = { schedule: { rules: [{}, { byMonth: [0] }] } }
    expect(refusalOf(await send('PATCH', `/customers/${id}`, deep))).toMatch(
      /^400 Invalid Schedule\.Rules\[1\]\.ByMonth/,
    )
  })

  test('for the staging mode sets it, or takes it back where it says none', async () => {
    expect((await send('POST', `/customers/${id}/staging`, { isStaging: true })).json).toMatchObject({
      isStaging: true,
    })
    expect((await send('POST', `/customers/${id}/staging`, {})).json).toMatchObject({ isStaging: false })
  })
})

async function newTag(gateway: Gateway, accountId: string, name: string): Promise<string> {
  const { newTag } = await gateway.data<{ newTag: { tag: { id: string } } }>(
    administrator,
    'mutation ($input: NewTagInput!) { newTag(input: $input) { tag { id } } }',
    { input: { accountId, name, color: 'Gold' } },
  )
  return newTag.tag.id
}
