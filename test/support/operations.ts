import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';
export type Maybe<T> = T | null;
export type InputMaybe<T> = Maybe<T>;
export type Exact<T extends { [key: string]: unknown }> = { [K in keyof T]: T[K] };
export type MakeOptional<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]?: Maybe<T[SubKey]> };
export type MakeMaybe<T, K extends keyof T> = Omit<T, K> & { [SubKey in K]: Maybe<T[SubKey]> };
export type MakeEmpty<T extends { [key: string]: unknown }, K extends keyof T> = { [_ in K]?: never };
export type Incremental<T> = T | { [P in keyof T]?: P extends ' $fragmentName' | '__typename' ? T[P] : never };
/** All built-in and custom scalars, mapped to their actual values */
export type Scalars = {
  ID: { input: string; output: string; }
  String: { input: string; output: string; }
  Boolean: { input: boolean; output: boolean; }
  Int: { input: number; output: number; }
  Float: { input: number; output: number; }
  /** RFC 3339 instant with offset, e.g. 2026-11-21T09:30:00.000Z. Always answered in UTC with milliseconds. */
  DateTime: { input: string; output: string; }
  /** Exact decimal number as a string without exponent and trailing zeros, e.g. `"12.5"`. Sent as a string of at most 40 digits without exponent; also as a number, where it is not beyond 2^53 in JSON. */
  Decimal: { input: string; output: string; }
  /** Any JSON value. */
  JSON: { input: unknown; output: unknown; }
  /** A dictionary of data values, written and read as a plain JSON object. A value is a boolean, a string, a finite number, an object (again a Struct) or a list of objects: exactly what the service's Value can hold. Anything else (null, a list of scalars, a list in a list) is refused with a user error that names the path. */
  Struct: { input: Record<string, unknown>; output: Record<string, unknown>; }
};

/** All given conditions must hold. */
export type AccountFilter = {
  /** Part of the name, without regard to case. */
  readonly nameFilter?: InputMaybe<Scalars['String']['input']>;
  /** Only direct children of these accounts. */
  readonly parentAccountIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Only these accounts. */
  readonly specificIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** How a list of accounts is sorted. */
export type AccountOrder = {
  /** Which way. */
  readonly direction?: InputMaybe<SortOrders>;
  /** What to sort by. */
  readonly field: AccountSortField;
};

/** What a list of accounts is sorted by; ties are sorted by id. */
export type AccountSortField =
  /** By the time of creation. */
  | 'DateCreated'
  /** By the time of the last change. */
  | 'DateLastModified'
  /** By id. */
  | 'Id'
  /** By name, without regard to case. */
  | 'Name';

/** What the app of a customer shows, and how. It replaces the stored settings as a whole: switches left out are off, texts left out are null. */
export type AppSettingsInput = {
  /** The name of the theme, at most 255 characters. */
  readonly chakraTheme?: InputMaybe<Scalars['String']['input']>;
  /** Style sheet added to each page, at most 64 KiB. */
  readonly customCss?: InputMaybe<Scalars['String']['input']>;
  /** Whether assistants are shown. */
  readonly enableAssistants?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the call history is shown. */
  readonly enableCallHistory?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether users manage devices. */
  readonly enableDeviceManagement?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the dialer is shown. */
  readonly enableDialer?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether users manage phone numbers. */
  readonly enablePhoneNumberManagement?: InputMaybe<Scalars['Boolean']['input']>;
  /** Where signing out leads: an http(s) URL, or a path that begins with one `/`. */
  readonly logoutUrl?: InputMaybe<Scalars['String']['input']>;
  /** The title of each page, at most 255 characters. */
  readonly pageTitle?: InputMaybe<Scalars['String']['input']>;
  /** Where porting a number leads: an http(s) URL, or a path that begins with one `/`. */
  readonly portMyNumberUrl?: InputMaybe<Scalars['String']['input']>;
  /** Whether the message center shows file names. */
  readonly showFileNameInMessageCenter?: InputMaybe<Scalars['Boolean']['input']>;
  /** Texts that replace those of the app, at most 64 KiB. */
  readonly stringMappings?: InputMaybe<Scalars['String']['input']>;
};

/** What one kind of usage costs; members left out are 0. */
export type BillingItemInput = {
  /** How many units are free; not negative. */
  readonly allowance?: InputMaybe<Scalars['Int']['input']>;
  /** What is charged in any case. Negative for a credit. */
  readonly baseCost?: InputMaybe<Scalars['Float']['input']>;
  /** Units for one raw unit, e.g. 1/60 to bill seconds as minutes. */
  readonly rawUnitMultiplier?: InputMaybe<Scalars['Float']['input']>;
  /** What a unit costs beyond the allowance. Negative for a credit. */
  readonly unitCost?: InputMaybe<Scalars['Float']['input']>;
};

/** What is billed. */
export type BillingItemKind =
  /** Insights that an AI draws from calls. */
  | 'aiInsights'
  /** Minutes of live AI agents. */
  | 'aiLiveMinutes'
  /** The subscription itself. */
  | 'base'
  /** Faxes received. */
  | 'inboundFaxes'
  /** Text messages received. */
  | 'inboundSmsMessages'
  /** Calls received. */
  | 'inboundVoiceCalls'
  /** Local phone numbers. */
  | 'localNumbers'
  /** Faxes sent. */
  | 'outboundFaxes'
  /** Text messages sent. */
  | 'outboundSmsMessages'
  /** Calls made. */
  | 'outboundVoiceCalls'
  /** Toll-free phone numbers. */
  | 'tollFreeNumbers';

/** What is billed, item by item. It replaces the stored settings as a whole: items left out become null. */
export type BillingSettingsInput = {
  /** Insights that an AI draws from calls. */
  readonly aiInsights?: InputMaybe<BillingItemInput>;
  /** Minutes of live AI agents. */
  readonly aiLiveMinutes?: InputMaybe<BillingItemInput>;
  /** The subscription itself. */
  readonly base?: InputMaybe<BillingItemInput>;
  /** Faxes received. */
  readonly inboundFaxes?: InputMaybe<BillingItemInput>;
  /** Text messages received. */
  readonly inboundSmsMessages?: InputMaybe<BillingItemInput>;
  /** Calls received. */
  readonly inboundVoiceCalls?: InputMaybe<BillingItemInput>;
  /** Local phone numbers. */
  readonly localNumbers?: InputMaybe<BillingItemInput>;
  /** Faxes sent. */
  readonly outboundFaxes?: InputMaybe<BillingItemInput>;
  /** Text messages sent. */
  readonly outboundSmsMessages?: InputMaybe<BillingItemInput>;
  /** Calls made. */
  readonly outboundVoiceCalls?: InputMaybe<BillingItemInput>;
  /** Toll-free phone numbers. */
  readonly tollFreeNumbers?: InputMaybe<BillingItemInput>;
};

/** What kind of write made a change. */
export type ChangeAction =
  /** The customer was made. */
  | 'Created'
  /** The customer was deleted. */
  | 'Deleted'
  /** The customer was made or changed by an import. */
  | 'Imported'
  /** Fields, integrations, tags or the place in the tree were changed; also by deleting a tag. */
  | 'Patched'
  /** The customer was brought back. */
  | 'Restored'
  /** The staging switch was set. */
  | 'StagingModeSet';

/** All given conditions must hold. An empty list matches nothing. */
export type CustomerFilter = {
  /** Only those of exactly these accounts. */
  readonly accountIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Only those in staging, or only those that are not. */
  readonly isStaging?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only those changed at this instant or later. */
  readonly modifiedSince?: InputMaybe<Scalars['DateTime']['input']>;
  /** Part of the name, without regard to case. */
  readonly nameFilter?: InputMaybe<Scalars['String']['input']>;
  /** Customers below any of these, at any depth unless `shallowParent`. */
  readonly parentCustomerIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Only those with exactly one of these reference ids. */
  readonly referenceIds?: InputMaybe<ReadonlyArray<Scalars['String']['input']>>;
  /** Only direct children of `parentCustomerIds`. */
  readonly shallowParent?: InputMaybe<Scalars['Boolean']['input']>;
  /** Only these customers. */
  readonly specificIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Must carry all of these tags. */
  readonly tagIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** How a list of customers is sorted. */
export type CustomerOrder = {
  /** Which way. */
  readonly direction?: InputMaybe<SortOrders>;
  /** What to sort by. */
  readonly field: CustomerSortField;
};

/** What a list of customers is sorted by; ties are sorted by id. */
export type CustomerSortField =
  /** By the time of creation. */
  | 'DateCreated'
  /** By the time of the last change. */
  | 'DateLastModified'
  /** By id. */
  | 'Id'
  /** By name, without regard to case. */
  | 'Name'
  /** By reference id, without regard to case; those without one last. */
  | 'ReferenceId';

/** A day of the week. */
export type DayOfWeek =
  | 'Friday'
  | 'Monday'
  | 'Saturday'
  | 'Sunday'
  | 'Thursday'
  | 'Tuesday'
  | 'Wednesday';

/** The customer to delete. Refused with HasChildren unless `withDescendants`. */
export type DeleteCustomerInput = {
  /** The customer to delete. */
  readonly customerId: Scalars['ID']['input'];
  /** Check everything and tell what would be deleted, delete nothing. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** When given and not the current version: a Conflict, and nothing is deleted. */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Whether all below it goes with it; restoring it brings them back as well. */
  readonly withDescendants?: InputMaybe<Scalars['Boolean']['input']>;
};

/** The tag to delete. */
export type DeleteTagInput = {
  /** The tag. Customers who carry it lose it, which is a change of each of them. */
  readonly tagId: Scalars['ID']['input'];
};

/** The webhook to delete. */
export type DeleteWebhookInput = {
  /** The webhook; its deliveries go with it. */
  readonly webhookId: Scalars['ID']['input'];
};

/** The account to make. */
export type NewAccountInput = {
  /** What the account's customers are billed, unless they override it. Null for viewers who do not manage the account. */
  readonly billingSettings?: InputMaybe<BillingSettingsInput>;
  /** Whether the account brings its own carrier account. */
  readonly isBYOA?: InputMaybe<Scalars['Boolean']['input']>;
  /** The id of the logo file. */
  readonly logoId?: InputMaybe<Scalars['String']['input']>;
  /** Where the logo is: an http(s) URL, or a path that begins with one `/`. */
  readonly logoUri?: InputMaybe<Scalars['String']['input']>;
  /** How many phone numbers the account may have; not negative. */
  readonly maxPhoneNumbers?: InputMaybe<Scalars['Int']['input']>;
  /** The name of the account, 1 to 255 characters. */
  readonly name: Scalars['String']['input'];
  /** The account above. Only a SystemAdministrator may leave it out, which makes a root. */
  readonly parentAccountId?: InputMaybe<Scalars['ID']['input']>;
  /** The TrustHub profile. Null for viewers who do not manage the account. */
  readonly trustHubProfileSid?: InputMaybe<Scalars['String']['input']>;
  /** The account of the telephone carrier. Null for viewers who do not manage the account. */
  readonly twilioAccountSid?: InputMaybe<Scalars['String']['input']>;
};

/** The customer to make. */
export type NewCustomerInput = {
  /** The account. Left out: the parent's account, else your only account. */
  readonly accountId?: InputMaybe<Scalars['ID']['input']>;
  /** Values of your own, at most 64 KiB and 16 levels. */
  readonly data?: InputMaybe<Scalars['Struct']['input']>;
  /** The name of the company, 1 to 255 characters. */
  readonly name: Scalars['String']['input'];
  /** The customer above, of the same account. Left out: a root. */
  readonly parentCustomerId?: InputMaybe<Scalars['ID']['input']>;
  /** The id of the company elsewhere, e.g. in your own system; at most 255 characters. */
  readonly referenceId?: InputMaybe<Scalars['String']['input']>;
};

/** The tag to make. */
export type NewTagInput = {
  /** The account that it belongs to. Left out: your only account. */
  readonly accountId?: InputMaybe<Scalars['ID']['input']>;
  /** The colour that the tag is shown in. */
  readonly color: TagColors;
  /** The name, 1 to 255 characters; unique within the account, without regard to case. */
  readonly name: Scalars['String']['input'];
};

/** The webhook to make. */
export type NewWebhookInput = {
  /** The account whose customers it tells of, and those of the accounts below. */
  readonly accountId: Scalars['ID']['input'];
  /** Where to post to: http or https, up to 2048 characters, without user, password and fragment. */
  readonly url: Scalars['String']['input'];
};

/** What to change: a field left out stays, an explicit null clears it. */
export type PatchAccountInput = {
  /** The account to change. */
  readonly accountId: Scalars['ID']['input'];
  /** What the account's customers are billed, unless they override it. Null for viewers who do not manage the account. */
  readonly billingSettings?: InputMaybe<BillingSettingsInput>;
  /** When given and not the current version: a Conflict, and nothing is written. */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** Whether the account brings its own carrier account. */
  readonly isBYOA?: InputMaybe<Scalars['Boolean']['input']>;
  /** The id of the logo file. */
  readonly logoId?: InputMaybe<Scalars['String']['input']>;
  /** Where the logo is: an http(s) URL, or a path that begins with one `/`. */
  readonly logoUri?: InputMaybe<Scalars['String']['input']>;
  /** How many phone numbers the account may have; not negative. */
  readonly maxPhoneNumbers?: InputMaybe<Scalars['Int']['input']>;
  /** The name of the account, 1 to 255 characters. It cannot be cleared. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** The TrustHub profile. Null for viewers who do not manage the account. */
  readonly trustHubProfileSid?: InputMaybe<Scalars['String']['input']>;
  /** The account of the telephone carrier. Null for viewers who do not manage the account. */
  readonly twilioAccountSid?: InputMaybe<Scalars['String']['input']>;
};

/** What to change: a field left out stays, an explicit null clears it. Documents are replaced whole. */
export type PatchCustomerInput = {
  /** The customer's own app settings, as stored. */
  readonly appSettings?: InputMaybe<AppSettingsInput>;
  /** The customer's own billing settings, as stored. */
  readonly billingSettings?: InputMaybe<BillingSettingsInput>;
  /** The customer to change. */
  readonly customerId: Scalars['ID']['input'];
  /** Values of your own, at most 64 KiB and 16 levels. */
  readonly data?: InputMaybe<Scalars['Struct']['input']>;
  /** Check and compute everything, write nothing: the payload shows all as it would be, but for `history`, which holds what happened. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** When given and not the current version: a Conflict, and nothing is written. */
  readonly expectedVersion?: InputMaybe<Scalars['Int']['input']>;
  /** The name of the company, 1 to 255 characters. It cannot be cleared. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Whether the customer's own app settings apply, instead of its parent's. */
  readonly overrideAppSettings?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the customer's own billing settings apply, instead of its parent's or account's. */
  readonly overrideBillingSettings?: InputMaybe<Scalars['Boolean']['input']>;
  /** Moves the customer with all below it under another one of the same account; null makes it a root. */
  readonly parentCustomerId?: InputMaybe<Scalars['ID']['input']>;
  /** The id of the company elsewhere, e.g. in your own system; at most 255 characters. */
  readonly referenceId?: InputMaybe<Scalars['String']['input']>;
  /** The customer's own schedule. */
  readonly schedule?: InputMaybe<ScheduleInput>;
  /** The exact set of tags, all of the same account. */
  readonly tagIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** What to change: a field left out stays. */
export type PatchTagInput = {
  /** The colour that the tag is shown in. It cannot be cleared. */
  readonly color?: InputMaybe<TagColors>;
  /** The name, 1 to 255 characters; unique within the account, without regard to case. It cannot be cleared. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** The tag to change. */
  readonly tagId: Scalars['ID']['input'];
};

/** Sends again everything from a change on. */
export type ReplayWebhookInput = {
  /** The first change to send again. */
  readonly fromChangeId: Scalars['ID']['input'];
  /** The webhook to send to. */
  readonly webhookId: Scalars['ID']['input'];
};

/** The deleted customer to bring back. */
export type RestoreCustomerInput = {
  /** The customer that was deleted; of one that is not, nothing changes. */
  readonly customerId: Scalars['ID']['input'];
};

/** What a viewer may see and do; several roles add up. */
export type Role =
  /** Sees and changes their customers and all below them. */
  | 'Customer'
  /** Sees and changes their accounts, all below them, and all that is in them. */
  | 'Manager'
  /** Sees and changes everything. */
  | 'SystemAdministrator';

/** A day of the week, or the nth of them (RFC 5545 BYDAY). */
export type ScheduleDayInput = {
  /** The day. */
  readonly dayOfWeek: DayOfWeek;
  /** Which of these days in the month or year, from its end when negative; 0 for each of them. */
  readonly offset?: InputMaybe<Scalars['Int']['input']>;
};

/** A schedule. It replaces the stored one as a whole. */
export type ScheduleInput = {
  /** The state where no rule matches. */
  readonly defaultState?: InputMaybe<Scalars['String']['input']>;
  /** Closed, whatever the rules say. */
  readonly forceClosed?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the nearest ancestor that does not inherit decides, instead of this schedule's rules. */
  readonly inherit?: InputMaybe<Scalars['Boolean']['input']>;
  /** At most 200. The one of smallest priority that matches decides; ties go by their order here. */
  readonly rules?: InputMaybe<ReadonlyArray<SchedulingRuleInput>>;
  /** IANA or Windows time-zone id. Null: the zone of the nearest ancestor that has one, else UTC. */
  readonly timeZoneId?: InputMaybe<Scalars['String']['input']>;
};

/** What decided a state. */
export type ScheduleStateSource =
  /** No rule matches. */
  | 'DefaultState'
  /** The schedule is closed, whatever its rules say. */
  | 'ForceClosed'
  /** The first rule that matches. */
  | 'Rule';

/** What came of one step of an evaluation. */
export type ScheduleTraceOutcome =
  /** The schedule above was looked at instead. */
  | 'Inherited'
  /** It decided. */
  | 'Matched'
  /** It did not apply at that instant. */
  | 'NotMatched'
  /** It was not looked at, as it names no state. */
  | 'Skipped';

/** What is probably not meant in a schedule. */
export type ScheduleWarningCode =
  /** The condition is kept, but never evaluated. */
  | 'ConditionNotEvaluated'
  /** `untilDate` lies before `startDate`. */
  | 'EndsBeforeStart'
  /** The rule never matches. */
  | 'NeverOccurs'
  /** A rule before it always matches. */
  | 'NeverWins'
  /** The rule names no state, and so is skipped. */
  | 'NoState'
  /** A window lies in an hour that a change of the clock skips. */
  | 'SwallowedByClockChange'
  /** The zone was imported and does not exist; the one above it is used. */
  | 'UnknownTimeZone';

/** How often a Time rule recurs (RFC 5545, FREQ). */
export type SchedulingRuleFrequency =
  | 'Daily'
  | 'Hourly'
  | 'Minutely'
  | 'Monthly'
  /** Not: on its start date, through `untilDate` when given; without start date every day. */
  | 'None'
  | 'Secondly'
  | 'Weekly'
  | 'Yearly';

/** One rule of a schedule. */
export type SchedulingRuleInput = {
  /** RFC 5545 BYDAY. Offsets with Monthly or Yearly only. */
  readonly byDay?: InputMaybe<ReadonlyArray<ScheduleDayInput>>;
  /** RFC 5545 BYHOUR: 0 to 23. */
  readonly byHour?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** RFC 5545 BYMINUTE: 0 to 59. */
  readonly byMinute?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** RFC 5545 BYMONTH: 1 to 12. */
  readonly byMonth?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** RFC 5545 BYMONTHDAY: ±1 to ±31; not with Weekly. */
  readonly byMonthDay?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** RFC 5545 BYSETPOS: ±1 to ±366, with another BY part only. */
  readonly bySetPosition?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** RFC 5545 BYWEEKNO: ±1 to ±53, with Yearly only. */
  readonly byWeekNo?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** RFC 5545 BYYEARDAY: ±1 to ±366; not with Daily, Weekly or Monthly. */
  readonly byYearDay?: InputMaybe<ReadonlyArray<Scalars['Int']['input']>>;
  /** Kept and answered, never evaluated. */
  readonly condition?: InputMaybe<Scalars['String']['input']>;
  /** RFC 5545 COUNT; 0 is no count. Not with `untilDate`. */
  readonly count?: InputMaybe<Scalars['Int']['input']>;
  /** For CustomerState: the parent's state that matches, without regard to outer white space. */
  readonly customerState?: InputMaybe<Scalars['String']['input']>;
  /** For Time: where each window ends, on the next day if that is not after the start; end of day when left out. */
  readonly endTime?: InputMaybe<Scalars['String']['input']>;
  /** The flow that handles calls while the rule decides. */
  readonly flowId?: InputMaybe<Scalars['String']['input']>;
  /** Parameters of the flow. */
  readonly flowParams?: InputMaybe<Scalars['Struct']['input']>;
  /** How often the rule recurs. */
  readonly frequency?: InputMaybe<SchedulingRuleFrequency>;
  /** Names the rule; made where it is left out. */
  readonly id?: InputMaybe<Scalars['ID']['input']>;
  /** RFC 5545 INTERVAL; 0 counts as 1. */
  readonly interval?: InputMaybe<Scalars['Int']['input']>;
  /** For Time: the whole of each day on which the rule occurs. */
  readonly isAllDay?: InputMaybe<Scalars['Boolean']['input']>;
  /** A name for people. */
  readonly name?: InputMaybe<Scalars['String']['input']>;
  /** Smaller numbers are tried first. */
  readonly priority?: InputMaybe<Scalars['Int']['input']>;
  /** What the rule goes by. */
  readonly simpleRuleType?: InputMaybe<SimpleSchedulingRuleTypes>;
  /** Kept and answered, never evaluated. */
  readonly source?: InputMaybe<Scalars['String']['input']>;
  /** For Time: the first day, `YYYY-MM-DD`. */
  readonly startDate?: InputMaybe<Scalars['String']['input']>;
  /** For Time: where each window begins, `HH:mm` or `HH:mm:ss`; 00:00 when left out. */
  readonly startTime?: InputMaybe<Scalars['String']['input']>;
  /** The state that the rule gives, e.g. `Business Hours`. A rule without one is skipped. */
  readonly state?: InputMaybe<Scalars['String']['input']>;
  /** RFC 5545 UNTIL, inclusive; a date without a time means its whole day. */
  readonly untilDate?: InputMaybe<Scalars['String']['input']>;
};

/** One entry of the integration dictionary. A null `thirdPartyId` removes it. */
export type SetCustomerIntegrationInput = {
  /** The customer to change. */
  readonly customerId: Scalars['ID']['input'];
  /** Names the integration, 1 to 255 characters. */
  readonly key: Scalars['String']['input'];
  /** The customer's id over there; null removes the entry. */
  readonly thirdPartyId?: InputMaybe<Scalars['String']['input']>;
};

/** The staging switch of a customer. */
export type SetCustomerStagingModeInput = {
  /** The customer to change. */
  readonly customerId: Scalars['ID']['input'];
  /** Check and compute everything, write nothing: the payload shows all as it would be, but for `history`, which holds what happened. */
  readonly dryRun?: InputMaybe<Scalars['Boolean']['input']>;
  /** Whether the customer's phone numbers lead to the staging server. */
  readonly isStaging: Scalars['Boolean']['input'];
};

/** What a rule goes by. */
export type SimpleSchedulingRuleTypes =
  /** It always matches. */
  | 'Always'
  /** It matches while the parent's state is `customerState`. */
  | 'CustomerState'
  /** It matches inside its windows of time. */
  | 'Time';

/** The direction of a list. */
export type SortOrders =
  /** Smallest first; those without a value last. */
  | 'Ascend'
  /** The exact reverse of Ascend. */
  | 'Descend';

/** The colours that tags are shown in. */
export type TagColors =
  | 'Blue'
  | 'Cyan'
  | 'GeekBlue'
  | 'Gold'
  | 'Green'
  | 'Lime'
  | 'Magenta'
  | 'Orange'
  | 'Purple'
  | 'Red'
  | 'Volcano';

/** All given conditions must hold. */
export type TagFilter = {
  /** Only those of exactly these accounts. */
  readonly accountIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
  /** Only those of these colours. */
  readonly colors?: InputMaybe<ReadonlyArray<TagColors>>;
  /** Part of the name, without regard to case. */
  readonly nameFilter?: InputMaybe<Scalars['String']['input']>;
  /** Only these tags. */
  readonly specificIds?: InputMaybe<ReadonlyArray<Scalars['ID']['input']>>;
};

/** How a list of tags is sorted. */
export type TagOrder = {
  /** Which way. */
  readonly direction?: InputMaybe<SortOrders>;
  /** What to sort by. */
  readonly field: TagSortField;
};

/** What a list of tags is sorted by; ties are sorted by id. */
export type TagSortField =
  /** By id. */
  | 'Id'
  /** By name, without regard to case. */
  | 'Name';

/** How much of one item was used. Items that are not named count 0. */
export type UsageInput = {
  /** The item, which may be named once. */
  readonly item: BillingItemKind;
  /** What was used as it is counted, e.g. seconds of calls, numbers, messages. Not negative. */
  readonly rawUnits: Scalars['Decimal']['input'];
};

/** What kind of fault a mutation found in its input. */
export type UserErrorCode =
  /** A value is needed, and there is none. */
  | 'Blank'
  /** Another version is stored than the one expected. */
  | 'Conflict'
  /** A customer cannot lie below itself. */
  | 'Cycle'
  /** There are customers below this one. */
  | 'HasChildren'
  /** The value is not one of those that are possible here. */
  | 'Invalid'
  /** You see this, but your roles do not let you change it. */
  | 'NotAllowed'
  /** What the id names does not exist, or you may not see it. */
  | 'NotFound'
  /** Another object has this name already. */
  | 'Taken'
  /** More characters, bytes or entries than allowed. */
  | 'TooLong';

/** How far a delivery has come. */
export type WebhookDeliveryStatus =
  /** Answered with 2xx. */
  | 'Delivered'
  /** Failed for 3 days, or answered with 410 Gone: not tried again unless it is replayed. Later changes go on. */
  | 'Parked'
  /** Not tried yet, or being tried for the first time. */
  | 'Pending'
  /** Failed, and tried again; later changes of the customer wait for it. */
  | 'Retrying';

export type AccountsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  filter?: InputMaybe<AccountFilter>;
}>;


export type AccountsQuery = { readonly accounts: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly ancestorIds: ReadonlyArray<string>, readonly id: string, readonly name: string, readonly version: number, readonly maxPhoneNumbers: number, readonly isBYOA: boolean, readonly parent: { readonly name: string } | null, readonly children: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly name: string }> }, readonly customers: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly name: string, readonly parent: { readonly name: string } | null }> }, readonly tags: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly name: string }> }, readonly billingSettings: { readonly base: { readonly baseCost: number } | null } | null }> } };

export type TagsQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  filter?: InputMaybe<TagFilter>;
}>;


export type TagsQuery = { readonly tags: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly color: TagColors, readonly accountId: string, readonly customers: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly name: string, readonly breadcrumb: ReadonlyArray<{ readonly name: string }> }> }, readonly account: { readonly name: string } }> } };

export type CustomersQueryVariables = Exact<{
  first?: InputMaybe<Scalars['Int']['input']>;
  after?: InputMaybe<Scalars['String']['input']>;
  filter?: InputMaybe<CustomerFilter>;
  orderBy?: InputMaybe<CustomerOrder>;
}>;


export type CustomersQuery = { readonly customers: { readonly totalCount: number, readonly pageInfo: { readonly hasNextPage: boolean, readonly endCursor: string | null }, readonly nodes: ReadonlyArray<{ readonly id: string, readonly dateCreated: string, readonly dateLastModified: string, readonly createdBy: string, readonly lastModifiedBy: string, readonly version: number, readonly name: string, readonly referenceId: string | null, readonly isStaging: boolean, readonly data: Record<string, unknown>, readonly accountId: string, readonly accountName: string, readonly parentCustomerId: string | null, readonly overrideBillingSettings: boolean, readonly overrideAppSettings: boolean, readonly tags: ReadonlyArray<{ readonly id: string, readonly name: string, readonly color: TagColors, readonly accountId: string, readonly account: { readonly name: string } }>, readonly integrationData: ReadonlyArray<{ readonly key: string, readonly thirdPartyId: string | null }>, readonly account: { readonly id: string, readonly name: string, readonly version: number, readonly maxPhoneNumbers: number, readonly isBYOA: boolean, readonly parent: { readonly id: string } | null, readonly billingSettings: { readonly base: { readonly baseCost: number } | null } | null }, readonly parent: { readonly id: string, readonly name: string } | null, readonly breadcrumb: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly history: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly customerId: string, readonly version: number, readonly at: string, readonly by: string, readonly action: ChangeAction, readonly fields: ReadonlyArray<string>, readonly before: unknown | null, readonly after: unknown | null }> }, readonly children: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly tags: ReadonlyArray<{ readonly name: string }> }> }, readonly descendants: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly account: { readonly name: string } }> }, readonly schedule: { readonly timeZoneId: string | null, readonly inherit: boolean, readonly forceClosed: boolean, readonly defaultState: string | null, readonly rules: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly state: string | null, readonly frequency: SchedulingRuleFrequency, readonly byDay: ReadonlyArray<{ readonly offset: number, readonly dayOfWeek: DayOfWeek }> }> }, readonly inheritedSchedule: { readonly timeZoneId: string | null, readonly inherit: boolean, readonly forceClosed: boolean, readonly defaultState: string | null, readonly rules: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly state: string | null, readonly frequency: SchedulingRuleFrequency, readonly byDay: ReadonlyArray<{ readonly offset: number, readonly dayOfWeek: DayOfWeek }> }> }, readonly effectiveSchedule: { readonly timeZoneId: string, readonly inherited: boolean, readonly inheritedFrom:
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
         | null, readonly schedule: { readonly timeZoneId: string | null, readonly inherit: boolean, readonly forceClosed: boolean, readonly defaultState: string | null, readonly rules: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly state: string | null, readonly frequency: SchedulingRuleFrequency, readonly byDay: ReadonlyArray<{ readonly offset: number, readonly dayOfWeek: DayOfWeek }> }> } }, readonly billingSettings: { readonly base: { readonly baseCost: number } | null } | null, readonly effectiveBillingSettings: { readonly inherited: boolean, readonly inheritedFrom:
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
         | null, readonly settings: { readonly base: { readonly baseCost: number, readonly unitCost: number, readonly rawUnitMultiplier: number, readonly allowance: number } | null } }, readonly billingEstimate: { readonly total: string, readonly lines: ReadonlyArray<{ readonly item: BillingItemKind, readonly cost: string }> }, readonly appSettings: { readonly pageTitle: string | null, readonly enableDialer: boolean } | null, readonly effectiveAppSettings: { readonly inherited: boolean, readonly inheritedFrom:
          | { readonly id: string, readonly name: string }
          | { readonly id: string, readonly name: string }
         | null, readonly settings: { readonly pageTitle: string | null, readonly enableDialer: boolean } } }> } };

export type CustomerByIdQueryVariables = Exact<{
  id: Scalars['ID']['input'];
}>;


export type CustomerByIdQuery = { readonly customer: { readonly id: string, readonly dateCreated: string, readonly dateLastModified: string, readonly createdBy: string, readonly lastModifiedBy: string, readonly version: number, readonly name: string, readonly referenceId: string | null, readonly isStaging: boolean, readonly data: Record<string, unknown>, readonly accountId: string, readonly accountName: string, readonly parentCustomerId: string | null, readonly overrideBillingSettings: boolean, readonly overrideAppSettings: boolean, readonly tags: ReadonlyArray<{ readonly id: string, readonly name: string, readonly color: TagColors, readonly accountId: string, readonly account: { readonly name: string } }>, readonly integrationData: ReadonlyArray<{ readonly key: string, readonly thirdPartyId: string | null }>, readonly account: { readonly id: string, readonly name: string, readonly version: number, readonly maxPhoneNumbers: number, readonly isBYOA: boolean, readonly parent: { readonly id: string } | null, readonly billingSettings: { readonly base: { readonly baseCost: number } | null } | null }, readonly parent: { readonly id: string, readonly name: string } | null, readonly breadcrumb: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly history: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly customerId: string, readonly version: number, readonly at: string, readonly by: string, readonly action: ChangeAction, readonly fields: ReadonlyArray<string>, readonly before: unknown | null, readonly after: unknown | null }> }, readonly children: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly tags: ReadonlyArray<{ readonly name: string }> }> }, readonly descendants: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly account: { readonly name: string } }> }, readonly schedule: { readonly timeZoneId: string | null, readonly inherit: boolean, readonly forceClosed: boolean, readonly defaultState: string | null, readonly rules: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly state: string | null, readonly frequency: SchedulingRuleFrequency, readonly byDay: ReadonlyArray<{ readonly offset: number, readonly dayOfWeek: DayOfWeek }> }> }, readonly inheritedSchedule: { readonly timeZoneId: string | null, readonly inherit: boolean, readonly forceClosed: boolean, readonly defaultState: string | null, readonly rules: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly state: string | null, readonly frequency: SchedulingRuleFrequency, readonly byDay: ReadonlyArray<{ readonly offset: number, readonly dayOfWeek: DayOfWeek }> }> }, readonly effectiveSchedule: { readonly timeZoneId: string, readonly inherited: boolean, readonly inheritedFrom:
        | { readonly id: string, readonly name: string }
        | { readonly id: string, readonly name: string }
       | null, readonly schedule: { readonly timeZoneId: string | null, readonly inherit: boolean, readonly forceClosed: boolean, readonly defaultState: string | null, readonly rules: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly state: string | null, readonly frequency: SchedulingRuleFrequency, readonly byDay: ReadonlyArray<{ readonly offset: number, readonly dayOfWeek: DayOfWeek }> }> } }, readonly billingSettings: { readonly base: { readonly baseCost: number } | null } | null, readonly effectiveBillingSettings: { readonly inherited: boolean, readonly inheritedFrom:
        | { readonly id: string, readonly name: string }
        | { readonly id: string, readonly name: string }
       | null, readonly settings: { readonly base: { readonly baseCost: number, readonly unitCost: number, readonly rawUnitMultiplier: number, readonly allowance: number } | null } }, readonly billingEstimate: { readonly total: string, readonly lines: ReadonlyArray<{ readonly item: BillingItemKind, readonly cost: string }> }, readonly appSettings: { readonly pageTitle: string | null, readonly enableDialer: boolean } | null, readonly effectiveAppSettings: { readonly inherited: boolean, readonly inheritedFrom:
        | { readonly id: string, readonly name: string }
        | { readonly id: string, readonly name: string }
       | null, readonly settings: { readonly pageTitle: string | null, readonly enableDialer: boolean } } } | null };

export type CustomerTreeQueryVariables = Exact<{
  id: Scalars['ID']['input'];
  first?: InputMaybe<Scalars['Int']['input']>;
}>;


export type CustomerTreeQuery = { readonly customer: { readonly id: string, readonly name: string, readonly parent: { readonly id: string, readonly name: string } | null, readonly breadcrumb: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly children: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string }> }, readonly descendants: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly name: string, readonly parentCustomerId: string | null }> } } | null };

export type CustomerWithRelationsFragment = { readonly id: string, readonly dateCreated: string, readonly dateLastModified: string, readonly createdBy: string, readonly lastModifiedBy: string, readonly version: number, readonly name: string, readonly referenceId: string | null, readonly isStaging: boolean, readonly data: Record<string, unknown>, readonly accountId: string, readonly accountName: string, readonly parentCustomerId: string | null, readonly overrideBillingSettings: boolean, readonly overrideAppSettings: boolean, readonly tags: ReadonlyArray<{ readonly id: string, readonly name: string, readonly color: TagColors, readonly accountId: string, readonly account: { readonly name: string } }>, readonly integrationData: ReadonlyArray<{ readonly key: string, readonly thirdPartyId: string | null }>, readonly account: { readonly id: string, readonly name: string, readonly version: number, readonly maxPhoneNumbers: number, readonly isBYOA: boolean, readonly parent: { readonly id: string } | null, readonly billingSettings: { readonly base: { readonly baseCost: number } | null } | null }, readonly parent: { readonly id: string, readonly name: string } | null, readonly breadcrumb: ReadonlyArray<{ readonly id: string, readonly name: string }>, readonly history: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly customerId: string, readonly version: number, readonly at: string, readonly by: string, readonly action: ChangeAction, readonly fields: ReadonlyArray<string>, readonly before: unknown | null, readonly after: unknown | null }> }, readonly children: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly tags: ReadonlyArray<{ readonly name: string }> }> }, readonly descendants: { readonly totalCount: number, readonly nodes: ReadonlyArray<{ readonly id: string, readonly account: { readonly name: string } }> }, readonly schedule: { readonly timeZoneId: string | null, readonly inherit: boolean, readonly forceClosed: boolean, readonly defaultState: string | null, readonly rules: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly state: string | null, readonly frequency: SchedulingRuleFrequency, readonly byDay: ReadonlyArray<{ readonly offset: number, readonly dayOfWeek: DayOfWeek }> }> }, readonly inheritedSchedule: { readonly timeZoneId: string | null, readonly inherit: boolean, readonly forceClosed: boolean, readonly defaultState: string | null, readonly rules: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly state: string | null, readonly frequency: SchedulingRuleFrequency, readonly byDay: ReadonlyArray<{ readonly offset: number, readonly dayOfWeek: DayOfWeek }> }> }, readonly effectiveSchedule: { readonly timeZoneId: string, readonly inherited: boolean, readonly inheritedFrom:
      | { readonly id: string, readonly name: string }
      | { readonly id: string, readonly name: string }
     | null, readonly schedule: { readonly timeZoneId: string | null, readonly inherit: boolean, readonly forceClosed: boolean, readonly defaultState: string | null, readonly rules: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly state: string | null, readonly frequency: SchedulingRuleFrequency, readonly byDay: ReadonlyArray<{ readonly offset: number, readonly dayOfWeek: DayOfWeek }> }> } }, readonly billingSettings: { readonly base: { readonly baseCost: number } | null } | null, readonly effectiveBillingSettings: { readonly inherited: boolean, readonly inheritedFrom:
      | { readonly id: string, readonly name: string }
      | { readonly id: string, readonly name: string }
     | null, readonly settings: { readonly base: { readonly baseCost: number, readonly unitCost: number, readonly rawUnitMultiplier: number, readonly allowance: number } | null } }, readonly billingEstimate: { readonly total: string, readonly lines: ReadonlyArray<{ readonly item: BillingItemKind, readonly cost: string }> }, readonly appSettings: { readonly pageTitle: string | null, readonly enableDialer: boolean } | null, readonly effectiveAppSettings: { readonly inherited: boolean, readonly inheritedFrom:
      | { readonly id: string, readonly name: string }
      | { readonly id: string, readonly name: string }
     | null, readonly settings: { readonly pageTitle: string | null, readonly enableDialer: boolean } } };

export type TagWithAccountFragment = { readonly id: string, readonly name: string, readonly color: TagColors, readonly accountId: string, readonly account: { readonly name: string } };

export type AccountValuesFragment = { readonly id: string, readonly name: string, readonly version: number, readonly maxPhoneNumbers: number, readonly isBYOA: boolean, readonly billingSettings: { readonly base: { readonly baseCost: number } | null } | null };

export type ScheduleValuesFragment = { readonly timeZoneId: string | null, readonly inherit: boolean, readonly forceClosed: boolean, readonly defaultState: string | null, readonly rules: ReadonlyArray<{ readonly id: string, readonly name: string | null, readonly state: string | null, readonly frequency: SchedulingRuleFrequency, readonly byDay: ReadonlyArray<{ readonly offset: number, readonly dayOfWeek: DayOfWeek }> }> };

type Owner_Account_Fragment = { readonly id: string, readonly name: string };

type Owner_Customer_Fragment = { readonly id: string, readonly name: string };

export type OwnerFragment =
  | Owner_Account_Fragment
  | Owner_Customer_Fragment
;

export type NewAccountMutationVariables = Exact<{
  input: NewAccountInput;
}>;


export type NewAccountMutation = { readonly newAccount: { readonly account: { readonly id: string, readonly name: string } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly field: ReadonlyArray<string>, readonly message: string }> } };

export type NewTagMutationVariables = Exact<{
  input: NewTagInput;
}>;


export type NewTagMutation = { readonly newTag: { readonly tag: { readonly id: string, readonly name: string, readonly color: TagColors } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly field: ReadonlyArray<string>, readonly message: string }> } };

export type NewCustomerMutationVariables = Exact<{
  input: NewCustomerInput;
}>;


export type NewCustomerMutation = { readonly newCustomer: { readonly customer: { readonly id: string, readonly name: string, readonly version: number } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly field: ReadonlyArray<string>, readonly message: string }> } };

export type PatchCustomerMutationVariables = Exact<{
  input: PatchCustomerInput;
}>;


export type PatchCustomerMutation = { readonly patchCustomer: { readonly customer: { readonly id: string, readonly name: string, readonly version: number } | null, readonly userErrors: ReadonlyArray<{ readonly code: UserErrorCode, readonly field: ReadonlyArray<string>, readonly message: string }> } };

export type ErrorFragment = { readonly code: UserErrorCode, readonly field: ReadonlyArray<string>, readonly message: string };

export const TagWithAccountFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TagWithAccount"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tag"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"color"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<TagWithAccountFragment, unknown>;
export const AccountValuesFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountValues"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"maxPhoneNumbers"}},{"kind":"Field","name":{"kind":"Name","value":"isBYOA"}},{"kind":"Field","name":{"kind":"Name","value":"billingSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"base"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"baseCost"}}]}}]}}]}}]} as unknown as DocumentNode<AccountValuesFragment, unknown>;
export const ScheduleValuesFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ScheduleValues"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Schedule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"timeZoneId"}},{"kind":"Field","name":{"kind":"Name","value":"inherit"}},{"kind":"Field","name":{"kind":"Name","value":"forceClosed"}},{"kind":"Field","name":{"kind":"Name","value":"defaultState"}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"frequency"}},{"kind":"Field","name":{"kind":"Name","value":"byDay"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"offset"}},{"kind":"Field","name":{"kind":"Name","value":"dayOfWeek"}}]}}]}}]}}]} as unknown as DocumentNode<ScheduleValuesFragment, unknown>;
export const OwnerFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Owner"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SettingsOwner"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Customer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<OwnerFragment, unknown>;
export const CustomerWithRelationsFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CustomerWithRelations"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Customer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"dateCreated"}},{"kind":"Field","name":{"kind":"Name","value":"dateLastModified"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"lastModifiedBy"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"referenceId"}},{"kind":"Field","name":{"kind":"Name","value":"isStaging"}},{"kind":"Field","name":{"kind":"Name","value":"data"}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TagWithAccount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"integrationData"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"thirdPartyId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"accountName"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccountValues"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"parentCustomerId"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"breadcrumb"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"customerId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"fields"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"children"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"descendants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"schedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ScheduleValues"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inheritedSchedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ScheduleValues"}}]}},{"kind":"Field","name":{"kind":"Name","value":"effectiveSchedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"timeZoneId"}},{"kind":"Field","name":{"kind":"Name","value":"inherited"}},{"kind":"Field","name":{"kind":"Name","value":"inheritedFrom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Owner"}}]}},{"kind":"Field","name":{"kind":"Name","value":"schedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ScheduleValues"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"overrideBillingSettings"}},{"kind":"Field","name":{"kind":"Name","value":"billingSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"base"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"baseCost"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"effectiveBillingSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inherited"}},{"kind":"Field","name":{"kind":"Name","value":"inheritedFrom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Owner"}}]}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"base"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"baseCost"}},{"kind":"Field","name":{"kind":"Name","value":"unitCost"}},{"kind":"Field","name":{"kind":"Name","value":"rawUnitMultiplier"}},{"kind":"Field","name":{"kind":"Name","value":"allowance"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"billingEstimate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"usage"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"item"},"value":{"kind":"EnumValue","value":"base"}},{"kind":"ObjectField","name":{"kind":"Name","value":"rawUnits"},"value":{"kind":"StringValue","value":"12.5","block":false}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"item"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"overrideAppSettings"}},{"kind":"Field","name":{"kind":"Name","value":"appSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageTitle"}},{"kind":"Field","name":{"kind":"Name","value":"enableDialer"}}]}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAppSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inherited"}},{"kind":"Field","name":{"kind":"Name","value":"inheritedFrom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Owner"}}]}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageTitle"}},{"kind":"Field","name":{"kind":"Name","value":"enableDialer"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TagWithAccount"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tag"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"color"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountValues"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"maxPhoneNumbers"}},{"kind":"Field","name":{"kind":"Name","value":"isBYOA"}},{"kind":"Field","name":{"kind":"Name","value":"billingSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"base"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"baseCost"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ScheduleValues"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Schedule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"timeZoneId"}},{"kind":"Field","name":{"kind":"Name","value":"inherit"}},{"kind":"Field","name":{"kind":"Name","value":"forceClosed"}},{"kind":"Field","name":{"kind":"Name","value":"defaultState"}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"frequency"}},{"kind":"Field","name":{"kind":"Name","value":"byDay"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"offset"}},{"kind":"Field","name":{"kind":"Name","value":"dayOfWeek"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Owner"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SettingsOwner"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Customer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<CustomerWithRelationsFragment, unknown>;
export const ErrorFragmentDoc = {"kind":"Document","definitions":[{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Error"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<ErrorFragment, unknown>;
export const AccountsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Accounts"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"AccountFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"accounts"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccountValues"}},{"kind":"Field","name":{"kind":"Name","value":"ancestorIds"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"children"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"customers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountValues"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"maxPhoneNumbers"}},{"kind":"Field","name":{"kind":"Name","value":"isBYOA"}},{"kind":"Field","name":{"kind":"Name","value":"billingSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"base"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"baseCost"}}]}}]}}]}}]} as unknown as DocumentNode<AccountsQuery, AccountsQueryVariables>;
export const TagsDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Tags"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"TagFilter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tags"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TagWithAccount"}},{"kind":"Field","name":{"kind":"Name","value":"customers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"breadcrumb"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TagWithAccount"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tag"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"color"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<TagsQuery, TagsQueryVariables>;
export const CustomersDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"Customers"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"after"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"String"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"filter"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerFilter"}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"CustomerOrder"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customers"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}},{"kind":"Argument","name":{"kind":"Name","value":"after"},"value":{"kind":"Variable","name":{"kind":"Name","value":"after"}}},{"kind":"Argument","name":{"kind":"Name","value":"filter"},"value":{"kind":"Variable","name":{"kind":"Name","value":"filter"}}},{"kind":"Argument","name":{"kind":"Name","value":"orderBy"},"value":{"kind":"Variable","name":{"kind":"Name","value":"orderBy"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"pageInfo"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"hasNextPage"}},{"kind":"Field","name":{"kind":"Name","value":"endCursor"}}]}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CustomerWithRelations"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CustomerWithRelations"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Customer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"dateCreated"}},{"kind":"Field","name":{"kind":"Name","value":"dateLastModified"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"lastModifiedBy"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"referenceId"}},{"kind":"Field","name":{"kind":"Name","value":"isStaging"}},{"kind":"Field","name":{"kind":"Name","value":"data"}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TagWithAccount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"integrationData"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"thirdPartyId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"accountName"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccountValues"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"parentCustomerId"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"breadcrumb"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"customerId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"fields"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"children"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"descendants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"schedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ScheduleValues"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inheritedSchedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ScheduleValues"}}]}},{"kind":"Field","name":{"kind":"Name","value":"effectiveSchedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"timeZoneId"}},{"kind":"Field","name":{"kind":"Name","value":"inherited"}},{"kind":"Field","name":{"kind":"Name","value":"inheritedFrom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Owner"}}]}},{"kind":"Field","name":{"kind":"Name","value":"schedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ScheduleValues"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"overrideBillingSettings"}},{"kind":"Field","name":{"kind":"Name","value":"billingSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"base"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"baseCost"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"effectiveBillingSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inherited"}},{"kind":"Field","name":{"kind":"Name","value":"inheritedFrom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Owner"}}]}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"base"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"baseCost"}},{"kind":"Field","name":{"kind":"Name","value":"unitCost"}},{"kind":"Field","name":{"kind":"Name","value":"rawUnitMultiplier"}},{"kind":"Field","name":{"kind":"Name","value":"allowance"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"billingEstimate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"usage"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"item"},"value":{"kind":"EnumValue","value":"base"}},{"kind":"ObjectField","name":{"kind":"Name","value":"rawUnits"},"value":{"kind":"StringValue","value":"12.5","block":false}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"item"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"overrideAppSettings"}},{"kind":"Field","name":{"kind":"Name","value":"appSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageTitle"}},{"kind":"Field","name":{"kind":"Name","value":"enableDialer"}}]}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAppSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inherited"}},{"kind":"Field","name":{"kind":"Name","value":"inheritedFrom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Owner"}}]}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageTitle"}},{"kind":"Field","name":{"kind":"Name","value":"enableDialer"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TagWithAccount"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tag"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"color"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountValues"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"maxPhoneNumbers"}},{"kind":"Field","name":{"kind":"Name","value":"isBYOA"}},{"kind":"Field","name":{"kind":"Name","value":"billingSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"base"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"baseCost"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ScheduleValues"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Schedule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"timeZoneId"}},{"kind":"Field","name":{"kind":"Name","value":"inherit"}},{"kind":"Field","name":{"kind":"Name","value":"forceClosed"}},{"kind":"Field","name":{"kind":"Name","value":"defaultState"}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"frequency"}},{"kind":"Field","name":{"kind":"Name","value":"byDay"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"offset"}},{"kind":"Field","name":{"kind":"Name","value":"dayOfWeek"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Owner"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SettingsOwner"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Customer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<CustomersQuery, CustomersQueryVariables>;
export const CustomerByIdDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CustomerById"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"CustomerWithRelations"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"CustomerWithRelations"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Customer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"dateCreated"}},{"kind":"Field","name":{"kind":"Name","value":"dateLastModified"}},{"kind":"Field","name":{"kind":"Name","value":"createdBy"}},{"kind":"Field","name":{"kind":"Name","value":"lastModifiedBy"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"referenceId"}},{"kind":"Field","name":{"kind":"Name","value":"isStaging"}},{"kind":"Field","name":{"kind":"Name","value":"data"}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"TagWithAccount"}}]}},{"kind":"Field","name":{"kind":"Name","value":"integrationData"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"key"}},{"kind":"Field","name":{"kind":"Name","value":"thirdPartyId"}}]}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"accountName"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"AccountValues"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"parentCustomerId"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"breadcrumb"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"history"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"customerId"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"at"}},{"kind":"Field","name":{"kind":"Name","value":"by"}},{"kind":"Field","name":{"kind":"Name","value":"action"}},{"kind":"Field","name":{"kind":"Name","value":"fields"}},{"kind":"Field","name":{"kind":"Name","value":"before"}},{"kind":"Field","name":{"kind":"Name","value":"after"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"children"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"tags"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"descendants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"IntValue","value":"2"}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"schedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ScheduleValues"}}]}},{"kind":"Field","name":{"kind":"Name","value":"inheritedSchedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ScheduleValues"}}]}},{"kind":"Field","name":{"kind":"Name","value":"effectiveSchedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"timeZoneId"}},{"kind":"Field","name":{"kind":"Name","value":"inherited"}},{"kind":"Field","name":{"kind":"Name","value":"inheritedFrom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Owner"}}]}},{"kind":"Field","name":{"kind":"Name","value":"schedule"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"ScheduleValues"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"overrideBillingSettings"}},{"kind":"Field","name":{"kind":"Name","value":"billingSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"base"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"baseCost"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"effectiveBillingSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inherited"}},{"kind":"Field","name":{"kind":"Name","value":"inheritedFrom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Owner"}}]}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"base"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"baseCost"}},{"kind":"Field","name":{"kind":"Name","value":"unitCost"}},{"kind":"Field","name":{"kind":"Name","value":"rawUnitMultiplier"}},{"kind":"Field","name":{"kind":"Name","value":"allowance"}}]}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"billingEstimate"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"usage"},"value":{"kind":"ListValue","values":[{"kind":"ObjectValue","fields":[{"kind":"ObjectField","name":{"kind":"Name","value":"item"},"value":{"kind":"EnumValue","value":"base"}},{"kind":"ObjectField","name":{"kind":"Name","value":"rawUnits"},"value":{"kind":"StringValue","value":"12.5","block":false}}]}]}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"total"}},{"kind":"Field","name":{"kind":"Name","value":"lines"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"item"}},{"kind":"Field","name":{"kind":"Name","value":"cost"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"overrideAppSettings"}},{"kind":"Field","name":{"kind":"Name","value":"appSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageTitle"}},{"kind":"Field","name":{"kind":"Name","value":"enableDialer"}}]}},{"kind":"Field","name":{"kind":"Name","value":"effectiveAppSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"inherited"}},{"kind":"Field","name":{"kind":"Name","value":"inheritedFrom"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Owner"}}]}},{"kind":"Field","name":{"kind":"Name","value":"settings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"pageTitle"}},{"kind":"Field","name":{"kind":"Name","value":"enableDialer"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"TagWithAccount"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Tag"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"color"}},{"kind":"Field","name":{"kind":"Name","value":"accountId"}},{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"AccountValues"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}},{"kind":"Field","name":{"kind":"Name","value":"maxPhoneNumbers"}},{"kind":"Field","name":{"kind":"Name","value":"isBYOA"}},{"kind":"Field","name":{"kind":"Name","value":"billingSettings"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"base"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"baseCost"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"ScheduleValues"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Schedule"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"timeZoneId"}},{"kind":"Field","name":{"kind":"Name","value":"inherit"}},{"kind":"Field","name":{"kind":"Name","value":"forceClosed"}},{"kind":"Field","name":{"kind":"Name","value":"defaultState"}},{"kind":"Field","name":{"kind":"Name","value":"rules"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"state"}},{"kind":"Field","name":{"kind":"Name","value":"frequency"}},{"kind":"Field","name":{"kind":"Name","value":"byDay"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"offset"}},{"kind":"Field","name":{"kind":"Name","value":"dayOfWeek"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Owner"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"SettingsOwner"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Customer"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"InlineFragment","typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"Account"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}}]} as unknown as DocumentNode<CustomerByIdQuery, CustomerByIdQueryVariables>;
export const CustomerTreeDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"query","name":{"kind":"Name","value":"CustomerTree"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"id"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"ID"}}}},{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"first"}},"type":{"kind":"NamedType","name":{"kind":"Name","value":"Int"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"id"},"value":{"kind":"Variable","name":{"kind":"Name","value":"id"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"parent"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"breadcrumb"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"children"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}}]}},{"kind":"Field","name":{"kind":"Name","value":"descendants"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"first"},"value":{"kind":"Variable","name":{"kind":"Name","value":"first"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"totalCount"}},{"kind":"Field","name":{"kind":"Name","value":"nodes"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"parentCustomerId"}}]}}]}}]}}]}}]} as unknown as DocumentNode<CustomerTreeQuery, CustomerTreeQueryVariables>;
export const NewAccountDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NewAccount"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"NewAccountInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"newAccount"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"account"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Error"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Error"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<NewAccountMutation, NewAccountMutationVariables>;
export const NewTagDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NewTag"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"NewTagInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"newTag"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"tag"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"color"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Error"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Error"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<NewTagMutation, NewTagMutationVariables>;
export const NewCustomerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"NewCustomer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"NewCustomerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"newCustomer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Error"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Error"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<NewCustomerMutation, NewCustomerMutationVariables>;
export const PatchCustomerDocument = {"kind":"Document","definitions":[{"kind":"OperationDefinition","operation":"mutation","name":{"kind":"Name","value":"PatchCustomer"},"variableDefinitions":[{"kind":"VariableDefinition","variable":{"kind":"Variable","name":{"kind":"Name","value":"input"}},"type":{"kind":"NonNullType","type":{"kind":"NamedType","name":{"kind":"Name","value":"PatchCustomerInput"}}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"patchCustomer"},"arguments":[{"kind":"Argument","name":{"kind":"Name","value":"input"},"value":{"kind":"Variable","name":{"kind":"Name","value":"input"}}}],"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"customer"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"id"}},{"kind":"Field","name":{"kind":"Name","value":"name"}},{"kind":"Field","name":{"kind":"Name","value":"version"}}]}},{"kind":"Field","name":{"kind":"Name","value":"userErrors"},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"FragmentSpread","name":{"kind":"Name","value":"Error"}}]}}]}}]}},{"kind":"FragmentDefinition","name":{"kind":"Name","value":"Error"},"typeCondition":{"kind":"NamedType","name":{"kind":"Name","value":"UserError"}},"selectionSet":{"kind":"SelectionSet","selections":[{"kind":"Field","name":{"kind":"Name","value":"code"}},{"kind":"Field","name":{"kind":"Name","value":"field"}},{"kind":"Field","name":{"kind":"Name","value":"message"}}]}}]} as unknown as DocumentNode<PatchCustomerMutation, PatchCustomerMutationVariables>;