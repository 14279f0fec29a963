import { isDeepStrictEqual } from 'node:util'
import type { Findings } from '../../core/outcome.ts'
import { maxLevels } from '../../core/path.ts'
import { Forest } from './forest.ts'
import type { Stamp } from './record.ts'

/** What a record says of a node of a tree, accounts or customers. */
export interface TreeRecord<Columns> {
  readonly columns: Columns
  readonly stamp: Partial<Stamp>
}

/** A row as a batch has it: plain JSON, without its key and its path. */
export type PlannedRow<Columns> = Columns & Stamp & { readonly version: number }

export interface StoredNode<Columns> {
  readonly row: PlannedRow<Columns>
  readonly path: string
}

/** The author of what an import writes, where its record does not tell another one. */
export const importer = 'import'

export type Change = 'created' | 'updated' | 'unchanged'

interface Tree<Columns> {
  readonly parentOf: (columns: Columns) => string | null
  /** What messages call the column of `parentOf`, and a node. */
  readonly field: string
  readonly noun: string
}

/** The rows of a tree as they are after each record of a batch. */
export class TreePlan<Columns extends { readonly id: string }> {
  readonly forest = new Forest()
  readonly #tree: Tree<Columns>
  readonly #rows = new Map<string, PlannedRow<Columns>>()
  readonly #stored = new Map<string, PlannedRow<Columns>>()
  readonly #changed = new Set<string>()
  readonly #keys: number[]

  /** @param keys free ones, as many as there can be new rows; the first new row gets the first. */
  constructor(tree: Tree<Columns>, stored: readonly StoredNode<Columns>[], keys: readonly number[]) {
    this.#tree = tree
    this.#keys = keys.toReversed()
    for (const { row, path } of stored) {
      this.#rows.set(row.id, row)
      this.#stored.set(row.id, row)
      this.forest.addStored(row.id, path)
    }
  }

  find(id: string): Columns | undefined {
    return this.#rows.get(id)
  }

  /** Whether a record says another parent than the stored one. */
  moves({ columns }: TreeRecord<Columns>): boolean {
    const row = this.#rows.get(columns.id)
    return row !== undefined && this.#tree.parentOf(row) !== this.#tree.parentOf(columns)
  }

  /** Finds a parent that is not there (NotFound), below the node itself (Cycle) or too deep (Invalid). */
  findFaults(record: TreeRecord<Columns>, findings: Findings): void {
    const { parentOf, field, noun } = this.#tree
    const { id } = record.columns
    const parentId = parentOf(record.columns)
    if (parentId === null) return
    if (parentId === id) findings.add('Cycle', [field], `the ${noun} cannot lie below itself`)
    else if (!this.forest.has(parentId)) findings.add('NotFound', [field], `there is no ${noun} ${parentId}`)
    else if (this.moves(record) || !this.#rows.has(id)) {
      const misfit = this.forest.findMisfit(id, parentId)
      if (misfit === 'Cycle') findings.add('Cycle', [field], `the ${noun} ${parentId} lies below this one`)
      if (misfit === 'TooDeep') findings.add('Invalid', [field], `expected at most ${maxLevels} levels`)
    }
  }

  /**
   * Makes a row as its record says; nothing may be wrong with it. Where the record has no dates and authors, stored ones
   * stay, and what is written gets `now` and `import`.
   * @param differsElsewhere whether there is a difference beside those of the row.
   */
  put(record: TreeRecord<Columns>, now: string, differsElsewhere = false): Change {
    const { columns, stamp } = record
    const parentId = this.#tree.parentOf(columns)
    const before = this.#rows.get(columns.id)
    if (!before) {
      this.forest.add(columns.id, parentId, this.#nextKey())
      return this.#set({ ...columns, ...stampNow(now), ...stamp, version: 1 }, 'created')
    }
    if (!differsElsewhere && isSame(before, { ...before, ...columns, ...stamp })) return 'unchanged'
    if (this.moves(record)) this.forest.move(columns.id, parentId)
    const { dateLastModified, lastModifiedBy } = { ...stampNow(now), ...stamp }
    const version = before.version + 1
    return this.#set({ ...before, ...columns, ...stamp, dateLastModified, lastModifiedBy, version }, 'updated')
  }

  /** The new rows with their keys and paths. */
  created(): object[] {
    return [...this.forest.newNodes()].map((place) => ({ ...this.#rows.get(place.id), ...place }))
  }

  /** The stored rows that changed, but for their paths. */
  updated(): PlannedRow<Columns>[] {
    return [...this.#rows.values()].filter(({ id }) => this.#stored.has(id) && this.#changed.has(id))
  }

  /** The rows that were made or changed, as they were and as they become. */
  written(): { readonly before: PlannedRow<Columns> | null; readonly after: PlannedRow<Columns> }[] {
    return [...this.#rows.values()].flatMap((after) =>
      this.#changed.has(after.id) ? [{ before: this.#stored.get(after.id) ?? null, after }] : [],
    )
  }

  #set(row: PlannedRow<Columns>, change: Change): Change {
    this.#rows.set(row.id, row)
    this.#changed.add(row.id)
    return change
  }

  #nextKey(): number {
    const key = this.#keys.pop()
    if (key === undefined) throw new Error('there are fewer keys than new rows')
    return key
  }
}

function stampNow(now: string): Stamp {
  return { dateCreated: now, dateLastModified: now, createdBy: importer, lastModifiedBy: importer }
}

/** Documents are compared as JSON, in which the order of members and the sign of zero do not count. */
function isSame(stored: object, next: object): boolean {
  const before = new Map<string, unknown>(Object.entries(stored))
  return Object.entries(next).every(([name, value]) => {
    const other = before.get(name)
    if (value === other) return true
    const text = JSON.stringify(value)
    return text === JSON.stringify(other) || isDeepStrictEqual(JSON.parse(text), other)
  })
}
