import { type Piece, PieceBuffer } from './record-pieces.ts'

const LINE_END = 0x0a
const QUOTE = 0x22

/** Cuts CSV at the line ends outside of quotes: for each chunk, the rows that end in it. Blank lines come as they are. */
export async function* splitRows(input: AsyncIterable<Uint8Array>): AsyncGenerator<Piece[]> {
  const rows = new RowSplitter()
  for await (const chunk of input) yield rows.push(chunk)
  yield rows.end()
}

class RowSplitter {
  readonly #buffer = new PieceBuffer()
  #line = 1
  #startLine = 1
  /** A quote within quotes is doubled, and so leaves and enters at once. */
  #isQuoted = false

  push(chunk: Uint8Array): Piece[] {
    const pieces: Piece[] = []
    let start = 0
    for (let at = 0; at < chunk.length; at++) {
      if (chunk[at] === QUOTE) this.#isQuoted = !this.#isQuoted
      if (chunk[at] !== LINE_END) continue
      this.#line++
      if (this.#isQuoted) continue
      this.#buffer.add(chunk.subarray(start, at))
      pieces.push(this.#take())
      start = at + 1
    }
    this.#buffer.add(chunk.subarray(start))
    return pieces
  }

  end(): Piece[] {
    return [this.#take()]
  }

  #take(): Piece {
    const piece = this.#buffer.take(this.#startLine)
    this.#startLine = this.#line
    return piece
  }
}
