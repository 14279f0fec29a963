import { crc32 } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { foldName } from '../../src/core/fold.ts'
import { type Answer, administrator, onBothDatabases } from '../support/gateway.ts'

interface Row {
  readonly id: string
  readonly name: string
  readonly referenceId: string | null
  readonly dateCreated: string
  readonly dateLastModified: string
}

interface Page {
  readonly nodes: Row[]
  readonly pageInfo: { hasNextPage: boolean; hasPreviousPage: boolean; startCursor: string; endCursor: string }
}

const names = [
  ...[
    'Äpfel',
    'äpfel',
    'Apfel',
    'Straße',
    'STRASSE',
    'strasse',
    'İstanbul',
    'istanbul',
    'ISTANBUL',
    'ılgaz',
    'ΣΊΣΥΦΟΣ',
  ],
  ...[
    '100%',
    '100_',
    '100',
    `O'Brien`,
    '"Quoted"',
    '🦊 Fox',
    '𝔘nicode',
    'ﬁne',
    'fine',
    'Zürich',
    'zurich',
    '日本',
    '\\back',
  ],
]
const fields =
  'nodes { id name referenceId dateCreated dateLastModified } pageInfo { hasNextPage hasPreviousPage startCursor endCursor }'
const list = `query ($first: Int, $after: String, $last: Int, $before: String, $orderBy: CustomerOrder, $filter: CustomerFilter) {
  customers(first: $first, after: $after, last: $last, before: $before, orderBy: $orderBy, filter: $filter) { ${fields} }
}`

/** Bytes of UTF-8, as both databases compare; null after everything. */
function compareText(one: string | null, other: string | null): number {
  if (one === null || other === null) return Number(one === null) - Number(other === null)
  return Buffer.compare(Buffer.from(one), Buffer.from(other))
}

const sortKeys: Record<string, (row: Row) => string | null> = {
  Name: (row) => foldName(row.name),
  ReferenceId: (row) => (row.referenceId === null ? null : foldName(row.referenceId)),
  DateCreated: (row) => row.dateCreated,
  DateLastModified: (row) => row.dateLastModified,
  Id: (row) => row.id,
}

onBothDatabases('lists', (gateway) => {
  let all: Row[]

  const page = async (variables: object): Promise<Page> =>
    (await gateway().data<{ customers: Page }>(administrator, list, variables)).customers

  const newCustomers = async (inputs: readonly object[]) => {
    const account = (
      await gateway().data<{ accounts: { nodes: { id: string }[] } }>(administrator, '{ accounts { nodes { id } } }')
    ).accounts.nodes[0]
    const parts = inputs.map((_, index) => `c${index}: newCustomer(input: $i${index}) { userErrors { code } }`)
    const variables = Object.fromEntries(
      inputs.map((input, index) => [`i${index}`, { ...input, accountId: account?.id }]),
    )
    const declared = inputs.map((_, index) => `$i${index}: NewCustomerInput!`).join(', ')
    await gateway().data(administrator, `mutation (${declared}) { ${parts.join('\n')} }`, variables)
  }

  beforeAll(async () => {
    await gateway().data(administrator, 'mutation { newAccount(input: { name: "Only" }) { userErrors { code } } }')
    await newCustomers(
      names.map((name, index) => (index % 3 === 0 ? { name } : { name, referenceId: names[index % 7] })),
    )
    all = (await page({ first: 250 })).nodes
    expect(all).toHaveLength(names.length)
  })

  const walk = async (size: number, orderBy: object | undefined, backward: boolean): Promise<Row[]> => {
    const rows: Row[] = []
    for (let cursor: string | undefined, more = true; more; ) {
      const got = await page(
        backward ? { last: size, before: cursor, orderBy } : { first: size, after: cursor, orderBy },
      )
      if (backward) rows.unshift(...got.nodes)
      else rows.push(...got.nodes)
      cursor = backward ? got.pageInfo.startCursor : got.pageInfo.endCursor
      more = backward ? got.pageInfo.hasPreviousPage : got.pageInfo.hasNextPage
      expect(got.nodes.length).toBeGreaterThan(0)
    }
    return rows
  }

  test.each(Object.keys(sortKeys))('by %s come in order, page by page, both ways', async (field) => {
    const key = sortKeys[field] ?? (() => null)
    const sorted = all.toSorted((a, b) => compareText(key(a), key(b)) || compareText(a.id, b.id))
    for (const direction of ['Ascend', 'Descend']) {
      const expected = (direction === 'Ascend' ? sorted : sorted.toReversed()).map(({ name }) => name)
      for (const size of [1, 5, 25]) {
        const forward = await walk(size, { field, direction }, false)
        expect(forward.map(({ name }) => name)).toEqual(expected)
        const backward = await walk(size, { field, direction }, true)
        expect(backward.map(({ name }) => name)).toEqual(expected)
      }
    }
  })

  test('are by name, ascending, when nothing is said', async () => {
    expect(await walk(10, undefined, false)).toEqual(await walk(10, { field: 'Name' }, false))
  })

  test('neither skip nor repeat what stays, while other rows come and move', async () => {
    const seen: string[] = []
    let cursor: string | undefined
    for (let round = 0, more = true; more; round++) {
      const got = await page({ first: 3, after: cursor })
      seen.push(...got.nodes.map(({ id }) => id))
      cursor = got.pageInfo.endCursor
      more = got.pageInfo.hasNextPage
      await newCustomers([{ name: `a newcomer ${round}` }, { name: `zz newcomer ${round}` }])
      more &&= round < 100
      const last = got.nodes.at(-1)
      // The row that the cursor was made from moves away; its place stays.
      if (last && !all.some(({ id }) => id === last.id)) await rename(last.id, 'a newcomer that moved')
    }
    const stayed = seen.filter((id) => all.some((row) => row.id === id))
    expect(stayed).toEqual((await walk(25, undefined, false)).map(({ id }) => id).filter((id) => stayed.includes(id)))
    expect(new Set(stayed).size).toBe(all.length)
    expect(stayed).toHaveLength(all.length)
  })

  const rename = (customerId: string, name: string) =>
    gateway().data(
      administrator,
      'mutation ($input: PatchCustomerInput!) { patchCustomer(input: $input) { userErrors { code } } }',
      {
        input: { customerId, name },
      },
    )

  test.each([
    [{ first: 900 }, 'first: 0 to 250, got 900'],
    [{ first: -1 }, 'first: 0 to 250, got -1'],
    [{ last: 251 }, 'last: 0 to 250, got 251'],
    [{ first: 1, last: 1 }, 'first: give first or last, got both'],
    [{ after: 'nonsense' }, 'after: this is not a cursor'],
    [{ before: '' }, 'before: this is not a cursor'],
  ])('refuse %j', async (variables, message) => {
    const answer: Answer = await gateway().graphql(administrator, list, variables)
    expect(answer.errors?.[0]).toMatchObject({ message, extensions: { code: 'BAD_USER_INPUT' } })
  })

  test('refuse a cursor that is torn, altered, or of another list or order', async () => {
    const cursor = (await page({ first: 1 })).pageInfo.endCursor
    const byDate = (await page({ first: 1, orderBy: { field: 'DateCreated' } })).pageInfo.endCursor
    const checked = (text: string) => crc32(text, 0x63_67).toString(16).padStart(8, '0') + text
    const forged = ['nope', '[1,2,3]', '{}'].map((text) => Buffer.from(checked(text)).toString('base64url'))
    const altered = Buffer.from(Buffer.from(cursor, 'base64url').toString().replace('Customer', 'customer')).toString(
      'base64url',
    )
    for (const after of [cursor.slice(0, -3), `${cursor}x`, altered, byDate, ...forged]) {
      const answer = await gateway().graphql(administrator, list, { after })
      expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
    }
    const answer = await gateway().graphql(administrator, `{ tags(after: "${cursor}") { nodes { id } } }`)
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
  })

  test('may be empty, and then have no cursors', async () => {
    expect(await page({ first: 0 })).toMatchObject({
      nodes: [],
      pageInfo: { hasNextPage: true, startCursor: null, endCursor: null },
    })
    expect(await page({ filter: { specificIds: [] } })).toMatchObject({ nodes: [], pageInfo: { hasNextPage: false } })
  })

  test.each([
    ['STRASSE', ['STRASSE', 'Straße', 'strasse']],
    ['%', ['100%']],
    ['_', ['100_']],
    ['0%', ['100%']],
    ['äpf', ['Äpfel', 'äpfel']],
    ["o'b", ["O'Brien"]],
    ['"q', ['"Quoted"']],
    ['\\', ['\\back']],
    ['🦊 f', ['🦊 Fox']],
    ['fine', ['fine', 'ﬁne']],
    ['σίσυφος', ['ΣΊΣΥΦΟΣ']],
    ['本', ['日本']],
    ['nowhere', []],
  ])('filter by part of the name: %s', async (nameFilter, expected) => {
    const { nodes } = await page({ first: 250, filter: { nameFilter } })
    expect(nodes.map(({ name }) => name).sort()).toEqual([...expected].sort())
  })
})
