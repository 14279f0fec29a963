import { ArgsType, type ClassType, Directive, Field, Int, ObjectType, registerEnumType } from 'type-graphql'
import { enumOf } from '../core/schema.ts'
import { defaultPageSize, maxPageSize, type PageArguments } from './arguments.ts'

export const SortOrdersEnum = enumOf(['Ascend', 'Descend'])
export type SortOrder = keyof typeof SortOrdersEnum
registerEnumType(SortOrdersEnum, {
  name: 'SortOrders',
  description: 'The direction of a list.',
  valuesConfig: {
    Ascend: { description: 'Smallest first; those without a value last.' },
    Descend: { description: 'The exact reverse of Ascend.' },
  },
})

/** The arguments of every connection. */
@ArgsType()
export class PageArgs implements PageArguments {
  @Field(() => Int, {
    nullable: true,
    description: `How many, from the start: 0 to ${maxPageSize}, ${defaultPageSize} when neither \`first\` nor \`last\` is given.`,
  })
  first?: number | null

  @Field(() => String, {
    nullable: true,
    description: 'Only those after this cursor (`endCursor` of the page before).',
  })
  after?: string | null

  @Field(() => Int, { nullable: true, description: `How many, from the end: 0 to ${maxPageSize}. Not with \`first\`.` })
  last?: number | null

  @Field(() => String, {
    nullable: true,
    description: 'Only those before this cursor (`startCursor` of the page after).',
  })
  before?: string | null
}

@Directive('@shareable')
@ObjectType('PageInfo', { description: 'Where a page lies in its list.', simpleResolvers: true })
export class PageInfoObject {
  @Field(() => Boolean, { description: 'Whether there is more after this page.' })
  hasNextPage!: boolean

  @Field(() => Boolean, { description: 'Whether there is more before this page.' })
  hasPreviousPage!: boolean

  @Field(() => String, { nullable: true, description: 'The cursor of the first edge; null for an empty page.' })
  startCursor!: string | null

  @Field(() => String, { nullable: true, description: 'The cursor of the last edge; null for an empty page.' })
  endCursor!: string | null
}

/** The classes of a Relay connection to nodes of a type: `<Name>Connection` and `<Name>Edge`. */
export function connectionObject<Node extends object>(name: string, node: () => ClassType<Node>, plural: string) {
  @ObjectType(`${name}Edge`, { description: 'One entry of a page, with its place in the list.', simpleResolvers: true })
  class Edge {
    @Field(() => String, { description: 'The place of this entry; it stays valid while others come and go.' })
    cursor!: string

    @Field(node, { description: 'The entry itself.' })
    node!: Node
  }

  @ObjectType(`${name}Connection`, { description: `One page of a list of ${plural}.` })
  abstract class Connection {
    @Field(() => [Edge], { description: 'The entries of this page, each with its cursor.' })
    edges!: Edge[]

    @Field(() => [node()], { description: 'The entries of this page, without cursors.' })
    nodes!: Node[]

    @Field(() => PageInfoObject, { description: 'Where this page lies, and how to go on.' })
    pageInfo!: PageInfoObject

    @Field(() => Int, { description: 'How many the whole list has. Counted only when asked for.' })
    totalCount!: number
  }
  return Connection
}
