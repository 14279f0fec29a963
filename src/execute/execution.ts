import type { GraphQLError, GraphQLResolveInfo } from 'graphql'
import type { Context } from '../context.ts'
import type { Batch, Relation } from '../fields/field.ts'
import { loadAll } from '../fields/follow.ts'
import type { Visible } from '../visibility/visible.ts'
import { Failed, Faults } from './faults.ts'
import type { Keep } from './keep.ts'
import { Keeping } from './keeping.ts'
import type { KeptTexts } from './kept-texts.ts'
import { Box, joined, nowhere, type Part, type Path, type Position, positionOf, Unfinished } from './parts.ts'
import type { WritePlain } from './plain.ts'
import type { Arguments, Operation, PlannedField, Selection, Shape, Variables } from './plan.ts'

/** One operation, as it is carried out. */
export interface Task {
  readonly operation: Operation
  readonly root: Selection
  /** All values of its variables, checked. */
  readonly variables: Variables
  readonly context: Context
  /** Texts of rows that need not be made again; null where all are to be. */
  readonly texts: KeptTexts | null
}

/** The answer: text of JSON, or null where an error of a field that cannot be null took all of it. */
export interface Carried {
  readonly data: string | null
  readonly errors: readonly GraphQLError[]
}

/** What goes with a list of rows whose texts are kept. */
interface Kept {
  readonly keeping: Keeping
  readonly item: Shape
  readonly position: Position
}

type ListShape = Extract<Shape, { kind: 'list' }>
type Row = Readonly<Record<string, unknown>>
type Rows = ReadonlyMap<string, object>

/** Keys of one batch that are read together, and who waits for which. */
interface Group {
  readonly batch: Batch<unknown>
  readonly fields: Set<PlannedField>
  /** The columns that all these fields want. */
  readonly wanted: Set<string>
  readonly waiting: Waiting[]
}

/** A relation of a row that is about to be read. */
interface Waiting {
  readonly key: string
  readonly field: PlannedField
  readonly relation: Relation
  /** Of the row. */
  readonly parent: Path
  readonly box: Box
}

/**
 * Carries out an operation breadth first: all rows of a level are completed before the relations of any of them are
 * read, each by one call of its batch. What is complete becomes text at once.
 * @see GraphQL, October 2021, 6.4 (Executing Fields) and 6.4.4 (Handling Field Errors)
 */
export class Execution {
  readonly #task: Task
  readonly #info: Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'operation' | 'variableValues' | 'rootValue'>
  readonly #arguments = new Map<PlannedField, Arguments>()
  readonly #groups = new Map<Batch<unknown>, Group>()
  readonly #faults = new Faults()
  readonly #keeping: Keeping | null
  #seen: Visible | null = null
  /** What is waited for, the present turn included. */
  #pending = 0
  #idle = () => {}

  constructor(task: Task) {
    const { schema, fragments, definition } = task.operation
    this.#task = task
    this.#keeping = task.texts && new Keeping(task.texts)
    this.#info = {
      schema,
      fragments,
      operation: definition,
      variableValues: task.variables,
      rootValue: undefined,
    }
  }

  /** Never rejects but for a bug in here. */
  async carryOut(): Promise<Carried> {
    const { root, operation } = this.#task
    const data = operation.definition.operation === 'mutation' ? await this.#oneByOne(root) : await this.#together(root)
    if (this.#keeping?.isTorn) return new Execution({ ...this.#task, texts: null }).carryOut()
    this.#keeping?.end(this.#faults.count === 0)
    return { data, errors: this.#faults.all() }
  }

  async #together(root: Selection): Promise<string | null> {
    const part = await this.#settled(() => this.#attempt(nowhere, () => this.#object(root, undefined, nowhere)))
    return this.#dataOf(part)
  }

  /** The fields of a mutation, each begun when all of the one before is answered. */
  async #oneByOne({ fields, labels }: Selection): Promise<string | null> {
    let text = ''
    for (const [index, field] of fields.entries()) {
      const part = await this.#settled(() => this.#attempt(nowhere, () => this.#field(field, undefined, undefined)))
      const value = this.#dataOf(part)
      if (value === null) return null
      text += `${labels[index]}${value}`
    }
    return `${text || '{'}}`
  }

  /** What `work` answers, once nothing is waited for any more. */
  async #settled(work: () => Part): Promise<Part> {
    const idle = new Promise<void>((resolve) => {
      this.#idle = resolve
    })
    this.#pending++
    const part = work()
    this.#done()
    await idle
    return part
  }

  #done(): void {
    if (--this.#pending === 0) this.#idle()
  }

  #dataOf(part: Part): string | null {
    try {
      return this.#render(part)
    } catch (error) {
      this.#faults.tell(this.#faults.of(error, nowhere), undefined)
      return null
    }
  }

  #object(selection: Selection, row: unknown, position: Position): Part {
    const { fields, labels } = selection
    const parts: Part[] = []
    let isComplete = true
    for (const field of fields) {
      const part = this.#field(field, row, position.path)
      if (typeof part !== 'string') isComplete = false
      parts.push(part)
    }
    return isComplete ? joined(parts, labels) : new Unfinished(parts, labels, position)
  }

  /** @throws {Failed} where the field cannot be null. */
  #field(field: PlannedField, row: unknown, parent: Path): Part {
    const { source } = field
    if (source.kind === 'typename') return source.text
    return source.kind === 'relation' && isObject(row)
      ? this.#related(field, source.relation, { row, parent })
      : this.#shown(field, parent, () => this.#valueOf(field, row, parent))
  }

  /** The value of a field of a row: what it is, or a promise of it. */
  #valueOf(field: PlannedField, row: unknown, parent: Path): unknown {
    const { source } = field
    switch (source.kind) {
      case 'property': {
        const value = isObject(row) ? row[source.name] : undefined
        return typeof value === 'function' && isObject(row)
          ? value.call(
              row,
              this.#argumentsOf(field),
              this.#task.context,
              this.#infoOf(field, positionOf(field, parent).path),
            )
          : value
      }
      case 'computed':
        return isObject(row) ? source.from(row) : undefined
      case 'resolver':
        return source.resolve(
          row,
          this.#argumentsOf(field),
          this.#task.context,
          this.#infoOf(field, positionOf(field, parent).path),
        )
      case 'typename':
      case 'relation':
        return undefined
    }
  }

  #related(field: PlannedField, relation: Relation, { row, parent }: { row: object; parent: Path }): Part {
    const reading = relation.reads(row)
    if (reading === null) return this.#shown(field, parent, () => null)
    const box = new Box()
    const { key, batch } = reading
    const group = this.#groupOf(batch)
    if (!group.fields.has(field)) {
      group.fields.add(field)
      for (const column of field.wantedOf(batch.type)) group.wanted.add(column)
    }
    group.waiting.push({ key, field, relation, parent, box })
    return box
  }

  #groupOf(batch: Batch<unknown>): Group {
    if (this.#groups.size === 0) {
      this.#pending++
      // When all that this turn brings is completed, so that a level is read as one.
      process.nextTick(() => {
        this.#readGroups()
        this.#done()
      })
    }
    const group = this.#groups.get(batch) ?? { batch, fields: new Set(), wanted: new Set(), waiting: [] }
    this.#groups.set(batch, group)
    return group
  }

  #readGroups(): void {
    const groups = [...this.#groups.values()]
    this.#groups.clear()
    for (const group of groups) {
      this.#pending++
      void this.#readGroup(group).then(() => this.#done())
    }
  }

  async #readGroup({ batch, wanted, waiting }: Group): Promise<void> {
    try {
      const keys = [...new Set(waiting.map(({ key }) => key))]
      const values = await loadAll(this.#task.context, batch, keys, wanted)
      const known = new Map<PlannedField, Map<string, string>>()
      for (const each of waiting) this.#take(each, values.get(each.key) ?? null, known)
    } catch (error) {
      for (const { field, parent, box } of waiting) box.part = this.#settle(field, parent, () => raise(error))
    }
  }

  /** The value of one relation. Rows that share it share its text, where that depends on nothing else. */
  #take({ key, field, relation, parent, box }: Waiting, value: unknown, known: Map<PlannedField, Map<string, string>>) {
    const texts = known.get(field) ?? new Map<string, string>()
    known.set(field, texts)
    const text = texts.get(key)
    if (text !== undefined) {
      box.part = text
      return
    }
    const faults = this.#faults.count
    box.part = this.#settle(field, parent, () =>
      value === null ? null : relation.show(value, this.#argumentsOf(field), this.#task.context),
    )
    const isWhole = field.shape.plain !== null && this.#faults.count === faults
    if (isWhole && typeof box.part === 'string') texts.set(key, box.part)
  }

  /** What `from` gives as the value of a field. @throws {Failed} where the field cannot be null. */
  #shown(field: PlannedField, parent: Path, from: () => unknown): Part {
    try {
      const value = from()
      return attempt(field.shape.plain, value) ?? this.#value(value, field.shape, positionOf(field, parent))
    } catch (error) {
      return this.#faults.fail(error, positionOf(field, parent))
    }
  }

  /** The same, where nobody is there to catch what it throws. */
  #settle(field: PlannedField, parent: Path, from: () => unknown): Part {
    return this.#attempt(positionOf(field, parent), () => this.#shown(field, parent, from))
  }

  /** A value as text, or what is missing of it. Throws what is wrong with it. */
  #value(value: unknown, shape: Shape, position: Position): Part {
    if (isPromise(value)) return this.#later(value, position, (later) => this.#value(later, shape, position))
    if (value instanceof Error) throw value
    if (value === null || value === undefined) return this.#nothing(position)
    switch (shape.kind) {
      case 'leaf':
        return shape.write(value)
      case 'list':
        return this.#list(value, shape, position)
      case 'object':
        return this.#object(shape.selection, value, position)
      case 'abstract':
        return this.#member(value, shape, position)
    }
  }

  #nothing({ field, nonNull }: Position): string {
    if (!nonNull) return 'null'
    throw new Error(`Cannot return null for non-nullable field ${field?.parentType.name}.${field?.definition.name}.`)
  }

  /** A box for what `complete` makes of a value that is promised. */
  #later<Value>(promise: PromiseLike<Value>, position: Position, complete: (value: Value) => Part): Box {
    const box = new Box()
    this.#pending++
    const fill = (work: () => Part) => {
      box.part = this.#attempt(position, work)
      this.#done()
    }
    promise.then(
      (value) => fill(() => complete(value)),
      (error) => fill(() => raise(error)),
    )
    return box
  }

  #list(value: unknown, { item, keep }: ListShape, position: Position): Part {
    const { field } = position
    if (!isIterable(value)) {
      throw new Error(`Expected Iterable for ${field?.parentType.name}.${field?.definition.name}.`)
    }
    if (keep && this.#keeping) return this.#keptList(keep, [...value], { item, keeping: this.#keeping, position })
    const parts: Part[] = []
    for (const each of value) {
      parts.push(this.#item(each, item, placeIn(position, item, parts.length)))
    }
    return joinedList(parts, position)
  }

  /** A list of rows whose texts are kept. */
  #keptList(keep: Keep, rows: readonly unknown[], kept: Kept): Part {
    const { keeping, item, position } = kept
    if (keep.isScoped && this.#seen === null) {
      return this.#later(this.#task.context.visible(), position, (seen) => {
        this.#seen = seen
        return this.#keptList(keep, rows, kept)
      })
    }
    const found = keeping.find(keep, rows, keep.isScoped ? this.#seen : null)
    const partial = found.flatMap(({ row, text }) =>
      text === undefined && isObject(row) && !keep.isWhole(row) ? [row] : [],
    )
    const rest = partial.length === 0 ? null : this.#restOf(keep, partial, keeping)
    const parts = found.map(({ row, name, text }, index): Part => {
      if (text !== undefined) return text
      const place = placeIn(position, item, index)
      const part =
        rest && isObject(row) && !keep.isWhole(row)
          ? this.#begun(keep.selection, { row, rest }, place)
          : (attempt(item.plain, row) ?? this.#item(row, item, place))
      if (name !== null) keeping.keep(name, part)
      return part
    })
    return joinedList(parts, position)
  }

  /** A row of which the columns are there by which its relations are read; those of its other fields come with `rest`. */
  #begun({ fields, labels }: Selection, { row, rest }: { row: Row; rest: Promise<Rows> }, position: Position): Part {
    const { path } = position
    const whole = rest.then((rows) => Object.assign({}, row, rows.get(String(row.id))))
    // Each field tells of it, as far as it comes to that.
    whole.catch(() => {})
    try {
      const parts = fields.map((field) => {
        if (field.source.kind === 'typename' || field.source.kind === 'relation') return this.#field(field, row, path)
        return this.#later(whole, positionOf(field, path), (all) => this.#field(field, all, path))
      })
      return new Unfinished(parts, labels, position)
    } catch (error) {
      return this.#faults.fail(error, position)
    }
  }

  /** The other columns of rows of which the fewest were read, by id. */
  async #restOf(keep: Keep, rows: readonly Row[], keeping: Keeping): Promise<Rows> {
    const ids = new Set(rows.map(({ id }) => String(id)))
    try {
      const rest = await keep.rows.read(this.#task.context, [...ids], keep.rest, undefined)
      if (rest.size < ids.size) keeping.isTorn = true
      return rest
    } catch (error) {
      keeping.isTorn = true
      throw error
    }
  }

  #item(value: unknown, shape: Shape, position: Position): Part {
    try {
      return this.#value(value, shape, position)
    } catch (error) {
      return this.#faults.fail(error, position)
    }
  }

  /** An object of an interface or a union: rows say their type themselves; others are asked as graphql-js asks them. */
  #member(value: unknown, shape: Shape & { kind: 'abstract' }, position: Position): Part {
    const as = (typeName: unknown): Part => {
      const selection = typeof typeName === 'string' ? shape.selectionOf(typeName) : null
      if (!selection) throw new Error(`Abstract type "${shape.type.name}" has no member "${typeName}".`)
      return this.#object(selection, value, position)
    }
    const own = isObject(value) ? value.__typename : undefined
    if (own !== undefined || !shape.type.resolveType || !position.field) return as(own)
    const info = this.#infoOf(position.field, position.path)
    const typeName = shape.type.resolveType(value, this.#task.context, info, shape.type)
    return isPromise(typeName) ? this.#later(typeName, position, as) : as(typeName)
  }

  /** What `work` gives for a place, where nobody is there to catch what it throws. */
  #attempt(position: Position, work: () => Part): Part {
    try {
      return work()
    } catch (error) {
      try {
        return this.#faults.fail(error, position)
      } catch (failed) {
        return this.#faults.of(failed, position)
      }
    }
  }

  /** The text of what is complete by now. @throws {Failed} the first error that takes its place away. */
  #render(part: Part): string {
    if (typeof part === 'string') return part
    if (part instanceof Failed) throw part
    if (part instanceof Box) return this.#render(part.part)
    let first: Failed | null = null
    const texts: string[] = []
    for (const each of part.parts) {
      try {
        texts.push(this.#render(each))
      } catch (error) {
        if (!(error instanceof Failed)) throw error
        if (first === null || error.order < first.order) first = error
      }
    }
    if (first !== null) return this.#faults.fail(first, part.position)
    part.text = joined(texts, part.labels)
    return part.text
  }

  #argumentsOf(field: PlannedField): Arguments {
    const known = this.#arguments.get(field)
    if (known) return known
    const read = field.argumentsWith(this.#task.variables)
    this.#arguments.set(field, read)
    return read
  }

  #infoOf({ definition, nodes, kept, parentType, responseName }: PlannedField, path: Path): GraphQLResolveInfo {
    return {
      fieldName: definition.name,
      fieldNodes: kept && this.#keeping ? this.#keeping.nodesOf(kept) : nodes,
      returnType: definition.type,
      parentType,
      path: path ?? { prev: undefined, key: responseName, typename: parentType.name },
      ...this.#info,
    }
  }
}

/** The place of an item of a list. */
function placeIn({ field, path }: Position, { nonNull }: Shape, index: number): Position {
  return { field, nonNull, path: { prev: path, key: index, typename: undefined } }
}

function joinedList(parts: readonly Part[], position: Position): Part {
  return parts.every((part) => typeof part === 'string') ? joined(parts, null) : new Unfinished(parts, null, position)
}

function raise(error: unknown): never {
  throw error
}

/** Undefined also for what throws: it is gone through again, with its place. */
function attempt(write: WritePlain | null, value: unknown): string | undefined {
  try {
    return write?.(value)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
