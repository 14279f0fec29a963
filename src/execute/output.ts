/** A stretch of what was written. */
export class Span {
  readonly from: number
  readonly to: number

  constructor(from: number, to: number) {
    this.from = from
    this.to = to
  }
}

/** What stands around and between the parts of JSON. */
export const byteOf = { openBracket: 0x5b, closeBracket: 0x5d, openBrace: 0x7b, closeBrace: 0x7d, comma: 0x2c } as const

/** Texts up to this many characters are written one by one, which takes less than to call what writes longer ones. */
const shortLength = 64
const smallest = 4_096
/** Of what is given back, so much is kept for the next ones. */
const maxSpare = 32
const maxSpareBytes = 256 * 1_024
const maxBytesOfCharacter = 3

const [quotationMark, backslash, space, tilde, zero] = [0x22, 0x5c, 0x20, 0x7e, 0x30]

/** All characters that JSON escapes in texts, and some more. */
const escaped = /["\\\p{Cc}\p{Cs}]/u

/** A text as bytes that can be written as they are. */
export function toBytes(text: string): Uint8Array {
  return Buffer.from(text)
}

/**
 * JSON as it grows, in the bytes in which it is sent: a text of it all would have to be copied for that, and each piece
 * that it is put together from takes some room until then.
 */
export class Output {
  #bytes: Buffer
  #length = 0

  constructor(bytes: Buffer) {
    this.#bytes = bytes
  }

  /** One with room, to be given back. */
  static borrow(): Output {
    return spare.pop() ?? new Output(Buffer.allocUnsafeSlow(smallest))
  }

  /** For the next one who borrows. Nothing of what was written may be looked at any more. */
  giveBack(): void {
    this.#length = 0
    if (spare.length < maxSpare && this.#bytes.length <= maxSpareBytes) spare.push(this)
  }

  get length(): number {
    return this.#length
  }

  /** Forgets what was written from there on. */
  truncate(length: number): void {
    this.#length = length
  }

  /** What was written, which is there until this is given back. */
  slice({ from, to }: Span): Buffer {
    return this.#bytes.subarray(from, to)
  }

  byte(byte: number): void {
    this.#reserve(1)
    this.#bytes[this.#length++] = byte
  }

  /** Few bytes, of a name or the like. */
  label(label: Uint8Array): void {
    const { length } = label
    this.#reserve(length)
    const bytes = this.#bytes
    let at = this.#length
    for (let index = 0; index < length; index++) bytes[at++] = label[index] ?? 0
    this.#length = at
  }

  null(): void {
    this.ascii('null')
  }

  /** A word or a number. */
  ascii(text: string): void {
    const { length } = text
    this.#reserve(length)
    const bytes = this.#bytes
    let at = this.#length
    for (let index = 0; index < length; index++) bytes[at++] = text.charCodeAt(index)
    this.#length = at
  }

  /** A whole number of 32 bits. */
  integer(value: number): void {
    if (value >= 0 && value < 10) this.byte(zero + value)
    else this.ascii(String(value))
  }

  /** A text in quotes. */
  quoted(text: string): void {
    const { length } = text
    if (length > shortLength || !this.#quotedPlainly(text)) {
      this.json(escaped.test(text) ? JSON.stringify(text) : `"${text}"`)
    }
  }

  /** False where it holds what has to be escaped, or is not ASCII. */
  #quotedPlainly(text: string): boolean {
    const { length } = text
    this.#reserve(length + 2)
    const bytes = this.#bytes
    let at = this.#length
    bytes[at++] = quotationMark
    for (let index = 0; index < length; index++) {
      const code = text.charCodeAt(index)
      if (code < space || code > tilde || code === quotationMark || code === backslash) return false
      bytes[at++] = code
    }
    bytes[at++] = quotationMark
    this.#length = at
    return true
  }

  /** JSON as it stands. */
  json(text: string): void {
    this.#reserve(text.length * maxBytesOfCharacter)
    this.#length += this.#bytes.write(text, this.#length)
  }

  /** Bytes that somebody else has. */
  copy(bytes: Buffer, from: number, to: number): void {
    this.#reserve(to - from)
    bytes.copy(this.#bytes, this.#length, from, to)
    this.#length += to - from
  }

  /** What was written elsewhere. */
  span(other: Output, { from, to }: Span): void {
    this.copy(other.#bytes, from, to)
  }

  #reserve(count: number): void {
    const needed = this.#length + count
    if (needed <= this.#bytes.length) return
    const larger = Buffer.allocUnsafeSlow(Math.max(needed, this.#bytes.length * 2))
    this.#bytes.copy(larger, 0, 0, this.#length)
    this.#bytes = larger
  }
}

const spare: Output[] = []
