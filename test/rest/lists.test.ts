import { beforeAll, describe, expect, test } from 'vitest'
import { administrator, onBothDatabases } from '../support/gateway.ts'
import { make, refusalOf, rest, sendJson } from '../support/rest.ts'

interface List {
  readonly items: readonly { readonly id: string; readonly name: string }[]
  readonly totalCount?: number
  readonly totalPages?: number
  readonly hasMorePages: boolean
}

onBothDatabases('a list over REST', (gateway) => {
  const names = Array.from({ length: 30 }, (_, n) => `Number ${String(n).padStart(2, '0')}`)
  let accountId: string
  const ids: Record<string, string> = {}
  beforeAll(async () => {
    accountId = await make(gateway(), '/accounts', { name: 'Nordic' })
    for (const [n, name] of names.entries()) {
      const place = n % 10 === 0 ? {} : { parentCustomerId: ids[names[n - (n % 10)] ?? ''] }
      // Against the order of their names, and two have none.
      const referenceId = n < 2 ? {} : { referenceId: `ref ${String(99 - n)}` }
      ids[name] = await make(gateway(), '/customers', { accountId, name, ...place, ...referenceId })
    }
  })

  const list = async (query: string, path = '/customers') => {
    const { status, text } = await rest(gateway(), `${path}?${query}`)
    expect([status, text]).toEqual([200, expect.stringContaining('"items":[')])
    return JSON.parse(text) as List
  }
  const namesIn = ({ items }: List) => items.map(({ name }) => name)
  const refusal = async (query: string) => refusalOf(await rest(gateway(), `/customers?${query}`))

  test('has 25 to a page and begins with the first', async () => {
    const first = await list('')
    expect(namesIn(first)).toEqual(names.slice(0, 25))
    expect(first).toMatchObject({ totalCount: 30, totalPages: 2, hasMorePages: true })
    const second = await list('page=1')
    expect(namesIn(second)).toEqual(names.slice(25))
    expect(second).toMatchObject({ totalCount: 30, totalPages: 2, hasMorePages: false })
  })

  test.each([
    [1, 30],
    [7, 5],
    [10, 3],
    [29, 2],
    [30, 1],
    [1000, 1],
  ])('with %i to a page has %i pages', async (countPerPage, totalPages) => {
    const pages: List[] = []
    for (let page = 0; page < totalPages; page++) pages.push(await list(`countPerPage=${countPerPage}&page=${page}`))
    expect(pages.flatMap(namesIn)).toEqual(names)
    for (const [index, page] of pages.entries()) {
      expect(page).toMatchObject({ totalCount: 30, totalPages, hasMorePages: index < totalPages - 1 })
    }
  })

  test.each(['0', '-1', '1001', '2147483647'])('cannot have %s to a page', async (countPerPage) => {
    expect(await refusal(`countPerPage=${countPerPage}`)).toBe('400 Invalid CountPerPage')
  })

  test('has no page before the first, and none but empty ones after the last', async () => {
    expect(await refusal('page=-1')).toBe('400 Invalid Page')
    for (const page of [2, 2147483647]) {
      const last = await list(`page=${page}&countPerPage=1000`)
      expect(last).toEqual({ items: [], totalCount: 30, totalPages: 1, hasMorePages: false })
    }
    expect(await list('nameFilter=nothing')).toEqual({ items: [], totalCount: 0, totalPages: 0, hasMorePages: false })
    expect(await list('nameFilter=nothing&all=true')).toEqual({
      items: [],
      totalCount: 0,
      totalPages: 0,
      hasMorePages: false,
    })
  })

  test('has no totals with simplified paging', async () => {
    const page = await list('simplifiedPaging=true&countPerPage=29')
    expect(Object.keys(page).sort()).toEqual(['hasMorePages', 'items'])
    expect(page.hasMorePages).toBe(true)
    expect((await list('simplifiedPaging=true&countPerPage=30')).hasMorePages).toBe(false)
    expect(await list('simplifiedPaging=true&page=9')).toEqual({ items: [], hasMorePages: false })
    expect(Object.keys(await list('simplifiedPaging=true&all=true')).sort()).toEqual(['hasMorePages', 'items'])
  })

  test('is whole with all=true', async () => {
    const all = await list('all=true&page=3&countPerPage=2')
    expect(namesIn(all)).toEqual(names)
    expect(all).toMatchObject({ totalCount: 30, totalPages: 1, hasMorePages: false })
  })

  test.each(['sortField=bogus', 'specificIds=x&sortField=bogus'])(
    'with all=true and %s is refused as one page',
    async (query) => {
      expect(await refusal(query)).toBe('400 Invalid SortField')
      expect(await refusal(`${query}&all=true`)).toBe('400 Invalid SortField')
      expect(refusalOf(await rest(gateway(), `/accounts?all=true&${query}`))).toBe('400 Invalid SortField')
    },
  )

  test.each([
    ['/customers', ['Name', 'DateCreated', 'DateLastModified', 'ReferenceId', 'Id']],
    ['/accounts', ['Name', 'DateCreated', 'DateLastModified', 'Id']],
  ])('of %s is sorted by each field, in any case, as on GraphQL', async (path, fields) => {
    for (const field of fields) {
      for (const direction of ['Ascend', 'Descend']) {
        const root = path.slice(1)
        const query = `{ list: ${root}(first: 250, orderBy: { field: ${field}, direction: ${direction} }) { nodes { id } } }`
        const { list: expected } = await gateway().data<{ list: { nodes: { id: string }[] } }>(administrator, query)
        const wanted = expected.nodes.map(({ id }) => id)
        for (const name of [field, field.toLowerCase(), field.toUpperCase()]) {
          const order = `sortField=${name}&sortOrder=${direction.toLowerCase()}&countPerPage=1000`
          expect((await list(order, path)).items.map(({ id }) => id)).toEqual(wanted)
          expect((await list(`${order}&all=true`, path)).items.map(({ id }) => id)).toEqual(wanted)
        }
      }
    }
  })

  describe('is filtered', () => {
    test('by parents, deep or shallow', async () => {
      const leaf = await make(gateway(), '/customers', { name: 'Leaf', parentCustomerId: ids['Number 01'] })
      const below = async (more: string) => namesIn(await list(`parentCustomerIds=${ids['Number 00']}${more}`))
      expect(await below('')).toEqual(['Leaf', ...names.slice(1, 10)])
      expect(await below('&shallowParent=true')).toEqual(names.slice(1, 10))
      expect(await below('&shallowParent=False&nameFilter=LEAF')).toEqual(['Leaf'])
      expect(namesIn(await list(`parentCustomerIds=${ids['Number 01']},nobody`))).toEqual(['Leaf'])
      await gateway().database.query(`delete from "Customer" where "id" = '${leaf}'`)
    })

    test('by accounts, names and ids; a percent sign is an ordinary character', async () => {
      expect(namesIn(await list(`accountIds=${accountId}&nameFilter=BER%2007`))).toEqual(['Number 07'])
      expect(namesIn(await list('accountIds=none'))).toEqual([])
      expect(namesIn(await list('nameFilter=%25'))).toEqual([])
      expect(namesIn(await list(`specificIds=${ids['Number 03']},${ids['Number 02']},none`))).toEqual(names.slice(2, 4))
    })

    test('by accounts above', async () => {
      const below = await make(gateway(), '/accounts', { name: 'Oslo', parentAccountId: accountId })
      const inOslo = await list(`parentAccountIds=${accountId}`, '/accounts')
      expect(inOslo).toMatchObject({ items: [{ id: below, name: 'Oslo' }], totalCount: 1 })
      expect(namesIn(await list('nameFilter=NORD', '/accounts'))).toEqual(['Nordic'])
      expect(namesIn(await list(`specificIds=${below}&all=true`, '/accounts'))).toEqual(['Oslo'])
    })

    test('by no more than 1000 ids', async () => {
      const value = { specificIds: Array.from({ length: 1001 }, (_, n) => String(n)) }
      for (const operation of ['ListCustomers', 'ListAccounts']) {
        expect(refusalOf(await sendJson(gateway(), 'POST', `/api/${operation}`, { value }))).toBe(
          '400 Invalid SpecificIds',
        )
      }
    })
  })

  test('of requests cannot hold one for all of a list', async () => {
    const answer = await sendJson(gateway(), 'POST', '/api/ListCustomers[]', {
      value: [{ countPerPage: 1 }, { all: true }],
    })
    expect(answer.status).toBe(400)
    const value = [{ countPerPage: 1 }, { nameFilter: 'x' }]
    const two = await sendJson(gateway(), 'POST', '/json/reply/ListCustomers%5B%5D', { value })
    expect(two.json).toMatchObject([{ totalPages: 30 }, { items: [] }])
  })
})
