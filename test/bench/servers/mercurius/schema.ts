import { billingItemKinds } from '../../../../src/billing/model.ts'

/** The part of the gateway's schema that the operations ask for. */
export const schema = `
  scalar DateTime
  scalar Struct
  type Query {
    customer(id: ID!): Customer
    customers(first: Int, after: String, filter: CustomerFilter): CustomerConnection!
  }
  type Mutation { patchCustomer(input: PatchCustomerInput!): PatchCustomerPayload! }
  input CustomerFilter { accountIds: [ID!] nameFilter: String }
  input PatchCustomerInput { customerId: ID! name: String tagIds: [ID!] }
  type PatchCustomerPayload { customer: Customer userErrors: [UserError!]! }
  type UserError { code: String! message: String! }
  type PageInfo { hasNextPage: Boolean! endCursor: String }
  type CustomerConnection { nodes: [Customer!]! pageInfo: PageInfo! totalCount: Int! }
  type Account { id: ID! name: String! }
  type Tag { id: ID! name: String! color: String! }
  type CustomerBreadcrumb { id: ID! name: String! }
  type Customer {
    id: ID! name: String! referenceId: String isStaging: Boolean! version: Int! dateCreated: DateTime!
    dateLastModified: DateTime! createdBy: String! lastModifiedBy: String! accountId: ID! parentCustomerId: ID
    overrideBillingSettings: Boolean! overrideAppSettings: Boolean! parent: Customer account: Account! tags: [Tag!]!
    breadcrumb: [CustomerBreadcrumb!]! schedule: Schedule! billingSettings: BillingSettings appSettings: AppSettings
    descendants(first: Int): CustomerConnection!
  }
  type Schedule {
    timeZoneId: String inherit: Boolean! forceClosed: Boolean! defaultState: String rules: [SchedulingRule!]!
  }
  type SchedulingRule {
    id: ID! name: String priority: Int! state: String source: String condition: String simpleRuleType: String!
    customerState: String flowId: String flowParams: Struct isAllDay: Boolean! startDate: String startTime: String
    endTime: String bySetPosition: [Int!]! byMonth: [Int!]! byWeekNo: [Int!]! byYearDay: [Int!]! byMonthDay: [Int!]!
    byDay: [ScheduleDay!]! byHour: [Int!]! byMinute: [Int!]! interval: Int! count: Int! untilDate: String
    frequency: String!
  }
  type ScheduleDay { offset: Int! dayOfWeek: String! }
  type BillingSettings { ${billingItemKinds.map((kind) => `${kind}: BillingItem`).join(' ')} }
  type BillingItem { baseCost: Float! rawUnitMultiplier: Float! unitCost: Float! allowance: Int! }
  type AppSettings {
    enablePhoneNumberManagement: Boolean! enableDeviceManagement: Boolean! enableDialer: Boolean!
    enableCallHistory: Boolean! enableAssistants: Boolean! showFileNameInMessageCenter: Boolean! chakraTheme: String
    customCss: String pageTitle: String stringMappings: String logoutUrl: String portMyNumberUrl: String
  }
`
