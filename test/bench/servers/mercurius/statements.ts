import pg from 'pg'
import type { StoredAppSettings } from '../../../../src/app-settings/model.ts'
import type { StoredBillingSettings } from '../../../../src/billing/model.ts'
import type { StoredSchedule } from '../../../../src/schedule/model.ts'
import { type PeerSettings, poolSize } from '../server.ts'

/** A customer as it is read; documents only where they are asked for. */
export interface CustomerRow {
  readonly id: string
  readonly name: string
  readonly nameKey: string
  readonly path: string
  readonly accountId: string
  readonly parentCustomerId: string | null
  readonly dateCreated: Date
  readonly dateLastModified: Date
  readonly schedule?: StoredSchedule
  readonly billingSettings?: StoredBillingSettings | null
  readonly appSettings?: StoredAppSettings | null
}

export interface Named {
  readonly id: string
  readonly name: string
}

const columns = `c."id", c."name", c."nameKey", c."path", c."accountId", c."parentCustomerId", c."referenceId",
  c."isStaging", c."version", c."dateCreated", c."dateLastModified", c."createdBy", c."lastModifiedBy",
  c."overrideBillingSettings", c."overrideAppSettings"`
const documents = `, c."schedule", c."billingSettings", c."appSettings"`

export interface PageQuery {
  readonly size: number
  readonly after: readonly [nameKey: string, id: string] | null
  readonly accountIds: readonly string[] | null
  readonly namePart: string | null
  readonly wantsDocuments: boolean
}

const names = new Map<string, string>()

/** A short name for each text: PostgreSQL cuts long ones. */
export function nameOf(text: string): string {
  const name = names.get(text) ?? `s${names.size}`
  names.set(text, name)
  return name
}

export type Statements = ReturnType<typeof openStatements>

/** The statements, each prepared once on a connection. */
export function openStatements({ url }: PeerSettings) {
  const pool = new pg.Pool({ connectionString: url, max: poolSize })
  const rows = async <Row extends object>(text: string, values: unknown[]) =>
    (await pool.query<Row>({ name: nameOf(text), text, values })).rows
  return {
    pool,
    customer: (id: string) => rows<CustomerRow>(`select ${columns} from "Customer" c where c."id" = $1`, [id]),
    customers: ({ size, after, accountIds, namePart, wantsDocuments }: PageQuery) => {
      const values: unknown[] = [size + 1]
      const conditions = ['true']
      if (accountIds) conditions.push(`c."accountId" = any($${values.push(accountIds)})`)
      if (namePart) conditions.push(`c."nameKey" like $${values.push(`%${namePart}%`)}`)
      if (after) conditions.push(`(c."nameKey", c."id") > ($${values.push(after[0])}, $${values.push(after[1])})`)
      const where = conditions.join(' and ')
      const text = `select ${columns}${wantsDocuments ? documents : ''} from "Customer" c where ${where}
        order by c."nameKey", c."id" limit $1`
      return rows<CustomerRow>(text, values)
    },
    customersByIds: (ids: readonly string[]) =>
      rows<CustomerRow>(`select ${columns} from "Customer" c where c."id" = any($1)`, [ids]),
    accountsByIds: (ids: readonly string[]) =>
      rows<Named>('select "id", "name" from "Account" where "id" = any($1)', [ids]),
    tagsOf: (ids: readonly string[]) =>
      rows<Named & { readonly customerId: string }>(
        `select ct."customerId", t."id", t."name", t."color" from "CustomerTag" ct join "Tag" t on t."id" = ct."tagId"
         where ct."customerId" = any($1) order by t."nameKey", t."id"`,
        [ids],
      ),
    byPaths: (paths: readonly string[]) =>
      rows<Named & { readonly path: string }>('select "path", "id", "name" from "Customer" where "path" = any($1)', [
        paths,
      ]),
    below: (path: string, size: number) =>
      rows<CustomerRow>(
        `select ${columns} from "Customer" c where c."path" > $1 and c."path" < $1 || '~'
         order by c."nameKey", c."id" limit $2`,
        [path, size + 1],
      ),
    countBelow: async (path: string) => {
      const [row] = await rows<{ count: number }>(
        `select count(*)::int as "count" from "Customer" c where c."path" > $1 and c."path" < $1 || '~'`,
        [path],
      )
      return row?.count ?? 0
    },
  }
}
