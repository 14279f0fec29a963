import { Failed, type Faults } from './faults.ts'
import { JsonText } from './json-text.ts'
import { Output, Span } from './output.ts'
import { Box, nowhere, type Part, Unfinished } from './parts.ts'

interface AnswerParts {
  /** Where the parts were written as they came. */
  readonly out: Output
  readonly faults: Faults
  /** Bytes that it takes at first. */
  readonly length: number
}

/** An answer as it is put together, when all of it is there. */
export class Answer {
  readonly #out: Output
  readonly #faults: Faults
  readonly #bytes: Output

  constructor({ out, faults, length }: AnswerParts) {
    const { head, tail } = JsonText.around
    this.#out = out
    this.#faults = faults
    this.#bytes = new Output(Buffer.allocUnsafe(head.length + length + tail.length))
    this.#bytes.label(head)
  }

  byte(byte: number): void {
    this.#bytes.byte(byte)
  }

  label(label: Uint8Array): void {
    this.#bytes.label(label)
  }

  /** Adds a part; false where an error takes all of the answer away. */
  add(part: Part): boolean {
    try {
      this.#render(part)
      return true
    } catch (error) {
      this.#faults.tell(this.#faults.of(error, nowhere), undefined)
      return false
    }
  }

  /** What was added of a part. */
  slice(span: Span): Buffer {
    return this.#bytes.slice(span)
  }

  toData(): JsonText {
    this.#bytes.label(JsonText.around.tail)
    return new JsonText(this.#bytes.slice(new Span(0, this.#bytes.length)))
  }

  /** @throws {Failed} the first error that takes its place away. */
  #render(part: Part | null): void {
    if (part instanceof Span) this.#bytes.span(this.#out, part)
    else if (part instanceof Box) this.#render(part.part)
    else if (part instanceof Unfinished) this.#renderAll(part)
    else if (part === null) this.#bytes.null()
    else throw part
  }

  #renderAll(unfinished: Unfinished): void {
    const start = this.#bytes.length
    let first: Failed | null = null
    for (const part of unfinished.parts) {
      try {
        this.#render(part)
      } catch (error) {
        if (!(error instanceof Failed)) throw error
        if (first === null || error.order < first.order) first = error
      }
    }
    if (first !== null) {
      this.#bytes.truncate(start)
      this.#faults.fail(first, unfinished.position)
      this.#bytes.null()
    }
    unfinished.span = new Span(start, this.#bytes.length)
  }
}

/** How long a part is that is complete by now, or more. */
export function lengthOf(part: Part | null): number {
  if (part instanceof Span) return part.to - part.from
  if (part instanceof Box) return lengthOf(part.part)
  if (!(part instanceof Unfinished)) return lengthOfNull
  return part.parts.reduce((sum, each) => sum + lengthOf(each), lengthOfNull)
}

const lengthOfNull = 4
