import { Arg, Args, FieldResolver, ID, Mutation, Query, Resolver } from 'type-graphql'
import type { Account } from '../account/model.ts'
import { AccountObject } from '../account/schema.ts'
import { type Asked, AskedField } from '../fields/asked.ts'
import { connect } from '../fields/connect.ts'
import { follow, wantedOf } from '../fields/follow.ts'
import { payload } from '../fields/payload.ts'
import { readPage } from '../page/arguments.ts'
import { connection } from '../page/connection.ts'
import { PageArgs } from '../page/schema.ts'
import { accountTagFields, tagFields, tagQueryFields } from './fields.ts'
import type { Tag } from './model.ts'
import {
  NewTagInput,
  NewTagPayloadObject,
  PatchTagInput,
  PatchTagPayloadObject,
  TagConnectionObject,
  TagListArgs,
  TagObject,
} from './schema.ts'
import { newTag, patchTag } from './service.ts'
import { countTags, readTags, tagsById } from './store.ts'

@Resolver(() => TagObject)
export class TagResolver {
  @Query(() => TagObject, {
    nullable: true,
    description: 'A tag by its id; null when there is none that you may see.',
  })
  tag(@Arg('id', () => ID, { description: 'The id of the tag.' }) id: string, @AskedField() asked: Asked) {
    return follow({ ...asked, row: { id } }, tagQueryFields.tag)
  }

  @Query(() => TagConnectionObject, { description: 'The tags that you may see.' })
  tags(@Args(() => TagListArgs) args: TagListArgs, @AskedField() asked: Asked) {
    readPage(args)
    const { database, visible } = asked.context
    return connection(
      async () => readTags(database, await visible(), args, wantedOf(asked, tagsById)),
      async () => countTags(database, await visible(), args.filter ?? {}),
    )
  }

  @FieldResolver(() => AccountObject, { description: 'The account that the tag belongs to.' })
  account(@AskedField() asked: Asked<Tag>) {
    return follow(asked, tagFields.account)
  }

  @Mutation(() => NewTagPayloadObject, { description: 'Makes a tag.' })
  async newTag(
    @Arg('input', () => NewTagInput, { description: 'The tag to make.' }) input: NewTagInput,
    @AskedField() asked: Asked,
  ) {
    return payload(asked, 'tag', tagsById, await newTag(asked.context, input))
  }

  @Mutation(() => PatchTagPayloadObject, { description: 'Changes a tag.' })
  async patchTag(
    @Arg('input', () => PatchTagInput, { description: 'What to change.' }) input: PatchTagInput,
    @AskedField() asked: Asked,
  ) {
    return payload(asked, 'tag', tagsById, await patchTag(asked.context, input))
  }
}

/** What tags add to Account. */
@Resolver(() => AccountObject)
export class AccountTagResolver {
  @FieldResolver(() => TagConnectionObject, { description: 'The tags of exactly this account, by name.' })
  tags(@Args(() => PageArgs) args: PageArgs, @AskedField() asked: Asked<Account>) {
    return connect(asked, accountTagFields.tags, args)
  }
}
