import { pino } from 'pino'
import { describe, expect, test } from 'vitest'
import { type App, startApp } from '../../src/app.ts'
import { databases, type TestDatabase } from '../support/databases.ts'
import { administrator, type Gateway, onBothDatabases } from '../support/gateway.ts'
import { testSettings } from '../support/settings.ts'

/** An app of its own, whose log can be read. */
async function startLoggedApp(database: TestDatabase) {
  const lines: Record<string, unknown>[] = []
  const log = pino({ level: 'debug' }, { write: (line) => lines.push(JSON.parse(line)) })
  return { lines, app: await startApp(testSettings({ DATABASE_URL: database.url }), { log }) }
}

async function send(app: App, body: unknown, headers: Record<string, string> = {}) {
  const token = await app.keys.sign?.(administrator, 60)
  const response = await fetch(`${app.url}/graphql`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
  return { status: response.status, text: await response.text() }
}

const codeOf = (text: string) => JSON.parse(text).errors?.[0].extensions.code

onBothDatabases('requests from anywhere', (gateway) => {
  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', ''])(
    'a POST that any page may send, %j, is refused',
    async (type) => {
      const body = JSON.stringify({ query: '{ __typename }' })
      const response = await fetch(`${gateway().app.url}/graphql`, {
        method: 'POST',
        headers: { 'content-type': type },
        body: new Blob([body]),
      })
      expect([response.status, codeOf(await response.text())]).toEqual([415, 'BAD_USER_INPUT'])
    },
  )

  test.each([
    [{}, 400],
    [{ 'x-apollo-operation-name': 'A' }, 200],
    [{ 'apollo-require-preflight': 'yes' }, 200],
    [{ authorization: 'Bearer x' }, 200],
  ])('a GET with the headers %j is answered with %i', async (headers: Record<string, string>, status) => {
    const response = await fetch(`${gateway().app.url}/graphql?query={__typename}`, { headers })
    expect(response.status).toBe(status)
  })

  test('a GET changes nothing', async () => {
    const query = encodeURIComponent('mutation { newAccount(input: { name: "x" }) { account { id } } }')
    const response = await fetch(`${gateway().app.url}/graphql?query=${query}`, {
      headers: { authorization: await gateway().authorization(administrator) },
    })
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST'])
    expect(await gateway().data(administrator, '{ accounts { totalCount } }')).toEqual({ accounts: { totalCount: 0 } })
  })

  test('a variable that is null where its place may not be is told as bad input', async () => {
    const query = `mutation ($name: String = "A") { newTag(input: { name: $name, color: Red }) { tag { id } } }`
    const answer = await gateway().graphql(administrator, query, { name: null })
    expect(answer.errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT'])
  })

  test('one of several operations that is not named is refused, also when it is asked for again', async () => {
    const query = 'query One { __typename } query Other { __typename }'
    const answers = [await send(gateway().app, { query }), await send(gateway().app, { query })]
    expect(answers.map(({ status }) => status)).toEqual([400, 400])
    expect(answers[0]?.text).toContain('Must provide operation name')
    expect(answers[1]).toEqual(answers[0])
  })

  test('several in an array are refused', async () => {
    const { status, text } = await send(gateway().app, [{ query: '{ __typename }' }, { query: '{ __typename }' }])
    expect([status, codeOf(text)]).toEqual([400, 'BAD_USER_INPUT'])
  })

  test.each([
    ['a broken body', '{', 400, 'BAD_USER_INPUT'],
    ['a body without a query', {}, 400, 'BAD_USER_INPUT'],
    ['a body that is too large', { query: '#'.repeat(1024 * 1024) }, 413, 'REQUEST_TOO_LARGE'],
    ['a document that cannot be parsed', { query: '{' }, 200, 'GRAPHQL_PARSE_FAILED'],
    ['a document that is not valid', { query: '{ nothing }' }, 200, 'GRAPHQL_VALIDATION_FAILED'],
    [
      'a document without the operation',
      { query: 'query A { __typename }', operationName: 'B' },
      400,
      'BAD_USER_INPUT',
    ],
    ['a variable of another type', { query: 'query ($id: ID!) { node(id: $id) { id } }' }, 200, 'BAD_USER_INPUT'],
    ['an argument out of range', { query: '{ customers(first: 900) { totalCount } }' }, 200, 'BAD_USER_INPUT'],
  ])('%s is told by its code', async (_what, body, status, code) => {
    const answer = await send(gateway().app, body)
    expect([answer.status, codeOf(answer.text)]).toEqual([status, code])
  })

  test.each([
    ['none', ''],
    ['a forged one', 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.'],
    ['another kind', 'Basic YTpi'],
  ])('a token is needed for data: %s is not enough', async (_what, authorization) => {
    const response = await fetch(`${gateway().app.url}/graphql`, {
      method: 'POST',
      headers: { authorization, 'content-type': 'application/json' },
      body: JSON.stringify({ query: '{ ... on Query { ...f } } fragment f on Query { viewer { userId } }' }),
    })
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect(codeOf(await response.text())).toBe('UNAUTHENTICATED')
  })
})

describe.each(databases)('a bug on %s', (_engine, makeDatabase) => {
  test('shows the request id and nothing else; the log has the detail under it', async () => {
    const database = await makeDatabase()
    const { app, lines } = await startLoggedApp(database)
    await database.query('ALTER TABLE "Account" RENAME TO "Elsewhere"')
    for (const [query, headers] of [
      ['{ accounts { nodes { name } } }', { 'x-request-id': 'first' }],
      ['mutation { newAccount(input: { name: "Secret" }) { account { id } } }', { 'x-request-id': 'second' }],
    ] as const) {
      const requestId = headers['x-request-id']
      const { text } = await send(app, { query }, headers)
      const [error] = JSON.parse(text).errors
      expect(error.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', requestId })
      expect(error.message).toBe(`Something went wrong here; the request id is ${requestId}.`)
      expect(text).not.toMatch(/\bAccount\b|Elsewhere|relation|no such table|prisma|\.ts|\.js|node_modules| {4}at /i)
      const line = lines.find((line) => line.requestId === requestId && line.level === 50)
      expect(JSON.stringify(line)).toMatch(/Account/)
      expect(JSON.stringify(line)).not.toMatch(/Secret/)
    }
    await app.close()
    await database.drop()
  })
})

const withoutIntrospection = (gateway: () => Gateway) => {
  test.each([
    '{ __schema { types { name } } }',
    '{ __type(name: "Customer") { name } }',
    '{ ...f } fragment f on Query { __schema { types { name } } }',
    '{ _service { sdl } }',
    'query A { viewer { userId } s: _service { sdl } }',
  ])('%s is refused', async (query) => {
    const { text } = await send(gateway().app, { query })
    expect(codeOf(text)).toEqual('GRAPHQL_VALIDATION_FAILED')
    expect(text).not.toMatch(/sdl":|types":/)
  })

  test.each([
    '{ custommers { totalCount } }',
    '{ customers { totalCounts } }',
    '{ customers(frist: 1) { totalCount } }',
    '{ customers(filter: { nameFilterr: "a" }) { totalCount } }',
    '{ customers(orderBy: { field: Nam }) { totalCount } }',
    'query ($a: CustomerFiltr) { customers(filter: $a) { totalCount } }',
    '{ node(id: "a") { ... on Custmer { id } } }',
  ])('%s is told without a suggestion', async (query) => {
    const { text } = await send(gateway().app, { query })
    expect(codeOf(text)).toEqual('GRAPHQL_VALIDATION_FAILED')
    expect(text).not.toMatch(/did you mean/i)
  })

  test.each([{ filter: { nameFilterr: 'a' } }, { filter: { nameFilter: 7 } }, { orderBy: { field: 'Nam' } }])(
    'the variables %j are told without a suggestion',
    async (variables) => {
      const query =
        'query ($filter: CustomerFilter, $orderBy: CustomerOrder) { customers(filter: $filter, orderBy: $orderBy) { totalCount } }'
      const { text } = await send(gateway().app, { query, variables })
      expect(codeOf(text)).toBe('BAD_USER_INPUT')
      expect(text).not.toMatch(/did you mean/i)
    },
  )

  test('a type can still be asked for by name', async () => {
    const { text } = await send(gateway().app, { query: '{ __typename customers { __typename } }' })
    expect(JSON.parse(text)).toEqual({ data: { __typename: 'Query', customers: { __typename: 'CustomerConnection' } } })
  })
}
onBothDatabases('without introspection', withoutIntrospection, { INTROSPECTION: 'false' })
