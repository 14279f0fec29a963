import type { FieldNode } from 'graphql'
import type { Stamps, StampsByType, Wanted } from '../fields/field.ts'
import { nodesWanting } from '../fields/selection.ts'
import type { Operation, PlannedField, Selection, Shape } from './plan.ts'

/** Of the rows of an answer at most one in so many was not kept where the fewest columns of the next ones are read. */
const hitsForEachMiss = 8
/** The same of rows with relations: those that are not kept take a second statement in any case. */
const hitsForEachMissWithRelations = 1

/**
 * The rows of a list whose texts are kept from request to request: while a row tells that nothing of it has changed,
 * its text is not made again, and nothing is read for it.
 */
export class Keep {
  /** What is shown of each. */
  readonly selection: Selection
  readonly rows: Stamps['rows']
  /** The columns of numbers that tell the state of a row, and of all that its text is made of. */
  readonly stamps: readonly string[]
  /** The columns that are wanted of a row to make its text, and to tell whether one holds. */
  readonly all: Wanted
  /** Those that tell whether one holds, and those by which its relations are read. */
  readonly fewest: Wanted
  /** The other ones. */
  readonly rest: Wanted
  /** Its fields, as far as those beside each other wait for the other columns, or do not. */
  readonly runs: readonly Run[]
  /** Whether texts are for those only who may see the same. */
  readonly isScoped: boolean
  /** Whether most rows are expected to be kept, so that the fewest columns of them are read. */
  isWarm = false
  readonly #hitsForEachMiss: number

  constructor({ own, around, relations, masked, rows }: Stamps, selection: Selection, needs: Needs) {
    const needsOf = (some: readonly PlannedField[]) => some.flatMap(({ definition }) => needs(definition.name))
    const { fields } = selection
    const related = fields.filter(({ definition }) => relations.has(definition.name))
    this.selection = selection
    this.rows = rows
    this.stamps = related.length > 0 ? [...own, ...around] : own
    this.fewest = new Set([...this.stamps, ...needsOf(related)])
    this.all = new Set([...this.fewest, ...needsOf(fields)])
    this.rest = new Set([...this.all].filter((name) => !this.fewest.has(name)))
    this.runs = runsOf(selection)
    this.#hitsForEachMiss = related.length > 0 ? hitsForEachMissWithRelations : hitsForEachMiss
    this.isScoped = related.length > 0 || [...this.all].some((name) => masked.has(name))
  }

  /** Whether all columns of a row were read. */
  isWhole(row: Row): boolean {
    for (const name of this.rest) if (!(name in row)) return false
    return true
  }

  /** Learns of how many rows of an answer the texts were kept, and of how many not. */
  learn({ hits, misses }: Tally): void {
    this.isWarm = misses * this.#hitsForEachMiss <= hits
  }
}

/** Fields beside each other, and what is written before each. */
export interface Run extends Pick<Selection, 'fields' | 'labels'> {
  /** Whether they are made of columns that are not among the fewest. */
  readonly isOfRest: boolean
}

function runsOf({ fields, labels }: Selection): readonly Run[] {
  const runs: { isOfRest: boolean; fields: PlannedField[]; labels: Uint8Array[] }[] = []
  for (const [index, field] of fields.entries()) {
    const isOfRest = field.source.kind !== 'typename' && field.source.kind !== 'relation'
    const label = labels.slice(index, index + 1)
    const last = runs.at(-1)
    if (last?.isOfRest !== isOfRest) runs.push({ isOfRest, fields: [field], labels: label })
    else {
      last.fields.push(field)
      last.labels.push(...label)
    }
  }
  return runs
}

/** Of how many rows there were texts, and of how many not. */
export interface Tally {
  hits: number
  misses: number
}

type Row = Readonly<Record<string, unknown>>
type Needs = (field: string) => readonly string[]

/** How the rows of a list are kept; null for those of which something may come from elsewhere than their stamps tell. */
export function keepOf({ stampsByType, fieldsByType, definition }: Operation, item: Shape): Keep | null {
  if (definition.operation !== 'query' || item.kind !== 'object') return null
  const { selection } = item
  const stamps = stampsByType.get(selection.type.name)
  const fields = fieldsByType.get(selection.type.name)
  if (!stamps || !fields || !isTold(selection, stampsByType)) return null
  return new Keep(stamps, selection, (name) => fields[name]?.needs ?? [])
}

function isTold(selection: Selection, stampsByType: StampsByType): boolean {
  const relations = stampsByType.get(selection.type.name)?.relations
  return selection.fields.every(
    ({ plain, source, definition, shape }) =>
      plain !== null ||
      (source.kind === 'relation' && relations?.has(definition.name) && isToldBelow(shape, stampsByType)),
  )
}

function isToldBelow(shape: Shape, stampsByType: StampsByType): boolean {
  switch (shape.kind) {
    case 'leaf':
      return true
    case 'list':
      return isToldBelow(shape.item, stampsByType)
    case 'object':
      return isTold(shape.selection, stampsByType)
    case 'abstract':
      return false
  }
}

/** A field below which there are rows of lists that are kept, and no others. */
export interface KeptField {
  readonly keeps: readonly Keep[]
  /** The nodes of the field, wanting all columns of these rows, or the fewest. */
  readonly nodes: { readonly all: readonly FieldNode[]; readonly fewest: readonly FieldNode[] }
}

/** What is kept of the rows that a field answers; null where that is nothing, or not all of them. */
export function keptField(operation: Operation, nodes: readonly FieldNode[], shape: Shape): KeptField | null {
  const keeps = keepsBelow(operation, shape)
  if (keeps === null || keeps.length === 0) return null
  const wanting = (which: 'all' | 'fewest') => {
    const wanted = new Map<string, Set<string>>()
    for (const keep of keeps) {
      const type = keep.selection.type.name
      wanted.set(type, new Set([...(wanted.get(type) ?? []), ...keep[which]]))
    }
    return nodesWanting(nodes, wanted)
  }
  return { keeps, nodes: { all: wanting('all'), fewest: wanting('fewest') } }
}

/** The keeps of the next rows below; null where there are rows that are not kept. */
function keepsBelow(operation: Operation, shape: Shape): readonly Keep[] | null {
  switch (shape.kind) {
    case 'leaf':
      return []
    case 'list':
      return shape.keep ? [shape.keep] : keepsBelow(operation, shape.item)
    case 'object': {
      const { type, fields } = shape.selection
      if (operation.fieldsByType.has(type.name)) return null
      const below = fields.map((field) => keepsBelow(operation, field.shape))
      return below.every((keeps) => keeps !== null) ? below.flat() : null
    }
    case 'abstract':
      return null
  }
}
