import { type GraphQLResolveInfo, GraphQLScalarType } from 'graphql'
import { completeAppSettings } from '../../../../src/app-settings/model.ts'
import { type Struct, toPlain } from '../../../../src/core/struct.ts'
import { completeSchedule, emptySchedule } from '../../../../src/schedule/model.ts'
import { plainCursor } from '../server.ts'
import { type PatchInput, patch } from './patch.ts'
import type { CustomerRow, Named, Statements } from './statements.ts'

const pathWidth = 8

interface ListArguments {
  readonly first: number
  readonly after?: string | null
  readonly filter?: { readonly accountIds?: readonly string[]; readonly nameFilter?: string } | null
}

/** One resolver for what each operation begins with, and for what stored documents leave out. */
export function resolversOf(statements: Statements) {
  return {
    DateTime: new GraphQLScalarType({ name: 'DateTime', serialize: (value) => (value as Date).toISOString() }),
    Struct: new GraphQLScalarType({ name: 'Struct', serialize: (value) => toPlain(value as Struct) }),
    Query: {
      customer: async (_root: unknown, { id }: { id: string }) => (await statements.customer(id))[0] ?? null,
      customers: async (_root: unknown, args: ListArguments, _context: unknown, info: GraphQLResolveInfo) => {
        const { first, after, filter } = args
        const rows = await statements.customers({
          size: first,
          after: after ? JSON.parse(Buffer.from(after, 'base64url').toString()) : null,
          accountIds: filter?.accountIds ?? null,
          namePart: filter?.nameFilter?.toLowerCase() ?? null,
          wantsDocuments: asksFor(info, 'schedule'),
        })
        return toConnection(rows, first)
      },
    },
    Mutation: {
      patchCustomer: async (_root: unknown, { input }: { input: PatchInput }) => {
        const customer = await patch(statements, input)
        const userErrors = customer ? [] : [{ code: 'NotFound', message: 'There is no such customer or tag.' }]
        return { customer, userErrors }
      },
    },
    Customer: {
      schedule: ({ schedule }: CustomerRow) => completeSchedule(schedule ?? emptySchedule),
      appSettings: ({ appSettings }: CustomerRow) => appSettings && completeAppSettings(appSettings),
    },
    CustomerConnection: { totalCount: ({ count }: { count(): Promise<number> }) => count() },
  }
}

/** One statement for each relation of all customers of a level. */
export function loadersOf(statements: Statements) {
  type Queries<Params = unknown> = readonly { readonly obj: CustomerRow; readonly params: Params }[]
  return {
    Customer: {
      async parent(queries: Queries) {
        const ids = queries.flatMap(({ obj }) => obj.parentCustomerId ?? [])
        const parents = byId(ids.length === 0 ? [] : await statements.customersByIds(distinct(ids)))
        return queries.map(({ obj }) => parents.get(obj.parentCustomerId ?? '') ?? null)
      },
      async account(queries: Queries) {
        const accounts = byId(await statements.accountsByIds(distinct(queries.map(({ obj }) => obj.accountId))))
        return queries.map(({ obj }) => accounts.get(obj.accountId))
      },
      async tags(queries: Queries) {
        const tagsOf = new Map<string, Named[]>(queries.map(({ obj }) => [obj.id, []]))
        for (const tag of await statements.tagsOf([...tagsOf.keys()])) tagsOf.get(tag.customerId)?.push(tag)
        return queries.map(({ obj }) => tagsOf.get(obj.id) ?? [])
      },
      async breadcrumb(queries: Queries) {
        const lines = queries.map(({ obj }) => ancestorPaths(obj.path))
        const paths = distinct(lines.flat())
        const rows = paths.length === 0 ? [] : await statements.byPaths(paths)
        const byPath = new Map(rows.map((row) => [row.path, row]))
        return lines.map((line) => line.flatMap((path) => byPath.get(path) ?? []))
      },
      async descendants(queries: Queries<{ readonly first: number }>) {
        return Promise.all(
          queries.map(async ({ obj, params }) => {
            const connection = toConnection(await statements.below(obj.path, params.first), params.first)
            return { ...connection, count: () => statements.countBelow(obj.path) }
          }),
        )
      },
    },
  }
}

function toConnection(rows: readonly CustomerRow[], size: number) {
  const nodes = rows.slice(0, size)
  const last = nodes.at(-1)
  return { nodes, pageInfo: { hasNextPage: rows.length > size, endCursor: last ? plainCursor(last) : null } }
}

/** Whether the nodes of a page are asked for a field. */
function asksFor({ fieldNodes }: GraphQLResolveInfo, name: string): boolean {
  return fieldNodes.some(({ loc }) =>
    loc === undefined ? true : new RegExp(`\\b${name}\\b`).test(loc.source.body.slice(loc.start, loc.end)),
  )
}

function ancestorPaths(path: string): string[] {
  return Array.from({ length: path.length / pathWidth - 1 }, (_, level) => path.slice(0, (level + 1) * pathWidth))
}

function byId<Row extends { readonly id: string }>(rows: readonly Row[]): Map<string, Row> {
  return new Map(rows.map((row) => [row.id, row]))
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)]
}
