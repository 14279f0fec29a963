import {
  ArgsType,
  createUnionType,
  Directive,
  Field,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from 'type-graphql'
import { AccountObject } from '../account/schema.ts'
import { AppSettingsInput, AppSettingsObject } from '../app-settings/schema.ts'
import { BillingSettingsInput, BillingSettingsObject } from '../billing/schema.ts'
import type { CustomerChange } from '../change/model.ts'
import { CustomerChangeObject } from '../change/schema.ts'
import { DateTimeScalar, StructScalar } from '../core/scalars.ts'
import { EntityInfoInterface, enumOf, NodeInterface, PayloadInterface, VersionField } from '../core/schema.ts'
import type { Struct } from '../core/struct.ts'
import { connectionObject, PageArgs, type SortOrder, SortOrdersEnum } from '../page/schema.ts'
import { ScheduleInputObject, ScheduleObject } from '../schedule/schema.ts'
import type { ChangedArguments } from './changed.ts'
import { type CustomerFilter, type CustomerOrder, type CustomerSortField, customerSortFields } from './model.ts'

const CustomerSortFieldEnum = enumOf(customerSortFields)
registerEnumType(CustomerSortFieldEnum, {
  name: 'CustomerSortField',
  description: 'What a list of customers is sorted by; ties are sorted by id.',
  valuesConfig: {
    Name: { description: 'By name, without regard to case.' },
    DateCreated: { description: 'By the time of creation.' },
    DateLastModified: { description: 'By the time of the last change.' },
    ReferenceId: { description: 'By reference id, without regard to case; those without one last.' },
    Id: { description: 'By id.' },
  },
})

const about = {
  name: 'The name of the company, 1 to 255 characters.',
  referenceId: 'The id of the company elsewhere, e.g. in your own system; at most 255 characters.',
  data: 'Values of your own, at most 64 KiB and 16 levels.',
  overrideBillingSettings: "Whether the customer's own billing settings apply, instead of its parent's or account's.",
  billingSettings: "The customer's own billing settings, as stored.",
  overrideAppSettings: "Whether the customer's own app settings apply, instead of its parent's.",
  appSettings: "The customer's own app settings, as stored.",
} as const

@ObjectType('CustomerBreadcrumb', { description: 'An ancestor of a customer.', simpleResolvers: true })
export class CustomerBreadcrumbObject {
  @Field(() => ID, { description: "The ancestor's id." })
  id!: string

  @Field(() => String, { description: "The ancestor's name." })
  name!: string
}

@ObjectType('IntegrationData', {
  description: 'One entry of the integration dictionary: the key names the integration.',
  simpleResolvers: true,
})
export class IntegrationDataObject {
  @Field(() => String, { description: 'Names the integration, e.g. `hubspot`.' })
  key!: string

  @Field(() => String, { nullable: true, description: "The customer's id over there." })
  thirdPartyId!: string | null
}

@Directive('@key(fields: "id")')
@ObjectType('Customer', {
  implements: [NodeInterface, EntityInfoInterface],
  description:
    'A company, or a part of one, that an account serves. Customers form trees, along which schedules, billing and app ' +
    'settings are inherited.',
  simpleResolvers: true,
})
export class CustomerObject {
  @VersionField()
  version!: number

  @Field(() => String, { description: about.name })
  name!: string

  @Field(() => String, { nullable: true, description: about.referenceId })
  referenceId!: string | null

  @Field(() => Boolean, { description: "Whether the customer's phone numbers lead to the staging server." })
  isStaging!: boolean

  @Field(() => StructScalar, { description: about.data })
  data!: Struct

  @Field(() => ID, { description: 'The account that serves the customer.' })
  accountId!: string

  @Field(() => ID, {
    nullable: true,
    description: 'Null for a root, and where the parent lies outside what you may see.',
  })
  parentCustomerId!: string | null

  @Field(() => Boolean, { description: about.overrideBillingSettings })
  overrideBillingSettings!: boolean

  @Field(() => BillingSettingsObject, { nullable: true, description: about.billingSettings })
  billingSettings!: BillingSettingsObject | null

  @Field(() => Boolean, { description: about.overrideAppSettings })
  overrideAppSettings!: boolean
}

export const CustomerConnectionObject = connectionObject('Customer', () => CustomerObject, 'customers')

export const SettingsOwnerUnion = createUnionType({
  name: 'SettingsOwner',
  description: 'Where an inherited value comes from.',
  types: () => [CustomerObject, AccountObject] as const,
  resolveType: (owner) => ('__typename' in owner ? String(owner.__typename) : undefined),
})

const inherited = 'Whether it comes from elsewhere; a built-in default counts as inherited, from no one.'
const inheritedFrom = 'Null for its own, for the built-in default, and where you may not see the owner.'

@ObjectType('EffectiveSchedule', { description: 'The schedule that applies to a customer.', simpleResolvers: true })
export class EffectiveScheduleObject {
  @Field(() => ScheduleObject, { description: "The schedule: the customer's own, or the one it inherits." })
  schedule!: ScheduleObject

  @Field(() => String, {
    description: 'The zone on whose clock it is read: the nearest that is named, from the customer upwards, else UTC.',
  })
  timeZoneId!: string

  @Field(() => Boolean, { description: inherited })
  inherited!: boolean

  @Field(() => SettingsOwnerUnion, { nullable: true, description: inheritedFrom })
  inheritedFrom!: CustomerObject | AccountObject | null
}

@ObjectType('EffectiveBillingSettings', { description: 'What a customer is billed.', simpleResolvers: true })
export class EffectiveBillingSettingsObject {
  @Field(() => BillingSettingsObject, { description: 'The settings, inherited as a whole.' })
  settings!: BillingSettingsObject

  @Field(() => Boolean, { description: inherited })
  inherited!: boolean

  @Field(() => SettingsOwnerUnion, { nullable: true, description: inheritedFrom })
  inheritedFrom!: CustomerObject | AccountObject | null
}

@ObjectType('EffectiveAppSettings', { description: 'What the app of a customer shows.', simpleResolvers: true })
export class EffectiveAppSettingsObject {
  @Field(() => AppSettingsObject, { description: 'The settings, inherited as a whole.' })
  settings!: AppSettingsObject

  @Field(() => Boolean, { description: inherited })
  inherited!: boolean

  @Field(() => SettingsOwnerUnion, { nullable: true, description: inheritedFrom })
  inheritedFrom!: CustomerObject | AccountObject | null
}

@InputType('CustomerFilter', { description: 'All given conditions must hold. An empty list matches nothing.' })
export class CustomerFilterInput implements CustomerFilter {
  @Field(() => [ID], { nullable: true, description: 'Only those of exactly these accounts.' })
  accountIds?: string[] | null

  @Field(() => String, { nullable: true, description: 'Part of the name, without regard to case.' })
  nameFilter?: string | null

  @Field(() => [ID], {
    nullable: true,
    description: 'Customers below any of these, at any depth unless `shallowParent`.',
  })
  parentCustomerIds?: string[] | null

  @Field(() => Boolean, { nullable: true, description: 'Only direct children of `parentCustomerIds`.' })
  shallowParent?: boolean | null

  @Field(() => [ID], { nullable: true, description: 'Must carry all of these tags.' })
  tagIds?: string[] | null

  @Field(() => [ID], { nullable: true, description: 'Only these customers.' })
  specificIds?: string[] | null

  @Field(() => [String], { nullable: true, description: 'Only those with exactly one of these reference ids.' })
  referenceIds?: string[] | null

  @Field(() => Boolean, { nullable: true, description: 'Only those in staging, or only those that are not.' })
  isStaging?: boolean | null

  @Field(() => DateTimeScalar, { nullable: true, description: 'Only those changed at this instant or later.' })
  modifiedSince?: Date | null
}

@InputType('CustomerOrder', { description: 'How a list of customers is sorted.' })
export class CustomerOrderInput implements CustomerOrder {
  @Field(() => CustomerSortFieldEnum, { description: 'What to sort by.' })
  field!: CustomerSortField

  @Field(() => SortOrdersEnum, { nullable: true, defaultValue: 'Ascend', description: 'Which way.' })
  direction?: SortOrder | null
}

@ArgsType()
export class CustomerListArgs extends PageArgs {
  @Field(() => CustomerFilterInput, { nullable: true, description: 'Which customers; all of the list when left out.' })
  filter?: CustomerFilterInput | null

  @Field(() => CustomerOrderInput, { nullable: true, description: 'The order; by name when left out.' })
  orderBy?: CustomerOrderInput | null
}

@InputType('NewCustomerInput', { description: 'The customer to make.' })
export class NewCustomerInput {
  @Field(() => ID, {
    nullable: true,
    description: "The account. Left out: the parent's account, else your only account.",
  })
  accountId?: string | null

  @Field(() => String, { description: about.name })
  name!: string

  @Field(() => ID, { nullable: true, description: 'The customer above, of the same account. Left out: a root.' })
  parentCustomerId?: string | null

  @Field(() => String, { nullable: true, description: about.referenceId })
  referenceId?: string | null

  @Field(() => StructScalar, { nullable: true, description: about.data })
  data?: unknown
}

const DryRunField = () =>
  Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description:
      'Check and compute everything, write nothing: the payload shows all as it would be, but for `history`, which ' +
      'holds what happened.',
  })

const CustomerIdField = () => Field(() => ID, { description: 'The customer to change.' })

@InputType('PatchCustomerInput', {
  description: 'What to change: a field left out stays, an explicit null clears it. Documents are replaced whole.',
})
export class PatchCustomerInput {
  @CustomerIdField()
  customerId!: string

  @Field(() => Int, {
    nullable: true,
    description: 'When given and not the current version: a Conflict, and nothing is written.',
  })
  expectedVersion?: number | null

  @Field(() => String, { nullable: true, description: `${about.name} It cannot be cleared.` })
  name?: string | null

  @Field(() => ID, {
    nullable: true,
    description: 'Moves the customer with all below it under another one of the same account; null makes it a root.',
  })
  parentCustomerId?: string | null

  @Field(() => String, { nullable: true, description: about.referenceId })
  referenceId?: string | null

  @Field(() => StructScalar, { nullable: true, description: about.data })
  data?: unknown

  @Field(() => [ID], { nullable: true, description: 'The exact set of tags, all of the same account.' })
  tagIds?: string[] | null

  @Field(() => ScheduleInputObject, { nullable: true, description: "The customer's own schedule." })
  schedule?: ScheduleInputObject | null

  @Field(() => Boolean, { nullable: true, description: about.overrideBillingSettings })
  overrideBillingSettings?: boolean | null

  @Field(() => BillingSettingsInput, { nullable: true, description: about.billingSettings })
  billingSettings?: BillingSettingsInput | null

  @Field(() => Boolean, { nullable: true, description: about.overrideAppSettings })
  overrideAppSettings?: boolean | null

  @Field(() => AppSettingsInput, { nullable: true, description: about.appSettings })
  appSettings?: AppSettingsInput | null

  @DryRunField()
  dryRun?: boolean | null
}

@InputType('SetCustomerStagingModeInput', { description: 'The staging switch of a customer.' })
export class SetCustomerStagingModeInput {
  @CustomerIdField()
  customerId!: string

  @Field(() => Boolean, { description: "Whether the customer's phone numbers lead to the staging server." })
  isStaging!: boolean

  @DryRunField()
  dryRun?: boolean | null
}

@InputType('SetCustomerIntegrationInput', {
  description: 'One entry of the integration dictionary. A null `thirdPartyId` removes it.',
})
export class SetCustomerIntegrationInput {
  @CustomerIdField()
  customerId!: string

  @Field(() => String, { description: 'Names the integration, 1 to 255 characters.' })
  key!: string

  @Field(() => String, { nullable: true, description: "The customer's id over there; null removes the entry." })
  thirdPartyId?: string | null
}

@InputType('DeleteCustomerInput', {
  description: 'The customer to delete. Refused with HasChildren unless `withDescendants`.',
})
export class DeleteCustomerInput {
  @Field(() => ID, { description: 'The customer to delete.' })
  customerId!: string

  @Field(() => Int, {
    nullable: true,
    description: 'When given and not the current version: a Conflict, and nothing is deleted.',
  })
  expectedVersion?: number | null

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Whether all below it goes with it; restoring it brings them back as well.',
  })
  withDescendants?: boolean | null

  @Field(() => Boolean, {
    nullable: true,
    defaultValue: false,
    description: 'Check everything and tell what would be deleted, delete nothing.',
  })
  dryRun?: boolean | null
}

@InputType('RestoreCustomerInput', { description: 'The deleted customer to bring back.' })
export class RestoreCustomerInput {
  @Field(() => ID, { description: 'The customer that was deleted; of one that is not, nothing changes.' })
  customerId!: string
}

const CustomerField = () =>
  Field(() => CustomerObject, { nullable: true, description: 'The customer; null when something is wrong.' })

@ObjectType('NewCustomerPayload', { implements: PayloadInterface, description: 'The new customer, or what is wrong.' })
export class NewCustomerPayloadObject {
  @CustomerField()
  customer!: CustomerObject | null
}

@ObjectType('CustomerImpact', {
  description: 'A customer that a change reaches, and which of its effective values differ before and after.',
  simpleResolvers: true,
})
export class CustomerImpactObject {
  @Field(() => CustomerObject, { description: 'The customer; with `dryRun` as it would be.' })
  customer!: CustomerObject

  @Field(() => Boolean, { description: 'Whether the settings in `effectiveBillingSettings` differ.' })
  effectiveBillingChanged!: boolean

  @Field(() => Boolean, { description: 'Whether the settings in `effectiveAppSettings` differ.' })
  effectiveAppSettingsChanged!: boolean

  @Field(() => Boolean, {
    description:
      'Whether the rules, the default state, `forceClosed` or the time zone of `effectiveSchedule` differ. It compares ' +
      'schedules, not the states that follow from them: another state of the customer that a rule looks at is no change.',
  })
  effectiveScheduleChanged!: boolean
}

export const CustomerImpactConnectionObject = connectionObject(
  'CustomerImpact',
  () => CustomerImpactObject,
  'customers that a change reaches',
)

@ObjectType('ChangeImpact', {
  description:
    'Whom a change reaches through inheritance: the customer itself where its own effective values change, and all below ' +
    'it whose values do. Whose the values are is not compared.',
})
export class ChangeImpactObject {}

@ObjectType('PatchCustomerPayload', {
  implements: PayloadInterface,
  description: 'The customer as it is now, with `dryRun` as it would be; or what is wrong.',
})
export class PatchCustomerPayloadObject {
  @CustomerField()
  customer!: CustomerObject | null

  @Field(() => ChangeImpactObject, {
    nullable: true,
    description: 'Whom the change reaches, with or without `dryRun`; null when something is wrong.',
  })
  impact!: ChangeImpactObject | null
}

@ObjectType('SetCustomerStagingModePayload', {
  implements: PayloadInterface,
  description: 'The customer as it is now, with `dryRun` as it would be; or what is wrong.',
})
export class SetCustomerStagingModePayloadObject {
  @CustomerField()
  customer!: CustomerObject | null
}

@ObjectType('SetCustomerIntegrationPayload', {
  implements: PayloadInterface,
  description: 'The customer as it is now, or what is wrong.',
})
export class SetCustomerIntegrationPayloadObject {
  @CustomerField()
  customer!: CustomerObject | null
}

@ObjectType('DeleteCustomerPayload', {
  implements: PayloadInterface,
  description: 'What was deleted, or what is wrong.',
})
export class DeleteCustomerPayloadObject {
  @Field(() => [ID], {
    description: 'The customer and all that went with it, each before those below it; with `dryRun`, what would go.',
  })
  deletedCustomerIds!: readonly string[]
}

@ObjectType('RestoreCustomerPayload', {
  implements: PayloadInterface,
  description: 'The customer as it is again, or what is wrong.',
})
export class RestoreCustomerPayloadObject {
  @CustomerField()
  customer!: CustomerObject | null
}

@ArgsType()
export class CustomerChangedArgs implements ChangedArguments {
  @Field(() => [ID], {
    nullable: true,
    description: 'Only changes of these customers; an id that you may not see adds nothing. At most 1000.',
  })
  customerIds?: string[] | null

  @Field(() => [ID], {
    nullable: true,
    description: 'Only changes of customers of exactly these accounts. At most 1000.',
  })
  accountIds?: string[] | null

  @Field(() => ID, {
    nullable: true,
    description: 'Goes on after this change, the last that you were told of, instead of beginning now.',
  })
  afterId?: string | null
}

@ObjectType('CustomerChangedEvent', { description: 'A change of a customer that you saw before or after it.' })
export class CustomerChangedEventObject {
  @Field(() => CustomerChangeObject, {
    description: 'What changed. Pass its id as `afterId` to go on where a lost connection stopped.',
  })
  change!: CustomerChange
}
