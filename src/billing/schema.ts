import { Field, Float, InputType, Int, ObjectType } from 'type-graphql'
import type { BillingItem, BillingItemKind } from './model.ts'

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
