import fc from 'fast-check'
import { afterEach, expect, test, vi } from 'vitest'
import { KeptTexts } from '../../src/execute/kept-texts.ts'
import { Output, Span } from '../../src/execute/output.ts'

const capacity = 100
const maxTexts = 8
const name = fc.nat(9)
const text = fc.string({ unit: fc.constantFrom('a', 'é', '✓', '🦊'), minLength: 1, maxLength: 40 })
const offers = fc.array(fc.record({ name, text }), { maxLength: 200 })

const keep = (texts: KeptTexts, name: number, text: string) => texts.keep([name], Buffer.from(text))

function find(texts: KeptTexts, name: number): string | undefined {
  const number = texts.find([name])
  if (number === undefined) return undefined
  const out = Output.borrow()
  texts.write(number, out)
  const text = out.slice(new Span(0, out.length)).toString()
  out.giveBack()
  return text
}

test('a text is found as it was kept last, or not at all', () => {
  fc.assert(
    fc.property(offers, (all) => {
      const texts = new KeptTexts(capacity, maxTexts)
      const kept = new Map<number, string>()
      for (const each of all) {
        keep(texts, each.name, each.text)
        // Full, it may leave a new text out, and keep the one of before: names stand for what never changes.
        const found = find(texts, each.name)
        if (found === each.text) kept.set(each.name, found)
        for (let other = 0; other < 10; other++) {
          expect([undefined, kept.get(other)]).toContain(find(texts, other))
        }
      }
    }),
  )
})

test('what fits is all found', () => {
  const all = Array.from({ length: 10 }, (_, n) => `text ${n} é`)
  const texts = new KeptTexts(10 * 10, 10)
  for (const [name, each] of all.entries()) keep(texts, name, each)
  expect(all.map((_, name) => find(texts, name))).toEqual(all)
})

test('a name that is too long is refused, not cut', () => {
  const texts = new KeptTexts(capacity, maxTexts)
  expect(() => texts.keep([1, 2, 3, 4, 5, 6], Buffer.from('text'))).toThrow(RangeError)
})

test('what is asked for again and again is found in part, though it does not fit', () => {
  const texts = new KeptTexts(100, 10)
  let found = 0
  for (let round = 0; round < 100; round++) {
    for (let n = 0; n < 20; n++) {
      if (find(texts, n) === undefined) keep(texts, n, 'ten bytes.')
      else found++
    }
  }
  expect(found).toBeGreaterThan(500)
})

test('names of the same hash are told apart', () => {
  const texts = new KeptTexts(capacity, maxTexts)
  const [one, other] = [841_222_591_221_875, 4_474_312_234_967_953]
  keep(texts, one, 'one')
  expect(find(texts, other)).toBeUndefined()
  keep(texts, other, 'other')
  expect(find(texts, other)).toBe('other')
  expect([undefined, 'one']).toContain(find(texts, one))
})

afterEach(() => {
  vi.useRealTimers()
})

test('no text is found after five minutes, until it is kept anew', () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  const texts = new KeptTexts(capacity, maxTexts)
  keep(texts, 1, 'old')
  vi.advanceTimersByTime(299_000)
  expect(find(texts, 1)).toBe('old')
  vi.advanceTimersByTime(2_000)
  expect(find(texts, 1)).toBeUndefined()
  keep(texts, 1, 'new')
  expect(find(texts, 1)).toBe('new')
})
