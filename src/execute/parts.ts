import type { GraphQLResolveInfo } from 'graphql'
import type { Failed } from './faults.ts'
import { byteOf, type Output, Span } from './output.ts'
import type { PlannedField } from './plan.ts'

/** The place of a value in the answer, from itself up to the root, which has none. */
export type Path = GraphQLResolveInfo['path'] | undefined

/** A value of the answer: where it is written, what is still missing of it, or why its parent cannot have it. */
export type Part = Span | Missing | Failed

/** A value that is not all written. */
export type Missing = Unfinished | Box

/** A value that comes later. */
export class Box {
  part: Part | null = null
}

/** An object or a list in which something is missing, and what is written around that. */
export class Unfinished {
  readonly parts: readonly Part[]
  readonly position: Position
  /** Where it is in the answer, once it was written there. */
  span: Span | null = null

  constructor(parts: readonly Part[], position: Position) {
    this.parts = parts
    this.position = position
  }
}

/** What is being written of an object or a list, cut where something is missing. */
export class Cuts {
  readonly #out: Output
  #from: number
  #parts: Part[] | null = null

  constructor(out: Output) {
    this.#out = out
    this.#from = out.length
  }

  /** Leaves a place, which begins there, to what is missing; not where that is nothing. */
  at(place: number, missing: Missing | null): void {
    if (missing === null) return
    this.#parts ??= []
    this.#parts.push(new Span(this.#from, place), missing)
    this.#from = this.#out.length
  }

  /** All of it, if anything is missing. */
  end(position: Position): Unfinished | null {
    if (this.#parts === null) return null
    this.#parts.push(new Span(this.#from, this.#out.length))
    return new Unfinished(this.#parts, position)
  }
}

/** Writes a list, of which `write` writes the items, or answers what is missing of it. */
export function writeItems<Item>(
  out: Output,
  items: Iterable<Item>,
  position: Position,
  write: (item: Item) => Missing | null,
): Missing | null {
  const cuts = new Cuts(out)
  let isFirst = true
  for (const item of items) {
    out.byte(isFirst ? byteOf.openBracket : byteOf.comma)
    isFirst = false
    const place = out.length
    cuts.at(place, write(item))
  }
  if (isFirst) out.byte(byteOf.openBracket)
  out.byte(byteOf.closeBracket)
  return cuts.end(position)
}

/** Where a value goes: of which field it is, whether it may be null, and its place. */
export interface Position {
  readonly field: PlannedField | null
  readonly nonNull: boolean
  readonly path: Path
}

/** The root's. */
export const nowhere: Position = { field: null, nonNull: true, path: undefined }

export function positionOf(field: PlannedField, prev: Path): Position {
  const { responseName, parentType, shape } = field
  return { field, nonNull: shape.nonNull, path: { prev, key: responseName, typename: parentType.name } }
}

/** The keys from the root down to a place, as errors tell them. */
export function keysOf(path: Path): (string | number)[] {
  const keys: (string | number)[] = []
  for (let place = path; place !== undefined; place = place.prev) keys.unshift(place.key)
  return keys
}

/** The place of an item of a list. */
export function placeIn({ field, path }: Position, nonNull: boolean, index: number): Position {
  return { field, nonNull, path: { prev: path, key: index, typename: undefined } }
}
