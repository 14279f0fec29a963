import { Arg, Args, FieldResolver, ID, Mutation, Query, Resolver } from 'type-graphql'
import { type Asked, AskedField } from '../fields/asked.ts'
import { connect } from '../fields/connect.ts'
import { follow, wantedOf } from '../fields/follow.ts'
import { payload } from '../fields/payload.ts'
import { readPage } from '../page/arguments.ts'
import { connection } from '../page/connection.ts'
import { PageArgs } from '../page/schema.ts'
import { accountFields, accountQueryFields } from './fields.ts'
import type { Account } from './model.ts'
import {
  AccountConnectionObject,
  AccountListArgs,
  AccountObject,
  NewAccountInput,
  NewAccountPayloadObject,
  PatchAccountInput,
  PatchAccountPayloadObject,
} from './schema.ts'
import { newAccount, patchAccount } from './service.ts'
import { accountsById, countAccounts, readAccounts } from './store.ts'

@Resolver(() => AccountObject)
export class AccountResolver {
  @Query(() => AccountObject, {
    nullable: true,
    description: 'An account by its id; null when there is none that you may see.',
  })
  account(@Arg('id', () => ID, { description: 'The id of the account.' }) id: string, @AskedField() asked: Asked) {
    return follow({ ...asked, row: { id } }, accountQueryFields.account)
  }

  @Query(() => AccountConnectionObject, { description: 'The accounts that you may see.' })
  accounts(@Args(() => AccountListArgs) args: AccountListArgs, @AskedField() asked: Asked) {
    readPage(args)
    const { database, visible } = asked.context
    return connection(
      async () => readAccounts(database, await visible(), args, wantedOf(asked, accountsById)),
      async () => countAccounts(database, await visible(), args.filter ?? {}),
    )
  }

  @FieldResolver(() => AccountObject, {
    nullable: true,
    description: 'The account above; null for a root, and where you may not see it.',
  })
  parent(@AskedField() asked: Asked<Account>) {
    return follow(asked, accountFields.parent)
  }

  @FieldResolver(() => [ID], { description: 'The accounts above that you may see, root first.' })
  ancestorIds(@AskedField() asked: Asked<Account>) {
    return follow(asked, accountFields.ancestorIds)
  }

  @FieldResolver(() => AccountConnectionObject, { description: 'The accounts right below, by name.' })
  children(@Args(() => PageArgs) args: PageArgs, @AskedField() asked: Asked<Account>) {
    return connect(asked, accountFields.children, args)
  }

  @Mutation(() => NewAccountPayloadObject, {
    description: 'Makes an account. A Manager makes them below their own, a SystemAdministrator anywhere.',
  })
  async newAccount(
    @Arg('input', () => NewAccountInput, { description: 'The account to make.' }) input: NewAccountInput,
    @AskedField() asked: Asked,
  ) {
    return payload(asked, 'account', accountsById, await newAccount(asked.context, input))
  }

  @Mutation(() => PatchAccountPayloadObject, { description: 'Changes an account.' })
  async patchAccount(
    @Arg('input', () => PatchAccountInput, { description: 'What to change.' }) input: PatchAccountInput,
    @AskedField() asked: Asked,
  ) {
    return payload(asked, 'account', accountsById, await patchAccount(asked.context, input, { hasUnknownItems: false }))
  }
}
