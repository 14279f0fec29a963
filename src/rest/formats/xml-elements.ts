import { SaxesParser } from 'saxes'
import { checkText, UnreadableBody } from './format.ts'
import { instanceNamespace } from './xml-contract.ts'

/** An element as it is read; prefixes and namespaces do not matter. */
export interface XmlElement {
  readonly name: string
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
  const parser = new SaxesParser({ xmlns: true, defaultXMLVersion: '1.0', forceXMLVersion: true })
  const refuse = (message: string) => {
    throw new UnreadableBody(message, `line ${parser.line}, column ${parser.column}`)
  }
  const document: XmlElement = { name: '', isNil: false, children: [], text: '' }
  const open = [document]
  // Here and not on the whole tag: resolving the prefixes of endless levels takes the square of their number.
  parser.on('opentagstart', () => open.length > maxDepth && refuse(`expected at most ${maxDepth} levels`))
  parser.on('opentag', ({ local, attributes }) => {
    const isNil = Object.values(attributes).some(isNilMark)
    const element: XmlElement = { name: local, isNil, children: [], text: '' }
    open.at(-1)?.children.push(element)
    open.push(element)
  })
  parser.on('closetag', () => open.pop())
  const addText = (piece: string) => {
    const element = open.at(-1)
    if (element) element.text += piece
  }
  parser.on('text', addText)
  parser.on('cdata', addText)
  parser.on('doctype', () => refuse('expected no document type'))
  parser.on('error', (error) => refuse(error.message.replace(/^[\d:]+ /, '').replace(/\.$/, '')))
  parser.write(text).close()
  return document.children[0] ?? refuse('expected an element')
}

function isNilMark({ uri, local, value }: { uri: string; local: string; value: string }): boolean {
  return uri === instanceNamespace && local === 'nil' && (value === 'true' || value === '1')
}
