import { isObject } from '../../core/read.ts'
import { checkText, type Format, isSoundText, type ListWriter } from './format.ts'
import { jsonFault, maxDepth } from './json-fault.ts'
import { shape } from './shape.ts'

/** camelCase names, nulls left out, enums by name: the plain object as it is. */
export const json: Format = {
  name: 'json',
  contentType: 'application/json',
  write: (_type, value) => JSON.stringify(value),
  read: (type, text) => shape(type, parse(text)),
  list: () => listWriter,
}

const listWriter: ListWriter = {
  opening: () => '{"items":[',
  item: (value, index) => (index === 0 ? '' : ',') + JSON.stringify(value),
  closing: (totals) => {
    const rest = JSON.stringify(totals).slice(1)
    return rest === '}' ? ']}' : `],${rest}`
  },
}

/** JSON as a call of `callback`, whose other characters become `_`. Scripts of old took U+2028 for a line's end. */
export function writeJsonp(callback: string, body: string): string {
  const name = callback.replace(/[^A-Za-z0-9._]/g, '_')
  const script = body.replace(/[\u2028\u2029]/g, (end) => (end === '\u2028' ? '\\u2028' : '\\u2029'))
  return `${name}(${script})`
}

function parse(text: string): unknown {
  checkText(text)
  try {
    const value: unknown = JSON.parse(text)
    if (isSound(value, maxDepth)) return value
  } catch {
    // The parser of Node 20 does not always say where; the fault is looked for below.
  }
  throw jsonFault(text)
}

function isSound(value: unknown, depth: number): boolean {
  if (typeof value === 'string') return isSoundText(value)
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return true
  if (depth === 0) return false
  if (Array.isArray(value)) return value.every((item) => isSound(item, depth - 1))
  return isObject(value) && Object.entries(value).every(([name, item]) => isSoundText(name) && isSound(item, depth - 1))
}
