import { SaxesParser } from 'saxes'

/** An element of a document. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  /** Its own text, without that of its children. */
  readonly text: string
}

/** Reads a document. @throws where it is not well-formed. */
export function readMarkup(text: string): Element {
  type Open = { -readonly [Key in keyof Element]: Element[Key] } & { children: Element[] }
  const root: Open = { name: '', attributes: {}, children: [], text: '' }
  const open = [root]
  const parser = new SaxesParser()
  parser.on('error', (error) => {
    throw error
  })
  parser.on('opentag', ({ name, attributes }) => {
    const element: Open = { name, attributes, children: [], text: '' }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('text', (piece) => {
    const element = open.at(-1)
    if (element) element.text += piece
  })
  parser.on('closetag', () => void open.pop())
  parser.write(text).close()
  const [element] = root.children
  if (!element) throw new Error('expected an element')
  return element
}

/** An element and all below it, in the order of the document. */
export function allOf(element: Element): readonly Element[] {
  return [element, ...element.children.flatMap(allOf)]
}
