/** Markup whose texts are escaped. */
export interface Html {
  readonly markup: string
}

type Piece = string | Html | readonly Html[]

/** Makes markup of a template: texts are escaped, markup goes in as it is. */
export function html(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Html {
  return { markup: String.raw({ raw: parts }, ...pieces.map(markupOf)) }
}

function markupOf(piece: Piece): string {
  if (typeof piece === 'string') return escaped(piece)
  return 'markup' in piece ? piece.markup : piece.map(({ markup }) => markup).join('')
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (character) => entities[character] ?? character)
}

/** A text of the documentation: what stands in backticks is code. */
export function prose(text: string): Html {
  const pieces = text.split('`').map((piece, index) => (index % 2 === 0 ? html`${piece}` : html`<code>${piece}</code>`))
  return html`${pieces}`
}
