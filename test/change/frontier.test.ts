import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createFrontier } from '../../src/change/frontier.ts'

/** What one of a few writers, or the reader, does next. */
const anyStep = fc.record({
  what: fc.constantFrom('insert', 'insert', 'commit', 'roll back', 'look', 'look while it inserts'),
  writer: fc.nat(4),
})
type Step = typeof anyStep extends fc.Arbitrary<infer Value> ? Value : never

/** A database where the steps happen one after the other: what was committed, and what a reader read as it settled. */
function carryOut(steps: readonly Step[]) {
  const frontier = createFrontier()
  const open = new Map<string, number[]>()
  const committed: number[] = []
  const read: number[] = []
  let [given, transactions] = [0, 0]
  /** The transaction that each writer has open, or the next one that they open. */
  const names = new Map<number, string>()
  const insert = (writer: number) => {
    const name = names.get(writer) ?? `${++transactions}`
    names.set(writer, name)
    open.set(name, [...(open.get(name) ?? []), ++given])
  }
  const end = (writer: number) => {
    const name = names.get(writer) ?? ''
    const ids = open.get(name) ?? []
    open.delete(name)
    names.delete(writer)
    return ids
  }
  const look = (between: () => void) => {
    const before = frontier.settled
    const writers = [...open.keys()]
    between()
    frontier.advance({ given, writers })
    read.push(...committed.filter((id) => id > before && id <= frontier.settled).sort((one, other) => one - other))
  }
  for (const { what, writer } of steps) {
    if (what === 'insert') insert(writer)
    else if (what === 'commit') committed.push(...end(writer))
    else if (what === 'roll back') end(writer)
    else look(() => what === 'look' || insert(writer))
  }
  return { committed, read, look: () => look(() => {}), frontier, writers: [...names.keys()], end }
}

test('all that is committed is read as it settles, once and in order', () => {
  fc.assert(
    fc.property(fc.array(anyStep, { maxLength: 60 }), (steps) => {
      const { committed, read, look, frontier, writers, end } = carryOut(steps)
      for (const writer of writers) committed.push(...end(writer))
      for (let times = 0; times < 3; times++) look()
      expect(read).toEqual(committed.sort((one, other) => one - other))
      expect(frontier.isBehind).toBe(false)
    }),
    { numRuns: 1_000 },
  )
})

test('two looks settle what nobody is writing', () => {
  const frontier = createFrontier()
  frontier.advance({ given: 7, writers: ['a'] })
  expect([frontier.settled, frontier.isBehind]).toEqual([0, true])
  frontier.advance({ given: 9, writers: [] })
  expect([frontier.settled, frontier.isBehind]).toEqual([7, true])
})

test('who begins later is not waited for', () => {
  const frontier = createFrontier()
  frontier.advance({ given: 7, writers: [] })
  frontier.advance({ given: 7, writers: ['a', 'b'] })
  frontier.advance({ given: 8, writers: ['b', 'c'] })
  expect(frontier.settled).toBe(0)
  frontier.advance({ given: 8, writers: ['c'] })
  expect(frontier.settled).toBe(7)
})

test('where one at a time writes, all that is given is settled', () => {
  const frontier = createFrontier()
  frontier.advance({ given: 7, writers: null })
  expect([frontier.settled, frontier.isBehind]).toEqual([7, false])
})
