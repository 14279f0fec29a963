import { type CsvError, parse } from 'csv-parse/sync'
import type { Dto, Member, Type } from '../description.ts'
import { checkText, type Format, type ListTotals, type ListWriter, UnreadableBody } from './format.ts'
import { readJsv, writeJsv } from './jsv.ts'
import { memberIndex, shape } from './shape.ts'

/**
 * A header and a row per object, columns by their PascalCase names, nested values as JSV. An empty cell is null, one of
 * two quotes the empty text. Of a ListResponse only the items are written.
 */
export const csv: Format = {
  name: 'csv',
  contentType: 'text/csv',
  write: writeRows,
  read: readRows,
  list: (response) => rowWriter(itemType(response)),
}

/** The original's own form of a ListResponse: one row, all items as one JSV list in its first cell. */
export const literalCsv: Format = {
  ...csv,
  write: (type, value) => (isObjectType(type) ? writeTable(type, [value]) : writeRows(type, value)),
  list: (response) => literalWriter(response),
}

function writeRows(type: Type, value: unknown): string {
  const items = isObjectType(type) && itemsOf(type) ? memberOf(value, 'items') : value
  return writeTable(itemType(type), Array.isArray(items) ? items : [items])
}

function writeTable(type: Dto, rows: readonly unknown[]): string {
  const writer = rowWriter(type)
  return [writer.opening({}), ...rows.map(writer.item), writer.closing({})].join('')
}

function rowWriter({ members }: Dto): ListWriter {
  return {
    opening: () => row(members.map(({ name }) => name)),
    item: (value) => row(members.map(({ key }) => cell(memberOf(value, key)))),
    closing: () => '',
  }
}

function literalWriter({ members }: Dto): ListWriter {
  const [, ...others] = members
  const end = (totals: ListTotals) => row(['', ...others.map(({ key }) => cell(memberOf(totals, key)))])
  return {
    opening: () => `${row(members.map(({ name }) => name))}"[`,
    item: (value, index) => (index === 0 ? '' : ',') + doubled(writeJsv(value)),
    closing: (totals) => `]"${end(totals)}`,
  }
}

function row(cells: readonly string[]): string {
  return `${cells.join(',')}\r\n`
}

function cell(value: unknown): string {
  if (value === null || value === undefined) return ''
  const text = typeof value === 'string' ? value : writeJsv(value)
  return /^$|^[[{]|[",\r\n]/.test(text) ? `"${doubled(text)}"` : text
}

function doubled(text: string): string {
  return text.replaceAll('"', '""')
}

type Cell = string | null

/** The documents' own are no more than 20. */
const maxColumns = 100
/** Small rows are slow to read; a page of the service has no more than 1000. */
const maxRows = 50_000

function readRows(type: Type, text: string): unknown {
  const [header = [], ...rows] = readCells(text)
  if (rows.length > maxRows) throw new UnreadableBody(`expected at most ${maxRows} rows`, `row ${maxRows + 1}`)
  if (!isObjectType(type)) return shape(type, rows.map(objectOf(header, itemType(type))))
  const items = itemsOf(type)
  if (items && !header.some((name) => name?.toLowerCase() === 'items')) {
    return shape(type, { items: rows.map(objectOf(header, itemType(type))) })
  }
  if (rows.length !== 1) throw new UnreadableBody(`expected one row, got ${rows.length}`, 'line 1, column 1')
  return shape(type, rows.map(objectOf(header, type))[0])
}

function readCells(text: string): Cell[][] {
  checkText(text)
  try {
    return parse(text, {
      skip_empty_lines: true,
      // The header, the rows, and one more to tell that there are too many.
      to: 1 + maxRows + 1,
      cast: (value, { quoting, index, lines }) => {
        if (index >= maxColumns) throw new UnreadableBody(`expected at most ${maxColumns} columns`, `line ${lines}`)
        return value === '' && !quoting ? null : value
      },
    })
  } catch (cause) {
    if (cause instanceof UnreadableBody || !isCsvError(cause)) throw cause
    throw new UnreadableBody(cause.message, `line ${cause.lines}, cell ${Number(cause.column) + 1}`)
  }
}

function isCsvError(cause: unknown): cause is CsvError & { readonly lines: number; readonly column: number } {
  return cause instanceof Error && 'lines' in cause && 'column' in cause
}

function objectOf(header: readonly Cell[], type: Dto): (cells: readonly Cell[], index: number) => unknown {
  const known = memberIndex(type)
  const columns = header.map((name) => known.get(name?.toLowerCase() ?? ''))
  return (cells, index) =>
    Object.fromEntries(
      columns.flatMap((member, column) => {
        const text = cells[column] ?? null
        return member && text !== null ? [[member.name, readCell(member, text, index)]] : []
      }),
    )
}

function readCell({ name, type }: Member, text: string, index: number): unknown {
  if (typeof type === 'string' || type.kind === 'enum') return text
  try {
    return readJsv(text)
  } catch (cause) {
    if (!(cause instanceof UnreadableBody)) throw cause
    throw new UnreadableBody(cause.message, `row ${index + 1}, column ${name}`)
  }
}

function isObjectType(type: Type): type is Dto {
  return typeof type === 'object' && type.kind === 'object'
}

/** What a ListResponse lists; null for every other DTO. */
function itemsOf({ typeArgument, members }: Dto): Dto | null {
  return typeArgument && members[0]?.key === 'items' ? typeArgument : null
}

/** What one row holds. */
function itemType(type: Type): Dto {
  if (isObjectType(type)) return itemsOf(type) ?? type
  if (typeof type === 'object' && type.kind === 'list') return itemType(type.of)
  throw new Error('CSV holds objects and lists of them')
}

function memberOf(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
