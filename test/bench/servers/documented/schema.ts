import { Field, ID, InputType, Int, ObjectType } from 'type-graphql'
import type { AppSettings } from '../../../../src/app-settings/model.ts'
import { AppSettingsObject } from '../../../../src/app-settings/schema.ts'
import type { StoredBillingSettings } from '../../../../src/billing/model.ts'
import { BillingSettingsObject } from '../../../../src/billing/schema.ts'
import { DateTimeScalar } from '../../../../src/core/scalars.ts'
import type { Schedule } from '../../../../src/schedule/model.ts'
import { ScheduleObject } from '../../../../src/schedule/schema.ts'

@ObjectType('Account')
export class AccountType {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  name!: string
}

@ObjectType('Tag')
export class TagType {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  name!: string

  @Field(() => String)
  color!: string
}

@ObjectType('CustomerBreadcrumb')
export class BreadcrumbType {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  name!: string
}

@ObjectType('Customer')
export class CustomerType {
  @Field(() => ID)
  id!: string

  @Field(() => String)
  name!: string

  @Field(() => String, { nullable: true })
  referenceId!: string | null

  @Field(() => Boolean)
  isStaging!: boolean

  @Field(() => Int)
  version!: number

  @Field(() => DateTimeScalar)
  dateCreated!: Date

  @Field(() => DateTimeScalar)
  dateLastModified!: Date

  @Field(() => String)
  createdBy!: string

  @Field(() => String)
  lastModifiedBy!: string

  @Field(() => ID)
  accountId!: string

  @Field(() => ID, { nullable: true })
  parentCustomerId!: string | null

  @Field(() => Boolean)
  overrideBillingSettings!: boolean

  @Field(() => Boolean)
  overrideAppSettings!: boolean

  @Field(() => ScheduleObject)
  schedule!: Schedule

  @Field(() => BillingSettingsObject, { nullable: true })
  billingSettings!: StoredBillingSettings | null

  @Field(() => AppSettingsObject, { nullable: true })
  appSettings!: AppSettings | null
}

@ObjectType('PageInfo')
export class PageInfoType {
  @Field(() => Boolean)
  hasNextPage!: boolean

  @Field(() => String, { nullable: true })
  endCursor!: string | null
}

@ObjectType('CustomerConnection')
export class CustomerConnectionType {
  @Field(() => [CustomerType])
  nodes!: CustomerType[]

  @Field(() => PageInfoType)
  pageInfo!: PageInfoType

  @Field(() => Int)
  totalCount!: number | (() => Promise<number>)
}

@InputType('CustomerFilter')
export class CustomerFilterInput {
  @Field(() => [ID], { nullable: true })
  accountIds?: string[]

  @Field(() => String, { nullable: true })
  nameFilter?: string
}

@InputType('PatchCustomerInput')
export class PatchCustomerInputType {
  @Field(() => ID)
  customerId!: string

  @Field(() => String)
  name!: string

  @Field(() => [ID])
  tagIds!: string[]
}

@ObjectType('UserError')
export class UserErrorType {
  @Field(() => String)
  code!: string

  @Field(() => String)
  message!: string
}

@ObjectType('PatchCustomerPayload')
export class PatchCustomerPayloadType {
  @Field(() => CustomerType, { nullable: true })
  customer!: CustomerType | null

  @Field(() => [UserErrorType])
  userErrors!: UserErrorType[]
}
