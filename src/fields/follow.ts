import DataLoader from 'dataloader'
import type { Context } from '../context.ts'
import type { Asked } from './asked.ts'
import { type Batch, nameOfWanted, type Relation, type Wanted } from './field.ts'
import { wantedBelow } from './selection.ts'

type Loader = DataLoader<string, unknown>

/** The loaders of one request: one for each batch, its arguments and the columns wanted of it. */
export type Loaders = Map<string, Loader>

/** What a relation of `row` answers, read together with those of all its neighbours. */
export function follow<Row extends object, Value, Shown>(
  asked: Asked<Row>,
  relation: Relation<Row, Value, unknown, Shown>,
): Promise<Shown | null>
export function follow<Row extends object, Value, Args, Shown>(
  asked: Asked<Row>,
  relation: Relation<Row, Value, Args, Shown>,
  args: Args,
): Promise<Shown | null>
export async function follow<Row extends object, Value, Shown>(
  asked: Asked<Row>,
  relation: Relation<Row, Value, unknown, Shown>,
  args?: unknown,
): Promise<Shown | null> {
  const reading = relation.reads(asked.row)
  const value = reading && (await find(asked, reading.batch, reading.key))
  return value === null ? null : relation.show(value, args, asked.context)
}

/** The value of one key, read together with all that are asked for in the same turn. */
export function find<Value>(asked: Asked<unknown>, batch: Batch<Value>, key: string): Promise<Value | null> {
  return load(asked.context, batch, { key, wanted: wantedOf(asked, batch), args: undefined })
}

/** The columns that the query wants of the rows of a batch. */
export function wantedOf<Value, Args>({ context, info }: Asked<unknown>, batch: Batch<Value, Args>): Wanted {
  return batch.type === null ? new Set() : wantedBelow(context.fields, info, batch.type)
}

interface Loading<Args> {
  readonly key: string
  readonly wanted: Wanted
  readonly args: Args
}

/** One value of a batch, read together with all that are asked for in the same turn. */
export async function load<Value, Args>(
  context: Context,
  batch: Batch<Value, Args>,
  { key, wanted, args }: Loading<Args>,
): Promise<Value | null> {
  const name = nameOf(batch, wanted, args)
  const loader = context.loaders.get(name) ?? new DataLoader((keys) => readAll(context, batch, keys, { wanted, args }))
  context.loaders.set(name, loader)
  // The name tells which batch filled the loader, and so of which type its values are.
  return (await loader.load(key)) as Value | null
}

/** Values by key, all of a level at once; where they were begun before, those are answered. */
export async function loadAll<Value>(
  context: Context,
  batch: Batch<Value>,
  keys: readonly string[],
  wanted: Wanted,
): Promise<ReadonlyMap<string, Value | null>> {
  const loader = context.loaders.get(nameOf(batch, wanted, undefined))
  if (!loader) return batch.read(context, keys, wanted, undefined)
  const values = await Promise.all(keys.map((key) => loader.load(key)))
  return new Map(keys.map((key, index) => [key, values[index] as Value | null]))
}

function nameOf<Value, Args>({ name }: Batch<Value, Args>, wanted: Wanted, args: Args): string {
  return `${name} ${nameOfWanted(wanted)} ${JSON.stringify(args) ?? ''}`
}

async function readAll<Value, Args>(
  context: Context,
  batch: Batch<Value, Args>,
  keys: readonly string[],
  { wanted, args }: Omit<Loading<Args>, 'key'>,
): Promise<(Value | null)[]> {
  const values = await batch.read(context, keys, wanted, args)
  return keys.map((key) => values.get(key) ?? null)
}
