/** What the gateway itself gives to an object. */
export interface Stamps {
  readonly id: string
  readonly version: number
  readonly dateCreated: string
  readonly dateLastModified: string
}

export interface BillingSettings {
  readonly base: {
    readonly baseCost: number
    readonly rawUnitMultiplier: number
    readonly unitCost: number
    readonly allowance: number
  }
}

export interface Account extends Stamps {
  readonly name: string
  readonly parentId: string | null
  readonly twilioAccountSid: string
  readonly trustHubProfileSid: string
  readonly maxPhoneNumbers: number
  readonly isBYOA: boolean
  readonly logoId: string
  readonly logoUri: string
  readonly billingSettings: BillingSettings | null
}

export interface Tag {
  readonly id: string
  readonly name: string
  readonly color: string
  readonly accountId: string
}

/** Members that are left out have their defaults. */
export interface Schedule {
  readonly inherit?: boolean
  readonly forceClosed?: boolean
  readonly timeZoneId?: string
  readonly defaultState?: string
  readonly rules?: readonly { readonly id: string; readonly name: string; readonly state: string }[]
}

export interface Customer extends Stamps {
  readonly name: string
  readonly accountId: string
  readonly parentId: string | null
  readonly referenceId: string | null
  readonly data: Readonly<Record<string, string>>
  readonly isStaging: boolean
  readonly tagIds: readonly string[]
  readonly integrationData: readonly { readonly key: string; readonly thirdPartyId: string }[]
  readonly schedule: Schedule
  readonly overrideBillingSettings: boolean
  readonly billingSettings: BillingSettings | null
  readonly overrideAppSettings: boolean
  readonly appSettings: { readonly pageTitle: string; readonly enableDialer: boolean } | null
}

/** A change of a customer, as who sees everything is shown it. */
export interface Change {
  readonly id: string
  readonly customerId: string
  readonly version: number
  readonly at: string
  readonly by: string
  readonly action: string
  readonly fields: readonly string[]
  readonly before: Readonly<Record<string, unknown>> | null
  readonly after: Readonly<Record<string, unknown>> | null
}

export interface Webhook {
  readonly id: string
  readonly url: string
  readonly accountId: string
  readonly dateCreated: string
  /** Newest change first. */
  readonly deliveries: readonly Delivery[]
}

export interface Delivery {
  readonly id: string
  readonly change: Change
  readonly status: string
  readonly attempts: number
  readonly lastStatusCode: number | null
  readonly lastAttemptAt: string | null
  readonly nextAttemptAt: string | null
}

/** All that there is. */
export interface World {
  readonly accounts: readonly Account[]
  readonly customers: readonly Customer[]
  /** Customers that were deleted. */
  readonly deleted: readonly Customer[]
  readonly tags: readonly Tag[]
  readonly changes: readonly Change[]
  readonly webhooks: readonly Webhook[]
  /** The id of `Oslo`, `Oslo 1.1` or `Oslo Gold`; of anything else one that nothing has. */
  id(name: string): string
}
