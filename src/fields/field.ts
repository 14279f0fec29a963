import type { Context } from '../context.ts'
import type { Page } from '../page/keyset.ts'

/** The names of the columns that a query needs of one type's rows. */
export type Wanted = ReadonlySet<string>

/** What one field of a GraphQL type is made of; `needs` names the columns of its row that have to be read for it. */
export type Field = Column | Computed | Relation | List

const wantedNames = new WeakMap<Wanted, string>()

/** Tells sets of columns apart, which nobody changes once they are asked for. */
export function nameOfWanted(wanted: Wanted): string {
  const known = wantedNames.get(wanted)
  if (known !== undefined) return known
  const name = [...wanted].sort().join()
  wantedNames.set(wanted, name)
  return name
}

/** The fields of a GraphQL type by name: what look-ahead, resolvers and the compiled executor go by. */
export type Fields = Readonly<Record<string, Field>>

/** A field that is a column of the same name. */
export interface Column {
  readonly kind: 'column'
  readonly needs: readonly string[]
}

/** A field that is worked out from columns of its own row. */
export interface Computed<Row extends object = object, Value = unknown> {
  readonly kind: 'computed'
  readonly needs: readonly string[]
  from(row: Row): Value
}

/** A field whose value lies in other rows, read through a batch. */
export interface Relation<Row extends object = object, Value = unknown, Args = unknown, Shown = unknown> {
  readonly kind: 'relation'
  readonly needs: readonly string[]
  /** What is read for a row; null where there is nothing, and so no value. Never throws. */
  reads(row: Row): Reading<Value> | null
  /** What the field answers, made of the value that was read. */
  show(value: Value, args: Args, context: Context): Shown | Promise<Shown>
}

/** One key of a batch. */
export interface Reading<Value> {
  readonly key: string
  readonly batch: Batch<Value>
}

/** A field that is a list of other rows: pages of it, and how many rows it has. */
export interface List<Row extends object = object, Node = unknown, Filter = unknown, Args = unknown> {
  readonly kind: 'list'
  readonly needs: readonly string[]
  key(row: Row): string
  readonly pages: Batch<Page<Node>, Args>
  readonly counts: Batch<number, Filter | null | undefined>
}

/** How rows of a type tell whether what was shown of them before still holds. */
export interface Stamps {
  /** Columns of whole numbers that no two states of rows share, of whichever row: they tell of all but those that are masked. */
  readonly own: readonly string[]
  /** The columns that tell, together with these, of what the relations read, and of what such relations of theirs do. */
  readonly around: readonly string[]
  readonly relations: ReadonlySet<string>
  /** Columns that also go by what the viewer may see. */
  readonly masked: ReadonlySet<string>
  /** Rows that lists have given, by id. */
  readonly rows: Batch<object>
}

/** The types whose rows tell that, by name. */
export type StampsByType = ReadonlyMap<string, Stamps>

/** Reads the values of many keys at once. */
export interface Batch<Value, Args = undefined> {
  /** Tells batches apart within a request. */
  readonly name: string
  /** The GraphQL type whose columns `wanted` names; null where the batch knows by itself what to read. */
  readonly type: string | null
  /** Values by key; a key without one is left out. The number of statements does not depend on the number of keys. */
  read(context: Context, keys: readonly string[], wanted: Wanted, args: Args): Promise<ReadonlyMap<string, Value>>
}

/** Fields that are columns of the same names. */
export function columns<Name extends string>(...names: Name[]): Record<Name, Column> {
  const fields = names.map((name) => [name, { kind: 'column', needs: [name] }])
  return Object.fromEntries(fields) as Record<Name, Column>
}

export function computed<Row, Name extends keyof Row & string, Value>(
  needs: readonly Name[],
  from: (row: Pick<Row, Name>) => Value,
): Computed<Pick<Row, Name>, Value> {
  return { kind: 'computed', needs, from }
}

/** A field whose key is the column `name`; a null key has no value. */
export function relation<Name extends string, Value>(
  name: Name,
  batch: Batch<Value>,
): Relation<Readonly<Record<Name, string | null>>, Value, unknown, Value> {
  return related([name], (row) => {
    const key = row[name]
    return key === null ? null : { key, batch }
  })
}

/** A field that reads what `reads` says of its row. */
export function related<Row extends object, Value>(
  needs: readonly string[],
  reads: (row: Row) => Reading<Value> | null,
): Relation<Row, Value, unknown, Value> {
  return { kind: 'relation', needs, reads, show: (value) => value }
}

/** A field that answers what `show` makes of what a relation reads. */
export function shown<Row extends object, Value, Args, Shown>(
  of: Relation<Row, Value, unknown, Value>,
  show: (value: Value, args: Args, context: Context) => Shown | Promise<Shown>,
): Relation<Row, Value, Args, Shown> {
  return { ...of, show }
}

/** The two batches of a list. */
export type Lists<Node, Filter, Args> = Pick<List<object, Node, Filter, Args>, 'pages' | 'counts'>

/** A field that is the list which belongs to the column `name`. */
export function list<Name extends string, Node, Filter, Args>(
  name: Name,
  { pages, counts }: Lists<Node, Filter, Args>,
): List<Readonly<Record<Name, string>>, Node, Filter, Args> {
  return { kind: 'list', needs: [name], key: (row) => row[name], pages, counts }
}
