import { isObject } from '../../core/read.ts'
import { checkText, type Format, type ListTotals, type ListWriter, unreadableAt } from './format.ts'
import { maxDepth } from './json-fault.ts'
import { shape } from './shape.ts'

/** JSON without quotes on names and plain values. */
export const jsv: Format = {
  name: 'jsv',
  contentType: 'text/jsv',
  write: (_type, value) => writeJsv(value),
  read: (type, text) => shape(type, readJsv(text)),
  list: () => listWriter,
}

const listWriter: ListWriter = {
  opening: () => '{items:[',
  item: (value, index) => (index === 0 ? '' : ',') + writeJsv(value),
  closing: (totals) => `]${writeTotals(totals)}}`,
}

function writeTotals(totals: ListTotals): string {
  return Object.entries(totals)
    .map(([name, value]) => `,${name}:${writeJsv(value)}`)
    .join('')
}

/** A value as JSV; members that are absent or null are left out, items that are null say so. */
export function writeJsv(value: unknown): string {
  if (typeof value === 'string') return quoted(value)
  if (typeof value === 'boolean') return value ? 'True' : 'False'
  if (Array.isArray(value)) return `[${value.map(writeJsv).join(',')}]`
  return isObject(value) ? writeMembers(value) : String(value)
}

function writeMembers(value: Readonly<Record<string, unknown>>): string {
  let members = ''
  for (const [name, member] of Object.entries(value)) {
    if (member === null || member === undefined) continue
    members += `${members && ','}${quoted(name)}:${writeJsv(member)}`
  }
  return `{${members}}`
}

const special = /^$|[":,{}[\]\r\n]/

function quoted(text: string): string {
  return special.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** What is being read; `isDump`: the spaced form of the documents' samples, whose white space means nothing. */
interface Source {
  readonly text: string
  readonly isDump: boolean
  at: number
}

/**
 * Reads JSV without knowing types: lists, objects, texts, and null for nothing at all.
 * @throws {UnreadableBody}
 */
export function readJsv(text: string): unknown {
  checkText(text)
  const body = text.trim()
  const source: Source = { text, isDump: /^[[{]\s/.test(body) && /\s[\]}]$/.test(body), at: 0 }
  const value = readValue(source, 0)
  skipSpace(source)
  if (source.at < text.length) throw fault(source, 'the end')
  return value
}

function readValue(source: Source, depth: number): unknown {
  const start = source.at
  skipSpace(source)
  const opening = source.text[source.at]
  if (opening === '"') return readQuoted(source)
  if (opening === '{' || opening === '[') {
    if (depth === maxDepth) throw fault(source, `at most ${maxDepth} levels`)
    source.at += 1
    return opening === '[' ? readItems(source, depth + 1) : readMembers(source, depth + 1)
  }
  source.at = start
  return readPlain(source, plainValue) || null
}

function readItems(source: Source, depth: number): unknown[] {
  const items: unknown[] = []
  if (skipIf(source, ']')) return items
  do items.push(readValue(source, depth))
  while (skipIf(source, ','))
  expect(source, ']')
  return items
}

/** Makes own properties of all names, `__proto__` too. */
function readMembers(source: Source, depth: number): unknown {
  const members: [string, unknown][] = []
  if (skipIf(source, '}')) return {}
  do members.push(readMember(source, depth))
  while (skipIf(source, ','))
  expect(source, '}')
  return Object.fromEntries(members)
}

function readMember(source: Source, depth: number): [string, unknown] {
  if (source.isDump) skipSpace(source)
  const name = source.text[source.at] === '"' ? readQuoted(source) : readPlain(source, plainName)
  expect(source, ':')
  return [name, readValue(source, depth)]
}

const plainName = /[^":,{}[\]]*/y
/** A colon is quoted by who writes, and does no harm to who reads. */
const plainValue = /[^",{}[\]]*/y
const quotedText = /"([^"]*(?:""[^"]*)*)"/y
const space = /\s*/y

function readPlain(source: Source, pattern: RegExp): string {
  const text = take(source, pattern)?.[0] ?? ''
  return source.isDump ? text.trim() : text
}

function readQuoted(source: Source): string {
  const found = take(source, quotedText)
  if (!found) throw fault(source, 'a text whose quotes are closed')
  return (found[1] ?? '').replaceAll('""', '"')
}

function skipSpace(source: Source): void {
  take(source, space)
}

function skipIf(source: Source, mark: string): boolean {
  const start = source.at
  skipSpace(source)
  const isThere = source.text[source.at] === mark
  source.at = isThere ? source.at + 1 : start
  return isThere
}

function expect(source: Source, mark: string): void {
  if (skipIf(source, mark)) return
  skipSpace(source)
  throw fault(source, mark)
}

function take(source: Source, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = source.at
  const found = pattern.exec(source.text)
  source.at = found ? pattern.lastIndex : source.at
  return found
}

function fault({ text, at }: Source, wanted: string) {
  return unreadableAt(text, at, `expected ${wanted}`)
}
