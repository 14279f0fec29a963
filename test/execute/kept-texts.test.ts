import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { KeptTexts } from '../../src/execute/kept-texts.ts'

const capacity = 100
const maxTexts = 8
const name = fc.nat(9).map(String)
const text = fc.string({ unit: fc.constantFrom('a', 'é', '✓', '🦊'), minLength: 1, maxLength: 40 })
const offers = fc.array(fc.record({ name, text }), { maxLength: 200 })

test('a text is found as it was kept last, or not at all', () => {
  fc.assert(
    fc.property(offers, (all) => {
      const texts = new KeptTexts(capacity, maxTexts)
      const kept = new Map<string, string>()
      for (const each of all) {
        texts.keep(each.name, each.text)
        // Full, it may leave a new text out, and keep the one of before: names stand for what never changes.
        const found = texts.find(each.name)
        if (found === each.text) kept.set(each.name, found)
        for (let other = 0; other < 10; other++) {
          expect([undefined, kept.get(String(other))]).toContain(texts.find(String(other)))
        }
      }
    }),
  )
})

test('what fits is all found', () => {
  const names = Array.from({ length: 10 }, (_, n) => `name ${n}`)
  // Each with its name, a line break and a text of ten bytes.
  const texts = new KeptTexts(10 * 17, 10)
  for (const each of names) texts.keep(each, `${each}é`.padEnd(9))
  expect(names.map((each) => texts.find(each))).toEqual(names.map((each) => `${each}é`.padEnd(9)))
})

test('what is asked for again and again is found in part, though it does not fit', () => {
  const texts = new KeptTexts(130, 10)
  let found = 0
  for (let round = 0; round < 100; round++) {
    for (let n = 0; n < 20; n++) {
      if (texts.find(String(n)) === undefined) texts.keep(String(n), 'ten bytes.')
      else found++
    }
  }
  expect(found).toBeGreaterThan(500)
})

test('names of the same hash are told apart', () => {
  const texts = new KeptTexts(capacity, maxTexts)
  const [one, other] = ['nmfn1', '1qbnsk8']
  texts.keep(one, 'one')
  expect(texts.find(other)).toBeUndefined()
  texts.keep(other, 'other')
  expect(texts.find(other)).toBe('other')
  expect([undefined, 'one']).toContain(texts.find(one))
})

afterEach(() => {
  vi.useRealTimers()
})

test('no text is found after five minutes, until it is kept anew', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const texts = new KeptTexts(capacity, maxTexts)
  texts.keep('name', 'old')
  vi.advanceTimersByTime(299_000)
  expect(texts.find('name')).toBe('old')
  vi.advanceTimersByTime(2_000)
  expect(texts.find('name')).toBeUndefined()
  texts.keep('name', 'new')
  expect(texts.find('name')).toBe('new')
})
