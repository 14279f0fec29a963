import { type BillingItemKind, billingItemKinds } from '../billing/model.ts'
import { daysOfWeek, schedulingRuleFrequencies, simpleSchedulingRuleTypes } from '../schedule/model.ts'
import { tagColors } from '../tag/model.ts'
import { type Dto, dictionary, dto, type EnumType, list, type Members, nullable, recursiveDto } from './description.ts'

/*
 * The DTOs of the service documents: names, order and types letter for letter. Where a document shows no namespace it
 * follows from the folder of the CLR type; ServiceStack's own types have ServiceStack's.
 */
const voiceApi = 'http://schemas.datacontract.org/2004/07/Voice.Api'
const customers = `${voiceApi}.Customers`
const accounts = `${voiceApi}.Accounts`
const scheduling = `${voiceApi}.Scheduling`
const settings = `${voiceApi}.Settings`
const integrations = `${voiceApi}.Integrations`
const flowData = `${voiceApi}.Flows.Data`
const serviceStack = 'http://schemas.servicestack.net/types'
const system = 'http://schemas.datacontract.org/2004/07/System'

const entityInfo = dto(voiceApi, 'EntityInfo', {
  Id: 'string',
  DateCreated: 'date',
  DateLastModified: 'date',
  CreatedBy: 'string',
  LastModifiedBy: 'string',
})

/** One entry of a Struct; usually one member is set. */
const value = recursiveDto(flowData, 'Value', () => ({
  BoolValue: nullable('boolean'),
  StringValue: 'string',
  NumberValue: nullable('number'),
  ListValue: list(struct),
  StructValue: struct,
}))

/** A dictionary of data values. */
export const struct = dictionary(value)

const customerBreadcrumb = dto(customers, 'CustomerBreadcrumb', { Id: 'string', Name: 'string' })

const tag = dto(settings, 'Tag', {
  Id: 'string',
  Name: 'string',
  Color: enumOf(settings, 'TagColors', tagColors),
})

const scheduleDay = dto(scheduling, 'ScheduleDay', {
  Offset: 'int',
  DayOfWeek: enumOf(system, 'DayOfWeek', daysOfWeek),
})

const schedulingRule = dto(scheduling, 'SchedulingRule', {
  Id: 'string',
  Name: 'string',
  Priority: 'int',
  State: 'string',
  Source: 'string',
  Condition: 'string',
  SimpleRuleType: enumOf(scheduling, 'SimpleSchedulingRuleTypes', simpleSchedulingRuleTypes),
  CustomerState: 'string',
  FlowId: 'string',
  FlowParams: struct,
  IsAllDay: 'boolean',
  StartDate: 'string',
  StartTime: 'string',
  EndTime: 'string',
  BySetPosition: list('int'),
  ByMonth: list('int'),
  ByWeekNo: list('int'),
  ByYearDay: list('int'),
  ByMonthDay: list('int'),
  ByDay: list(scheduleDay),
  ByHour: list('int'),
  ByMinute: list('int'),
  Interval: 'int',
  Count: 'int',
  UntilDate: 'string',
  Frequency: enumOf(scheduling, 'SchedulingRuleFrequency', schedulingRuleFrequencies),
})

/** The answer of GetInheritedSchedule, and a part of others. */
export const schedule = dto(scheduling, 'Schedule', {
  TimeZoneId: 'string',
  Inherit: 'boolean',
  ForceClosed: 'boolean',
  Rules: list(schedulingRule),
  DefaultState: 'string',
})

const entityIntegrationData = dictionary(dto(integrations, 'IntegrationData', { ThirdPartyId: 'string' }))

const billingItem = dto(accounts, 'BillingItem', {
  BaseCost: 'number',
  RawUnitMultiplier: 'number',
  UnitCost: 'number',
  Allowance: 'int',
})

const billingItemNames: Readonly<Record<BillingItemKind, string>> = {
  base: 'Base',
  localNumbers: 'LocalNumbers',
  tollFreeNumbers: 'TollFreeNumbers',
  inboundVoiceCalls: 'InboundVoiceCalls',
  outboundVoiceCalls: 'OutboundVoiceCalls',
  inboundFaxes: 'InboundFaxes',
  outboundFaxes: 'OutboundFaxes',
  inboundSmsMessages: 'InboundSmsMessages',
  outboundSmsMessages: 'OutboundSmsMessages',
  aiInsights: 'AIInsights',
  aiLiveMinutes: 'AILiveMinutes',
}

/** Items that newer clients send are kept beside those the documents name. */
const billingSettings = dto(
  accounts,
  'BillingSettings',
  Object.fromEntries(billingItemKinds.map((kind) => [billingItemNames[kind], billingItem])),
  { others: billingItem },
)

const appSettings = dto(customers, 'AppSettings', {
  EnablePhoneNumberManagement: 'boolean',
  EnableDeviceManagement: 'boolean',
  EnableDialer: 'boolean',
  EnableCallHistory: 'boolean',
  EnableAssistants: 'boolean',
  ShowFileNameInMessageCenter: 'boolean',
  ChakraTheme: 'string',
  CustomCss: 'string',
  PageTitle: 'string',
  StringMappings: 'string',
  LogoutUrl: 'string',
  PortMyNumberUrl: 'string',
})

export const customerInfo = dto(
  customers,
  'CustomerInfo',
  {
    AccountId: 'string',
    ParentCustomerId: 'string',
    Breadcrumb: list(customerBreadcrumb),
    AccountName: 'string',
    IsStaging: 'boolean',
    Name: 'string',
    ReferenceId: 'string',
    Data: struct,
    Tags: list(tag),
    Schedule: schedule,
    IntegrationData: entityIntegrationData,
    OverrideBillingSettings: 'boolean',
    BillingSettings: billingSettings,
    OverrideAppSettings: 'boolean',
    AppSettings: appSettings,
  },
  { base: entityInfo },
)

export const accountInfo = dto(
  accounts,
  'AccountInfo',
  {
    Name: 'string',
    ParentAccountId: 'string',
    TwilioAccountSid: 'string',
    AncestorIds: list('string'),
    MaxPhoneNumbers: 'int',
    IsBYOA: 'boolean',
    TrustHubProfileSid: 'string',
    LogoId: 'string',
    LogoUri: 'string',
    BillingSettings: billingSettings,
  },
  { base: entityInfo },
)

export const customerList = listResponse(customerInfo)
export const accountList = listResponse(accountInfo)

function listResponse(item: Dto): Dto {
  const members: Members = { Items: list(item), TotalCount: 'int', TotalPages: 'int', HasMorePages: 'boolean' }
  return dto(voiceApi, 'ListResponse', members, { typeArgument: item })
}

function listRequest(item: Dto): Dto {
  const members: Members = {
    Page: 'int',
    All: 'boolean',
    CountPerPage: 'int',
    SpecificIds: list('string'),
    SortField: 'string',
    SortOrder: enumOf(voiceApi, 'SortOrders', ['Ascend', 'Descend']),
    SimplifiedPaging: 'boolean',
  }
  return dto(voiceApi, 'ListRequest', members, { typeArgument: item })
}

export const listCustomers = dto(
  customers,
  'ListCustomers',
  {
    AccountIds: list('string'),
    NameFilter: 'string',
    ParentCustomerIds: list('string'),
    ShallowParent: 'boolean',
    TagIds: list('string'),
  },
  { base: listRequest(customerInfo) },
)

export const getCustomer = dto(customers, 'GetCustomer', { CustomerId: 'string' })

export const newCustomer = dto(customers, 'NewCustomer', {
  AccountId: 'string',
  Name: 'string',
  ParentCustomerId: 'string',
  ReferenceId: 'string',
  Data: struct,
})

export const patchCustomer = dto(customers, 'PatchCustomer', {
  CustomerId: 'string',
  Name: 'string',
  ParentCustomerId: 'string',
  ReferenceId: 'string',
  Data: struct,
  TagIds: list('string'),
  Schedule: schedule,
  OverrideBillingSettings: nullable('boolean'),
  BillingSettings: billingSettings,
  OverrideAppSettings: nullable('boolean'),
  AppSettings: appSettings,
})

/** The documents' own names the customer only; a client that knows no more deletes no customer that has children. */
export const deleteCustomer = dto(customers, 'DeleteCustomer', {
  CustomerId: 'string',
  WithDescendants: nullable('boolean'),
})

export const setCustomerStagingMode = dto(customers, 'SetCustomerStagingMode', {
  CustomerId: 'string',
  IsStaging: 'boolean',
})

export const getInheritedSchedule = dto(customers, 'GetInheritedSchedule', { CustomerId: 'string' })

export const testSchedule = dto(customers, 'TestSchedule', {
  CustomerId: 'string',
  Schedule: schedule,
  DateTime: 'date',
})

export const testScheduleResponse = dto(customers, 'TestScheduleResponse', {
  StateName: 'string',
  TimeZoneId: 'string',
})

export const listAccounts = dto(
  accounts,
  'ListAccounts',
  { NameFilter: 'string', ParentAccountIds: list('string') },
  { base: listRequest(accountInfo) },
)

export const getAccount = dto(accounts, 'GetAccount', { AccountId: 'string' })

const accountMembers: Members = {
  TwilioAccountSid: 'string',
  MaxPhoneNumbers: nullable('int'),
  IsBYOA: nullable('boolean'),
  TrustHubProfileSid: 'string',
  LogoId: 'string',
  LogoUri: 'string',
  BillingSettings: billingSettings,
}

export const newAccount = dto(accounts, 'NewAccount', {
  Name: 'string',
  ParentAccountId: 'string',
  ...accountMembers,
})

export const patchAccount = dto(accounts, 'PatchAccount', { AccountId: 'string', Name: 'string', ...accountMembers })

export const authenticate = dto(
  serviceStack,
  'Authenticate',
  { provider: 'string', UserName: 'string', Password: 'string', RememberMe: nullable('boolean') },
  { isOrdered: true },
)

export const logout = dto(serviceStack, 'Logout', {})

const responseError = dto(
  serviceStack,
  'ResponseError',
  { ErrorCode: 'string', FieldName: 'string', Message: 'string' },
  { isOrdered: true },
)

const responseStatus = dto(
  serviceStack,
  'ResponseStatus',
  { ErrorCode: 'string', Message: 'string', StackTrace: 'string', Errors: list(responseError) },
  { isOrdered: true },
)

/** What every failed request answers. */
export const errorResponse = dto(serviceStack, 'ErrorResponse', { ResponseStatus: responseStatus }, { isOrdered: true })

export const authenticateResponse = dto(
  serviceStack,
  'AuthenticateResponse',
  {
    UserId: 'string',
    SessionId: 'string',
    UserName: 'string',
    DisplayName: 'string',
    ReferrerUrl: 'string',
    BearerToken: 'string',
    RefreshToken: 'string',
    ProfileUrl: 'string',
    Roles: list('string'),
    Permissions: list('string'),
    ResponseStatus: responseStatus,
  },
  { isOrdered: true },
)

export const getAuthStatus = dto(voiceApi, 'GetAuthStatus', {})

export const authStatus = dto(voiceApi, 'AuthStatus', {
  IsAuthenticated: 'boolean',
  Id: 'string',
  Name: 'string',
  EmailAddress: 'string',
  Roles: list('string'),
  AccountIds: list('string'),
  AccountNames: list('string'),
})

function enumOf(namespace: string, name: string, values: readonly string[]): EnumType {
  return { kind: 'enum', name, namespace, values }
}
