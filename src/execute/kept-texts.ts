import { LRUCache } from 'lru-cache'

const maxCharacters = 24_000_000
/** Once it is full, one in so many new texts is taken: what is asked for but once pushes out little. */
const takenWhenFull = 8

/** Texts of answers by name, as many as there is room for; what was not asked for longest goes first. */
export class KeptTexts {
  readonly #texts = new LRUCache<string, string>({
    maxSize: maxCharacters,
    sizeCalculation: (text, name) => text.length + name.length,
  })
  readonly #numbers = new WeakMap<object, number>()
  #numbered = 0
  #offered = 0

  /** Begins the names of texts that go by these very objects. */
  prefixOf(...objects: readonly object[]): string {
    return objects.map((object) => `${this.#numberOf(object)} `).join('')
  }

  find(name: string): string | undefined {
    return this.#texts.get(name)
  }

  keep(name: string, text: string): void {
    if (this.#texts.calculatedSize + text.length > maxCharacters && this.#offered++ % takenWhenFull !== 0) return
    // Makes one piece of what was put together from many, which take several times as much.
    text.charCodeAt(0)
    this.#texts.set(name, text)
  }

  #numberOf(object: object): number {
    const known = this.#numbers.get(object)
    if (known !== undefined) return known
    this.#numbers.set(object, ++this.#numbered)
    return this.#numbered
  }
}
