import type { GraphQLResolveInfo } from 'graphql'
import type { Failed } from './faults.ts'
import type { PlannedField } from './plan.ts'

/** The place of a value in the answer, from itself up to the root, which has none. */
export type Path = GraphQLResolveInfo['path'] | undefined

/** A value of the answer: its text, what is still missing of it, or why its parent cannot have it. */
export type Part = string | Unfinished | Box | Failed

/** A value that comes later. */
export class Box {
  part: Part = 'null'
}

/** An object or a list in which something is missing. */
export class Unfinished {
  readonly parts: readonly Part[]
  /** The labels of an object's fields; null for a list. */
  readonly labels: readonly string[] | null
  readonly position: Position
  /** Its text, once it was written. */
  text: string | null = null

  constructor(parts: readonly Part[], labels: readonly string[] | null, position: Position) {
    this.parts = parts
    this.labels = labels
    this.position = position
  }
}

/** The text of what was written; null for what was not, or failed. */
export function textOf(part: Part): string | null {
  if (typeof part === 'string') return part
  if (part instanceof Box) return textOf(part.part)
  return part instanceof Unfinished ? part.text : null
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

/** The text of an object or a list of which all is there. */
export function joined(parts: readonly Part[], labels: readonly string[] | null): string {
  if (labels === null) return `[${parts.join()}]`
  let text = ''
  for (let index = 0; index < parts.length; index++) text += `${labels[index]}${parts[index]}`
  return text === '' ? '{}' : `${text}}`
}
