import type { Dto, Type } from './description.ts'

const customerId = '01980a3c-5d21-7c44-9a60-3f0b6c1d2e01'
const parentCustomerId = '01980a3c-5d21-7c44-9a60-3f0b6c1d2e02'
const accountId = '01980a3c-5d21-7c44-9a60-3f0b6c1d2e03'
const parentAccountId = '01980a3c-5d21-7c44-9a60-3f0b6c1d2e04'
const tagId = '01980a3c-5d21-7c44-9a60-3f0b6c1d2e05'
const instant = '2026-11-21T09:30:00.000Z'

/** DTOs of which a sample shows some members only, in the documents' order. */
const wholes: Readonly<Record<string, object>> = {
  Value: { stringValue: 'gold' },
  SchedulingRule: {
    id: 'office-hours',
    name: 'Office hours',
    priority: 1,
    state: 'Business Hours',
    simpleRuleType: 'Time',
    startTime: '09:00',
    endTime: '17:00',
    byDay: [
      { offset: 0, dayOfWeek: 'Monday' },
      { offset: 0, dayOfWeek: 'Friday' },
    ],
    interval: 1,
    frequency: 'Weekly',
  },
  BillingSettings: {
    base: { baseCost: 19.5, rawUnitMultiplier: 1, unitCost: 0, allowance: 0 },
    inboundVoiceCalls: { baseCost: 0, rawUnitMultiplier: 0.5, unitCost: 0.02, allowance: 500 },
  },
  ListCustomers: { nameFilter: 'acme', page: 0, countPerPage: 25, sortField: 'Name', sortOrder: 'Ascend' },
  ListAccounts: { nameFilter: 'north', page: 0, countPerPage: 25, sortField: 'Name', sortOrder: 'Ascend' },
  AuthenticateResponse: {
    userId: 'ada',
    userName: 'ada@example.com',
    displayName: 'Ada',
    roles: ['Manager'],
    permissions: [],
  },
  ErrorResponse: {
    responseStatus: {
      errorCode: 'NotEmpty',
      message: 'name: expected 1 to 255 characters',
      errors: [{ errorCode: 'NotEmpty', fieldName: 'Name', message: 'name: expected 1 to 255 characters' }],
    },
  },
}

/** Values of members: by `Dto.member`, or by the member alone. */
const members: Readonly<Record<string, unknown>> = {
  'AccountInfo.id': accountId,
  'AccountInfo.name': 'North',
  'AuthStatus.id': 'ada',
  'AuthStatus.name': 'Ada',
  'CustomerBreadcrumb.id': parentCustomerId,
  'CustomerBreadcrumb.name': 'Acme Holding',
  'NewAccount.name': 'North',
  'PatchAccount.name': 'North',
  'Tag.id': tagId,
  'Tag.name': 'VIP',
  accountId,
  accountIds: [accountId],
  accountName: 'North',
  accountNames: ['North'],
  ancestorIds: [parentAccountId],
  chakraTheme: 'ocean',
  countPerPage: 25,
  createdBy: 'ada',
  customCss: 'h1 { color: navy }',
  customerId,
  dateCreated: instant,
  dateLastModified: instant,
  dateTime: instant,
  defaultState: 'After Hours',
  emailAddress: 'ada@example.com',
  id: customerId,
  isAuthenticated: true,
  lastModifiedBy: 'ada',
  logoId: 'logo-1',
  logoUri: '/logos/north.svg',
  logoutUrl: '/bye',
  maxPhoneNumbers: 50,
  name: 'Acme, Inc.',
  pageTitle: 'Acme calls',
  parentAccountId,
  parentCustomerId,
  password: 'correct horse battery staple',
  portMyNumberUrl: 'https://example.com/port',
  provider: 'credentials',
  referenceId: 'CRM-4711',
  roles: ['Manager'],
  stateName: 'Business Hours',
  stringMappings: 'Customer=Client',
  tagIds: [tagId],
  thirdPartyId: '9001',
  timeZoneId: 'Europe/Berlin',
  totalCount: 1,
  totalPages: 1,
  userName: 'ada@example.com',
}

const dictionaryKeys: Readonly<Record<string, string>> = { Value: 'tier', IntegrationData: 'hubspot' }

/** A plausible value of a type, the same each time, as the writers take it. */
export function sampleOf(type: Type): unknown {
  switch (type) {
    case 'string':
      return 'text'
    case 'date':
      return instant
    case 'boolean':
      return false
    case 'int':
    case 'number':
      return 0
  }
  switch (type.kind) {
    case 'enum':
      return type.values[0]
    case 'list':
      return [sampleOf(type.of)]
    case 'dictionary':
      return { [dictionaryKeys[type.of.name] ?? 'key']: sampleOf(type.of) }
    case 'object':
      return sampleObject(type)
  }
}

/** A plausible object, with most of its members. */
export function sampleObject(dto: Dto): Readonly<Record<string, unknown>> {
  const whole = wholes[dto.name]
  const sample = ({ key, type }: Dto['members'][number]) =>
    members[`${dto.name}.${key}`] ?? members[key] ?? sampleOf(type)
  return whole ? { ...whole } : Object.fromEntries(dto.members.map((member) => [member.key, sample(member)]))
}
