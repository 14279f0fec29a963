import { maxRecordBytes, type Piece, PieceBuffer } from './record-pieces.ts'
import { RecordScan } from './record-scan.ts'

const LINE_END = 0x0a

const expected = { FirstOrEnd: 'a record or ]', Record: 'a record', CommaOrEnd: 'a comma or ]' }
/** What may come next between two items. */
type Gap = keyof typeof expected
type Place = Gap | 'InRecord' | 'AfterList'

/** What is particular to JSON or JSV. */
export interface Notation {
  /** Whether a backslash in a string escapes what follows. */
  readonly hasEscapes: boolean
  /** Reads any value. @throws where the text is none. */
  parse(text: string): unknown
}

/**
 * Cuts a JSON or JSV list into its items: for each chunk, those that end in it. Where the list ends early, or breaks between
 * items, the last piece says so.
 * @param input what follows `opening`.
 * @param opening the text up to and with the list's bracket; with what follows the list it must be a value of its own.
 */
export async function* splitList(
  input: AsyncIterable<Uint8Array>,
  opening: Uint8Array,
  notation: Notation,
): AsyncGenerator<Piece[]> {
  const list = new ListSplitter(opening, notation)
  for await (const chunk of input) {
    yield list.push(chunk)
    if (list.isBroken) return
  }
  yield list.end()
}

class ListSplitter {
  readonly #opening: Uint8Array
  readonly #notation: Notation
  readonly #scan: RecordScan
  readonly #buffer = new PieceBuffer()
  #place: Place = 'FirstOrEnd'
  #breakage: Piece | undefined
  /** Where the present item, or what follows the list, begins. */
  #startLine = 1

  constructor(opening: Uint8Array, notation: Notation) {
    this.#opening = opening
    this.#notation = notation
    this.#scan = new RecordScan(1 + opening.filter((byte) => byte === LINE_END).length, notation.hasEscapes)
  }

  get isBroken(): boolean {
    return this.#breakage !== undefined
  }

  push(chunk: Uint8Array): Piece[] {
    const pieces: Piece[] = []
    let at = 0
    while (at < chunk.length && !this.isBroken) {
      const start = at
      switch (this.#place) {
        case 'InRecord':
          at = this.#scan.pass(chunk, start)
          this.#buffer.add(chunk.subarray(start, at))
          if (this.#scan.isWhole) pieces.push(this.#leaveRecord())
          break
        case 'AfterList':
          at = chunk.length
          this.#buffer.add(chunk.subarray(start))
          break
        default:
          at = this.#step(this.#place, chunk, start)
      }
    }
    return this.#breakage ? [...pieces, this.#breakage] : pieces
  }

  end(): Piece[] {
    if (this.#place === 'AfterList') return this.#checkSurroundings()
    if (this.#place === 'InRecord') return [{ line: this.#startLine, error: 'list: ends within the record' }]
    return [this.#unexpected(this.#place, 'the end of the file')]
  }

  /** Takes one byte between items; the first one of an item is left to the scan. */
  #step(gap: Gap, chunk: Uint8Array, at: number): number {
    const symbol = String.fromCharCode(chunk[at] ?? 0)
    if (symbol === '\n') this.#scan.line++
    if (' \t\r\n'.includes(symbol)) return at + 1
    const next = placeAfter(gap, symbol)
    if (next) this.#place = next
    else this.#breakage = this.#unexpected(gap, JSON.stringify(symbol))
    this.#startLine = this.#scan.line
    if (next !== 'InRecord') return at + 1
    this.#scan.begin()
    return at
  }

  #unexpected(gap: Gap, got: string): Piece {
    return { line: this.#scan.line, error: `list: expected ${expected[gap]}, got ${got}` }
  }

  #leaveRecord(): Piece {
    this.#place = 'CommaOrEnd'
    return this.#buffer.take(this.#startLine)
  }

  #checkSurroundings(): Piece[] {
    const line = this.#startLine
    const rest = this.#buffer.take(line)
    if ('error' in rest) return [{ line, error: `list: at most ${maxRecordBytes} bytes may follow it` }]
    try {
      this.#notation.parse(Buffer.concat([this.#opening, Buffer.from(']'), rest.bytes]).toString())
      return []
    } catch (cause) {
      return [{ line, error: `list: what surrounds it: ${cause instanceof Error ? cause.message : cause}` }]
    }
  }
}

function placeAfter(gap: Gap, symbol: string): Place | undefined {
  if (gap === 'CommaOrEnd' && symbol === ',') return 'Record'
  if (gap !== 'Record' && symbol === ']') return 'AfterList'
  return gap === 'CommaOrEnd' || ',:]}'.includes(symbol) ? undefined : 'InRecord'
}
