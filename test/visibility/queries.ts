import { aliased, inParts } from './ask.ts'

/** What queries name: ids of all that there is, seen or not, and of nothing. */
export interface Names {
  readonly accounts: readonly string[]
  readonly customers: readonly string[]
  readonly tags: readonly string[]
  readonly webhooks: readonly string[]
  /** An instant between changes. */
  readonly since: string
}

const stamps = 'version dateCreated dateLastModified createdBy lastModifiedBy'
const page = 'totalCount nodes { id } edges { node { id } } pageInfo { hasNextPage hasPreviousPage }'
const owner =
  'inheritedFrom { __typename ... on Customer { id name parentCustomerId } ... on Account { id name twilioAccountSid } }'
const schedule = 'timeZoneId inherit forceClosed defaultState rules { id name state }'
const rule = 'rule { id name state }'
const state = `stateName timeZoneId at source ${rule} flowId flowParams since until
  trace { owner { __typename ... on Customer { id name } } ${rule} outcome part }`
const interval = `from to stateName source ${rule}`
const instants = 'from: "2026-03-28T00:00:00Z", to: "2026-03-30T00:00:00Z"'
const billing = 'base { baseCost rawUnitMultiplier unitCost allowance } aiInsights { baseCost }'
const estimate = 'lines { item rawUnits units billableUnits baseCost usageCost cost } total'
const appSettings = 'pageTitle enableDialer enableAssistants customCss'

const everyField = `
  fragment EveryField on Node {
    __typename
    id
    ... on Customer {
      ${stamps} name referenceId isStaging data
      integrationData { key thirdPartyId }
      tags { id name customers { totalCount } }
      accountId accountName account { id name billingSettings { ${billing} } }
      parentCustomerId parent { id name parentCustomerId parent { id } } breadcrumb { id name }
      children { ${page} } descendants(first: 10) { ${page} }
      schedule { ${schedule} } inheritedSchedule { ${schedule} }
      effectiveSchedule { schedule { ${schedule} } timeZoneId inherited ${owner} }
      scheduleState(at: "2026-11-21T12:00:00Z") { ${state} }
      scheduleTimeline(${instants}) { ${interval} }
      overrideBillingSettings billingSettings { ${billing} }
      effectiveBillingSettings { settings { ${billing} } inherited ${owner} }
      billingEstimate(usage: [{ item: base, rawUnits: "12.5" }, { item: aiInsights, rawUnits: "3" }]) { ${estimate} }
      overrideAppSettings appSettings { ${appSettings} }
      effectiveAppSettings { settings { ${appSettings} } inherited ${owner} }
      history { ${page} nodes { customerId version at by action fields before after } }
      newest: history(first: 1) { ${page} } oldest: history(last: 1) { ${page} }
    }
    ... on Account {
      ${stamps} name twilioAccountSid maxPhoneNumbers isBYOA trustHubProfileSid logoId logoUri
      billingSettings { ${billing} }
      parentAccountId parent { id name twilioAccountSid } ancestorIds
      accountChildren: children { ${page} } accountCustomers: customers(first: 5) { ${page} } accountTags: tags(last: 1) { ${page} }
    }
    ... on Webhook {
      url accountId dateCreated
      deliveries {
        ${page}
        nodes {
          status attempts lastStatusCode lastAttemptAt nextAttemptAt
          change { id customerId version at by action fields before after }
        }
      }
      parked: deliveries(status: Parked) { ${page} } newest: deliveries(first: 1) { ${page} }
      oldest: deliveries(last: 1) { ${page} }
    }
    ... on Tag {
      name color accountId account { id name trustHubProfileSid parentAccountId }
      tagCustomers: customers { ${page} }
    }
  }`

/** Every field of every object, as a look-up of many finds them and as a gateway asks for them. */
export function everyFieldQueries({ accounts, customers, tags, webhooks }: Names): readonly string[] {
  const references = [
    ...customers.map((id) => `{ __typename: "Customer", id: ${text(id)} }`),
    ...accounts.map((id) => `{ __typename: "Account", id: ${text(id)} }`),
    ...tags.map((id) => `{ __typename: "Tag", id: ${text(id)} }`),
  ]
  return [
    `{ viewer { userId roles accountIds customerIds } nodes(ids: ${texts([...customers, ...accounts, ...tags, ...webhooks])}) { ...EveryField } } ${everyField}`,
    `{ _entities(representations: [${references.join(' ')}]) { ...EveryField } } ${everyField}`,
  ]
}

/** A customer's schedule tried out. Where the viewer sees no such customer, each is an error. */
export function scheduleTests(customerId: string): readonly string[] {
  const id = `customerId: ${text(customerId)}`
  const sent = `schedule: { inherit: true, defaultState: "sent along" }`
  return [
    `testSchedule(${id}, at: "2026-11-21T12:00:00Z") { ${state} }`,
    `testSchedule(${id}, ${sent}, at: "2026-11-21T12:00:00Z") { ${state} }`,
    `testScheduleTimeline(${id}, ${sent}, ${instants}) { ${interval} }`,
    `lintSchedule(${id}, schedule: { rules: [{ id: "a" }] }) { code field }`,
  ]
}

/** Every field of customers as they stood at last, which is as they stand. */
export function asOfQueries({ customers }: Names): readonly string[] {
  const fields = customers.map((id) => `customer(id: ${text(id)}, asOf: "9999-01-01T00:00:00Z") { ...EveryField }`)
  return inParts(fields, 10).map((part) => `{ ${aliased(part)} } ${everyField}`)
}

/** Each object looked up by each field that looks one up, those of another type included. */
export function lookUpQueries({ accounts, customers, tags, webhooks }: Names): readonly string[] {
  const all = [...customers, ...accounts, ...tags, ...webhooks].map(text)
  const fields = all.flatMap((id) => [
    `node(id: ${id}) { __typename id }`,
    `customer(id: ${id}) { name accountName breadcrumb { name } }`,
    `account(id: ${id}) { name ancestorIds twilioAccountSid }`,
    `tag(id: ${id}) { name account { name } }`,
  ])
  return requests(fields)
}

/** Lists, by every filter and order, that name what a viewer may see and what not. */
export function listQueries(names: Names): readonly string[] {
  return requests([...customerLists(names), ...accountLists(names), ...tagLists(names), ...webhookLists(names)])
}

function customerLists({ accounts, customers, tags, since }: Names): readonly string[] {
  const filters = [
    ...customers.flatMap((id) => [
      `parentCustomerIds: [${text(id)}]`,
      `parentCustomerIds: [${text(id)}], shallowParent: true`,
    ]),
    ...accounts.map((id) => `accountIds: [${text(id)}]`),
    ...tags.map((id) => `tagIds: [${text(id)}]`),
    `tagIds: ${texts(tags.slice(0, 2))}`,
    `specificIds: ${texts(customers)}`,
    `parentCustomerIds: ${texts(customers)}, shallowParent: true`,
    `parentCustomerIds: ${texts(customers)}`,
    ...['accountIds', 'parentCustomerIds', 'specificIds', 'tagIds', 'referenceIds'].map((list) => `${list}: []`),
    'nameFilter: "oslo 1.1"',
    'nameFilter: "1"',
    'referenceIds: ["shared"]',
    'referenceIds: ["ref of Port 1.2"]',
    'isStaging: true',
    `modifiedSince: ${text(since)}`,
  ]
  const orders = ['Name', 'DateCreated', 'DateLastModified', 'ReferenceId', 'Id'].flatMap(bothWays)
  return [
    ...filters.map((filter) => `customers(first: 50, filter: { ${filter} }) { totalCount nodes { id } }`),
    ...orders.map((order) => `customers(first: 7, ${order}) { ${page} }`),
    ...orders.map((order) => `customers(last: 3, ${order}) { ${page} }`),
    `customers(first: 0) { ${page} }`,
  ]
}

function accountLists({ accounts }: Names): readonly string[] {
  const filters = [
    ...accounts.map((id) => `parentAccountIds: [${text(id)}]`),
    `parentAccountIds: ${texts(accounts)}`,
    `specificIds: ${texts(accounts)}`,
    'nameFilter: "o"',
    'specificIds: []',
    'parentAccountIds: []',
  ]
  return [
    ...filters.map((filter) => `accounts(filter: { ${filter} }) { ${page} }`),
    ...['Name', 'DateCreated', 'DateLastModified', 'Id']
      .flatMap(bothWays)
      .map((order) => `accounts(${order}) { ${page} }`),
    `accounts(first: 1) { ${page} }`,
  ]
}

function tagLists({ accounts, tags }: Names): readonly string[] {
  const filters = [
    ...accounts.map((id) => `accountIds: [${text(id)}]`),
    `accountIds: ${texts(accounts)}`,
    `specificIds: ${texts(tags)}`,
    'nameFilter: "OLD"',
    'colors: [Gold]',
    'accountIds: []',
    'specificIds: []',
  ]
  return [
    ...filters.map((filter) => `tags(filter: { ${filter} }) { ${page} }`),
    ...['Name', 'Id'].flatMap(bothWays).map((order) => `tags(${order}) { ${page} }`),
    `tags(last: 1) { ${page} }`,
  ]
}

function webhookLists({ accounts }: Names): readonly string[] {
  return accounts
    .map(text)
    .flatMap((id) => [
      `webhooks(accountId: ${id}) { ${page} nodes { url accountId deliveries(status: Delivered) { totalCount } } }`,
      `webhooks(accountId: ${id}, first: 0) { ${page} }`,
      `webhooks(accountId: ${id}, last: 1) { ${page} }`,
    ])
}

/** Ways from one object to the next, there and back again. */
export function deepQueries({ customers, tags }: Names): readonly string[] {
  return [
    `{ accounts { nodes {
      name
      customers(first: 7) { totalCount nodes {
        name
        parent { name children(first: 3) { totalCount nodes { name parent { name } } } }
        tags { name customers(first: 4) { totalCount nodes { name
          account { name twilioAccountSid children { totalCount } parent { name } tags(first: 2) { totalCount nodes {
            name customers(first: 0) { totalCount }
          } } }
          breadcrumb { name }
        } } }
      } }
    } } }`,
    `{ tags { nodes { name account { parent { customers { totalCount } } children(first: 2) { nodes { name
      customers(first: 2, orderBy: { field: Id, direction: Descend }) { nodes { name parent { name descendants { totalCount } } } }
    } } } } } }`,
    `{ customers { nodes { name
      effectiveBillingSettings { inheritedFrom {
        ... on Customer { parent { name } children { totalCount } }
        ... on Account { ancestorIds billingSettings { base { baseCost } } customers(first: 0) { totalCount } }
      } }
    } } }`,
    ...nestedLists([
      `tagIds: ${texts(tags.slice(0, 1))}`,
      `parentCustomerIds: ${texts(customers)}, shallowParent: true`,
    ]),
  ]
}

/** The lists of each object, filtered, sorted and from both ends. */
function nestedLists(filters: readonly string[]): readonly string[] {
  const byId = 'orderBy: { field: Id, direction: Descend }'
  return filters.flatMap((filter) => {
    const some = `(last: 2, filter: { ${filter} }, ${byId}) { ${page} }`
    return [
      `{ customers { nodes { children${some} descendants${some} } } }`,
      `{ accounts(last: 9) { nodes { children(last: 1) { ${page} } customers${some} } } }`,
      `{ tags(first: 12) { nodes { customers${some} } } }`,
    ]
  })
}

/** All that is asked as each viewer. */
export function allQueries(names: Names): readonly string[] {
  return [
    ...everyFieldQueries(names),
    ...asOfQueries(names),
    ...lookUpQueries(names),
    ...listQueries(names),
    ...deepQueries(names),
  ]
}

function bothWays(field: string): readonly string[] {
  return ['Ascend', 'Descend'].map((direction) => `orderBy: { field: ${field}, direction: ${direction} }`)
}

function requests(fields: readonly string[]): readonly string[] {
  return inParts(fields, 50).map((part) => `{ ${aliased(part)} }`)
}

function text(value: string): string {
  return JSON.stringify(value)
}

function texts(values: readonly string[]): string {
  return `[${values.map(text).join(' ')}]`
}
