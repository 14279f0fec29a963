import { buildSchema, type GraphQLResolveInfo, type GraphQLSchema, getOperationAST, parse } from 'graphql'
import { beforeEach, expect, test } from 'vitest'
import type { Context } from '../../src/context.ts'
import { createExecutor, type Executor } from '../../src/execute/executor.ts'
import { KeptTexts } from '../../src/execute/kept-texts.ts'
import { type Batch, columns, type Fields, relation, type StampsByType } from '../../src/fields/field.ts'
import { type FieldsByType, wantedBelow } from '../../src/fields/selection.ts'

interface Thing {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly ownerId: string
  readonly stamp: number
  readonly around: number
}

/** What is stored, what was asked of it, and what happens right before the rest of the rows is read. */
let stored: Map<string, Thing>
let asked: string[]
let beforeRest: () => void
let executor: Executor

const pick = (thing: Thing, wanted: Iterable<string>) =>
  Object.fromEntries(['id', ...wanted].map((name) => [name, thing[name as keyof Thing]]))

const rows: Batch<object> = {
  name: 'rows',
  type: 'Thing',
  async read(_context, ids, wanted) {
    beforeRest()
    asked.push(`${[...ids].join()}: ${[...wanted].join()}`)
    const found = ids.flatMap((id) => stored.get(id) ?? [])
    return new Map(found.map((thing) => [thing.id, pick(thing, wanted)]))
  },
}

const owners: Batch<object> = {
  name: 'owners',
  type: 'Owner',
  async read(_context, ids) {
    asked.push(`owners ${ids.join()}`)
    return new Map(ids.map((id) => [id, { id }]))
  },
}

const fieldsByType: FieldsByType = new Map<string, Fields>([
  ['Thing', { ...columns('id', 'name', 'size'), owner: relation('ownerId', owners) }],
  ['Owner', columns('id')],
])
const stampsByType: StampsByType = new Map([
  ['Thing', { own: ['stamp'], around: ['around'], relations: new Set(['owner']), masked: new Set<string>(), rows }],
])

function makeSchema(): GraphQLSchema {
  const schema = buildSchema(`
    type Query { things: [Thing!]! }
    type Thing { id: ID! name: String! size: Int owner: Owner }
    type Owner { id: ID! }`)
  const things = schema.getQueryType()?.getFields().things
  if (things) {
    things.resolve = (_root: unknown, _args: unknown, _context: unknown, info: GraphQLResolveInfo) => {
      const wanted = wantedBelow(fieldsByType, info, 'Thing')
      asked.push(`things: ${[...wanted].join()}`)
      return [...stored.values()].map((thing) => pick(thing, wanted))
    }
  }
  return schema
}

beforeEach(() => {
  const thing = (n: number): Thing => ({ id: `${n}`, name: `Thing ${n}`, size: n, ownerId: 'o', stamp: n, around: 0 })
  stored = new Map(Array.from({ length: 20 }, (_, n) => [`${n}`, thing(n)]))
  asked = []
  beforeRest = () => {}
  executor = createExecutor({ schema: makeSchema(), fieldsByType, stampsByType, texts: new KeptTexts(100_000) })
})

/** What the one viewer may see. */
const seen = {}
const documents = new Map<string, ReturnType<typeof parse>>()

async function ask(query: string): Promise<unknown> {
  const document = documents.get(query) ?? parse(query)
  documents.set(query, document)
  const operation = getOperationAST(document)
  if (!operation) throw new Error(query)
  asked = []
  const context = { loaders: new Map(), visible: async () => seen } as unknown as Context
  const { data, errors } = await executor.execute({ document, operation, given: {}, variables: {}, context })
  return errors ?? JSON.parse(String(data))
}

const change = (id: string, changed: Partial<Thing>) => {
  const thing = stored.get(id)
  if (thing) stored.set(id, { ...thing, ...changed })
}
const names = () => ({ things: [...stored.values()].map(({ name, size }) => ({ name, size })) })

test('rows are read once, then only what tells their state', async () => {
  expect(await ask('{ things { name size } }')).toEqual(names())
  expect(asked).toEqual(['things: stamp,name,size'])
  expect(await ask('{ things { name size } }')).toEqual(names())
  expect(await ask('{ things { name size } }')).toEqual(names())
  expect(asked).toEqual(['things: stamp'])
})

test('of a row that changed the rest is read', async () => {
  for (let time = 0; time < 3; time++) await ask('{ things { name size } }')
  change('7', { name: 'changed', stamp: 100 })
  expect(await ask('{ things { name size } }')).toEqual(names())
  expect(asked).toEqual(['things: stamp', '7: name,size'])
})

test('relations are read again where what is around changed', async () => {
  for (let time = 0; time < 3; time++) await ask('{ things { name owner { id } } }')
  expect(asked).toEqual(['things: stamp,around,ownerId'])
  change('7', { around: 1, ownerId: 'p' })
  const { things } = (await ask('{ things { name owner { id } } }')) as { things: { owner: { id: string } }[] }
  expect(things[7]?.owner.id).toBe('p')
  expect(asked).toEqual(['things: stamp,around,ownerId', '7: name', 'owners p'])
})

test('where many are not kept, all is read at once the next time', async () => {
  for (let time = 0; time < 3; time++) await ask('{ things { name size } }')
  for (const id of stored.keys()) change(id, { stamp: 100 + Number(id) })
  await ask('{ things { name size } }')
  for (const id of stored.keys()) change(id, { name: 'again', stamp: 200 + Number(id) })
  expect(await ask('{ things { name size } }')).toEqual(names())
  expect(asked).toEqual(['things: stamp,name,size'])
})

test.each([
  ['is gone', () => stored.delete('7')],
  [
    'cannot be read',
    () => {
      throw new Error('away')
    },
  ],
])('where a row %s when its rest is read, all is read again', async (_what, happens) => {
  for (let time = 0; time < 3; time++) await ask('{ things { name size } }')
  change('7', { name: 'changed', stamp: 100 })
  beforeRest = happens
  expect(await ask('{ things { name size } }')).toEqual(names())
  expect(asked.at(-1)).toBe('things: name,size')
})

test('a text with an error in it is not kept', async () => {
  change('7', { size: 0.5 })
  for (let time = 0; time < 3; time++) {
    expect(await ask('{ things { name size } }')).toMatchObject([{ message: expect.stringContaining('Int cannot') }])
  }
})
