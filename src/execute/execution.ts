import type { GraphQLError, GraphQLResolveInfo } from 'graphql'
import type { Context } from '../context.ts'
import type { Batch, Relation, Wanted } from '../fields/field.ts'
import { loadAll } from '../fields/follow.ts'
import type { Visible } from '../visibility/visible.ts'
import { Failed, Faults } from './faults.ts'
import { JsonText } from './json-text.ts'
import type { Keep } from './keep.ts'
import { Keeping } from './keeping.ts'
import type { KeptTexts } from './kept-texts.ts'
import { Output, Span } from './output.ts'
import {
  Box,
  Cuts,
  type Missing,
  nowhere,
  type Part,
  type Path,
  type Position,
  positionOf,
  Unfinished,
} from './parts.ts'
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

/** The answer: JSON, or null where an error of a field that cannot be null took all of it. */
export interface Carried {
  readonly data: JsonText | null
  readonly errors: readonly GraphQLError[]
}

/** What goes with a list of rows whose texts are kept. */
interface Kept {
  readonly keeping: Keeping
  readonly item: Shape
  readonly position: Position
}

/** Fields of a row that is there in part, beside each other, which wait for the rest of it. */
interface Delayed {
  readonly row: Row
  readonly fields: readonly PlannedField[]
  readonly labels: readonly Uint8Array[]
  readonly position: Position
  readonly box: Box
}

type ListShape = Extract<Shape, { kind: 'list' }>
type Row = Readonly<Record<string, unknown>>

/** Keys of one batch that are read together, and who waits for which. */
interface Group {
  readonly batch: Batch<unknown>
  readonly fields: Set<PlannedField>
  /** The columns that all these fields want: mostly those of one, which are always the same. */
  wanted: Wanted
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

const [openBracket, closeBracket, openBrace, closeBrace, comma] = [0x5b, 0x5d, 0x7b, 0x7d, 0x2c]

/**
 * Carries out an operation breadth first: all rows of a level are completed before the relations of any of them are
 * read, each by one call of its batch. What is complete is written at once, and put together when all is there.
 * @see GraphQL, October 2021, 6.4 (Executing Fields) and 6.4.4 (Handling Field Errors)
 */
export class Execution {
  readonly #task: Task
  readonly #info: Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'operation' | 'variableValues' | 'rootValue'>
  readonly #arguments = new Map<PlannedField, Arguments>()
  readonly #groups = new Map<Batch<unknown>, Group>()
  readonly #faults = new Faults()
  readonly #keeping: Keeping | null
  /** What is written, in the order in which it comes. */
  readonly #out = Output.borrow()
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
    const isMutation = operation.definition.operation === 'mutation'
    const answer = isMutation ? await this.#oneByOne(root) : await this.#together(root)
    if (!this.#keeping?.isTorn) {
      const isFaultless = this.#faults.count === 0
      if (answer) this.#keeping?.end({ out: this.#out, answer, isFaultless })
    }
    this.#out.giveBack()
    if (this.#keeping?.isTorn) return new Execution({ ...this.#task, texts: null }).carryOut()
    return { data: answer && toData(answer), errors: this.#faults.all() }
  }

  async #together(root: Selection): Promise<Output | null> {
    const part = await this.#settled(() => this.#written(nowhere, () => this.#object(root, undefined, nowhere)))
    const answer = newAnswer(lengthOf(part))
    return this.#isRendered(part, answer) ? answer : null
  }

  /** The fields of a mutation, each begun when all of the one before is answered. */
  async #oneByOne({ fields, labels }: Selection): Promise<Output | null> {
    const answer = newAnswer(lengthOfPayload)
    if (fields.length === 0) answer.byte(openBrace)
    for (const [index, field] of fields.entries()) {
      const part = await this.#settled(() => this.#written(nowhere, () => this.#field(field, undefined, undefined)))
      answer.label(labels[index] ?? nothing)
      if (!this.#isRendered(part, answer)) return null
    }
    answer.byte(closeBrace)
    return answer
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

  #isRendered(part: Part, answer: Output): boolean {
    try {
      this.#render(part, answer)
      return true
    } catch (error) {
      this.#faults.tell(this.#faults.of(error, nowhere), undefined)
      return false
    }
  }

  #object({ fields, labels }: Selection, row: unknown, position: Position): Missing | null {
    const out = this.#out
    const cuts = new Cuts(out)
    if (fields.length === 0) out.byte(openBrace)
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index]
      if (field === undefined) continue
      out.label(labels[index] ?? nothing)
      const place = out.length
      cuts.at(place, this.#field(field, row, position.path))
    }
    out.byte(closeBrace)
    return cuts.end(position)
  }

  /** Writes a field, or answers what is missing of it. @throws {Failed} where the field cannot be null. */
  #field(field: PlannedField, row: unknown, parent: Path): Missing | null {
    const { source, plain } = field
    if (plain !== null && (isObject(row) || source.kind === 'typename') && this.#attempt(plain, row)) return null
    return source.kind === 'relation'
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

  /** What a field reads of a row, at the root by its arguments. @throws {Failed} where the field cannot be null. */
  #related(field: PlannedField, relation: Relation, { row, parent }: { row: unknown; parent: Path }): Missing | null {
    let reading: ReturnType<Relation['reads']>
    try {
      reading = relation.reads(isObject(row) ? row : this.#argumentsOf(field))
    } catch (error) {
      return this.#fail(error, positionOf(field, parent), this.#out.length)
    }
    if (reading === null) return this.#shown(field, parent, () => null)
    const box = new Box()
    const { key, batch } = reading
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
    if (this.#groups.size === 0) {
      this.#pending++
      // When all that this turn brings is completed, so that a level is read as one.
      process.nextTick(() => {
        this.#readGroups()
        this.#done()
      })
    }
    const group = this.#groups.get(batch) ?? { batch, fields: new Set(), wanted: noColumns, waiting: [] }
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
      const known = new Map<PlannedField, Map<string, Span>>()
      for (const each of waiting) this.#take(each, values.get(each.key) ?? null, known)
    } catch (error) {
      for (const { field, parent, box } of waiting) box.part = this.#settle(field, parent, () => raise(error))
    }
  }

  /** The value of one relation. Rows that share it share what is written of it, where that depends on nothing else. */
  #take({ key, field, relation, parent, box }: Waiting, value: unknown, known: Map<PlannedField, Map<string, Span>>) {
    const spans = known.get(field) ?? new Map<string, Span>()
    known.set(field, spans)
    const span = spans.get(key)
    if (span !== undefined) {
      box.part = span
      return
    }
    const faults = this.#faults.count
    box.part = this.#settle(field, parent, () =>
      value === null ? null : relation.show(value, this.#argumentsOf(field), this.#task.context),
    )
    const isWhole = field.shape.plain !== null && this.#faults.count === faults
    if (isWhole && box.part instanceof Span) spans.set(key, box.part)
  }

  /** Writes what `from` gives as the value of a field. @throws {Failed} where the field cannot be null. */
  #shown(field: PlannedField, parent: Path, from: () => unknown): Missing | null {
    const start = this.#out.length
    try {
      const value = from()
      if (this.#attempt(field.shape.plain, value)) return null
      return this.#value(value, field.shape, positionOf(field, parent))
    } catch (error) {
      return this.#fail(error, positionOf(field, parent), start)
    }
  }

  /** The same, where nobody is there to catch what it throws. */
  #settle(field: PlannedField, parent: Path, from: () => unknown): Part {
    return this.#written(positionOf(field, parent), () => this.#shown(field, parent, from))
  }

  /** Writes a value, or answers what is missing of it. Throws what is wrong with it. */
  #value(value: unknown, shape: Shape, position: Position): Missing | null {
    if (isPromise(value)) return this.#later(value, position, (later) => this.#value(later, shape, position))
    if (value instanceof Error) throw value
    if (value === null || value === undefined) return this.#nothing(position)
    switch (shape.kind) {
      case 'leaf':
        shape.write(this.#out, value)
        return null
      case 'list':
        return this.#list(value, shape, position)
      case 'object':
        return this.#object(shape.selection, value, position)
      case 'abstract':
        return this.#member(value, shape, position)
    }
  }

  #nothing({ field, nonNull }: Position): null {
    if (nonNull)
      throw new Error(`Cannot return null for non-nullable field ${field?.parentType.name}.${field?.definition.name}.`)
    this.#out.null()
    return null
  }

  /** A box for what `complete` makes of a value that is promised. */
  #later<Value>(promise: PromiseLike<Value>, position: Position, complete: (value: Value) => Missing | null): Box {
    const box = new Box()
    this.#pending++
    const fill = (work: () => Missing | null) => {
      box.part = this.#written(position, work)
      this.#done()
    }
    promise.then(
      (value) => fill(() => complete(value)),
      (error) => fill(() => raise(error)),
    )
    return box
  }

  #list(value: unknown, { item, keep }: ListShape, position: Position): Missing | null {
    const { field } = position
    if (!isIterable(value)) {
      throw new Error(`Expected Iterable for ${field?.parentType.name}.${field?.definition.name}.`)
    }
    if (keep && this.#keeping) return this.#keptList(keep, [...value], { item, keeping: this.#keeping, position })
    let index = 0
    return this.#items(value, position, (each) => this.#item(each, item, placeIn(position, item, index++)))
  }

  #items<Item>(items: Iterable<Item>, position: Position, write: (item: Item) => Missing | null): Missing | null {
    const out = this.#out
    const cuts = new Cuts(out)
    let separator = openBracket
    for (const item of items) {
      out.byte(separator)
      separator = comma
      const place = out.length
      cuts.at(place, write(item))
    }
    if (separator === openBracket) out.byte(openBracket)
    out.byte(closeBracket)
    return cuts.end(position)
  }

  /** A list of rows whose texts are kept. */
  #keptList(keep: Keep, rows: readonly unknown[], kept: Kept): Missing | null {
    const { keeping, item, position } = kept
    if (keep.isScoped && this.#seen === null) {
      return this.#later(this.#task.context.visible(), position, (seen) => {
        this.#seen = seen
        return this.#keptList(keep, rows, kept)
      })
    }
    const delayed: Delayed[] = []
    let index = 0
    const found = keeping.find(keep, rows, keep.isScoped ? this.#seen : null)
    const list = this.#items(found, position, ({ row, name, number }) => {
      const place = placeIn(position, item, index++)
      if (number !== undefined) {
        keeping.write(number, this.#out)
        return null
      }
      const from = this.#out.length
      const missing =
        isObject(row) && !keep.isWhole(row)
          ? this.#begun(keep.selection, row, { position: place, delayed })
          : this.#item(row, item, place)
      if (name !== null) keeping.keep(name, missing ?? new Span(from, this.#out.length))
      return missing
    })
    if (delayed.length > 0) {
      this.#pending++
      void this.#readRest(keep, delayed, keeping).then(() => this.#done())
    }
    return list
  }

  /** A row of which the columns are there by which its relations are read; its other fields are delayed. */
  #begun({ fields, labels }: Selection, row: Row, { position, delayed }: { position: Position; delayed: Delayed[] }) {
    const out = this.#out
    const start = out.length
    try {
      const cuts = new Cuts(out)
      for (let index = 0; index < fields.length; ) {
        let end = index
        while (end < fields.length && isOfRest(fields[end])) end++
        if (end > index) {
          const box = new Box()
          const run = { fields: fields.slice(index, end), labels: labels.slice(index, end) }
          delayed.push({ row, position, box, ...run })
          cuts.at(out.length, box)
          index = end
        } else {
          out.label(labels[index] ?? nothing)
          const place = out.length
          const field = fields[index++]
          cuts.at(place, field ? this.#field(field, row, position.path) : null)
        }
      }
      out.byte(closeBrace)
      return cuts.end(position)
    } catch (error) {
      return this.#fail(error, position, start)
    }
  }

  /** Reads the rest of rows that are there in part, and writes what waits for that. */
  async #readRest(keep: Keep, delayed: readonly Delayed[], keeping: Keeping): Promise<void> {
    try {
      const ids = new Set(delayed.map(({ row }) => String(row.id)))
      const rest = await keep.rows.read(this.#task.context, [...ids], keep.rest, undefined)
      if (rest.size < ids.size) keeping.isTorn = true
      for (const each of delayed)
        each.box.part = this.#run(each, Object.assign({}, each.row, rest.get(String(each.row.id))))
    } catch {
      keeping.isTorn = true
    }
  }

  /** Writes fields beside each other, of a row that may fail as well. */
  #run({ fields, labels, position }: Delayed, row: Row): Part {
    const out = this.#out
    const start = out.length
    const cuts = new Cuts(out)
    try {
      for (const [index, field] of fields.entries()) {
        out.label(labels[index] ?? nothing)
        const place = out.length
        cuts.at(place, this.#field(field, row, position.path))
      }
      return cuts.end(position) ?? new Span(start, out.length)
    } catch (error) {
      out.truncate(start)
      return this.#faults.of(error, position)
    }
  }

  #item(value: unknown, shape: Shape, position: Position): Missing | null {
    const start = this.#out.length
    try {
      return this.#attempt(shape.plain, value) ? null : this.#value(value, shape, position)
    } catch (error) {
      return this.#fail(error, position, start)
    }
  }

  /** An object of an interface or a union: rows say their type themselves; others are asked as graphql-js asks them. */
  #member(value: unknown, shape: Shape & { kind: 'abstract' }, position: Position): Missing | null {
    const as = (typeName: unknown): Missing | null => {
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

  /** Writes a value if it is plain; else nothing, also for one that throws: it is gone through again, with its place. */
  #attempt(write: WritePlain | null, value: unknown): boolean {
    if (write === null) return false
    const start = this.#out.length
    try {
      if (write(this.#out, value)) return true
    } catch {}
    this.#out.truncate(start)
    return false
  }

  /** Writes null in the place of what failed. @throws {Failed} where the place cannot be null. */
  #fail(error: unknown, position: Position, start: number): null {
    this.#out.truncate(start)
    this.#faults.fail(error, position)
    this.#out.null()
    return null
  }

  /** What `work` writes for a place, where nobody is there to catch what it throws. */
  #written(position: Position, work: () => Missing | null): Part {
    const start = this.#out.length
    try {
      try {
        return work() ?? new Span(start, this.#out.length)
      } catch (error) {
        this.#fail(error, position, start)
        return new Span(start, this.#out.length)
      }
    } catch (failed) {
      return this.#faults.of(failed, position)
    }
  }

  /** Puts together what is complete by now. @throws {Failed} the first error that takes its place away. */
  #render(part: Part | null, answer: Output): void {
    if (part instanceof Span) answer.span(this.#out, part)
    else if (part instanceof Box) this.#render(part.part, answer)
    else if (part instanceof Unfinished) this.#renderAll(part, answer)
    else if (part === null) answer.null()
    else throw part
  }

  #renderAll(unfinished: Unfinished, answer: Output): void {
    const start = answer.length
    let first: Failed | null = null
    for (const part of unfinished.parts) {
      try {
        this.#render(part, answer)
      } catch (error) {
        if (!(error instanceof Failed)) throw error
        if (first === null || error.order < first.order) first = error
      }
    }
    if (first === null) {
      unfinished.span = new Span(start, answer.length)
      return
    }
    answer.truncate(start)
    this.#faults.fail(first, unfinished.position)
    answer.null()
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

/** Whether a field of a row that is there in part waits for the rest of it. */
function isOfRest(field: PlannedField | undefined): boolean {
  return field !== undefined && field.source.kind !== 'typename' && field.source.kind !== 'relation'
}

/** What a payload of a mutation takes at first. */
const lengthOfPayload = 1_000
const nothing = new Uint8Array()
const noColumns: Wanted = new Set()

/** An answer of which the data is to be written. */
function newAnswer(length: number): Output {
  const { head, tail } = JsonText.around
  const answer = new Output(Buffer.allocUnsafe(head.length + length + tail.length))
  answer.label(head)
  return answer
}

function toData(answer: Output): JsonText {
  answer.label(JsonText.around.tail)
  return new JsonText(answer.slice(new Span(0, answer.length)))
}

/** How long a part is that is complete by now, or more. */
function lengthOf(part: Part | null): number {
  if (part instanceof Span) return part.to - part.from
  if (part instanceof Box) return lengthOf(part.part)
  if (!(part instanceof Unfinished)) return lengthOfNull
  return part.parts.reduce((sum, each) => sum + lengthOf(each), lengthOfNull)
}

const lengthOfNull = 4

function raise(error: unknown): never {
  throw error
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
