import type { IReturn } from '@servicestack/client'

/*
 * The classes that a program of the existing service has: its service documents as ServiceStack's tools write them in
 * TypeScript.
 */

/** Takes its members from `init`. */
abstract class Request<Init, Response> implements IReturn<Response> {
  constructor(init: Init) {
    Object.assign(this, init)
  }
  abstract getTypeName(): string
  abstract getMethod(): string
  abstract createResponse(): Response
}

export class EntityInfo {
  declare readonly id: string
  declare readonly dateCreated: string
  declare readonly dateLastModified: string
  declare readonly createdBy: string
  declare readonly lastModifiedBy: string
}

export interface Value {
  readonly boolValue?: boolean
  readonly stringValue?: string
  readonly numberValue?: number
  readonly listValue?: readonly Struct[]
  readonly structValue?: Struct
}

export interface Struct {
  readonly [name: string]: Value
}

export interface Tag {
  readonly id: string
  readonly name: string
  readonly color: string
}

export interface SchedulingRule {
  readonly id?: string
  readonly name?: string
  readonly priority?: number
  readonly state?: string
  readonly simpleRuleType?: 'Always' | 'CustomerState' | 'Time'
  readonly byMonth?: readonly number[]
  readonly byDay?: readonly { readonly offset: number; readonly dayOfWeek: string }[]
  readonly startTime?: string
  readonly endTime?: string
  readonly frequency?: string
}

export interface Schedule {
  readonly timeZoneId?: string
  readonly inherit?: boolean
  readonly forceClosed?: boolean
  readonly rules?: readonly SchedulingRule[]
  readonly defaultState?: string
}

export interface BillingItem {
  readonly baseCost?: number
  readonly rawUnitMultiplier?: number
  readonly unitCost?: number
  readonly allowance?: number
}

export interface BillingSettings {
  readonly base?: BillingItem
  readonly aiInsights?: BillingItem
}

export interface AppSettings {
  readonly enableDialer?: boolean
  readonly pageTitle?: string
}

export class CustomerInfo extends EntityInfo {
  declare readonly accountId: string
  declare readonly parentCustomerId?: string
  declare readonly breadcrumb: readonly { readonly id: string; readonly name: string }[]
  declare readonly accountName: string
  declare readonly isStaging: boolean
  declare readonly name: string
  declare readonly referenceId?: string
  declare readonly data: Struct
  declare readonly tags: readonly Tag[]
  declare readonly schedule: Schedule
  declare readonly overrideBillingSettings: boolean
  declare readonly billingSettings?: BillingSettings
  declare readonly overrideAppSettings: boolean
  declare readonly appSettings?: AppSettings
}

export class AccountInfo extends EntityInfo {
  declare readonly name: string
  declare readonly parentAccountId?: string
  declare readonly twilioAccountSid?: string
  declare readonly ancestorIds: readonly string[]
  declare readonly maxPhoneNumbers: number
  declare readonly isBYOA: boolean
  declare readonly billingSettings?: BillingSettings
}

export class ListResponse<Item> {
  declare readonly items: readonly Item[]
  declare readonly totalCount: number
  declare readonly totalPages: number
  declare readonly hasMorePages: boolean
}

export interface ListRequest {
  readonly page?: number
  readonly all?: boolean
  readonly countPerPage?: number
  readonly specificIds?: readonly string[] | null
  readonly sortField?: string | null
  readonly sortOrder?: 'Ascend' | 'Descend'
  readonly simplifiedPaging?: boolean
}

interface CustomerFilter extends ListRequest {
  readonly accountIds?: readonly string[] | null
  readonly nameFilter?: string | null
  readonly parentCustomerIds?: readonly string[] | null
  readonly shallowParent?: boolean
  readonly tagIds?: readonly string[] | null
}

export class ListCustomers extends Request<CustomerFilter, ListResponse<CustomerInfo>> {
  getTypeName = () => 'ListCustomers'
  getMethod = () => 'GET'
  createResponse = () => new ListResponse<CustomerInfo>()
}

interface OfCustomer {
  readonly customerId: string
}

export class GetCustomer extends Request<OfCustomer, CustomerInfo> {
  getTypeName = () => 'GetCustomer'
  getMethod = () => 'GET'
  createResponse = () => new CustomerInfo()
}

interface CustomerToMake {
  readonly accountId?: string
  readonly name?: string
  readonly parentCustomerId?: string
  readonly referenceId?: string
  readonly data?: Struct
}

export class NewCustomer extends Request<CustomerToMake, CustomerInfo> {
  getTypeName = () => 'NewCustomer'
  getMethod = () => 'POST'
  createResponse = () => new CustomerInfo()
}

interface CustomerPatch extends OfCustomer {
  readonly name?: string
  readonly parentCustomerId?: string
  readonly referenceId?: string | null
  readonly data?: Struct
  readonly tagIds?: readonly string[]
  readonly schedule?: Schedule
  readonly overrideBillingSettings?: boolean
  readonly billingSettings?: BillingSettings
  readonly overrideAppSettings?: boolean
  readonly appSettings?: AppSettings
}

export class PatchCustomer extends Request<CustomerPatch, CustomerInfo> {
  getTypeName = () => 'PatchCustomer'
  getMethod = () => 'PATCH'
  createResponse = () => new CustomerInfo()
}

export class SetCustomerStagingMode extends Request<OfCustomer & { readonly isStaging: boolean }, CustomerInfo> {
  getTypeName = () => 'SetCustomerStagingMode'
  getMethod = () => 'POST'
  createResponse = () => new CustomerInfo()
}

export class GetInheritedSchedule extends Request<OfCustomer, Schedule> {
  getTypeName = () => 'GetInheritedSchedule'
  getMethod = () => 'GET'
  createResponse = (): Schedule => ({})
}

interface AccountFilter extends ListRequest {
  readonly nameFilter?: string
  readonly parentAccountIds?: readonly string[]
}

export class ListAccounts extends Request<AccountFilter, ListResponse<AccountInfo>> {
  getTypeName = () => 'ListAccounts'
  getMethod = () => 'GET'
  createResponse = () => new ListResponse<AccountInfo>()
}

export class GetAccount extends Request<{ readonly accountId: string }, AccountInfo> {
  getTypeName = () => 'GetAccount'
  getMethod = () => 'GET'
  createResponse = () => new AccountInfo()
}

interface AccountDetails {
  readonly twilioAccountSid?: string
  readonly maxPhoneNumbers?: number
  readonly isBYOA?: boolean
  readonly billingSettings?: BillingSettings
}

export class NewAccount extends Request<
  AccountDetails & { readonly name: string; readonly parentAccountId?: string },
  AccountInfo
> {
  getTypeName = () => 'NewAccount'
  getMethod = () => 'POST'
  createResponse = () => new AccountInfo()
}

export class PatchAccount extends Request<
  AccountDetails & { readonly accountId: string; readonly name?: string },
  AccountInfo
> {
  getTypeName = () => 'PatchAccount'
  getMethod = () => 'PATCH'
  createResponse = () => new AccountInfo()
}

export interface AuthStatus {
  readonly isAuthenticated: boolean
  readonly id?: string
  readonly name?: string
  readonly emailAddress?: string
  readonly roles?: readonly string[]
  readonly accountIds?: readonly string[]
  readonly accountNames?: readonly string[]
}

interface Credentials {
  readonly provider: 'credentials' | 'logout'
  readonly userName?: string
  readonly password?: string
  readonly rememberMe?: boolean
}

export interface AuthenticateResponse {
  readonly userId?: string
  readonly userName?: string
  readonly displayName?: string
  readonly roles?: readonly string[]
}

export class Authenticate extends Request<Credentials, AuthenticateResponse> {
  getTypeName = () => 'Authenticate'
  getMethod = () => 'POST'
  createResponse = (): AuthenticateResponse => ({})
}
