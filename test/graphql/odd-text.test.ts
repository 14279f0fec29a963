import { beforeAll, describe, expect, test } from 'vitest'
import { type Forest, plantForest, writeAll } from '../support/forest.ts'
import { administrator, customer, manager, onBothDatabases } from '../support/gateway.ts'

/** Texts that a driver, a database or a log may stumble over; none is the id of anything. */
const oddTexts: readonly (readonly [string, string])[] = [
  ['NUL', '\0'],
  ['an id with a NUL behind it', 'id\0'],
  ['a NUL within', 'a\0b'],
  ['a high surrogate alone', '\uD83D'],
  ['a low surrogate alone', '\uDE00x'],
  ['a long text', 'x'.repeat(100_000)],
  ['nothing', ''],
  ['white space', ' \t\r\n '],
  ['control characters', '\u0001\u001B\u007F\u0085'],
  ['noncharacters', '\uFFFE\uFFFF\u{10FFFF}'],
  ['marks of direction', '\u202Eabc\u2066\uFEFF\u200D'],
  ['combining marks', `a${'\u0301'.repeat(500)}`],
  ['emoji', '👩‍👩‍👧‍👦'.repeat(100)],
  ['quotes', `'"\`\\';--`],
  ['patterns', '%_*?[]^$\\%'],
  ['words of FTS5', '" OR name:* NEAR(a b) "'],
  ['a template', '$1 {{1}} %s'],
  ['a number', '00000000000000000001e309'],
  ['JSON', '{"a":["\\u0000"]}'],
]

const everyArgument = `query ($t: ID!, $s: String!) {
  node(id: $t) { id }
  nodes(ids: [$t, $t]) { id }
  customer(id: $t) { id }
  account(id: $t) { id }
  tag(id: $t) { id }
  customers(filter: { accountIds: [$t] }) { totalCount nodes { id } }
  named: customers(filter: { nameFilter: $s }) { totalCount nodes { id } }
  below: customers(filter: { parentCustomerIds: [$t] }) { totalCount nodes { id } }
  rightBelow: customers(filter: { parentCustomerIds: [$t], shallowParent: true }) { totalCount nodes { id } }
  tagged: customers(filter: { tagIds: [$t] }) { totalCount nodes { id } }
  these: customers(filter: { specificIds: [$t] }) { totalCount nodes { id } }
  referenced: customers(filter: { referenceIds: [$s] }) { totalCount nodes { id } }
  accounts(filter: { parentAccountIds: [$t], specificIds: [$t] }) { totalCount nodes { id } }
  namedAccounts: accounts(filter: { nameFilter: $s }) { totalCount nodes { id } }
  tags(filter: { accountIds: [$t], specificIds: [$t] }) { totalCount nodes { id } }
  namedTags: tags(filter: { nameFilter: $s }) { totalCount nodes { id } }
  _entities(representations: [{ __typename: "Customer", id: $t }]) { __typename }
}`

const cursors = ['customers', 'accounts', 'tags'].map((list) => `{ ${list}(after: $s) { nodes { id } } }`)

const mutations: readonly (readonly [string, string])[] = [
  ['newCustomer', 'accountId: $t, parentCustomerId: $t, name: $s, referenceId: $s, data: { text: $s }'],
  ['patchCustomer', 'customerId: $t, name: $s'],
  [
    'patchCustomer',
    'customerId: $id, name: $s, referenceId: $s, parentCustomerId: $t, tagIds: [$t], data: { text: $s }',
  ],
  ['setCustomerStagingMode', 'customerId: $t, isStaging: true'],
  ['setCustomerIntegration', 'customerId: $t, key: "a"'],
  ['setCustomerIntegration', 'customerId: $id, key: $s, thirdPartyId: $s'],
  ['newAccount', 'name: $s, parentAccountId: $t, logoUri: $s'],
  ['patchAccount', 'accountId: $t, name: $s'],
  ['newTag', 'accountId: $t, name: $s, color: Red'],
  ['newTag', 'accountId: $accountId, name: $s, color: Red'],
  ['patchTag', 'tagId: $t, name: $s'],
  ['deleteCustomer', 'customerId: $t'],
  ['restoreCustomer', 'customerId: $t'],
  ['deleteTag', 'tagId: $t'],
]

onBothDatabases('odd texts', (gateway) => {
  let forest: Forest
  beforeAll(async () => {
    forest = await plantForest(gateway(), 1)
    await writeAll(gateway(), 'newCustomer', [{ accountId: forest.accountId, name: '\uFFFD', referenceId: '\uFFFD' }])
  })

  describe.each(oddTexts)('%s', (_what, text) => {
    test('finds nothing where it is an id, and no error', async () => {
      const answer = await gateway().graphql(administrator, everyArgument, { t: text, s: text })
      expect(answer.errors).toBeUndefined()
      expect(answer.data).toMatchObject({
        node: null,
        nodes: [null, null],
        customer: null,
        account: null,
        tag: null,
        customers: { totalCount: 0, nodes: [] },
        below: { totalCount: 0, nodes: [] },
        rightBelow: { totalCount: 0, nodes: [] },
        tagged: { totalCount: 0, nodes: [] },
        these: { totalCount: 0, nodes: [] },
        referenced: { totalCount: 0, nodes: [] },
        accounts: { totalCount: 0, nodes: [] },
        tags: { totalCount: 0, nodes: [] },
        _entities: [null],
      })
    })

    test('is no cursor', async () => {
      for (const query of cursors) {
        const answer = await gateway().graphql(administrator, `query ($s: String) ${query}`, { s: text })
        expect(answer.errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field: 'after' })
      }
    })

    test('is a user error of a mutation, or taken', async () => {
      for (const [mutation, input] of mutations) {
        const variables = { t: text, s: text, id: forest.branchIds[0], accountId: forest.accountId }
        const declared = [
          ['$t: ID!', '$t'],
          ['$s: String!', '$s'],
          ['$id: ID!', '$id'],
          ['$accountId: ID!', '$accountId'],
        ].filter(([, name]) => new RegExp(`\\${name}\\b`).test(input))
        const query = `mutation (${declared.map(([type]) => type)}) { ${mutation}(input: { ${input} }) { userErrors { code } } }`
        expect((await gateway().graphql(administrator, query, variables)).errors).toBeUndefined()
      }
    })
  })

  test.each([
    ['customer', customer],
    ['manager', manager],
  ] as const)('in the token of a %s show nothing', async (_role, viewer) => {
    const query = '{ customers { totalCount } accounts { totalCount } tags { totalCount } }'
    const nothing = { totalCount: 0 }
    const texts = oddTexts.map(([, text]) => text).filter(({ length }) => length < 1000)
    expect(await gateway().graphql(viewer(...texts), query)).toEqual({
      data: { customers: nothing, accounts: nothing, tags: nothing },
    })
  })

  test('an id is not cut where a NUL is', async () => {
    const query = 'query ($id: ID!) { node(id: $id) { id } customers(filter: { specificIds: [$id] }) { totalCount } }'
    const answer = await gateway().graphql(administrator, query, { id: `${forest.rootId}\0tail` })
    expect(answer).toEqual({ data: { node: null, customers: { totalCount: 0 } } })
  })

  test.each(['\0', 'a\uD800', 'line\nbreak', ''])('%j is no user', async (userId) => {
    const answer = await gateway().graphql({ ...administrator, userId }, '{ viewer { userId } }')
    expect(answer.errors?.[0]?.extensions.code).toBe('UNAUTHENTICATED')
  })

  test.each([
    [[null]],
    [[7]],
    [[[]]],
    [['Customer']],
    [[{}]],
    [[{ __typename: null }]],
    [[{ __typename: 'Nothing', id: 'a' }]],
    [[{ __typename: 'PageInfo', id: 'a' }]],
    [[{ __typename: 'Customer' }]],
    [[{ __typename: 'Customer', id: { id: 'a' } }]],
    [[{ __typename: '__proto__', id: 'a' }]],
  ])('the entities %j are none, and no bug', async (representations) => {
    const query = 'query ($of: [_Any!]!) { _entities(representations: $of) { __typename } }'
    const { errors } = await gateway().graphql(administrator, query, { of: representations })
    expect([undefined, 'BAD_USER_INPUT']).toContain(errors?.[0]?.extensions.code)
  })

  test.each(['0000-01-01T00:00:00Z', '0001-01-01T00:00:00+23:59', '9999-12-31T23:59:59.999-23:59'])(
    'an instant at the edge of time, %s, is compared',
    async (since) => {
      const query = 'query ($since: DateTime!) { customers(filter: { modifiedSince: $since }) { totalCount } }'
      const totalCount = since.startsWith('9') ? 0 : 4
      expect(await gateway().graphql(administrator, query, { since })).toEqual({ data: { customers: { totalCount } } })
    },
  )
})
