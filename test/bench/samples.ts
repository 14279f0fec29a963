import { createRandom } from '../../src/transfer/sample/random.ts'
import type { Cluster } from './cluster.ts'

/** A place in a list by name. */
export interface Position {
  readonly nameKey: string
  readonly id: string
}

/** A patch; every other one of a customer has the other tags, so that each changes something. */
export interface Patch {
  readonly customerId: string
  readonly name: string
  readonly tagIds: readonly string[]
}

/** The variables of all requests: chosen at random, the same for every server. */
export interface Samples {
  /** The roots of the accounts' trees, which the Manager manages. */
  readonly rootAccountIds: readonly string[]
  readonly accountIds: readonly string[]
  readonly customerIds: readonly string[]
  /** Places in the list of one account; null is its start. */
  readonly accountPages: readonly { readonly accountId: string; readonly after: Position | null }[]
  /** Places about 1000 pages of 50 into the list of all, or in the middle of a shorter one. */
  readonly deepPages: readonly Position[]
  /** The customers of the second and third level that have most below them. */
  readonly middleIds: readonly string[]
  readonly nameParts: readonly string[]
  readonly patches: readonly Patch[]
  /** Numbers of pages of 50 in the list of all. */
  readonly pageNumbers: readonly number[]
}

const seed = 6
const pageSize = 50
const deepPage = 1000
const counts = { customers: 4000, pages: 2000, middle: 500, parts: 300, patched: 1000, numbered: 200 }

interface Row {
  readonly id: string
  readonly accountId: string
  readonly name: string
  readonly nameKey: string
  readonly path: string
}

export async function readSamples(cluster: Cluster, database: string): Promise<Samples> {
  const random = createRandom(seed)
  const read = <R extends object>(text: string, values: unknown[] = []) => cluster.query<R>(database, text, values)
  const accounts = await read<{ id: string; parentAccountId: string | null; size: number }>(
    `select a."id", a."parentAccountId", (select count(*)::int from "Customer" c where c."accountId" = a."id") as "size"
     from "Account" a order by a."path"`,
  )
  const tags = await read<{ id: string; accountId: string }>('select "id", "accountId" from "Tag" order by "id"')
  const [bounds] = await read<{ low: number; high: number; size: number }>(
    'select min("key") as "low", max("key") as "high", count(*)::int as "size" from "Customer"',
  )
  const { low, high, size } = bounds ?? { low: 0, high: 0, size: 0 }
  /** Customers at random, in random order. */
  const choose = async (count: number, condition = 'true') => {
    const keys = Array.from({ length: count }, () => low + random.below(high - low + 1))
    const rows = await read<Row>(
      `select c."id", c."accountId", c."name", c."nameKey", c."path"
       from unnest($1::int[]) with ordinality k("key", "place") join "Customer" c using ("key")
       where ${condition} order by k."place"`,
      [keys],
    )
    return rows
  }

  const large = new Set(accounts.filter((account) => account.size > 2 * pageSize).map(({ id }) => id))
  const starts = await choose(counts.pages)
  const deep = await read<Position>(
    'select "nameKey", "id" from "Customer" order by "nameKey", "id" offset $1 limit 4000',
    [Math.min(deepPage * pageSize, Math.floor(size / 2))],
  )
  const middle = await read<{ id: string }>(
    `with below as (
       select substr("path", 1, w) as "path", count(*) as "below" from "Customer", (values (16), (24)) v(w)
       where length("path") > w group by 1
     ) select c."id" from below join "Customer" c using ("path") order by "below" desc, c."id" limit $1`,
    [counts.middle],
  )
  return {
    rootAccountIds: accounts.filter(({ parentAccountId }) => parentAccountId === null).map(({ id }) => id),
    accountIds: accounts.map(({ id }) => id),
    customerIds: (await choose(counts.customers)).map(({ id }) => id),
    accountPages: starts
      .filter(({ accountId }) => large.has(accountId))
      .map(({ accountId, nameKey, id }, place) => ({ accountId, after: place % 4 === 0 ? null : { nameKey, id } })),
    deepPages: deep,
    middleIds: middle.map(({ id }) => id),
    nameParts: (await choose(counts.parts)).flatMap(({ nameKey }) => partOf(nameKey, random.fraction())),
    patches: patchesOf(distinct(await choose(counts.patched)), tags),
    pageNumbers: Array.from({ length: counts.numbered }, () => 1 + random.below(Math.max(1, size / pageSize / 10))),
  }
}

/** Six characters from somewhere in a name; none of a name that is shorter or needs more than lower case to be found. */
function partOf(nameKey: string, fraction: number): string[] {
  const start = Math.floor(fraction * Math.max(0, nameKey.length - 5))
  const part = nameKey.slice(start, start + 6)
  return /^[a-z][a-z ]{4}[a-z]$/.test(part) ? [part] : []
}

function patchesOf(
  rows: readonly Row[],
  tags: readonly { readonly id: string; readonly accountId: string }[],
): Patch[] {
  const pairs = rows.flatMap(({ id, accountId, name }) => {
    const own = tags.filter((tag) => tag.accountId === accountId).map((tag) => tag.id)
    const [first, second] = own
    const isPlain = /^[ -~]{1,200}$/.test(name)
    return first === undefined || second === undefined || !isPlain
      ? []
      : [{ customerId: id, name, one: [first], other: [second] }]
  })
  return [
    ...pairs.map(({ customerId, name, one }) => ({ customerId, name, tagIds: one })),
    ...pairs.map(({ customerId, name, other }) => ({ customerId, name, tagIds: other })),
  ]
}

function distinct(rows: readonly Row[]): Row[] {
  return [...new Map(rows.map((row) => [row.id, row])).values()]
}
