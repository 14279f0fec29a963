/** Markup, HTML or XML, whose texts are escaped. */
export interface Markup {
  readonly markup: string
}

type Piece = string | number | Markup | readonly Markup[]

/** Makes markup of a template: texts are escaped, for content and for attributes in `"`; markup goes in as it is. */
export function markup(parts: TemplateStringsArray, ...pieces: readonly Piece[]): Markup {
  return { markup: String.raw({ raw: parts }, ...pieces.map(markupOf)) }
}

function markupOf(piece: Piece): string {
  if (typeof piece === 'number') return String(piece)
  if (typeof piece === 'string') return escaped(piece)
  return 'markup' in piece ? piece.markup : piece.map(({ markup }) => markup).join('')
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
/** What has to be escaped, and what XML 1.0 cannot hold at all. */
const escapable = /[&<>"]|[^\P{Cc}\t\n\r]|[\p{Cs}\ufffe\uffff]/gu

function escaped(text: string): string {
  return text.replace(escapable, (character) => entities[character] ?? '\ufffd')
}
