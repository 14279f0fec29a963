import type { Context } from '../context.ts'

/** The names of the columns that a query needs of one type's rows. */
export type Wanted = ReadonlySet<string>

/** What one field of a GraphQL type is made of: the columns of its row that have to be read for it. */
export interface Field {
  readonly needs: readonly string[]
}

/** A field that is worked out from columns of its own row. */
export interface Computed<Row, Value> extends Field {
  readonly from: (row: Row) => Value
}

/** A field whose value lies in other rows: read through a batch, by a key that its own row gives. */
export interface Relation<Row, Value, Args = undefined> extends Field {
  readonly key: (row: Row) => string | null
  readonly batch: Batch<Value, Args>
}

/** Reads the values of many keys at once. */
export interface Batch<Value, Args = undefined> {
  /** Tells batches apart within a request. */
  readonly name: string
  /** The GraphQL type whose columns `wanted` names; null where the batch knows by itself what to read. */
  readonly type: string | null
  /** Values by key; a key without one is left out. The number of statements does not depend on the number of keys. */
  read(context: Context, keys: readonly string[], wanted: Wanted, args: Args): Promise<ReadonlyMap<string, Value>>
}

/** The fields of a GraphQL type by name: what look-ahead, resolvers and any other executor go by. */
export type Fields = Readonly<Record<string, Field>>

/** A field that is a column of the same name. */
export function column(name: string): Field {
  return { needs: [name] }
}

/** Fields that are columns of the same names. */
export function columns<Name extends string>(...names: Name[]): Record<Name, Field> {
  return Object.fromEntries(names.map((name) => [name, column(name)])) as Record<Name, Field>
}

export function computed<Row, Name extends keyof Row & string, Value>(
  needs: readonly Name[],
  from: (row: Pick<Row, Name>) => Value,
): Computed<Pick<Row, Name>, Value> {
  return { needs, from }
}

/** A field whose key is the column `name`; a null key has no value. */
export function relation<Name extends string, Value, Args = undefined>(
  name: Name,
  batch: Batch<Value, Args>,
): Relation<Readonly<Record<Name, string | null>>, Value, Args> {
  return { needs: [name], key: (row) => row[name], batch }
}
