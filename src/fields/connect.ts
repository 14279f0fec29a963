import { type PageArguments, readPage } from '../page/arguments.ts'
import { type Connection, connection } from '../page/connection.ts'
import type { Page } from '../page/keyset.ts'
import type { Asked } from './asked.ts'
import type { Batch, Relation } from './field.ts'
import { load, wantedOf } from './follow.ts'

/** A relation to a list: pages of it, and how many rows it has. */
export interface ListRelation<Row, Node, Filter, Args> extends Relation<Row, Page<Node>, Args> {
  readonly count: Batch<number, Filter | null | undefined>
}

const emptyPage = { edges: [], hasNextPage: false, hasPreviousPage: false }

/**
 * The list that belongs to `row`, read together with those of all its neighbours.
 * @throws {RequestError} `BAD_USER_INPUT` for a page that cannot be.
 */
export function connect<Row, Node, Filter, Args extends PageArguments & { readonly filter?: Filter | null }>(
  asked: Asked<Row>,
  relation: ListRelation<Row, Node, Filter, Args>,
  args: Args,
): Connection<Node> {
  readPage(args)
  const { context, row } = asked
  const key = relation.key(row) ?? ''
  const wanted = wantedOf(asked, relation.batch)
  return connection(
    async () => (await load(context, relation.batch, { key, wanted, args })) ?? emptyPage,
    async () => (await load(context, relation.count, { key, wanted: new Set(), args: args.filter })) ?? 0,
  )
}
