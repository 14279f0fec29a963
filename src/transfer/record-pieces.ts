/** The bytes of one record, or why there are none; `line` counts from 1 and is where the record begins. */
export type Piece =
  | { readonly line: number; readonly bytes: Uint8Array }
  | { readonly line: number; readonly error: string }

/** The most bytes that one record may have; more are passed over without being kept. */
export const maxRecordBytes = 4 * 1024 * 1024

const LINE_END = 0x0a

/** Gathers a record that comes in several chunks. */
export class PieceBuffer {
  #parts: Uint8Array[] = []
  #size = 0

  add(bytes: Uint8Array): void {
    this.#size += bytes.length
    if (this.#size > maxRecordBytes) this.#parts = []
    else if (bytes.length > 0) this.#parts.push(bytes)
  }

  /** Answers what was gathered and begins anew. */
  take(line: number): Piece {
    const [first = new Uint8Array(), ...others] = this.#parts
    const size = this.#size
    this.#parts = []
    this.#size = 0
    if (size > maxRecordBytes)
      return {
        line,
        error: `record: at most ${maxRecordBytes} bytes, got ${size}`,
      }
    return {
      line,
      bytes: others.length === 0 ? first : Buffer.concat([first, ...others]),
    }
  }
}

/** Cuts a file at its line ends: for each chunk, the lines that end in it. Blank lines come as they are. */
export async function* splitLines(input: AsyncIterable<Uint8Array>): AsyncGenerator<Piece[]> {
  const buffer = new PieceBuffer()
  let line = 1
  for await (const chunk of input) {
    const pieces: Piece[] = []
    let start = 0
    for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, start)) {
      buffer.add(chunk.subarray(start, end))
      pieces.push(buffer.take(line++))
      start = end + 1
    }
    buffer.add(chunk.subarray(start))
    yield pieces
  }
  yield [buffer.take(line)]
}
