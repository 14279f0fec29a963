import { accountInfo, customerInfo } from '../rest/dto.ts'
import { UnreadableBody } from '../rest/formats/format.ts'
import { fromElement } from '../rest/formats/xml.ts'
import { type ElementParser, elementParser, type XmlElement } from '../rest/formats/xml-elements.ts'
import { type ImportRecord, toImportRecord } from './import-record.ts'
import { maxRecordBytes } from './record-pieces.ts'

const types = new Map([customerInfo, accountInfo].map((type) => [type.name, type]))

/**
 * Reads the CustomerInfo and AccountInfo elements of a document, wherever they lie: for each chunk, those that end in
 * it. Where the document breaks or ends early, the last record says so.
 */
export async function* readElementRecords(input: AsyncIterable<Uint8Array>): AsyncGenerator<ImportRecord[]> {
  const reader = new ElementRecords()
  for await (const chunk of input) {
    yield reader.push(chunk)
    if (reader.isBroken) return
  }
  yield reader.end()
}

class ElementRecords {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true })
  readonly #parser: ElementParser = elementParser((element) => this.#take(element))
  #records: ImportRecord[] = []
  /** Where the last record ended. */
  #endedAt = -1
  /** How many bytes were read since the last record. */
  #size = 0
  isBroken = false

  push(chunk: Uint8Array): ImportRecord[] {
    return this.#read(() => {
      this.#size += chunk.length
      this.#parser.write(this.#decoder.decode(chunk, { stream: true }))
      if (this.#size > maxRecordBytes) throw new Error(`record: at most ${maxRecordBytes} bytes`)
    })
  }

  end(): ImportRecord[] {
    return this.#read(() => this.#parser.write(this.#decoder.decode()).close())
  }

  #take(element: XmlElement): boolean {
    const type = types.get(element.name)
    if (type === undefined) return true
    this.#records.push(toImportRecord(element.line, () => fromElement(type, element)))
    this.#endedAt = this.#parser.position
    this.#size = 0
    return false
  }

  #read(step: () => void): ImportRecord[] {
    try {
      step()
    } catch (error) {
      this.isBroken = true
      // An element that the end tag of another one ends is told of as whole before the parser fails.
      if (this.#parser.position === this.#endedAt) this.#records.pop()
      this.#records.push({ line: this.#parser.line, error: `document: ${reasonOf(error)}` })
    }
    const records = this.#records
    this.#records = []
    return records
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof UnreadableBody) return error.message.replace(/^body: /, '')
  // What the decoder throws names neither the place nor what was expected.
  return error instanceof TypeError ? 'expected UTF-8' : String(error instanceof Error ? error.message : error)
}
