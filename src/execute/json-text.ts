/** Data of an answer that is JSON text already: it is sent as it is, and read again only where somebody wants its insides. */
export class JsonText {
  // Data has members for whoever asks its type.
  readonly [member: string]: unknown
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  toString(): string {
    return this.#text
  }

  toJSON(): unknown {
    return JSON.parse(this.#text)
  }
}

/** All characters that JSON escapes in texts, and some more. */
const escaped = /["\\\p{Cc}\p{Cs}]/u

/** A text as JSON; most need nothing but quotes. */
export function quote(text: string): string {
  return escaped.test(text) ? JSON.stringify(text) : `"${text}"`
}
