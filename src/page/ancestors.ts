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
  const lineOf = (path: string) => (query.self && path !== '' ? [...ancestorPaths(path), path] : ancestorPaths(path))
  const linesOf = new Map(paths.map((path) => [path, lineOf(path)]))
  const needed = [...new Set([...linesOf.values()].flat())]
  const where = sql`${reader.dialect.anyOf(sql`c."path"`, needed)} and ${query.where}`
  const wanted = ['path', ...query.wanted]
  const rows = needed.length === 0 ? [] : await readRows(reader, table, { wanted, where, plans: 'Once' })
  const byPath = new Map<unknown, Row<Table>>(rows.map((row) => [row.path, row]))
  const nodesOn = (line: readonly string[]) => line.map((path) => byPath.get(path)).filter((node) => node !== undefined)
  return new Map([...linesOf].map(([path, line]) => [path, nodesOn(line)]))
}
