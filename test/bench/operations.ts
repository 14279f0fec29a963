import type { Position, Samples } from './samples.ts'

/** In the order in which they are measured: what writes comes last, as each server writes differently often. */
export const operationNames = ['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7', 'R1', 'export', 'M1'] as const
export type OperationName = (typeof operationNames)[number]

/** Those that are GraphQL. */
export const graphqlNames = ['Q1', 'Q2', 'Q3', 'Q4', 'Q5', 'Q6', 'Q7', 'M1'] as const satisfies readonly OperationName[]
export type GraphqlName = (typeof graphqlNames)[number]

export const descriptions: Readonly<Record<OperationName, string>> = {
  Q1: 'one customer by id, scalars',
  Q2: 'a page of 50 of one account by name with parent, account, tags, breadcrumb',
  Q3: 'Q2 + schedule with rules, all billing and app settings',
  Q4: 'a page of 50, 1000 pages into the list of all by name',
  Q5: 'the first 50 descendants of a mid-level customer with totalCount',
  Q6: 'the first 50 whose name has a part',
  Q7: 'a page of 50 of one account with effective billing settings and the state of the schedule',
  M1: 'patch of name and tags, with its change record',
  R1: 'GET /customers?countPerPage=50 as JSON',
  export: 'GET /customers?all=true, all customers as JSON',
}

/** The variables of one request. `after` is written as each server writes its cursors. */
export interface Variables {
  readonly [name: string]: string | readonly string[] | Position | null
}

/** The instant at which Q7 asks for states: a Wednesday. */
const at = '2026-11-18T10:30:00.000Z'

/** Where a patch has its running number, so that no two write the same name. */
export const counterText = '#0000000'

/** What follows the stored name in a patch. */
export const counterSuffix = ` ${counterText}`

/** The variables of every request of an operation, in the order in which they are sent. */
export function variablesOf(operation: GraphqlName, samples: Samples): readonly Variables[] {
  switch (operation) {
    case 'Q1':
      return samples.customerIds.map((id) => ({ id }))
    case 'Q2':
    case 'Q3':
      return samples.accountPages.map(({ accountId, after }) => ({ accountId, after }))
    case 'Q4':
      return samples.deepPages.map((after) => ({ after }))
    case 'Q5':
      return samples.middleIds.map((id) => ({ id }))
    case 'Q6':
      return samples.nameParts.map((part) => ({ part }))
    case 'Q7':
      return samples.accountPages.map(({ accountId, after }) => ({ accountId, after, at }))
    case 'M1':
      return samples.patches.map(({ customerId, name, tagIds }) => ({
        customerId,
        name: name.replace(/ #\w{7}$/, '') + counterSuffix,
        tagIds,
      }))
  }
}

export const scalars = 'id name referenceId isStaging version dateCreated dateLastModified createdBy lastModifiedBy'
export const scalarsOfOne = `${scalars} accountId parentCustomerId overrideBillingSettings overrideAppSettings`
const pageInfo = 'pageInfo { hasNextPage endCursor }'
const relations = 'parent { id name } account { id name } tags { id name color } breadcrumb { id name }'
const rule = `id name priority state source condition simpleRuleType customerState flowId flowParams isAllDay startDate
  startTime endTime bySetPosition byMonth byWeekNo byYearDay byMonthDay byDay { offset dayOfWeek } byHour byMinute
  interval count untilDate frequency`
const item = '{ baseCost rawUnitMultiplier unitCost allowance }'
const billing = `base ${item} localNumbers ${item} tollFreeNumbers ${item} inboundVoiceCalls ${item}
  outboundVoiceCalls ${item} inboundFaxes ${item} outboundFaxes ${item} inboundSmsMessages ${item}
  outboundSmsMessages ${item} aiInsights ${item} aiLiveMinutes ${item}`
const appSettings = `enablePhoneNumberManagement enableDeviceManagement enableDialer enableCallHistory enableAssistants
  showFileNameInMessageCenter chakraTheme customCss pageTitle stringMappings logoutUrl portMyNumberUrl`
const documents = `schedule { timeZoneId inherit forceClosed defaultState rules { ${rule} } }
  billingSettings { ${billing} } appSettings { ${appSettings} }`

const ofAccount = 'customers(first: 50, after: $after, filter: { accountIds: [$accountId] })'

/** The operations in the gateway's own schema, which the peers with a schema of their own making share. */
export const queries: Readonly<Record<GraphqlName, string>> = {
  Q1: `query Q1($id: ID!) { customer(id: $id) { ${scalarsOfOne} } }`,
  Q2: `query Q2($accountId: ID!, $after: String) { ${ofAccount} { nodes { ${scalars} ${relations} } ${pageInfo} } }`,
  Q3: `query Q3($accountId: ID!, $after: String) {
    ${ofAccount} { nodes { ${scalars} ${relations} ${documents} } ${pageInfo} }
  }`,
  Q4: `query Q4($after: String) { customers(first: 50, after: $after) { nodes { ${scalars} } ${pageInfo} } }`,
  Q5: `query Q5($id: ID!) {
    customer(id: $id) { id descendants(first: 50) { totalCount nodes { ${scalars} } ${pageInfo} } }
  }`,
  Q6: `query Q6($part: String!) {
    customers(first: 50, filter: { nameFilter: $part }) { nodes { ${scalars} } ${pageInfo} }
  }`,
  Q7: `query Q7($accountId: ID!, $after: String, $at: DateTime!) {
    ${ofAccount} {
      nodes {
        id name
        effectiveBillingSettings { inherited settings { ${billing} } }
        scheduleState(at: $at) { stateName source timeZoneId }
      }
      ${pageInfo}
    }
  }`,
  M1: `mutation M1($customerId: ID!, $name: String!, $tagIds: [ID!]!) {
    patchCustomer(input: { customerId: $customerId, name: $name, tagIds: $tagIds }) {
      customer { id name tags { id name color } } userErrors { code message }
    }
  }`,
}
