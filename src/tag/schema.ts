import { ArgsType, Directive, Field, ID, InputType, ObjectType, registerEnumType } from 'type-graphql'
import { enumOf, NodeInterface, PayloadInterface } from '../core/schema.ts'
import { connectionObject, PageArgs, type SortOrder, SortOrdersEnum } from '../page/schema.ts'
import { type TagColor, type TagFilter, type TagOrder, type TagSortField, tagColors, tagSortFields } from './model.ts'

const TagColorsEnum = enumOf(tagColors)
registerEnumType(TagColorsEnum, { name: 'TagColors', description: 'The colours that tags are shown in.' })

const TagSortFieldEnum = enumOf(tagSortFields)
registerEnumType(TagSortFieldEnum, {
  name: 'TagSortField',
  description: 'What a list of tags is sorted by; ties are sorted by id.',
  valuesConfig: { Name: { description: 'By name, without regard to case.' }, Id: { description: 'By id.' } },
})

const about = {
  name: 'The name, 1 to 255 characters; unique within the account, without regard to case.',
  color: 'The colour that the tag is shown in.',
} as const

@Directive('@key(fields: "id")')
@ObjectType('Tag', {
  implements: NodeInterface,
  description: 'A label of an account, which its customers may carry.',
  simpleResolvers: true,
})
export class TagObject {
  @Field(() => String, { description: about.name })
  name!: string

  @Field(() => TagColorsEnum, { description: about.color })
  color!: TagColor

  @Field(() => ID, { description: 'The account that the tag belongs to.' })
  accountId!: string
}

export const TagConnectionObject = connectionObject('Tag', () => TagObject, 'tags')

@InputType('TagFilter', { description: 'All given conditions must hold.' })
export class TagFilterInput implements TagFilter {
  @Field(() => [ID], { nullable: true, description: 'Only those of exactly these accounts.' })
  accountIds?: string[] | null

  @Field(() => String, { nullable: true, description: 'Part of the name, without regard to case.' })
  nameFilter?: string | null

  @Field(() => [TagColorsEnum], { nullable: true, description: 'Only those of these colours.' })
  colors?: TagColor[] | null

  @Field(() => [ID], { nullable: true, description: 'Only these tags.' })
  specificIds?: string[] | null
}

@InputType('TagOrder', { description: 'How a list of tags is sorted.' })
export class TagOrderInput implements TagOrder {
  @Field(() => TagSortFieldEnum, { description: 'What to sort by.' })
  field!: TagSortField

  @Field(() => SortOrdersEnum, { nullable: true, defaultValue: 'Ascend', description: 'Which way.' })
  direction?: SortOrder | null
}

@ArgsType()
export class TagListArgs extends PageArgs {
  @Field(() => TagFilterInput, { nullable: true, description: 'Which tags; all that you may see when left out.' })
  filter?: TagFilterInput | null

  @Field(() => TagOrderInput, { nullable: true, description: 'The order; by name when left out.' })
  orderBy?: TagOrderInput | null
}

@InputType('NewTagInput', { description: 'The tag to make.' })
export class NewTagInput {
  @Field(() => ID, { nullable: true, description: 'The account that it belongs to. Left out: your only account.' })
  accountId?: string | null

  @Field(() => String, { description: about.name })
  name!: string

  @Field(() => TagColorsEnum, { description: about.color })
  color!: TagColor
}

@InputType('PatchTagInput', { description: 'What to change: a field left out stays.' })
export class PatchTagInput {
  @Field(() => ID, { description: 'The tag to change.' })
  tagId!: string

  @Field(() => String, { nullable: true, description: `${about.name} It cannot be cleared.` })
  name?: string | null

  @Field(() => TagColorsEnum, { nullable: true, description: `${about.color} It cannot be cleared.` })
  color?: TagColor | null
}

@InputType('DeleteTagInput', { description: 'The tag to delete.' })
export class DeleteTagInput {
  @Field(() => ID, { description: 'The tag. Customers who carry it lose it, which is a change of each of them.' })
  tagId!: string
}

@ObjectType('NewTagPayload', { implements: PayloadInterface, description: 'The new tag, or what is wrong.' })
export class NewTagPayloadObject {
  @Field(() => TagObject, { nullable: true, description: 'The tag; null when something is wrong.' })
  tag!: TagObject | null
}

@ObjectType('PatchTagPayload', { implements: PayloadInterface, description: 'The tag as it is now, or what is wrong.' })
export class PatchTagPayloadObject {
  @Field(() => TagObject, { nullable: true, description: 'The tag; null when something is wrong.' })
  tag!: TagObject | null
}

@ObjectType('DeleteTagPayload', { implements: PayloadInterface, description: 'What was deleted, or what is wrong.' })
export class DeleteTagPayloadObject {
  @Field(() => ID, { nullable: true, description: 'The id of the tag that is no more; null when something is wrong.' })
  deletedTagId!: string | null
}
