import { afterAll, beforeAll, expect, test } from 'vitest'
import { sqliteDatabase, type TestDatabase } from '../../support/databases.ts'
import { administrator, type Gateway, startGateway } from '../../support/gateway.ts'
import { ask, type Request, type Response } from './ask.ts'
import { areEqual } from './same.ts'

let database: TestDatabase
let gateway: Gateway
let authorization: string
beforeAll(async () => {
  database = await sqliteDatabase()
  gateway = await startGateway(database, {}, { compiles: false })
  authorization = await gateway.authorization(administrator)
  await gateway.data(administrator, 'mutation { newAccount(input: { name: "A" }) { account { id } } }')
})
afterAll(async () => {
  await gateway.app.close()
  await database.drop()
})

const request = (query: string): Request => ({ operation: { query }, method: 'POST', accept: '*/*', authorization })

interface Body {
  readonly errors?: readonly object[]
  readonly data?: object | null
}

const withBody = (response: Response, change: (body: Body) => Body): Response => ({
  ...response,
  body: JSON.stringify(change(JSON.parse(response.body))),
})

/** Two errors that make null of the same place: only one is told. */
const racing =
  '{ accounts { nodes { ...F } } } fragment F on Account { c: customers(first: 900) { totalCount } tags(last: -1) { totalCount } }'
const tooMany = {
  message: 'first: 0 to 250, got 900',
  locations: [{ line: 1, column: racing.indexOf('c: ') + 1 }],
  path: ['accounts', 'nodes', 0, 'c'],
  extensions: { field: 'first', code: 'BAD_USER_INPUT' },
}
const tooFew = {
  message: 'last: 0 to 250, got -1',
  locations: [{ line: 1, column: racing.indexOf('tags(') + 1 }],
  path: ['accounts', 'nodes', 0, 'tags'],
  extensions: { field: 'last', code: 'BAD_USER_INPUT' },
}

test.each<readonly [string, boolean, readonly object[]]>([
  ['the one', true, [tooMany]],
  ['the other', true, [tooFew]],
  ['both', false, [tooMany, tooFew]],
  ['none', false, []],
  ['one in other words', false, [{ ...tooFew, message: 'last: negative' }]],
  ['one elsewhere in the text', false, [{ ...tooFew, locations: [{ line: 1, column: 3 }] }]],
  ['one elsewhere in the answer', false, [{ ...tooFew, path: ['accounts', 'nodes', 1, 'tags'] }]],
  ['one with another code', false, [{ ...tooFew, extensions: { code: 'BAD_USER_INPUT' } }]],
  ['one of what is asked for and no error', false, [{ ...tooFew, path: ['accounts', 'nodes'] }]],
])('of two errors that race, an answer may tell %s: %s', async (_which, equal, errors) => {
  const asked = request(racing)
  const answer = await ask(gateway, asked)
  const other = withBody(answer, ({ data }) => ({ errors, data: data ?? null }))
  expect(await areEqual(asked, withoutLineEnd(answer), other, (again) => ask(gateway, again))).toBe(equal)
})

test('an operation that is not carried out has the same errors in the same order', async () => {
  const asked = request('{ unknown node(more: 1) { id } }')
  const answer = withoutLineEnd(await ask(gateway, asked))
  const reversed = withBody(answer, ({ errors = [], ...rest }) => ({ errors: errors.toReversed(), ...rest }))
  expect(await areEqual(asked, answer, answer, null)).toBe(true)
  expect(await areEqual(asked, answer, reversed, null)).toBe(false)
})

test('another status, another type and other data are differences', async () => {
  const asked = request('{ viewer { userId roles } }')
  const answer = withoutLineEnd(await ask(gateway, asked))
  const others = [
    { ...answer, status: 400 },
    { ...answer, contentType: 'text/plain' },
    { ...answer, body: answer.body.replace('ada', 'eve') },
    {
      ...answer,
      body: answer.body.replace(
        '{"userId":"ada","roles":["SystemAdministrator"]}',
        '{"roles":["SystemAdministrator"],"userId":"ada"}',
      ),
    },
    { ...answer, body: `${answer.body} ` },
  ]
  const equal = await Promise.all(others.map((other) => areEqual(asked, answer, other, null)))
  expect(equal).toEqual(others.map(() => false))
})

function withoutLineEnd(response: Response): Response {
  return { ...response, body: response.body.trimEnd() }
}
