import type { Context } from '../context.ts'
import { isObject } from '../core/read.ts'
import type { Faults } from './faults.ts'
import type { Keep, Run } from './keep.ts'
import type { Keeping } from './keeping.ts'
import { byteOf, type Output, Span } from './output.ts'
import { Box, Cuts, type Missing, type Part, type Path, type Position, placeIn, writeItems } from './parts.ts'
import type { Pending } from './pending.ts'
import type { Shape } from './plan.ts'

/** What a list of kept rows takes of the execution that it is a part of. */
export interface Rows {
  readonly context: Context
  readonly out: Output
  readonly faults: Faults
  readonly pending: Pending
  /** Writes fields of a row that stand beside each other. @throws {Failed} where one that failed cannot be null. */
  fields(run: Run, row: unknown, parent: Path, cuts: Cuts): void
  /** Writes an item of a list, or answers what is missing of it. @throws {Failed} where it cannot be null. */
  item(value: unknown, shape: Shape, position: Position): Missing | null
}

/** A list of rows whose texts are kept. */
export interface KeptList {
  readonly keep: Keep
  readonly keeping: Keeping
  readonly item: Shape
  readonly position: Position
  /** What the viewer sees, where the texts go by that. */
  readonly seen: object | null
}

type Row = Readonly<Record<string, unknown>>

/** Fields of a row that is there in part, which wait for the rest of it. */
interface Delayed {
  readonly row: Row
  readonly run: Run
  readonly position: Position
  readonly box: Box
}

/** Writes a list of rows: by the texts that are kept, and of the others what is there. */
export function writeKept(rows: Rows, values: readonly unknown[], list: KeptList): Missing | null {
  const { keep, keeping, item, position, seen } = list
  const { out, pending } = rows
  const delayed: Delayed[] = []
  let index = 0
  const written = writeItems(out, keeping.find(keep, values, seen), position, ({ row, name, number }) => {
    const place = placeIn(position, item.nonNull, index++)
    if (number !== undefined) {
      keeping.write(number, out)
      return null
    }
    const from = out.length
    const isPartial = isObject(row) && !keep.isWhole(row)
    const missing = isPartial ? begin(rows, keep.runs, { row, place, delayed }) : rows.item(row, item, place)
    if (name !== null) keeping.keep(name, missing ?? new Span(from, out.length))
    return missing
  })
  if (delayed.length > 0) {
    pending.begin()
    void writeRest(rows, delayed, list).then(() => pending.end())
  }
  return written
}

interface Begun {
  readonly row: Row
  readonly place: Position
  readonly delayed: Delayed[]
}

/** Writes a row of which the columns are there by which its relations are read; its other fields are delayed. */
function begin(rows: Rows, runs: readonly Run[], { row, place, delayed }: Begun): Missing | null {
  const { out, faults } = rows
  const start = out.length
  try {
    const cuts = new Cuts(out)
    for (const run of runs) {
      if (run.isOfRest) {
        const box = new Box()
        delayed.push({ row, run, position: place, box })
        cuts.at(out.length, box)
      } else rows.fields(run, row, place.path, cuts)
    }
    out.byte(byteOf.closeBrace)
    return cuts.end(place)
  } catch (error) {
    out.truncate(start)
    faults.fail(error, place)
    out.null()
    return null
  }
}

/** Reads the rest of rows that are there in part, and writes what waits for that. */
async function writeRest(rows: Rows, delayed: readonly Delayed[], { keep, keeping }: KeptList): Promise<void> {
  try {
    const ids = new Set(delayed.map(({ row }) => String(row.id)))
    const rest = await keep.rows.read(rows.context, [...ids], keep.rest, undefined)
    if (rest.size < ids.size) keeping.isTorn = true
    for (const each of delayed) {
      each.box.part = writeRun(rows, each, Object.assign({}, each.row, rest.get(String(each.row.id))))
    }
  } catch {
    keeping.isTorn = true
  }
}

/** Of a row that may fail as well. */
function writeRun(rows: Rows, { run, position }: Delayed, row: Row): Part {
  const { out, faults } = rows
  const start = out.length
  const cuts = new Cuts(out)
  try {
    rows.fields(run, row, position.path, cuts)
    return cuts.end(position) ?? new Span(start, out.length)
  } catch (error) {
    out.truncate(start)
    return faults.of(error, position)
  }
}
