import {
  addedAt,
  connectionJson,
  idAt,
  type PageStatement,
  pageStatement,
  pathAt,
  readAfter,
  scalarsJson,
} from './customers.ts'
import type { Database, Row } from './database.ts'
import { appSettingsJson, billingJson, scheduleJson } from './documents.ts'
import { textJson } from './json.ts'
import type { Operation } from './reads.ts'

const pathWidth = 8

/**
 * Q2 and Q3: `one` statement that makes JSON of the relations, or `two` plain ones. One is a third faster; texts put
 * together by hand in it are a fifth faster than json_agg.
 */
export function wideReads(database: Database, way: 'one' | 'two'): Readonly<Record<'Q2' | 'Q3', Operation>> {
  const read = way === 'one' ? inOneStatement : inTwoStatements
  const documents = ', c."schedule", c."billingSettings", c."appSettings"'
  return {
    Q2: read(database, 'Q2', { columns: '', toJson: () => '' }),
    Q3: read(database, 'Q3', {
      columns: documents,
      toJson: (row, from) =>
        `,"schedule":${scheduleJson(String(row[from]))},"billingSettings":${billingJson(textOrNull(row[from + 1]))},"appSettings":${appSettingsJson(textOrNull(row[from + 2]))}`,
    }),
  }
}

interface Documents {
  readonly columns: string
  readonly toJson: (row: Row, from: number) => string
}

function inOneStatement(database: Database, name: string, documents: Documents): Operation {
  const page = pageStatement(database, `${name} one`, {
    columns: `${documents.columns}, c."accountId"`,
    where: `c."accountId" = $1 and ${database.visible}`,
    parameters: 1,
    around: {
      columns: `, a."id", a."name", (
          select string_agg(
            '{"id":' || to_json(t."id") || ',"name":' || to_json(t."name") || ',"color":' || to_json(t."color") || '}',
            ',' order by t."nameKey", t."id"
          ) from "CustomerTag" ct join "Tag" t on t."id" = ct."tagId" where ct."customerId" = c."id"
        ), (
          select string_agg('{"id":' || to_json(p."id") || ',"name":' || to_json(p."name") || '}', ',' order by p."path")
          from "Customer" p where p."path" = any (
            array(select substr(c."path", 1, g * ${pathWidth}) from generate_series(1, length(c."path") / ${pathWidth} - 1) g)
          )
        )${documents.columns}`,
      from: 'join "Account" a on a."id" = c."accountId"',
    },
  })
  const nodeJson = (row: Row) => {
    const line = textOrNull(row[addedAt + 3])
    // In JSON a brace and a quote beside each other are no part of a text.
    const parent = line === null ? 'null' : line.slice(line.lastIndexOf('{"id"'))
    return `${scalarsJson(row)},"parent":${parent},"account":{"id":${textJson(row[addedAt])},"name":${textJson(row[addedAt + 1])}},"tags":[${row[addedAt + 2] ?? ''}],"breadcrumb":[${line ?? ''}]${documents.toJson(row, addedAt + 4)}`
  }
  return answer(page, async (rows) => connectionJson(rows, nodeJson))
}

function inTwoStatements(database: Database, name: string, documents: Documents): Operation {
  const page = pageStatement(database, `${name} two`, {
    columns: `${documents.columns}, c."accountId"`,
    where: `c."accountId" = $1 and ${database.visible}`,
    parameters: 1,
    around: {
      columns: `, a."id", a."name"${documents.columns}`,
      from: 'join "Account" a on a."id" = c."accountId"',
    },
  })
  const around = database.statement(
    'around',
    `select * from (
       select p."path" as "of", p."id", p."name", null as "color", '' as "nameKey" from "Customer" p
       where p."path" = any($1::text[])
       union all
       select ct."customerId", t."id", t."name", t."color", t."nameKey" from "CustomerTag" ct join "Tag" t on t."id" = ct."tagId"
       where ct."customerId" = any($2::text[])
     ) r order by r."nameKey", r."id"`,
  )
  return answer(page, async (rows) => {
    const { ancestors, tagsOf } = group(
      await around(
        ancestorPaths(rows),
        rows.map((row) => row[idAt]),
      ),
    )
    return connectionJson(rows, (row) => {
      const path = String(row[pathAt])
      const line: string[] = []
      for (let end = pathWidth; end < path.length; end += pathWidth) line.push(ancestors.get(path.slice(0, end)) ?? '')
      return `${scalarsJson(row)},"parent":${line.at(-1) ?? 'null'},"account":{"id":${textJson(row[addedAt])},"name":${textJson(row[addedAt + 1])}},"tags":[${tagsOf.get(row[idAt]) ?? ''}],"breadcrumb":[${line.join(',')}]${documents.toJson(row, addedAt + 2)}`
    })
  })
}

function answer(page: PageStatement, toJson: (rows: readonly Row[]) => Promise<string>): Operation {
  return async ({ accountId, after }) => {
    const rows = await page([accountId], readAfter(after))
    return `{"data":{"customers":${await toJson(rows)}}}`
  }
}

/** The paths of all that lies above rows, each once. */
export function ancestorPaths(rows: readonly Row[]): string[] {
  const paths = new Set<string>()
  for (const row of rows) {
    const path = String(row[pathAt])
    for (let end = pathWidth; end < path.length; end += pathWidth) paths.add(path.slice(0, end))
  }
  return [...paths]
}

/** The rows of `around` as JSON: ancestors by their paths, the tags of a customer by its id. */
function group(rows: readonly Row[]) {
  const ancestors = new Map<unknown, string>()
  const tagsOf = new Map<unknown, string>()
  for (const [of, id, name, color] of rows) {
    const start = `{"id":${textJson(id)},"name":${textJson(name)}`
    if (color === null) ancestors.set(of, `${start}}`)
    else {
      const before = tagsOf.get(of)
      tagsOf.set(of, `${before === undefined ? '' : `${before},`}${start},"color":"${color}"}`)
    }
  }
  return { ancestors, tagsOf }
}

function textOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}
