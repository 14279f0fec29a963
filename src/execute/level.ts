import type { Context } from '../context.ts'
import type { Batch, Reading, Relation, Wanted } from '../fields/field.ts'
import { loadAll } from '../fields/follow.ts'
import type { Faults } from './faults.ts'
import { Span } from './output.ts'
import { Box, type Part, type Path } from './parts.ts'
import type { Pending } from './pending.ts'
import type { Arguments, PlannedField } from './plan.ts'

/** Keys of one batch that are read together, and who waits for which. */
interface Group {
  readonly batch: Batch<unknown>
  readonly fields: Set<PlannedField>
  /** The columns that all these fields want: mostly those of one, which are always the same. */
  wanted: Wanted
  readonly waiting: Waiting[]
}

/** A field of a row that is a relation. */
export interface Related {
  readonly field: PlannedField
  readonly relation: Relation
  /** Of the row. */
  readonly parent: Path
}

interface Waiting extends Related {
  readonly key: string
  readonly box: Box
}

/** What a level takes of the execution that it is a part of. */
interface LevelParts {
  readonly context: Context
  readonly pending: Pending
  readonly faults: Faults
  argumentsOf(field: PlannedField): Arguments
  /** What is written of the value that `from` gives for a field. */
  settle(field: PlannedField, parent: Path, from: () => unknown): Part
}

/** The relations of all rows of a level, which are read when these are completed: each by one call of its batch. */
export class Level {
  readonly #parts: LevelParts
  readonly #groups = new Map<Batch<unknown>, Group>()

  constructor(parts: LevelParts) {
    this.#parts = parts
  }

  /** Has a relation read, and answers the box for it. */
  read({ key, batch }: Reading<unknown>, related: Related): Box {
    const { field, relation, parent } = related
    const box = new Box()
    const group = this.#groupOf(batch)
    if (!group.fields.has(field)) {
      group.fields.add(field)
      const wanted = field.wantedOf(batch.type)
      group.wanted = group.fields.size === 1 ? wanted : new Set([...group.wanted, ...wanted])
    }
    group.waiting.push({ key, field, relation, parent, box })
    return box
  }

  #groupOf(batch: Batch<unknown>): Group {
    const { pending } = this.#parts
    if (this.#groups.size === 0) {
      pending.begin()
      // When all that this turn brings is completed, so that a level is read as one.
      process.nextTick(() => {
        this.#readGroups()
        pending.end()
      })
    }
    const group = this.#groups.get(batch) ?? { batch, fields: new Set(), wanted: noColumns, waiting: [] }
    this.#groups.set(batch, group)
    return group
  }

  #readGroups(): void {
    const { pending } = this.#parts
    const groups = [...this.#groups.values()]
    this.#groups.clear()
    for (const group of groups) {
      pending.begin()
      void this.#readGroup(group).then(() => pending.end())
    }
  }

  async #readGroup({ batch, wanted, waiting }: Group): Promise<void> {
    const { context, settle } = this.#parts
    try {
      const keys = [...new Set(waiting.map(({ key }) => key))]
      const values = await loadAll(context, batch, keys, wanted)
      const known = new Map<PlannedField, Map<string, Span>>()
      for (const each of waiting) this.#take(each, values.get(each.key) ?? null, known)
    } catch (error) {
      for (const { field, parent, box } of waiting) {
        box.part = settle(field, parent, () => {
          throw error
        })
      }
    }
  }

  /** The value of one relation. Rows that share it share what is written of it, where that depends on nothing else. */
  #take({ key, field, relation, parent, box }: Waiting, value: unknown, known: Map<PlannedField, Map<string, Span>>) {
    const { context, faults, argumentsOf, settle } = this.#parts
    const spans = known.get(field) ?? new Map<string, Span>()
    known.set(field, spans)
    const span = spans.get(key)
    if (span !== undefined) {
      box.part = span
      return
    }
    const count = faults.count
    box.part = settle(field, parent, () => (value === null ? null : relation.show(value, argumentsOf(field), context)))
    const isWhole = field.shape.plain !== null && faults.count === count
    if (isWhole && box.part instanceof Span) spans.set(key, box.part)
  }
}

const noColumns: Wanted = new Set()
