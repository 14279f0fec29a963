import type { Database, Row, Statement } from './database.ts'
import { textJson } from './json.ts'

/** The scalars of every operation, in the order of `scalarsJson`, then what a page needs. */
export const scalarColumns = `c."id", c."name", c."referenceId", c."isStaging", c."version", c."dateCreated",
  c."dateLastModified", c."createdBy", c."lastModifiedBy", c."nameKey", c."path"`

export const idAt = 0
export const nameKeyAt = 9
export const pathAt = 10
/** Where columns begin that a statement adds. */
export const addedAt = 11

const size = 50

/** The members of a customer, without braces. */
export function scalarsJson(row: Row): string {
  return `"id":${textJson(row[0])},"name":${textJson(row[1])},"referenceId":${textJson(row[2])},"isStaging":${row[3]},"version":${row[4]},"dateCreated":"${row[5]}","dateLastModified":"${row[6]}","createdBy":${textJson(row[7])},"lastModifiedBy":${textJson(row[8])}`
}

/** Where a page begins. */
export type After = readonly [nameKey: string, id: string] | null

export function readAfter(cursor: unknown): After {
  return typeof cursor === 'string' ? JSON.parse(Buffer.from(cursor, 'base64url').toString()) : null
}

/** Reads one row more than a page has, by name, from the start or from a place; `values` come first. */
export type PageStatement = (values: readonly unknown[], after: After) => Promise<readonly Row[]>

interface PageQuery {
  readonly columns?: string
  readonly where: string
  /** Around the page's own select, of which it is the table `c`. */
  readonly around?: { readonly columns: string; readonly from: string }
  /** How many parameters `where` has. */
  readonly parameters: number
}

export function pageStatement(database: Database, name: string, query: PageQuery): PageStatement {
  const { columns = '', where, around, parameters } = query
  const textOf = (bound: string) => {
    const page = `select ${scalarColumns}${columns} from "Customer" c where ${where}${bound}
      order by c."nameKey", c."id" limit ${size + 1}`
    if (around === undefined) return page
    return `select ${scalarColumns}${around.columns} from (${page}) c ${around.from} order by c."nameKey", c."id"`
  }
  const bound = ` and (c."nameKey", c."id") > ($${parameters + 1}, $${parameters + 2})`
  const first: Statement = database.statement(name, textOf(''))
  const next: Statement = database.statement(`${name} after`, textOf(bound))
  return (values, after) => (after === null ? first(...values) : next(...values, ...after))
}

/** A connection of the rows of `pageStatement`; `toJson` writes the members of each. */
export function connectionJson(rows: readonly Row[], toJson: (row: Row) => string, more = ''): string {
  const hasNextPage = rows.length > size
  const nodes: string[] = []
  for (let place = 0; place < rows.length && place < size; place++) nodes.push(`{${toJson(rows[place] ?? [])}}`)
  const last = rows[Math.min(rows.length, size) - 1]
  const endCursor =
    last === undefined
      ? 'null'
      : `"${Buffer.from(`[${textJson(last[nameKeyAt])},${textJson(last[idAt])}]`).toString('base64url')}"`
  return `{${more}"nodes":[${nodes.join(',')}],"pageInfo":{"hasNextPage":${hasNextPage},"endCursor":${endCursor}}}`
}
