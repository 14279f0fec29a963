import { type Markup, markup } from '../core/markup.ts'

/** A text of the documentation: what stands in backticks is code. */
export function prose(text: string): Markup {
  const pieces = text
    .split('`')
    .map((piece, index) => (index % 2 === 0 ? markup`${piece}` : markup`<code>${piece}</code>`))
  return markup`${pieces}`
}
