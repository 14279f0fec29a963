const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' })
const narrow = /[ .,:;'|!fijltI]/
const wide = /[mwMW@%…\p{scx=Han}\p{scx=Hiragana}\p{scx=Katakana}\p{scx=Hangul}\p{Extended_Pictographic}]/u

/** About how wide a text is in a sans serif, in ems: nobody measures it before it is drawn. */
export function widthOf(text: string): number {
  return lettersOf(text).reduce((width, letter) => width + widthOfLetter(letter), 0)
}

/** A text cut to a width in ems, with an ellipsis where something is left out; empty where not even three letters fit. */
export function cut(text: string, ems: number): string {
  if (widthOf(text) <= ems) return text
  const letters = lettersOf(text)
  let width = widthOf('…')
  const fitting = letters.findIndex((letter) => {
    width += widthOfLetter(letter)
    return width > ems
  })
  return fitting < 3 ? '' : `${letters.slice(0, fitting).join('').trimEnd()}…`
}

/** What readers take for letters: an emoji or a base with its marks is one. */
function lettersOf(text: string): readonly string[] {
  return Array.from(graphemes.segment(text), ({ segment }) => segment)
}

function widthOfLetter(letter: string): number {
  if (wide.test(letter)) return 1.05
  return narrow.test(letter) ? 0.4 : 0.64
}
