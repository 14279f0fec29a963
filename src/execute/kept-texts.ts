import type { Output } from './output.ts'

/** Once there is no more room, one in so many new texts is taken: what is asked for but once pushes out little. */
const takenWhenFull = 3
/** A text is not trusted for longer, whatever tells of it: somebody may have written to the database past us. */
const trustedForSeconds = 300
/** Bytes of a text: there is room for as many as if all were so short. */
const shortLength = 256
/** A name has no more numbers. */
const maxNameLength = 5

/** Up to five whole numbers. What they name never changes. */
export type Name = readonly number[]

/**
 * Texts of answers by name, as many as there is room for: a ring, in which the oldest make room for new ones. All of it
 * lies beside what JavaScript manages, which would else go through hundreds of thousands of objects again and again.
 */
export class KeptTexts {
  readonly #bytes: Buffer
  /** Numbers of texts, by the hashes of their names. Of two that share one, the later is found. */
  readonly #numbers = new Map<number, number>()
  /** The name of each number's text, at its remainder. */
  readonly #names: Float64Array
  /** And where the text begins and ends, the hash, and when it was kept. */
  readonly #from: Uint32Array
  readonly #to: Uint32Array
  readonly #hashes: Int32Array
  readonly #since: Uint32Array
  /** The numbers of the oldest text, and of the next one. */
  #oldest = 0
  #next = 0
  /** Where the last one ends. */
  #end = 0
  #isFull = false
  #offered = 0
  readonly #identities = new WeakMap<object, number>()
  #identified = 0

  /** @param capacity in bytes of UTF-8; memory is taken only as it is written to. */
  constructor(capacity: number, maxTexts = Math.ceil(capacity / shortLength)) {
    this.#bytes = Buffer.allocUnsafeSlow(capacity)
    this.#names = new Float64Array(maxTexts * maxNameLength)
    this.#from = new Uint32Array(maxTexts)
    this.#to = new Uint32Array(maxTexts)
    this.#hashes = new Int32Array(maxTexts)
    this.#since = new Uint32Array(maxTexts)
  }

  /** A number for names of texts that go by this very object, or by none. */
  identityOf(object: object | null): number {
    if (object === null) return 0
    const known = this.#identities.get(object)
    if (known !== undefined) return known
    this.#identities.set(object, ++this.#identified)
    return this.#identified
  }

  /** The number of a text, which holds until the next one is kept. */
  find(name: Name): number | undefined {
    const number = this.#numbers.get(hashOf(name))
    if (number === undefined) return undefined
    const place = number % this.#from.length
    if (secondsNow() - (this.#since[place] ?? 0) > trustedForSeconds) return undefined
    return this.#isNamed(place, name) ? number : undefined
  }

  /** Writes the text of a number. */
  write(number: number, out: Output): void {
    const place = number % this.#from.length
    out.copy(this.#bytes, this.#from[place] ?? 0, this.#to[place] ?? 0)
  }

  /** @throws {RangeError} for a name that is too long. */
  keep(name: Name, text: Buffer): void {
    if (name.length > maxNameLength) throw new RangeError(`A text is named by up to ${maxNameLength} numbers.`)
    if (this.#isFull && this.#offered++ % takenWhenFull !== 0) return
    const { length } = text
    if (length > this.#bytes.length) return
    if (this.#end + length > this.#bytes.length) {
      this.#isFull = true
      this.#forget((from) => from >= this.#end)
      this.#end = 0
    }
    const from = this.#end
    const to = from + length
    this.#forget((other) => other >= from && other < to)
    if (this.#next - this.#oldest === this.#from.length) {
      this.#isFull = true
      this.#forgetOldest()
    }
    text.copy(this.#bytes, from)
    const place = this.#next % this.#from.length
    const hash = hashOf(name)
    for (let index = 0; index < maxNameLength; index++) {
      this.#names[place * maxNameLength + index] = name[index] ?? 0
    }
    this.#from[place] = from
    this.#to[place] = to
    this.#hashes[place] = hash
    this.#since[place] = secondsNow()
    this.#numbers.set(hash, this.#next++)
    this.#end = to
  }

  #isNamed(place: number, name: Name): boolean {
    for (let index = 0; index < maxNameLength; index++) {
      if (this.#names[place * maxNameLength + index] !== (name[index] ?? 0)) return false
    }
    return true
  }

  /** Forgets the oldest ones, for as long as a condition holds for where they begin. */
  #forget(isInTheWay: (from: number) => boolean): void {
    while (this.#oldest < this.#next && isInTheWay(this.#from[this.#oldest % this.#from.length] ?? 0)) {
      this.#forgetOldest()
    }
  }

  #forgetOldest(): void {
    const number = this.#oldest++
    const hash = this.#hashes[number % this.#from.length] ?? 0
    if (this.#numbers.get(hash) === number) this.#numbers.delete(hash)
  }
}

function secondsNow(): number {
  return Math.floor(performance.now() / 1000)
}

/** FNV-1a of 32 bits, by halves of the numbers. */
function hashOf(name: Name): number {
  let hash = 0
  for (let index = 0; index < name.length; index++) {
    const number = name[index] ?? 0
    hash = Math.imul(hash ^ number, prime)
    hash = Math.imul(hash ^ (number / 2 ** 32), prime)
    hash ^= hash >>> 15
  }
  return hash
}

const prime = 16_777_619
