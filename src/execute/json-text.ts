const head = '{"data":'
const tail = '}\n'

/** Data of an answer that is JSON already: it is sent as it is, and read again only where somebody wants its insides. */
export class JsonText {
  // Data has members for whoever asks its type.
  readonly [member: string]: unknown
  readonly #answer: Buffer

  /** @param answer one in which there is nothing but data, with a line break behind it. */
  constructor(answer: Buffer) {
    this.#answer = answer
  }

  /** What stands in an answer before data and behind it. */
  static readonly around = { head: Buffer.from(head), tail: Buffer.from(tail) }

  /** The answer in which there is nothing else. */
  toAnswer(): Buffer {
    return this.#answer
  }

  toString(): string {
    return this.#answer.toString('utf8', head.length, this.#answer.length - tail.length)
  }

  toJSON(): unknown {
    return JSON.parse(this.toString())
  }
}
