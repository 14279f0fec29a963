/** Once there is no more room, one in so many new texts is taken: what is asked for but once pushes out little. */
const takenWhenFull = 3
/** A text is not trusted for longer, whatever tells of it: somebody may have written to the database past us. */
const trustedForMs = 300_000

/** Where a text is, and since when. */
interface Entry {
  readonly name: string
  readonly from: number
  readonly to: number
  readonly since: number
}

/** Texts of answers by name, as many as there is room for: a ring, in which the oldest make room for new ones. */
export class KeptTexts {
  readonly #bytes: Buffer
  readonly #entries = new Map<string, Entry>()
  /** In the order in which they were written, from `#oldest` on. */
  #written: Entry[] = []
  #oldest = 0
  /** Where the last one ends. */
  #end = 0
  #isFull = false
  #offered = 0
  readonly #numbers = new WeakMap<object, number>()
  #numbered = 0

  /** @param capacity in bytes of UTF-8, beside what JavaScript manages; memory is taken only as it is written to. */
  constructor(capacity: number) {
    this.#bytes = Buffer.allocUnsafeSlow(capacity)
  }

  /** Begins the names of texts that go by these very objects. */
  prefixOf(...objects: readonly object[]): string {
    return objects.map((object) => `${this.#numberOf(object)} `).join('')
  }

  find(name: string): string | undefined {
    const entry = this.#entries.get(name)
    if (entry === undefined || performance.now() - entry.since > trustedForMs) return undefined
    return this.#bytes.toString('utf8', entry.from, entry.to)
  }

  /** @param text JSON, and so without halves of characters, which UTF-8 does not know. */
  keep(name: string, text: string): void {
    if (this.#isFull && this.#offered++ % takenWhenFull !== 0) return
    const length = Buffer.byteLength(text)
    if (length > this.#bytes.length) return
    if (this.#end + length > this.#bytes.length) {
      this.#isFull = true
      this.#forget((entry) => entry.from >= this.#end)
      this.#end = 0
    }
    const from = this.#end
    const to = from + length
    this.#forget((entry) => entry.from >= from && entry.from < to)
    this.#bytes.write(text, from)
    const entry = { name, from, to, since: performance.now() }
    this.#entries.set(name, entry)
    this.#written.push(entry)
    this.#end = to
  }

  /** Forgets the oldest ones, for as long as a condition holds for them. */
  #forget(isInTheWay: (entry: Entry) => boolean): void {
    for (let entry = this.#written[this.#oldest]; entry && isInTheWay(entry); entry = this.#written[this.#oldest]) {
      if (this.#entries.get(entry.name) === entry) this.#entries.delete(entry.name)
      this.#oldest++
    }
    if (this.#oldest * 2 < this.#written.length) return
    this.#written = this.#written.slice(this.#oldest)
    this.#oldest = 0
  }

  #numberOf(object: object): number {
    const known = this.#numbers.get(object)
    if (known !== undefined) return known
    this.#numbers.set(object, ++this.#numbered)
    return this.#numbered
  }
}
