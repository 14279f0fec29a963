import {
  type After,
  connectionJson,
  idAt,
  nameKeyAt,
  pageStatement,
  readAfter,
  scalarColumns,
  scalarsJson,
} from './customers.ts'
import type { Database } from './database.ts'
import { textJson } from './json.ts'

type Variables = Readonly<Record<string, unknown>>
export type Operation = (variables: Variables) => Promise<string>

/** Q1, Q4, Q5, Q6: one statement each. */
export function simpleReads(database: Database): Readonly<Record<'Q1' | 'Q4' | 'Q5' | 'Q6', Operation>> {
  const { visible } = database
  const one = database.statement(
    'one',
    `select ${scalarColumns}, c."accountId", c."parentCustomerId", c."overrideBillingSettings", c."overrideAppSettings"
     from "Customer" c where c."id" = $1 and ${visible}`,
  )
  const all = pageStatement(database, 'all', { where: visible, parameters: 0 })
  const named = pageStatement(database, 'named', { where: `c."nameKey" like $1 and ${visible}`, parameters: 1 })
  // Whoever sees a customer sees all below it: they are of the same account.
  const below = database.statement(
    'below',
    `select c.* from "Customer" m left join lateral (
       select ${scalarColumns}, count(*) over () from "Customer" c
       where c."path" > m."path" and c."path" < m."path" || '~' order by c."nameKey", c."id" limit 51
     ) c on true where m."id" = $1 and ${visible.replace('c.', 'm.')} order by c."nameKey", c."id"`,
  )
  const page = async (rows: ReturnType<typeof all>) =>
    `{"data":{"customers":${connectionJson(await rows, scalarsJson)}}}`
  return {
    async Q1({ id }) {
      const [row] = await one(id)
      if (row === undefined) return '{"data":{"customer":null}}'
      return `{"data":{"customer":{${scalarsJson(row)},"accountId":${textJson(row[11])},"parentCustomerId":${textJson(row[12])},"overrideBillingSettings":${row[13]},"overrideAppSettings":${row[14]}}}}`
    },
    Q4: ({ after }) => page(all([], readAfter(after))),
    async Q5({ id }) {
      const rows = await below(id)
      if (rows.length === 0) return '{"data":{"customer":null}}'
      const found = rows[0]?.[idAt] === null ? [] : rows
      const total = `"totalCount":${found[0]?.[nameKeyAt + 2] ?? 0},`
      const list = connectionJson(found, scalarsJson, total)
      return `{"data":{"customer":{"id":${textJson(id)},"descendants":${list}}}}`
    },
    Q6: ({ part }) => page(named([`%${String(part)}%`], afterNone)),
  }
}

const afterNone: After = null
