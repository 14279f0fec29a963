import { Field, ID, Int, InterfaceType, ObjectType, registerEnumType } from 'type-graphql'
import { type UserError, type UserErrorCode, userErrorCodes } from './outcome.ts'
import { DateTimeScalar } from './scalars.ts'

/** The values of an enum as GraphQL and type-graphql want them: each named as it is written. */
export function enumOf<Value extends string>(values: readonly Value[]): { readonly [Name in Value]: Name } {
  return Object.fromEntries(values.map((value) => [value, value])) as { [Name in Value]: Name }
}

/** The type of a row, which a look-up by its id puts beside its columns. */
const resolveType = (row: { readonly __typename: string }) => row.__typename

@InterfaceType('Node', { description: 'Anything that has an id; `node` finds it by this id.', resolveType })
export abstract class NodeInterface {
  @Field(() => ID, { description: 'An opaque text of 1 to 64 characters, for ever the same.' })
  id!: string
}

@InterfaceType('EntityInfo', { description: 'What every stored object carries.', resolveType })
export abstract class EntityInfoInterface {
  @Field(() => ID, { description: 'An opaque text of 1 to 64 characters, for ever the same.' })
  id!: string

  @Field(() => DateTimeScalar, { description: 'When the object was created.' })
  dateCreated!: string

  @Field(() => DateTimeScalar, { description: 'When the object was last changed.' })
  dateLastModified!: string

  @Field(() => String, { description: 'The user who created the object.' })
  createdBy!: string

  @Field(() => String, { description: 'The user who last changed the object.' })
  lastModifiedBy!: string
}

const descriptions: Record<UserErrorCode, string> = {
  Blank: 'A value is needed, and there is none.',
  TooLong: 'More characters, bytes or entries than allowed.',
  Invalid: 'The value is not one of those that are possible here.',
  NotFound: 'What the id names does not exist, or you may not see it.',
  Taken: 'Another object has this name already.',
  Cycle: 'A customer cannot lie below itself.',
  Conflict: 'Another version is stored than the one expected.',
  HasChildren: 'There are customers below this one.',
  NotAllowed: 'You see this, but your roles do not let you change it.',
}
const UserErrorCodeEnum = enumOf(userErrorCodes)
registerEnumType(UserErrorCodeEnum, {
  name: 'UserErrorCode',
  description: 'What kind of fault a mutation found in its input.',
  valuesConfig: Object.fromEntries(userErrorCodes.map((code) => [code, { description: descriptions[code] }])),
})

@ObjectType('UserError', {
  description: 'What is wrong with the input, and where. Nothing was written when there is one.',
  simpleResolvers: true,
})
export class UserErrorObject implements UserError {
  @Field(() => UserErrorCodeEnum, { description: 'The kind of fault, for programs.' })
  code!: UserErrorCode

  @Field(() => String, { description: 'The fault in a sentence, for people.' })
  message!: string

  @Field(() => [String], {
    description: 'Path into the input, e.g. `["schedule", "rules", "0", "byMonth"]`.',
  })
  field!: readonly string[]
}

@InterfaceType('Payload', { description: 'What every mutation answers.' })
export abstract class PayloadInterface {
  @Field(() => [UserErrorObject], {
    description: 'All that is wrong with the input, at once. Empty when the mutation was carried out.',
  })
  userErrors!: readonly UserError[]
}

/** The field `version`, as customers and accounts have it. */
export function VersionField(): PropertyDecorator {
  return (target, name) =>
    Field(() => Int, { description: 'Grows by one with every change; send it back as `expectedVersion`.' })(
      target,
      name,
    )
}
