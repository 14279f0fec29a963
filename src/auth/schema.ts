import { Ctx, Field, ID, ObjectType, Query, Resolver, registerEnumType } from 'type-graphql'
import type { Context } from '../context.ts'
import { enumOf } from '../core/schema.ts'
import { type Role, roles, type Viewer } from './viewer.ts'

const RoleEnum = enumOf(roles)
registerEnumType(RoleEnum, {
  name: 'Role',
  description: 'What a viewer may see and do; several roles add up.',
  valuesConfig: {
    SystemAdministrator: { description: 'Sees and changes everything.' },
    Manager: { description: 'Sees and changes their accounts, all below them, and all that is in them.' },
    Customer: { description: 'Sees and changes their customers and all below them.' },
  },
})

@ObjectType('Viewer', { description: 'Who is asking, and what they may see.', simpleResolvers: true })
export class ViewerObject implements Viewer {
  @Field(() => String, { description: "The user's id, from the token." })
  userId!: string

  @Field(() => [RoleEnum], { description: 'The roles that this service knows of those in the token.' })
  roles!: readonly Role[]

  @Field(() => [ID], { description: 'The accounts that a Manager manages, with all below them.' })
  accountIds!: readonly string[]

  @Field(() => [ID], { description: 'The customers that a Customer is, with all below them.' })
  customerIds!: readonly string[]
}

@Resolver()
export class ViewerResolver {
  @Query(() => ViewerObject, { description: 'Who you are, as your token says.' })
  viewer(@Ctx() { viewer }: Context): Viewer {
    return viewer
  }
}
