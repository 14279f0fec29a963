import { Arg, ID, Query, Resolver } from 'type-graphql'
import { accountsById } from '../account/store.ts'
import { NodeInterface } from '../core/schema.ts'
import { customersById } from '../customer/store.ts'
import { type Asked, AskedField } from '../fields/asked.ts'
import { find } from '../fields/follow.ts'
import { checkIds } from '../page/arguments.ts'
import { tagsById } from '../tag/store.ts'
import { webhooksById } from '../webhook/store.ts'

@Resolver()
export class NodeResolver {
  @Query(() => NodeInterface, {
    nullable: true,
    description: 'A customer, account, tag or webhook by its id; null when there is none that you may see.',
  })
  node(@Arg('id', () => ID, { description: 'The id of the object.' }) id: string, @AskedField() asked: Asked) {
    return findNode(asked, id)
  }

  @Query(() => [NodeInterface], {
    nullable: 'items',
    description: 'The same for many ids, in their order: at most 1000.',
  })
  nodes(@Arg('ids', () => [ID], { description: 'The ids of the objects.' }) ids: string[], @AskedField() asked: Asked) {
    checkIds('ids', ids)
    return ids.map((id) => findNode(asked, id))
  }
}

/** An imported id may be that of objects of several types; then it is the customer's, the account's, the tag's, the webhook's. */
async function findNode(asked: Asked, id: string): Promise<object | null> {
  const [customer, account, tag, webhook] = await Promise.all([
    find(asked, customersById, id),
    find(asked, accountsById, id),
    find(asked, tagsById, id),
    find(asked, webhooksById, id),
  ])
  return customer ?? account ?? tag ?? webhook
}
