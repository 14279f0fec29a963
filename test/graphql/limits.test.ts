import { getIntrospectionQuery } from 'graphql'
import { describe, expect, test } from 'vitest'
import { administrator, onBothDatabases } from '../support/gateway.ts'

onBothDatabases(
  'the cost of a query',
  (gateway) => {
    /** What an operation costs, as its refusal tells; none of it reaches the database. */
    const costOf = async (query: string, variables = {}) => {
      let got: unknown
      const statements = await gateway().statements(async () => {
        const { data, errors } = await gateway().graphql(administrator, query, variables)
        expect([data, errors?.[0]?.extensions.code]).toEqual([undefined, 'QUERY_TOO_COMPLEX'])
        expect(errors?.[0]?.extensions).toMatchObject({ what: 'cost', limit: 1 })
        got = errors?.[0]?.extensions.got
      })
      expect(statements).toBe(0)
      return got
    }

    test.each([
      ['objects side by side', '{ a: viewer { userId } b: viewer { userId } }', 2],
      ['a page of a given size', '{ customers(first: 10) { nodes { name } } }', 1 + 10],
      ['a page from the end', '{ customers(last: 7) { nodes { name } } }', 1 + 7],
      ['a page of no given size', '{ customers { nodes { name } } }', 1 + 25],
      ['a page whose size is null', '{ customers(first: null) { nodes { name } } }', 1 + 25],
      ['a page larger than there are', '{ customers(first: 9000) { nodes { name } } }', 1 + 250],
      ['a page of a negative size', '{ customers(first: -5) { nodes { name } } }', 1 + 250],
      ['edges with their nodes', '{ customers(first: 10) { edges { cursor node { name } } } }', 1 + 10 * 2],
      [
        'figures beside a page',
        '{ customers(first: 10) { totalCount pageInfo { endCursor } nodes { id } } }',
        1 + 1 + 10,
      ],
      [
        'a page in a page',
        '{ customers(first: 10) { nodes { children(first: 3) { nodes { id } } } } }',
        1 + 10 * (1 + 1 + 3),
      ],
      [
        'objects in a page',
        '{ customers(first: 10) { nodes { parent { id } account { parent { id } } } } }',
        1 + 10 * 4,
      ],
      ['nodes', '{ nodes(ids: ["a", "b", "c"]) { id ... on Customer { account { id } } } }', 3 * 2],
      [
        'a fragment each time it is spread',
        '{ a: viewer { ...f } b: viewer { ...f } } fragment f on Viewer { roles }',
        2,
      ],
      ['a mutation', 'mutation { deleteTag(input: { tagId: "x" }) { deletedTagId } }', 10 + 1],
      [
        'a mutation and what it answers',
        'mutation { newTag(input: { name: "x", color: Red }) { tag { account { id } } userErrors { code } } }',
        10 + 4,
      ],
    ])('counts %s', async (_what, query, cost) => {
      expect(await costOf(query)).toBe(cost)
    })

    test('counts what variables say, and their defaults', async () => {
      const query = 'query ($first: Int = 40) { customers(first: $first) { nodes { name } } }'
      expect(await costOf(query)).toBe(1 + 40)
      expect(await costOf(query, { first: 60 })).toBe(1 + 60)
      expect(await costOf('query ($ids: [ID!]!) { nodes(ids: $ids) { id } }', { ids: ['a', 'b'] })).toBe(2)
      const input = {
        representations: [
          { __typename: 'Tag', id: 'a' },
          { __typename: 'Tag', id: 'b' },
        ],
      }
      const entities =
        'query ($representations: [_Any!]!) { _entities(representations: $representations) { __typename } }'
      expect(await costOf(entities, input)).toBe(2)
    })
  },
  { MAX_QUERY_COST: '1' },
)

const repeat = (times: number, part: (n: number) => string) =>
  Array.from({ length: times }, (_, n) => part(n)).join(' ')
const parents = (depth: number) => `{ customer(id: "x") ${'{ parent '.repeat(depth - 2)} { id ${'} '.repeat(depth)}`

onBothDatabases('requests', (gateway) => {
  const refusalOf = async (query: string) => {
    let refusal: unknown
    const statements = await gateway().statements(async () => {
      const response = await fetch(`${gateway().app.url}/graphql`, {
        method: 'POST',
        headers: { authorization: await gateway().authorization(administrator), 'content-type': 'application/json' },
        body: JSON.stringify({ query }),
      })
      const { errors } = (await response.json()) as { errors: { extensions: object }[] }
      refusal = { status: response.status, ...errors[0]?.extensions }
    })
    expect(statements).toBe(0)
    return refusal
  }

  const tooMuch = { status: 400, code: 'QUERY_TOO_COMPLEX' }

  test.each([
    ['cost', 50_000, (n: number) => `{ ${pages(n)} }`, 50_001],
    ['depth', 16, parents, 17],
    ['aliases', 100, (n: number) => `{ viewer { ${repeat(n, (i) => `a${i}: userId`)} } }`, 101],
    ['root fields', 50, (n: number) => `{ ${repeat(n, (i) => `a${i}: __typename`)} }`, 51],
    ['directives', 50, (n: number) => `{ viewer { ${repeat(n, () => '... @include(if: true) { userId }')} } }`, 51],
  ])('of too much %s are refused: %i are allowed', async (what, limit, make, got) => {
    expect(await refusalOf(make(got))).toEqual({ ...tooMuch, what, got, limit })
    expect((await gateway().graphql(administrator, make(limit))).errors).toBeUndefined()
  })

  test('that were refused are refused again', async () => {
    for (const _ of [1, 2, 3]) expect(await refusalOf(parents(30))).toMatchObject({ ...tooMuch, what: 'depth' })
  })

  test('of too many tokens are refused', async () => {
    expect(await refusalOf(`{ viewer { ${'roles '.repeat(10_000)} } }`)).toEqual({
      ...tooMuch,
      what: 'tokens',
      limit: 10_000,
    })
  })

  test('that name a field again and again are refused as aliases are', async () => {
    expect(await refusalOf(`{ viewer { ${'roles '.repeat(102)} } }`)).toMatchObject({ what: 'aliases', got: 101 })
  })

  test('that are refused in one operation of a document are refused whichever is named', async () => {
    expect(await refusalOf(`query A { viewer { userId } } query B ${parents(40)}`)).toMatchObject({ what: 'depth' })
  })

  describe('with fragments that grow', () => {
    const bomb = (times: number, body: (n: number) => string) =>
      `fragment f0 on Viewer { userId } ${repeat(times, (n) => `fragment f${n + 1} on Viewer { ${body(n)} }`)}`

    test('exponentially are answered at once', async () => {
      const start = performance.now()
      const query = `{ viewer { ...f800 } } ${bomb(800, (n) => `...f${n} ...f${n}`)}`
      expect(await gateway().graphql(administrator, query)).toEqual({ data: { viewer: { userId: 'ada' } } })
      expect(performance.now() - start).toBeLessThan(3000)
    })

    test('exponentially into root fields are refused', async () => {
      const fragments = repeat(60, (n) => `fragment r${n + 1} on Query { ...r${n} ...r${n} }`)
      const query = `{ ...r60 } fragment r0 on Query { viewer { userId } } ${fragments}`
      expect(await refusalOf(query)).toMatchObject({ ...tooMuch, what: 'root fields' })
    })

    test('into themselves are invalid', async () => {
      const query = '{ viewer { ...a } } fragment a on Viewer { ...b } fragment b on Viewer { ...a }'
      expect(await refusalOf(query)).toEqual({ status: expect.any(Number), code: 'GRAPHQL_VALIDATION_FAILED' })
    })
  })

  test('for the schema have an allowance of their own', async () => {
    expect((await gateway().graphql(administrator, getIntrospectionQuery())).errors).toBeUndefined()
    const deep = `{ __schema { types ${'{ fields { type '.repeat(10)} { name } ${'} }'.repeat(10)} } }`
    expect(await refusalOf(deep)).toMatchObject({ ...tooMuch, what: 'depth of introspection' })
  })

  test('of lists of ids have at most 1000 of them', async () => {
    const ids = Array.from({ length: 1001 }, (_, n) => `id ${n}`)
    const ask = (query: string, list: readonly string[]) => gateway().graphql(administrator, query, { list })
    for (const [field, query] of [
      ['ids', 'query ($list: [ID!]!) { nodes(ids: $list) { id } }'],
      ['filter.specificIds', 'query ($list: [ID!]!) { customers(filter: { specificIds: $list }) { nodes { id } } }'],
      ['filter.tagIds', 'query ($list: [ID!]!) { customers(filter: { tagIds: $list }) { totalCount } }'],
      ['filter.specificIds', 'query ($list: [ID!]!) { accounts(filter: { specificIds: $list }) { totalCount } }'],
      ['filter.accountIds', 'query ($list: [ID!]!) { tags(filter: { accountIds: $list }) { totalCount } }'],
    ] as const) {
      expect((await ask(query, ids)).errors?.[0]?.extensions).toEqual({ code: 'BAD_USER_INPUT', field })
      expect((await ask(query, ids.slice(1))).errors).toBeUndefined()
    }
  })
})

/** A query that costs exactly `cost`, of 50 000 or so. */
function pages(cost: number): string {
  const page = 'customers(first: 198) { nodes { children(first: 250) { nodes { id } } } }'
  return `${page} node(id: "x") { id } other: customers(first: ${cost - 49_897 - 2}) { nodes { id } }`
}
