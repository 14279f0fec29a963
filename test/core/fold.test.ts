import fc from 'fast-check'
import { expect, test } from 'vitest'
import { foldName } from '../../src/core/fold.ts'

const anyName = fc.string({ unit: 'binary', maxLength: 255 })

test.each([
  ['ACME', 'acme'],
  ['Straße', 'strasse'],
  ['STRAẞE', 'strasse'],
  ['ΣΊΣΥΦΟΣ', 'σίσυφοσ'],
  ['σίσυφος', 'σίσυφοσ'],
  ['İzmir', 'i̇zmir'],
  ['ılık', 'ılık'],
  ['ﬁn', 'fin'],
  ['Ａ１', 'a1'],
  ['A\u030a', 'å'],
])('%s folds to %s', (name, key) => {
  expect(foldName(name)).toBe(key.normalize('NFKC'))
})

test('a key folds to itself', () => {
  fc.assert(
    fc.property(anyName, (name) => {
      expect(foldName(foldName(name))).toBe(foldName(name))
    }),
  )
})

test('a key does not depend on how the name is composed or cased', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-zà-öø-þа-я0-9 ]{0,40}$/), (name) => {
      expect(foldName(name.toUpperCase())).toBe(foldName(name))
      expect(foldName(name.normalize('NFD'))).toBe(foldName(name))
    }),
  )
})

test('a key has at most 1600 bytes and ends with a whole character', () => {
  expect(Buffer.byteLength(foldName('ﷺ'.repeat(255)))).toBeLessThanOrEqual(1600)
  expect(foldName('𐐨'.repeat(401))).toBe('𐐨'.repeat(400))
  fc.assert(
    fc.property(anyName, (name) => {
      expect(Buffer.byteLength(foldName(name))).toBeLessThanOrEqual(1600)
    }),
  )
})
