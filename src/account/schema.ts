import { ArgsType, Directive, Field, ID, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { StoredBillingSettings } from '../billing/model.ts'
import { BillingSettingsInput, BillingSettingsObject } from '../billing/schema.ts'
import { EntityInfoInterface, enumOf, NodeInterface, PayloadInterface, VersionField } from '../core/schema.ts'
import { connectionObject, PageArgs, type SortOrder, SortOrdersEnum } from '../page/schema.ts'
import { type AccountFilter, type AccountOrder, type AccountSortField, accountSortFields } from './model.ts'

const AccountSortFieldEnum = enumOf(accountSortFields)
registerEnumType(AccountSortFieldEnum, {
  name: 'AccountSortField',
  description: 'What a list of accounts is sorted by; ties are sorted by id.',
  valuesConfig: {
    Name: { description: 'By name, without regard to case.' },
    DateCreated: { description: 'By the time of creation.' },
    DateLastModified: { description: 'By the time of the last change.' },
    Id: { description: 'By id.' },
  },
})

const about = {
  name: 'The name of the account, 1 to 255 characters.',
  parentAccountId: 'The account above; null for a root, and where you may not see the parent.',
  twilioAccountSid: 'The account of the telephone carrier. Null for viewers who do not manage the account.',
  maxPhoneNumbers: 'How many phone numbers the account may have; not negative.',
  isBYOA: 'Whether the account brings its own carrier account.',
  trustHubProfileSid: 'The TrustHub profile. Null for viewers who do not manage the account.',
  logoId: 'The id of the logo file.',
  logoUri: 'Where the logo is: an http(s) URL, or a path that begins with one `/`.',
  billingSettings:
    "What the account's customers are billed, unless they override it. Null for viewers who do not manage the account.",
} as const

@Directive('@key(fields: "id")')
@ObjectType('Account', {
  implements: [NodeInterface, EntityInfoInterface],
  description: 'Owns customers and tags. Accounts form trees: who manages an account manages all below it.',
  simpleResolvers: true,
})
export class AccountObject {
  @VersionField()
  version!: number

  @Field(() => String, { description: about.name })
  name!: string

  @Field(() => ID, { nullable: true, description: about.parentAccountId })
  parentAccountId!: string | null

  @Field(() => String, { nullable: true, description: about.twilioAccountSid })
  twilioAccountSid!: string | null

  @Field(() => Int, { description: about.maxPhoneNumbers })
  maxPhoneNumbers!: number

  @Field(() => Boolean, { description: about.isBYOA })
  isBYOA!: boolean

  @Field(() => String, { nullable: true, description: about.trustHubProfileSid })
  trustHubProfileSid!: string | null

  @Field(() => String, { nullable: true, description: about.logoId })
  logoId!: string | null

  @Field(() => String, { nullable: true, description: about.logoUri })
  logoUri!: string | null

  @Field(() => BillingSettingsObject, { nullable: true, description: about.billingSettings })
  billingSettings!: BillingSettingsObject | null
}

export const AccountConnectionObject = connectionObject('Account', () => AccountObject, 'accounts')

@InputType('AccountFilter', { description: 'All given conditions must hold.' })
export class AccountFilterInput implements AccountFilter {
  @Field(() => String, { nullable: true, description: 'Part of the name, without regard to case.' })
  nameFilter?: string | null

  @Field(() => [ID], { nullable: true, description: 'Only direct children of these accounts.' })
  parentAccountIds?: string[] | null

  @Field(() => [ID], { nullable: true, description: 'Only these accounts.' })
  specificIds?: string[] | null
}

@InputType('AccountOrder', { description: 'How a list of accounts is sorted.' })
export class AccountOrderInput implements AccountOrder {
  @Field(() => AccountSortFieldEnum, { description: 'What to sort by.' })
  field!: AccountSortField

  @Field(() => SortOrdersEnum, { nullable: true, defaultValue: 'Ascend', description: 'Which way.' })
  direction?: SortOrder | null
}

@ArgsType()
export class AccountListArgs extends PageArgs {
  @Field(() => AccountFilterInput, {
    nullable: true,
    description: 'Which accounts; all that you may see when left out.',
  })
  filter?: AccountFilterInput | null

  @Field(() => AccountOrderInput, { nullable: true, description: 'The order; by name when left out.' })
  orderBy?: AccountOrderInput | null
}

/** What may be said of an account that is made or changed, beside its name. */
@InputType()
abstract class AccountDetailsInput {
  @Field(() => String, { nullable: true, description: about.twilioAccountSid })
  twilioAccountSid?: string | null

  @Field(() => Int, { nullable: true, description: about.maxPhoneNumbers })
  maxPhoneNumbers?: number | null

  @Field(() => Boolean, { nullable: true, description: about.isBYOA })
  isBYOA?: boolean | null

  @Field(() => String, { nullable: true, description: about.trustHubProfileSid })
  trustHubProfileSid?: string | null

  @Field(() => String, { nullable: true, description: about.logoId })
  logoId?: string | null

  @Field(() => String, { nullable: true, description: about.logoUri })
  logoUri?: string | null

  @Field(() => BillingSettingsInput, { nullable: true, description: about.billingSettings })
  billingSettings?: StoredBillingSettings | null
}

@InputType('NewAccountInput', { description: 'The account to make.' })
export class NewAccountInput extends AccountDetailsInput {
  @Field(() => String, { description: about.name })
  name!: string

  @Field(() => ID, {
    nullable: true,
    description: 'The account above. Only a SystemAdministrator may leave it out, which makes a root.',
  })
  parentAccountId?: string | null
}

@InputType('PatchAccountInput', { description: 'What to change: a field left out stays, an explicit null clears it.' })
export class PatchAccountInput extends AccountDetailsInput {
  @Field(() => ID, { description: 'The account to change.' })
  accountId!: string

  @Field(() => Int, {
    nullable: true,
    description: 'When given and not the current version: a Conflict, and nothing is written.',
  })
  expectedVersion?: number | null

  @Field(() => String, { nullable: true, description: `${about.name} It cannot be cleared.` })
  name?: string | null
}

@ObjectType('NewAccountPayload', { implements: PayloadInterface, description: 'The new account, or what is wrong.' })
export class NewAccountPayloadObject {
  @Field(() => AccountObject, { nullable: true, description: 'The account; null when something is wrong.' })
  account!: AccountObject | null
}

@ObjectType('PatchAccountPayload', {
  implements: PayloadInterface,
  description: 'The account as it is now, or what is wrong.',
})
export class PatchAccountPayloadObject {
  @Field(() => AccountObject, { nullable: true, description: 'The account; null when something is wrong.' })
  account!: AccountObject | null
}
