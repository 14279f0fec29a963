import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql'
import { DateTimeScalar, JSONScalar } from '../core/scalars.ts'
import { enumOf } from '../core/schema.ts'
import { connectionObject } from '../page/schema.ts'
import { type ChangeAction, type ChangedFields, changeActions } from './model.ts'

const ChangeActionEnum = enumOf(changeActions)
registerEnumType(ChangeActionEnum, {
  name: 'ChangeAction',
  description: 'What kind of write made a change.',
  valuesConfig: {
    Created: { description: 'The customer was made.' },
    Patched: {
      description: 'Fields, integrations, tags or the place in the tree were changed; also by deleting a tag.',
    },
    StagingModeSet: { description: 'The staging switch was set.' },
    Deleted: { description: 'The customer was deleted.' },
    Restored: { description: 'The customer was brought back.' },
    Imported: { description: 'The customer was made or changed by an import.' },
  },
})

@ObjectType('CustomerChange', {
  description: 'What one write did to one customer. Values are named and formed as on REST; tags are `tagIds`.',
  simpleResolvers: true,
})
export class CustomerChangeObject {
  @Field(() => ID, { description: 'The place of the change in the one order of all changes; opaque.' })
  id!: string

  @Field(() => ID, { description: 'The customer that changed.' })
  customerId!: string

  @Field(() => Int, { description: "The customer's version after the change." })
  version!: number

  @Field(() => DateTimeScalar, { description: 'When it was written.' })
  at!: Date

  @Field(() => String, { description: 'The user who wrote it; `import` for an import.' })
  by!: string

  @Field(() => ChangeActionEnum, { description: 'The kind of write.' })
  action!: ChangeAction

  @Field(() => JSONScalar, {
    nullable: true,
    description:
      'The fields that changed, as they were; null where there was no customer before. Ids of what you may not see are ' +
      'null.',
  })
  before!: ChangedFields | null

  @Field(() => JSONScalar, {
    nullable: true,
    description:
      'The fields that changed, as they became; of a new customer those that are not empty. Ids of what you may not see ' +
      'are null; and there is nothing of a change that took the customer out of your sight.',
  })
  after!: ChangedFields | null
}

export const CustomerChangeConnectionObject = connectionObject('CustomerChange', () => CustomerChangeObject, 'changes')
