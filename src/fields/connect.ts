import { type PageArguments, readPage } from '../page/arguments.ts'
import { type Connection, connection } from '../page/connection.ts'
import type { Asked } from './asked.ts'
import type { List } from './field.ts'
import { load, wantedOf } from './follow.ts'

const emptyPage = { edges: [], hasNextPage: false, hasPreviousPage: false }

/**
 * The list that belongs to `row`, read together with those of all its neighbours.
 * @throws {RequestError} `BAD_USER_INPUT` for a page that cannot be.
 */
export function connect<
  Row extends object,
  Node,
  Filter,
  Args extends PageArguments & { readonly filter?: Filter | null },
>(asked: Asked<Row>, { key, pages, counts }: List<Row, Node, Filter, Args>, args: Args): Connection<Node> {
  readPage(args)
  const { context, row } = asked
  const wanted = wantedOf(asked, pages)
  return connection(
    async () => (await load(context, pages, { key: key(row), wanted, args })) ?? emptyPage,
    async () => (await load(context, counts, { key: key(row), wanted: new Set(), args: args.filter })) ?? 0,
  )
}
