import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { KeptTexts } from '../../src/execute/kept-texts.ts'

const capacity = 100
const name = fc.nat(9).map(String)
const text = fc.string({ unit: fc.constantFrom('a', 'é', '✓', '🦊'), minLength: 1, maxLength: 40 })
const offers = fc.array(fc.record({ name, text }), { maxLength: 200 })

test('a text is found as it was kept last, or not at all', () => {
  fc.assert(
    fc.property(offers, (all) => {
      const texts = new KeptTexts(capacity)
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
  const texts = new KeptTexts(capacity)
  const names = Array.from({ length: 10 }, (_, n) => `name ${n}`)
  for (const each of names) texts.keep(each, `${each}é`.padEnd(9))
  expect(names.map((each) => texts.find(each))).toEqual(names.map((each) => `${each}é`.padEnd(9)))
})

test('what is asked for again and again is found in part, though it does not fit', () => {
  const texts = new KeptTexts(capacity)
  let found = 0
  for (let round = 0; round < 100; round++) {
    for (let n = 0; n < 20; n++) {
      if (texts.find(String(n)) === undefined) texts.keep(String(n), 'ten bytes.')
      else found++
    }
  }
  expect(found).toBeGreaterThan(500)
})

afterEach(() => {
  vi.useRealTimers()
})

test('no text is found after five minutes, until it is kept anew', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const texts = new KeptTexts(capacity)
  texts.keep('name', 'old')
  vi.advanceTimersByTime(299_000)
  expect(texts.find('name')).toBe('old')
  vi.advanceTimersByTime(2_000)
  expect(texts.find('name')).toBeUndefined()
  texts.keep('name', 'new')
  expect(texts.find('name')).toBe('new')
})
