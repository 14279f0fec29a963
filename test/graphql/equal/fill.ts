import pg from 'pg'
import { generateRecords } from '../../../src/transfer/generate.ts'
import type { TestDatabase } from '../../support/databases.ts'
import { administrator, type Gateway } from '../../support/gateway.ts'
import { inputTypeOf } from '../../support/input-type.ts'
import { importText, openMigrated } from '../../support/transfer.ts'
import { deliverySql, webhookUrl } from '../../visibility/webhook-cases.ts'
import type { Change } from '../../visibility/world.ts'

const oddNames = [
  'Ä',
  'ä',
  'ß',
  'ss',
  'İ',
  'ﬃ',
  '🏴‍☠️',
  'Σας',
  '%',
  '_',
  "'; drop table x",
  'a  b',
  '{',
  'a\u2028b',
  'x'.repeat(255),
]

const account = (id: string, more: object = {}) => ({ id, name: id, dateCreated: '2024-02-29T12:00:00Z', ...more })
const oddAccounts = [
  account('odd', {
    billingSettings: { base: { baseCost: 0.1, unitCost: -1e-7, allowance: 3 } },
    twilioAccountSid: 'AC',
  }),
  account('odd-below', { parentAccountId: 'odd', logoUri: '/x', isBYOA: true, maxPhoneNumbers: 3 }),
  account('odd-deep', { parentAccountId: 'odd-below', trustHubProfileSid: 'BU' }),
]

const always = {
  id: 'r',
  simpleRuleType: 'Always',
  state: 'Open',
  flowId: 'f',
  flowParams: { a: { numberValue: 1.5 } },
}
const oddSchedules = [
  { inherit: true },
  { inherit: true, forceClosed: true, timeZoneId: 'Asia/Katmandu' },
  {
    inherit: false,
    defaultState: 'Closed',
    rules: [{ ...always, simpleRuleType: 'CustomerState', customerState: 'Open' }],
  },
  { inherit: false, timeZoneId: 'GMT Standard Time', rules: [always] },
  {
    inherit: false,
    timeZoneId: 'Mars/Olympus',
    rules: [
      {
        id: 'every part',
        name: 'Every part',
        priority: 2,
        state: 'Odd',
        source: 's',
        condition: 'c',
        simpleRuleType: 'Time',
        startDate: '2026-01-01',
        startTime: '01:30',
        endTime: '03:00',
        untilDate: '2026-12-31',
        frequency: 'Yearly',
        byMonth: [1, 3, 10],
        byDay: [{ offset: -1, dayOfWeek: 'Sunday' }],
        byHour: [2],
        byMinute: [0, 30],
        bySetPosition: [1, -1],
      },
      { ...always, id: 'no state', state: undefined },
    ],
  },
]

/** A chain of customers in each account, whose values are inherited, overridden or empty. */
const oddCustomers = oddAccounts.flatMap(({ id: accountId }) =>
  oddNames.map((name, index) => ({
    id: `${accountId}-${index}`,
    accountId,
    name,
    dateCreated: `2024-02-2${index % 3}T12:00:00.00${index % 7}Z`,
    ...(index % 6 !== 0 && { parentCustomerId: `${accountId}-${index - 1}` }),
    ...(index % 3 !== 0 && { referenceId: name }),
    data: [{}, { b: { stringValue: name }, a: { numberValue: index }, none: {} }][index % 2],
    tags: index % 4 === 0 ? [] : [{ id: `${accountId}-tag-${index % 5}`, name: `Tag ${index % 5}`, color: 'Red' }],
    schedule: oddSchedules[index % oddSchedules.length],
    isStaging: index % 5 === 0,
    integrationData: index % 4 === 1 ? { z: { thirdPartyId: name }, a: {} } : {},
    overrideBillingSettings: index % 5 === 2,
    ...(index % 7 !== 3 && {
      billingSettings: { base: { baseCost: index, allowance: 1 }, aiInsights: { unitCost: 0.3 } },
    }),
    overrideAppSettings: index % 5 === 3,
    ...(index % 3 !== 1 && { appSettings: { pageTitle: name, enableDialer: true, customCss: 'a\n\tb' } }),
  })),
)

/** Fills an empty database with samples and odd records, and with what becomes of them: history, deletions, webhooks. */
export async function fill(gateway: Gateway): Promise<void> {
  const samples = [1, 2].flatMap((seed) => [...generateRecords({ customers: 50, accounts: 3, tags: 12, seed })])
  const opened = await openMigrated(gateway.database)
  const records = [...samples, ...oddAccounts, ...oddCustomers]
  const { refusals } = await importText(opened, records.map((record) => JSON.stringify(record)).join('\n'))
  await opened.close()
  if (refusals.length > 0) throw new Error(refusals.join('\n'))
  for (const [mutation, inputs] of Object.entries(lives)) {
    for (const input of inputs) await mutate(gateway, mutation, input)
  }
  for (const accountId of ['odd', 'odd-below', 'odd']) await addWebhook(gateway, accountId)
}

/** What is done to the records, by mutation, in this order. */
const lives: Readonly<Record<string, readonly object[]>> = {
  patchCustomer: [
    {
      customerId: 'odd-1',
      name: 'Renamed',
      data: { list: [{ a: 1 }, {}], text: 'ß' },
      tagIds: ['odd-tag-0', 'odd-tag-1'],
    },
    { customerId: 'odd-1', referenceId: null, schedule: { defaultState: 'Closed', rules: [{ state: 'x' }] } },
    { customerId: 'odd-2', parentCustomerId: null, overrideAppSettings: true, appSettings: { enableDialer: true } },
    { customerId: 'odd-below-3', billingSettings: null, overrideBillingSettings: true },
    { customerId: 'odd-below-7', tagIds: ['odd-below-tag-1', 'odd-below-tag-2', 'odd-below-tag-3'] },
  ],
  setCustomerStagingMode: ['odd-1', 'odd-7', 'odd-below-1'].map((customerId) => ({ customerId, isStaging: true })),
  setCustomerIntegration: [{ customerId: 'odd-1', key: 'crm', thirdPartyId: '1' }],
  deleteCustomer: ['odd-13', 'odd-below-9', 'odd-deep-3'].map((customerId) => ({ customerId, withDescendants: true })),
  restoreCustomer: [{ customerId: 'odd-below-9' }],
  deleteTag: [{ tagId: 'odd-tag-3' }],
}

async function mutate(gateway: Gateway, mutation: string, input: object): Promise<void> {
  const inputType = inputTypeOf(mutation)
  const query = `mutation ($input: ${inputType}) { done: ${mutation}(input: $input) { userErrors { message field } } }`
  const { done } = await gateway.data<{ done: { userErrors: object[] } }>(administrator, query, { input })
  if (done.userErrors.length > 0) throw new Error(JSON.stringify({ mutation, input, done }))
}

/** No sender runs, so what it would have made is put there: a delivery of every status. */
async function addWebhook(gateway: Gateway, accountId: string): Promise<void> {
  const input = { accountId, url: webhookUrl(accountId) }
  const made = await gateway.data<{ newWebhook: { webhook: { id: string } } }>(
    administrator,
    'mutation ($input: NewWebhookInput!) { newWebhook(input: $input) { webhook { id } } }',
    { input },
  )
  const history = 'history(last: 1) { nodes { id customerId version at by action fields before after } }'
  const query = `query ($id: ID!) { account(id: $id) { customers { nodes { ${history} } } } }`
  const { account } = await gateway.data<{
    account: { customers: { nodes: { history: { nodes: Change[] } }[] } }
  }>(administrator, query, { id: accountId })
  const changes = account.customers.nodes.flatMap(({ history }) => history.nodes)
  const { id: webhookId } = made.newWebhook.webhook
  for (const [index, change] of changes.slice(0, 8).entries()) {
    const status = ['Delivered', 'Parked', 'Retrying', 'Pending'][index % 4] ?? 'Pending'
    const lastAttemptAt = status === 'Pending' ? null : '2026-03-21T09:30:00.000Z'
    const nextAttemptAt = index % 4 < 2 ? null : '2026-03-21T09:31:00.000Z'
    const lastStatusCode = status === 'Pending' ? null : 200 + index
    const delivery = { id: `${webhookId}_${change.id}`, change, status, attempts: index, lastStatusCode }
    await gateway.database.query(deliverySql(webhookId, { ...delivery, lastAttemptAt, nextAttemptAt }))
  }
}

/** Copies a database over an empty one of the same engine. Whoever is still connected to one of them is cut off. */
export async function copyDatabase(from: TestDatabase, to: TestDatabase): Promise<void> {
  if (from.url.startsWith('file:')) {
    await from.query(`vacuum into '${to.url.slice('file:'.length)}'`)
    return
  }
  const [source, target] = [from, to].map(({ url }) => new URL(url).pathname.slice(1))
  const client = new pg.Client({ connectionString: new URL('/postgres', to.url).href })
  await client.connect()
  try {
    await client.query(`DROP DATABASE "${target}" WITH (FORCE)`)
    await client.query(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${source}'`)
    await client.query(`CREATE DATABASE "${target}" TEMPLATE "${source}"`)
  } finally {
    await client.end()
  }
}
