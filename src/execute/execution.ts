import type { GraphQLError, GraphQLResolveInfo } from 'graphql'
import type { Context } from '../context.ts'
import { isObject } from '../core/read.ts'
import type { Relation } from '../fields/field.ts'
import type { Visible } from '../visibility/visible.ts'
import { Answer, lengthOf } from './answer.ts'
import { Faults } from './faults.ts'
import type { JsonText } from './json-text.ts'
import { Keeping } from './keeping.ts'
import { type KeptList, type Rows, writeKept } from './kept-list.ts'
import type { KeptTexts } from './kept-texts.ts'
import { Level } from './level.ts'
import { byteOf, Output, Span } from './output.ts'
import {
  Box,
  Cuts,
  type Missing,
  nowhere,
  type Part,
  type Path,
  type Position,
  placeIn,
  positionOf,
  writeItems,
} from './parts.ts'
import { Pending } from './pending.ts'
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

type ListShape = Extract<Shape, { kind: 'list' }>

/**
 * Carries out an operation breadth first: all rows of a level are completed before the relations of any of them are
 * read, each by one call of its batch. What is complete is written at once, and put together when all is there.
 * @see GraphQL, October 2021, 6.4 (Executing Fields) and 6.4.4 (Handling Field Errors)
 */
export class Execution implements Rows {
  readonly context: Context
  /** What is written, in the order in which it comes. */
  readonly out = Output.borrow()
  readonly faults = new Faults()
  readonly pending = new Pending()
  readonly #task: Task
  readonly #info: Pick<GraphQLResolveInfo, 'schema' | 'fragments' | 'operation' | 'variableValues' | 'rootValue'>
  readonly #arguments = new Map<PlannedField, Arguments>()
  readonly #level: Level
  readonly #keeping: Keeping | null
  #seen: Visible | null = null

  constructor(task: Task) {
    const { schema, fragments, definition } = task.operation
    this.context = task.context
    this.#task = task
    this.#keeping = task.texts && new Keeping(task.texts)
    this.#info = {
      schema,
      fragments,
      operation: definition,
      variableValues: task.variables,
      rootValue: undefined,
    }
    this.#level = new Level({
      context: this.context,
      pending: this.pending,
      faults: this.faults,
      argumentsOf: (field) => this.#argumentsOf(field),
      settle: (field, parent, from) => this.#written(positionOf(field, parent), () => this.#shown(field, parent, from)),
    })
  }

  /** Never rejects but for a bug in here. */
  async carryOut(): Promise<Carried> {
    const { root, operation } = this.#task
    const isMutation = operation.definition.operation === 'mutation'
    const answer = isMutation ? await this.#oneByOne(root) : await this.#together(root)
    const isTorn = this.#keeping?.isTorn ?? false
    if (answer && !isTorn) this.#keeping?.end({ out: this.out, answer, isFaultless: this.faults.count === 0 })
    this.out.giveBack()
    if (isTorn) return new Execution({ ...this.#task, texts: null }).carryOut()
    return { data: answer?.toData() ?? null, errors: this.faults.all() }
  }

  async #together(root: Selection): Promise<Answer | null> {
    const part = await this.pending.settled(() => this.#written(nowhere, () => this.#object(root, undefined, nowhere)))
    const answer = this.#answer(lengthOf(part))
    return answer.add(part) ? answer : null
  }

  /** The fields of a mutation, each begun when all of the one before is answered. */
  async #oneByOne({ fields, labels }: Selection): Promise<Answer | null> {
    const answer = this.#answer(lengthOfPayload)
    if (fields.length === 0) answer.byte(byteOf.openBrace)
    for (const [index, field] of fields.entries()) {
      const part = await this.pending.settled(() =>
        this.#written(nowhere, () => this.#field(field, undefined, undefined)),
      )
      answer.label(labels[index] ?? nothing)
      if (!answer.add(part)) return null
    }
    answer.byte(byteOf.closeBrace)
    return answer
  }

  #answer(length: number): Answer {
    return new Answer({ out: this.out, faults: this.faults, length })
  }

  #object(selection: Selection, row: unknown, position: Position): Missing | null {
    const cuts = new Cuts(this.out)
    if (selection.fields.length === 0) this.out.byte(byteOf.openBrace)
    this.fields(selection, row, position.path, cuts)
    this.out.byte(byteOf.closeBrace)
    return cuts.end(position)
  }

  fields({ fields, labels }: Pick<Selection, 'fields' | 'labels'>, row: unknown, parent: Path, cuts: Cuts): void {
    for (let index = 0; index < fields.length; index++) {
      const field = fields[index]
      if (field === undefined) continue
      this.out.label(labels[index] ?? nothing)
      const place = this.out.length
      cuts.at(place, this.#field(field, row, parent))
    }
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
          ? value.call(row, this.#argumentsOf(field), this.context, this.#infoOf(field, positionOf(field, parent).path))
          : value
      }
      case 'computed':
        return isObject(row) ? source.from(row) : undefined
      case 'resolver':
        return source.resolve(
          row,
          this.#argumentsOf(field),
          this.context,
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
      return this.#fail(error, positionOf(field, parent), this.out.length)
    }
    if (reading === null) return this.#shown(field, parent, () => null)
    return this.#level.read(reading, { field, relation, parent })
  }

  /** Writes what `from` gives as the value of a field. @throws {Failed} where the field cannot be null. */
  #shown(field: PlannedField, parent: Path, from: () => unknown): Missing | null {
    const start = this.out.length
    try {
      const value = from()
      if (this.#attempt(field.shape.plain, value)) return null
      return this.#value(value, field.shape, positionOf(field, parent))
    } catch (error) {
      return this.#fail(error, positionOf(field, parent), start)
    }
  }

  /** Writes a value, or answers what is missing of it. Throws what is wrong with it. */
  #value(value: unknown, shape: Shape, position: Position): Missing | null {
    if (isPromise(value)) return this.#later(value, position, (later) => this.#value(later, shape, position))
    if (value instanceof Error) throw value
    if (value === null || value === undefined) return this.#nothing(position)
    switch (shape.kind) {
      case 'leaf':
        shape.write(this.out, value)
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
    this.out.null()
    return null
  }

  /** A box for what `complete` makes of a value that is promised. */
  #later<Value>(promise: PromiseLike<Value>, position: Position, complete: (value: Value) => Missing | null): Box {
    const box = new Box()
    this.pending.begin()
    const fill = (work: () => Missing | null) => {
      box.part = this.#written(position, work)
      this.pending.end()
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
    const keeping = this.#keeping
    if (keep && keeping) return this.#keptList([...value], { keep, keeping, item, position })
    let index = 0
    return writeItems(this.out, value, position, (each) =>
      this.item(each, item, placeIn(position, item.nonNull, index++)),
    )
  }

  #keptList(rows: readonly unknown[], list: Omit<KeptList, 'seen'>): Missing | null {
    const seen = list.keep.isScoped ? this.#seen : null
    if (seen !== null || !list.keep.isScoped) return writeKept(this, rows, { seen, ...list })
    return this.#later(this.context.visible(), list.position, (visible) => {
      this.#seen = visible
      return this.#keptList(rows, list)
    })
  }

  item(value: unknown, shape: Shape, position: Position): Missing | null {
    const start = this.out.length
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
    const typeName = shape.type.resolveType(value, this.context, info, shape.type)
    return isPromise(typeName) ? this.#later(typeName, position, as) : as(typeName)
  }

  /** Writes a value if it is plain; else nothing, also for one that throws: it is gone through again, with its place. */
  #attempt(write: WritePlain | null, value: unknown): boolean {
    if (write === null) return false
    const start = this.out.length
    try {
      if (write(this.out, value)) return true
    } catch {}
    this.out.truncate(start)
    return false
  }

  /** Writes null in the place of what failed. @throws {Failed} where the place cannot be null. */
  #fail(error: unknown, position: Position, start: number): null {
    this.out.truncate(start)
    this.faults.fail(error, position)
    this.out.null()
    return null
  }

  /** What `work` writes for a place, where nobody is there to catch what it throws. */
  #written(position: Position, work: () => Missing | null): Part {
    const start = this.out.length
    try {
      try {
        return work() ?? new Span(start, this.out.length)
      } catch (error) {
        this.#fail(error, position, start)
        return new Span(start, this.out.length)
      }
    } catch (failed) {
      return this.faults.of(failed, position)
    }
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

/** What a payload of a mutation takes at first. */
const lengthOfPayload = 1_000
const nothing = new Uint8Array()

function raise(error: unknown): never {
  throw error
}

function isIterable(value: unknown): value is Iterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.iterator in value
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function'
}
