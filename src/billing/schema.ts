import { Field, Float, InputType, Int, ObjectType, registerEnumType } from 'type-graphql'
import type { Decimal } from '../core/decimal.ts'
import { DecimalScalar } from '../core/scalars.ts'
import { enumOf } from '../core/schema.ts'
import type { BillingEstimate, BillingEstimateLine, Usage } from './estimate.ts'
import { type BillingItem, type BillingItemKind, billingItemKinds } from './model.ts'

const about: Record<keyof BillingItem, string> = {
  baseCost: 'What is charged in any case. Negative for a credit.',
  rawUnitMultiplier: 'Units for one raw unit, e.g. 1/60 to bill seconds as minutes.',
  unitCost: 'What a unit costs beyond the allowance. Negative for a credit.',
  allowance: 'How many units are free; not negative.',
}

@ObjectType('BillingItem', { description: 'What one kind of usage costs.', simpleResolvers: true })
export class BillingItemObject implements BillingItem {
  @Field(() => Float, { description: about.baseCost })
  baseCost!: number

  @Field(() => Float, { description: about.rawUnitMultiplier })
  rawUnitMultiplier!: number

  @Field(() => Float, { description: about.unitCost })
  unitCost!: number

  @Field(() => Int, { description: about.allowance })
  allowance!: number
}

@InputType('BillingItemInput', { description: 'What one kind of usage costs; members left out are 0.' })
export class BillingItemInput {
  @Field(() => Float, { nullable: true, description: about.baseCost })
  baseCost?: number | null

  @Field(() => Float, { nullable: true, description: about.rawUnitMultiplier })
  rawUnitMultiplier?: number | null

  @Field(() => Float, { nullable: true, description: about.unitCost })
  unitCost?: number | null

  @Field(() => Int, { nullable: true, description: about.allowance })
  allowance?: number | null
}

const items: Record<BillingItemKind, string> = {
  base: 'The subscription itself.',
  localNumbers: 'Local phone numbers.',
  tollFreeNumbers: 'Toll-free phone numbers.',
  inboundVoiceCalls: 'Calls received.',
  outboundVoiceCalls: 'Calls made.',
  inboundFaxes: 'Faxes received.',
  outboundFaxes: 'Faxes sent.',
  inboundSmsMessages: 'Text messages received.',
  outboundSmsMessages: 'Text messages sent.',
  aiInsights: 'Insights that an AI draws from calls.',
  aiLiveMinutes: 'Minutes of live AI agents.',
}

const BillingItemKindEnum = enumOf(billingItemKinds)
registerEnumType(BillingItemKindEnum, {
  name: 'BillingItemKind',
  description: 'What is billed.',
  valuesConfig: Object.fromEntries(Object.entries(items).map(([name, description]) => [name, { description }])),
})

/** Declares the eleven items on a class, each of the given type and nullable. */
function Items(type: () => typeof BillingItemObject | typeof BillingItemInput): ClassDecorator {
  return (target) => {
    for (const [name, description] of Object.entries(items)) {
      Field(type, { nullable: true, description })(target.prototype, name)
    }
  }
}

@Items(() => BillingItemObject)
@ObjectType('BillingSettings', {
  description: 'What is billed, item by item. An item that is null is not billed.',
  simpleResolvers: true,
})
export class BillingSettingsObject {}

@Items(() => BillingItemInput)
@InputType('BillingSettingsInput', {
  description: 'What is billed, item by item. It replaces the stored settings as a whole: items left out become null.',
})
export class BillingSettingsInput {}

const rawUnits = 'What was used as it is counted, e.g. seconds of calls, numbers, messages.'

@InputType('UsageInput', { description: 'How much of one item was used. Items that are not named count 0.' })
export class UsageInput implements Usage {
  @Field(() => BillingItemKindEnum, { description: 'The item, which may be named once.' })
  item!: BillingItemKind

  @Field(() => DecimalScalar, { description: `${rawUnits} Not negative.` })
  rawUnits!: Decimal
}

@ObjectType('BillingEstimateLine', { description: 'What one item comes to.', simpleResolvers: true })
export class BillingEstimateLineObject implements BillingEstimateLine {
  @Field(() => BillingItemKindEnum, { description: 'The item.' })
  item!: BillingItemKind

  @Field(() => DecimalScalar, { description: rawUnits })
  rawUnits!: Decimal

  @Field(() => DecimalScalar, { description: '`rawUnits` times `rawUnitMultiplier`.' })
  units!: Decimal

  @Field(() => DecimalScalar, { description: '`units` beyond the allowance.' })
  billableUnits!: Decimal

  @Field(() => DecimalScalar, { description: about.baseCost })
  baseCost!: Decimal

  @Field(() => DecimalScalar, { description: '`billableUnits` times `unitCost`.' })
  usageCost!: Decimal

  @Field(() => DecimalScalar, { description: '`baseCost` and `usageCost`.' })
  cost!: Decimal
}

@ObjectType('BillingEstimate', {
  description: 'What a usage comes to by the settings that apply, in exact decimals.',
  simpleResolvers: true,
})
export class BillingEstimateObject implements BillingEstimate {
  @Field(() => [BillingEstimateLineObject], {
    description: 'A line for each item of the settings and each that was used. One that is not billed costs 0.',
  })
  lines!: readonly BillingEstimateLineObject[]

  @Field(() => DecimalScalar, { description: 'The sum of the costs.' })
  total!: Decimal
}
