/**
 * The objects of the service documents as JSON: names letter for letter, null members left out. What is read from a
 * file has these shapes only once it has been checked; what is written has them always.
 */

/** A dictionary of data values on the wire: `{"vip":{"boolValue":true}}`. */
export type StructInfo = { readonly [name: string]: ValueInfo }

export interface ValueInfo {
  readonly boolValue?: boolean
  readonly stringValue?: string
  readonly numberValue?: number
  readonly listValue?: readonly StructInfo[]
  readonly structValue?: StructInfo
}

export type TagColorInfo =
  | 'Magenta'
  | 'Red'
  | 'Volcano'
  | 'Orange'
  | 'Gold'
  | 'Lime'
  | 'Green'
  | 'Cyan'
  | 'Blue'
  | 'GeekBlue'
  | 'Purple'

export interface TagInfo {
  readonly id: string
  readonly name?: string
  readonly color?: TagColorInfo
}

export type DayInfo = 'Sunday' | 'Monday' | 'Tuesday' | 'Wednesday' | 'Thursday' | 'Friday' | 'Saturday'

export interface ScheduleDayInfo {
  readonly offset?: number
  readonly dayOfWeek?: DayInfo
}

/** Dates are `YYYY-MM-DD`, times `HH:mm`, both on the wall clock. */
export interface SchedulingRuleInfo {
  readonly id?: string
  readonly name?: string
  readonly priority?: number
  readonly state?: string
  readonly source?: string
  readonly condition?: string
  readonly simpleRuleType?: 'Always' | 'CustomerState' | 'Time'
  readonly customerState?: string
  readonly flowId?: string
  readonly flowParams?: StructInfo
  readonly isAllDay?: boolean
  readonly startDate?: string
  readonly startTime?: string
  readonly endTime?: string
  readonly bySetPosition?: readonly number[]
  readonly byMonth?: readonly number[]
  readonly byWeekNo?: readonly number[]
  readonly byYearDay?: readonly number[]
  readonly byMonthDay?: readonly number[]
  readonly byDay?: readonly ScheduleDayInfo[]
  readonly byHour?: readonly number[]
  readonly byMinute?: readonly number[]
  readonly interval?: number
  readonly count?: number
  readonly untilDate?: string
  readonly frequency?: 'None' | 'Secondly' | 'Minutely' | 'Hourly' | 'Daily' | 'Weekly' | 'Monthly' | 'Yearly'
}

export interface ScheduleInfo {
  readonly timeZoneId?: string
  readonly inherit?: boolean
  readonly forceClosed?: boolean
  readonly rules?: readonly SchedulingRuleInfo[]
  readonly defaultState?: string
}

export interface BillingItemInfo {
  readonly baseCost?: number
  readonly rawUnitMultiplier?: number
  readonly unitCost?: number
  readonly allowance?: number
}

export interface BillingSettingsInfo {
  readonly base?: BillingItemInfo
  readonly localNumbers?: BillingItemInfo
  readonly tollFreeNumbers?: BillingItemInfo
  readonly inboundVoiceCalls?: BillingItemInfo
  readonly outboundVoiceCalls?: BillingItemInfo
  readonly inboundFaxes?: BillingItemInfo
  readonly outboundFaxes?: BillingItemInfo
  readonly inboundSmsMessages?: BillingItemInfo
  readonly outboundSmsMessages?: BillingItemInfo
  readonly aiInsights?: BillingItemInfo
  readonly aiLiveMinutes?: BillingItemInfo
}

export interface AppSettingsInfo {
  readonly enablePhoneNumberManagement?: boolean
  readonly enableDeviceManagement?: boolean
  readonly enableDialer?: boolean
  readonly enableCallHistory?: boolean
  readonly enableAssistants?: boolean
  readonly showFileNameInMessageCenter?: boolean
  readonly chakraTheme?: string
  readonly customCss?: string
  readonly pageTitle?: string
  readonly stringMappings?: string
  readonly logoutUrl?: string
  readonly portMyNumberUrl?: string
}

/** What every stored object carries; dates are RFC 3339 in UTC. */
export interface EntityInfo {
  readonly id: string
  readonly dateCreated?: string
  readonly dateLastModified?: string
  readonly createdBy?: string
  readonly lastModifiedBy?: string
}

export interface BreadcrumbInfo {
  readonly id: string
  readonly name?: string
}

export interface CustomerInfo extends EntityInfo {
  readonly accountId?: string
  readonly parentCustomerId?: string
  /** The ancestors, root first, without the customer itself. */
  readonly breadcrumb?: readonly BreadcrumbInfo[]
  readonly accountName?: string
  readonly isStaging?: boolean
  readonly name?: string
  readonly referenceId?: string
  readonly data?: StructInfo
  readonly tags?: readonly TagInfo[]
  readonly schedule?: ScheduleInfo
  readonly integrationData?: Readonly<Record<string, { readonly thirdPartyId?: string }>>
  readonly overrideBillingSettings?: boolean
  readonly billingSettings?: BillingSettingsInfo
  readonly overrideAppSettings?: boolean
  readonly appSettings?: AppSettingsInfo
}

export interface AccountInfo extends EntityInfo {
  readonly name?: string
  readonly parentAccountId?: string
  readonly twilioAccountSid?: string
  /** Root first. */
  readonly ancestorIds?: readonly string[]
  readonly maxPhoneNumbers?: number
  readonly isBYOA?: boolean
  readonly trustHubProfileSid?: string
  readonly logoId?: string
  readonly logoUri?: string
  readonly billingSettings?: BillingSettingsInfo
}
