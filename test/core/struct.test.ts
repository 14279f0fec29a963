import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fromPlain, type PlainStruct, readStruct, toPlain } from '../../src/core/struct.ts'
import { findingsOf } from '../support/findings.ts'

const plain = (json: unknown) => findingsOf((findings) => fromPlain(json, ['data'], findings))
const wire = (json: unknown) => findingsOf((findings) => readStruct(json, ['data'], findings))

const anyText = fc.string({ unit: 'grapheme', maxLength: 8 })
const anyKey = fc.oneof(anyText, fc.constantFrom('__proto__', 'constructor', 'toString', ''))
const { struct: anyStruct } = fc.letrec<{ struct: PlainStruct }>((tie) => ({
  struct: fc
    .array(
      fc.tuple(
        anyKey,
        fc.oneof(
          { depthSize: 'small' },
          fc.boolean(),
          anyText,
          fc.double({ noNaN: true, noDefaultInfinity: true }),
          tie('struct'),
          fc.array(tie('struct'), { maxLength: 3 }),
        ),
      ),
      { maxLength: 4 },
    )
    .map((entries) => Object.fromEntries(entries)),
}))

/** `levels` objects, one in the other. */
const nest = (levels: number): unknown => (levels === 1 ? {} : { a: nest(levels - 1) })
const wireNest = (levels: number): unknown => (levels === 1 ? {} : { a: { structValue: wireNest(levels - 1) } })

test('plain JSON survives the way to the wire form and back', () => {
  fc.assert(
    fc.property(anyStruct, (json) => {
      const { value, errors } = plain(json)
      expect(errors).toEqual([])
      // Not toEqual, which is confused by an own `constructor`.
      expect(isDeepStrictEqual(toPlain(value), json)).toBe(true)
      expect(isDeepStrictEqual(wire(value), { value, errors: [] })).toBe(true)
    }),
  )
})

test('a key such as __proto__ is a key like any other', () => {
  const { value } = plain(JSON.parse('{"__proto__":{"polluted":true}}'))
  expect(JSON.stringify(value)).toBe('{"__proto__":{"structValue":{"polluted":{"boolValue":true}}}}')
  expect(JSON.stringify(wire(value).value)).toBe(JSON.stringify(value))
  expect(JSON.stringify(toPlain(value))).toBe('{"__proto__":{"polluted":true}}')
  expect('polluted' in value).toBe(false)
})

describe('plain JSON', () => {
  test('becomes Values', () => {
    expect(plain({ vip: true, seats: 5, site: { city: 'Oslo' }, rows: [{}] }).value).toEqual({
      vip: { boolValue: true },
      seats: { numberValue: 5 },
      site: { structValue: { city: { stringValue: 'Oslo' } } },
      rows: { listValue: [{}] },
    })
  })

  test.each([
    [null, 'data'],
    [[], 'data'],
    [{ a: null }, 'data.a'],
    [{ a: Number.NaN }, 'data.a'],
    [{ a: Number.POSITIVE_INFINITY }, 'data.a'],
    [{ a: [1] }, 'data.a.0'],
    [{ a: [{}, [{}]] }, 'data.a.1'],
    [{ rows: [{ x: null }] }, 'data.rows.0.x'],
    [{ a: 'x\u0000' }, 'data.a'],
    [{ a: '\ud800' }, 'data.a'],
    [{ 'k\u0007': 1 }, 'data.k\u0007'],
    [nest(17), `data${'.a'.repeat(16)}`],
  ])('%j is invalid at %s', (json, path) => {
    expect(plain(json).errors).toEqual([`Invalid ${path}`])
  })

  test('takes tab and line ends, 16 levels, and levels in lists', () => {
    expect(plain({ 'a\tb': 'x\r\n' }).errors).toEqual([])
    expect(plain(nest(16)).errors).toEqual([])
    expect(plain({ rows: [nest(15)] }).errors).toEqual([])
    expect(plain({ rows: [nest(16)] }).errors).toEqual([`Invalid data.rows.0${'.a'.repeat(15)}`])
  })

  test('has at most 64 KiB', () => {
    const bytes = (count: number) => ({ a: 'x'.repeat(count - '{"a":""}'.length) })
    expect(plain(bytes(65_536)).errors).toEqual([])
    expect(plain(bytes(65_537)).errors).toEqual(['TooLong data'])
    expect(wire(plain(bytes(65_536)).value).errors).toEqual([])
    expect(wire(plain(bytes(65_537)).value).errors).toEqual(['TooLong data'])
  })

  test('tells everything that is wrong', () => {
    expect(plain({ a: null, b: [1, 2] }).errors).toEqual(['Invalid data.a', 'Invalid data.b.0', 'Invalid data.b.1'])
  })
})

describe('the wire form', () => {
  test('reads members in any case, leaves unknown ones out, keeps several', () => {
    const { value, errors } = wire({ a: { BoolValue: true, NUMBERVALUE: 1, other: 2, stringValue: null }, B: null })
    expect(errors).toEqual([])
    expect(value).toEqual({ a: { boolValue: true, numberValue: 1 }, B: {} })
  })

  test('shows the first of struct, list, string, number, bool', () => {
    const all = { structValue: {}, listValue: [], stringValue: '', numberValue: 0, boolValue: false }
    const { structValue: _struct, ...noStruct } = all
    const { listValue: _list, ...noList } = noStruct
    const { stringValue: _string, ...noString } = noList
    expect(toPlain({ a: all, b: noStruct, c: noList, d: noString, e: { boolValue: false }, f: {} })).toEqual({
      a: {},
      b: [],
      c: '',
      d: 0,
      e: false,
      f: null,
    })
  })

  test.each([
    [5, 'data'],
    [{ a: 5 }, 'data.a'],
    [{ a: { boolValue: 'x' } }, 'data.a.boolValue'],
    [{ a: { listValue: [5] } }, 'data.a.listValue.0'],
    [{ a: { structValue: { b: { numberValue: '1' } } } }, 'data.a.structValue.b.numberValue'],
    [wireNest(17), `data${'.a.structValue'.repeat(16)}`],
  ])('%j is invalid at %s', (json, path) => {
    expect(wire(json).errors).toEqual([`Invalid ${path}`])
  })

  test('counts every member of a Value towards 64 KiB', () => {
    expect(wire({ a: { boolValue: true, stringValue: 'x'.repeat(65_536), structValue: {} } }).errors).toEqual([
      'TooLong data',
    ])
  })
})
