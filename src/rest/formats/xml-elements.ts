import { SaxesParser } from 'saxes'
import { checkText, UnreadableBody } from './format.ts'
import { instanceNamespace } from './xml-contract.ts'

/** An element as it is read; prefixes and namespaces do not matter. */
export interface XmlElement {
  readonly name: string
  /** Where its start tag ends, from 1. */
  readonly line: number
  readonly isNil: boolean
  readonly children: XmlElement[]
  /** All text directly in it. */
  text: string
}

/** 16 levels of data need up to four each. */
const maxDepth = 128

/**
 * The root element of a document. Document types and entities other than XML's own five are refused.
 * @throws {UnreadableBody}
 */
export function readElements(text: string): XmlElement {
  checkText(text)
  let root: XmlElement | null = null
  const parser = elementParser((element, depth) => {
    if (depth === 1) root = element
    return true
  })
  parser.write(text).close()
  return root ?? refuse(parser, 'expected an element')
}

/** Takes a document piece by piece; what is not XML, or over a limit, is thrown as UnreadableBody. */
export type ElementParser = SaxesParser<{ xmlns: true }>

/**
 * Reads a document of any length.
 * @param onElement gets each element once it is whole, after those in it; the root's depth is 1. Only where it answers
 * true the element is kept, as a child of its parent.
 */
export function elementParser(onElement: (element: XmlElement, depth: number) => boolean): ElementParser {
  const parser = new SaxesParser({ xmlns: true, defaultXMLVersion: '1.0', forceXMLVersion: true })
  const open: XmlElement[] = []
  // Here and not on the whole tag: resolving the prefixes of endless levels takes the square of their number.
  parser.on('opentagstart', () => open.length === maxDepth && refuse(parser, `expected at most ${maxDepth} levels`))
  parser.on('opentag', ({ local, attributes }) => {
    open.push({
      name: local,
      line: parser.line,
      isNil: Object.values(attributes).some(isNilMark),
      children: [],
      text: '',
    })
  })
  parser.on('closetag', () => {
    const element = open.pop()
    if (element && onElement(element, open.length + 1)) open.at(-1)?.children.push(element)
  })
  const addText = (piece: string) => {
    const element = open.at(-1)
    if (element) element.text += piece
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('doctype', () => refuse(parser, 'expected no document type'))
  parser.on('error', (error) => refuse(parser, error.message.replace(/^[\d:]+ /, '').replace(/\.$/, '')))
  return parser
}

function refuse(parser: ElementParser, message: string): never {
  throw new UnreadableBody(message, `line ${parser.line}, column ${parser.column}`)
}

function isNilMark({ uri, local, value }: { uri: string; local: string; value: string }): boolean {
  return uri === instanceNamespace && local === 'nil' && (value === 'true' || value === '1')
}
