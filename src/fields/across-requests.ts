import type { Context } from '../context.ts'
import type { Visible } from '../visibility/visible.ts'
import { type Batch, nameOfWanted, type Wanted } from './field.ts'

/** Batches of one kind that are under way at a time; what is asked for meanwhile waits for one of them to end. */
const maxUnderWay = 2
const maxKeys = 1_000

/** All that a read which travels goes by, beside its keys. */
type From = Pick<Context, 'database' | 'visible'>

/** A batch that goes by nothing but its keys, the columns wanted, and what the viewer may see. */
interface LookUp<Value> extends Batch<Value> {
  read(from: From, keys: readonly string[], wanted: Wanted): Values<Value>
}

type Values<Value> = Promise<ReadonlyMap<string, Value>>

/**
 * The same batch, sent for several requests at once while the database is busy with others of its kind. They share rows,
 * which nobody may change, and the failure of their batch; only those travel together who may see the same and want the
 * same columns. Nobody is answered by a batch that was sent before they asked, so that all see what they wrote.
 */
export function acrossRequests<Value>(batch: LookUp<Value>): Batch<Value> {
  const gather = gatherer<Value>()
  return {
    name: batch.name,
    type: batch.type,
    read(context, keys, wanted) {
      return gather(context, { name: nameOfWanted(wanted), keys, send: (from, all) => batch.read(from, all, wanted) })
    },
  }
}

/** The same for a single value, which goes by its name and by what the viewer may see. */
export function onceForAll<Value>(): (
  context: Context,
  name: string,
  read: (from: From) => Promise<Value>,
) => Promise<Value> {
  const gather = gatherer<Value>()
  return async (context, name, read) => {
    const send = async (from: From) => new Map([[name, await read(from)]])
    const value = (await gather(context, { name, keys: [name], send })).get(name)
    if (value === undefined) throw new Error(`nothing was read of ${name}`)
    return value
  }
}

interface Gathered<Value> {
  /** Those of different names do not travel together. */
  readonly name: string
  readonly keys: readonly string[]
  send(from: From, keys: readonly string[]): Values<Value>
}

function gatherer<Value>(): (context: Context, gathered: Gathered<Value>) => Values<Value> {
  const lanesOf = new WeakMap<object, Lanes<Value>>()
  return async (context, { name, keys, send }) => {
    if (context.shared() === null || keys.length > maxKeys) return send(context, keys)
    const seen = await context.visible()
    const shared = context.shared()
    if (shared === null) return send(context, keys)
    const lanes = lanesOf.get(shared.identity) ?? new Map()
    lanesOf.set(shared.identity, lanes)
    const from = { database: shared, visible: async () => seen }
    return join(laneFor(lanes, seen, name), keys, (all) => send(from, all))
  }
}

/** Look-ups that may travel together. */
interface Lane<Value> {
  underWay: number
  readonly waiting: Load<Value>[]
  /** Called when nothing is under way any longer. */
  end(): void
}

/** Those that do. */
interface Load<Value> {
  readonly keys: Set<string>
  requests: number
  readonly values: Values<Value>
  depart(): void
}

/** By what the viewer may see, and by name. Only those in use are kept. */
type Lanes<Value> = Map<Visible, Map<string, Lane<Value>>>

function laneFor<Value>(lanes: Lanes<Value>, seen: Visible, name: string): Lane<Value> {
  const ofViewer = lanes.get(seen) ?? new Map<string, Lane<Value>>()
  lanes.set(seen, ofViewer)
  const end = () => {
    ofViewer.delete(name)
    if (ofViewer.size === 0) lanes.delete(seen)
  }
  const lane = ofViewer.get(name) ?? { underWay: 0, waiting: [], end }
  ofViewer.set(name, lane)
  return lane
}

type Send<Value> = (keys: readonly string[]) => Values<Value>

async function join<Value>(lane: Lane<Value>, keys: readonly string[], send: Send<Value>): Values<Value> {
  const last = lane.waiting.at(-1)
  const fits = last !== undefined && last.keys.size + keys.length <= maxKeys
  const load = fits ? last : newLoad(lane, send)
  if (!fits) lane.waiting.push(load)
  for (const key of keys) load.keys.add(key)
  load.requests++
  proceed(lane)
  const values = await load.values
  return load.requests === 1 ? values : pick(values, keys)
}

function newLoad<Value>(lane: Lane<Value>, send: Send<Value>): Load<Value> {
  const keys = new Set<string>()
  let depart = () => {}
  const departed = new Promise<void>((resolve) => {
    depart = resolve
  })
  const values = departed
    .then(() => send([...keys]))
    .finally(() => {
      lane.underWay--
      proceed(lane)
      if (lane.underWay === 0) lane.end()
    })
  return { keys, requests: 0, values, depart }
}

function proceed<Value>(lane: Lane<Value>): void {
  while (lane.underWay < maxUnderWay) {
    const load = lane.waiting.shift()
    if (load === undefined) return
    lane.underWay++
    load.depart()
  }
}

/** No more than was asked for: others may have asked for more. */
function pick<Value>(values: ReadonlyMap<string, Value>, keys: readonly string[]): ReadonlyMap<string, Value> {
  const own = new Map<string, Value>()
  for (const key of keys) {
    const value = values.get(key)
    if (value !== undefined) own.set(key, value)
  }
  return own
}
