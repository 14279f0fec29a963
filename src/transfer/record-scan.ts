const LINE_END = 0x0a
const QUOTE = 0x22
const COMMA = 0x2c
const OPEN_LIST = 0x5b
const BACKSLASH = 0x5c
const CLOSE_LIST = 0x5d
const OPEN_OBJECT = 0x7b
const CLOSE_OBJECT = 0x7d

/** Finds where an item of a JSON or JSV list ends, over any number of chunks; knows strings and depth, no more. */
export class RecordScan {
  /** The line reached, from 1. */
  line: number
  isWhole = false
  #depth = 0
  #isQuoted = false
  #isEscaped = false

  readonly #hasEscapes: boolean

  /** @param hasEscapes whether a backslash in a string escapes what follows, as in JSON. */
  constructor(line: number, hasEscapes: boolean) {
    this.line = line
    this.#hasEscapes = hasEscapes
  }

  begin(): void {
    this.isWhole = false
    this.#depth = 0
    this.#isQuoted = false
    this.#isEscaped = false
  }

  /** Reads on from `start` and answers where the item ends, or the chunk's end while it goes on. */
  pass(chunk: Uint8Array, start: number): number {
    let at = start
    while (at < chunk.length && !this.isWhole) {
      at = this.#isQuoted ? this.#passString(chunk, at) : this.#passPlain(chunk, at)
    }
    return at
  }

  /** One byte costs one comparison for the most part: this and the next loop see every byte of a file. */
  #passString(chunk: Uint8Array, start: number): number {
    let at = start
    if (this.#isEscaped) {
      this.#isEscaped = false
      // An escaped line end is wrong JSON, and a line all the same: the loop counts it.
      if (chunk[at] !== LINE_END) at++
    }
    for (; at < chunk.length; at++) {
      const byte = chunk[at]
      if (byte === QUOTE) {
        this.#isQuoted = false
        return at + 1
      }
      if (byte === BACKSLASH && this.#hasEscapes) {
        this.#isEscaped = true
        return at + 1
      }
      if (byte === LINE_END) this.line++
    }
    return at
  }

  #passPlain(chunk: Uint8Array, start: number): number {
    for (let at = start; at < chunk.length; at++) {
      switch (chunk[at]) {
        case QUOTE:
          this.#isQuoted = true
          return at + 1
        case OPEN_OBJECT:
        case OPEN_LIST:
          this.#depth++
          break
        case CLOSE_OBJECT:
        case CLOSE_LIST:
          // At depth 0 the bracket is not the item's own: a number or a word ends before it.
          if (this.#depth === 0) return this.#finish(at)
          if (--this.#depth === 0) return this.#finish(at + 1)
          break
        case COMMA:
          if (this.#depth === 0) return this.#finish(at)
          break
        case LINE_END:
          this.line++
          break
      }
    }
    return chunk.length
  }

  #finish(end: number): number {
    this.isWhole = true
    return end
  }
}
