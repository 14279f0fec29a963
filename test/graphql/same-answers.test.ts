import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openDatabase } from '../../src/database/open.ts'
import { generateRecords } from '../../src/transfer/generate.ts'
import { importRecords } from '../../src/transfer/import.ts'
import { postgresqlDatabase, sqliteDatabase, type TestDatabase } from '../support/databases.ts'
import { type Answer, administrator, customer, type Gateway, manager, startGateway } from '../support/gateway.ts'
import { testSettings } from '../support/settings.ts'

const oddNames = [
  ...[
    'Ä',
    'ä',
    'A\u0308',
    'ß',
    'ẞ',
    'ss',
    'SS',
    'İ',
    'I',
    'ı',
    'i',
    'ﬃ',
    'ffi',
    '🦊',
    '🏴‍☠️',
    '𝒳',
    'Σας',
    'ΣΑΣ',
    'ー',
    'ﾊﾞ',
  ],
  ...['%', '_', '\\', "'", '"', '%_%', "'; drop table x", 'a b', 'a  b', '-', '~', '{', '٣', 'Ǆ', 'ǆ', 'ŉ'],
]

const account = { id: 'odd', name: 'Odd names', dateCreated: '2024-02-29T12:00:00Z' }
const customers = oddNames.map((name, index) => ({
  id: `odd-${index}`,
  accountId: 'odd',
  name,
  parentCustomerId: index % 5 === 0 ? undefined : `odd-${index - 1}`,
  referenceId: index % 3 === 0 ? undefined : name,
  data: { value: { stringValue: name } },
  tags: [{ id: `tag-${index % 7}`, name: oddNames[index % 7], color: 'Red' }],
}))

interface Paged {
  readonly customers: { readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string } }
}

function nextCursor(answer: Answer | undefined): string | undefined {
  const data = answer?.data as Paged | undefined
  if (data === undefined) return undefined
  const { hasNextPage, endCursor } = data.customers.pageInfo
  return hasNextPage ? endCursor : undefined
}

async function fill(database: TestDatabase): Promise<void> {
  const opened = await openDatabase(testSettings({ DATABASE_URL: database.url }).database)
  const records = [...generateRecords({ customers: 300 }), account, ...customers]
  const bytes = (async function* () {
    for (const record of records) yield Buffer.from(`${JSON.stringify(record)}\n`)
  })()
  const options = { dryRun: false, now: () => new Date(0), onProgress() {}, onRefused: () => {} }
  const counts = await importRecords(opened, [{ name: 'records', bytes }], options)
  await opened.close()
  // Tag names that fold alike are refused, with the customers that carry them; the same ones on both databases.
  expect(counts.created).toBeGreaterThan(300)
}

describe('the same data and queries', () => {
  const running: { gateway: Gateway; database: TestDatabase }[] = []

  beforeAll(async () => {
    for (const make of [sqliteDatabase, postgresqlDatabase]) {
      const database = await make()
      const gateway = await startGateway(database)
      await fill(database)
      running.push({ gateway, database })
    }
  })
  afterAll(async () => {
    for (const { gateway, database } of running) {
      await gateway.app.close()
      await database.drop()
    }
  })

  const both = (...asked: Parameters<Gateway['graphql']>) =>
    Promise.all(running.map(({ gateway }) => gateway.graphql(...asked)))

  const viewers = {
    administrator,
    manager: manager('odd'),
    customer: customer('odd-0', 'odd-5', 'odd-7'),
  }
  const row = `id name referenceId data dateCreated dateLastModified createdBy version parentCustomerId breadcrumb { id name }
    tags { id name color } account { id name billingSettings { base { baseCost unitCost } } }
    schedule { timeZoneId inherit rules { id name state byDay { dayOfWeek } startTime endTime untilDate } }
    effectiveSchedule { timeZoneId inherited inheritedFrom { ... on Customer { id } } }
    effectiveBillingSettings { inherited settings { base { baseCost } } inheritedFrom { ... on Account { id } ... on Customer { id } } }
    effectiveAppSettings { inherited settings { enableDialer pageTitle } } integrationData { key thirdPartyId }`

  test.each(Object.entries(viewers))(
    'have the same answers for a %s, page by page, in every order',
    async (_name, viewer) => {
      for (const field of ['Name', 'DateCreated', 'DateLastModified', 'ReferenceId', 'Id']) {
        for (const direction of ['Ascend', 'Descend']) {
          let after: string | undefined
          do {
            const [one, other] = await both(
              viewer,
              `query ($after: String, $orderBy: CustomerOrder) { customers(first: 100, after: $after, orderBy: $orderBy) {
              totalCount pageInfo { hasNextPage endCursor } nodes { ${row} } } }`,
              { after, orderBy: { field, direction } },
            )
            expect(one?.errors).toBeUndefined()
            expect(one).toEqual(other)
            after = nextCursor(one)
          } while (after)
        }
      }
    },
  )

  test.each([...new Set(oddNames.flatMap((name) => [name, name.toUpperCase(), name.slice(0, 1)]))])(
    'find the same by the part of a name: %j',
    async (nameFilter) => {
      const query = `query ($f: String) {
        customers(first: 250, filter: { nameFilter: $f }) { totalCount nodes { id name } }
        tags(filter: { nameFilter: $f }) { totalCount nodes { id name } }
        accounts(filter: { nameFilter: $f }) { totalCount nodes { id name } }
      }`
      const [one, other] = await both(administrator, query, { f: nameFilter })
      expect(one).toEqual(other)
    },
  )
})
