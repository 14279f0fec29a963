import sql, { type Sql } from 'sql-template-tag'
import { ancestorPaths } from '../core/path.ts'
import type { Reader } from '../database/database.ts'
import type { Column, Columns, Row } from '../database/table.ts'
import { type Listed, readRows } from './list.ts'

type TreeColumns = Columns & { readonly path: Column<string> }

/**
 * The nodes above each of `paths`, root first, in one statement for all of them together.
 * @param self whether the node of the path itself is among them, as the last.
 */
export async function readAncestors<Table extends TreeColumns>(
  reader: Reader,
  table: Listed<Table>,
  paths: readonly string[],
  query: { readonly wanted: Iterable<string>; readonly where: Sql; readonly self?: boolean },
): Promise<Map<string, Row<Table>[]>> {
  const linesOf = new Map(paths.map((path) => [path, [...ancestorPaths(path), ...(query.self ? [path] : [])]]))
  const needed = [...new Set([...linesOf.values()].flat())]
  const where = sql`${reader.dialect.anyOf(sql`c."path"`, needed)} and ${query.where}`
  const rows = needed.length === 0 ? [] : await readRows(reader, table, { wanted: ['path', ...query.wanted], where })
  const byPath = new Map<unknown, Row<Table>>(rows.map((row) => [row.path, row]))
  return new Map([...linesOf].map(([path, line]) => [path, line.flatMap((above) => byPath.get(above) ?? [])]))
}
