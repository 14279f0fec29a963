import type { WriteLeaf } from './leaf.ts'
import { byteOf, type Output } from './output.ts'
import type { PlannedField, Selection, Shape } from './plan.ts'

/**
 * Writes a value in which nothing has to be resolved or read. False where something is out of the ordinary: a missing
 * value, an error, a promise. What was written until then is to be forgotten; the execution goes through the value
 * again, and tells what it is.
 */
export type WritePlain = (out: Output, value: unknown) => boolean

/** The writer of a shape; null where its values may have to be resolved. */
export function plainWriter(shape: Shape): WritePlain | null {
  const writeAbsent = shape.nonNull ? refuse : writeNull
  if (shape.kind === 'leaf') return plainLeaf(shape.write, writeAbsent)
  const write = presentWriter(shape)
  return write && ((out, value) => (value === null || value === undefined ? writeAbsent(out) : write(out, value)))
}

function refuse(): boolean {
  return false
}

function writeNull(out: Output): boolean {
  out.null()
  return true
}

function plainLeaf(write: WriteLeaf, writeAbsent: (out: Output) => boolean): WritePlain {
  return (out, value) => {
    if (value === null || value === undefined) return writeAbsent(out)
    if (typeof value !== 'string' && typeof value !== 'number' && !isOrdinary(value)) return false
    write(out, value)
    return true
  }
}

function presentWriter(shape: Exclude<Shape, { kind: 'leaf' }>): WritePlain | null {
  switch (shape.kind) {
    case 'list':
      return shape.keep ? null : shape.item.plain && listWriter(shape.item.plain)
    case 'object':
      return shape.selection.plain
    case 'abstract':
      return null
  }
}

function isOrdinary(value: unknown): boolean {
  if (typeof value === 'function') return false
  return typeof value !== 'object' || value === null || !(value instanceof Error || 'then' in value)
}

function listWriter(writeItem: WritePlain): WritePlain {
  return (out, value) => {
    if (!Array.isArray(value)) return false
    out.byte(byteOf.openBracket)
    for (let index = 0; index < value.length; index++) {
      if (index > 0) out.byte(byteOf.comma)
      if (!writeItem(out, value[index])) return false
    }
    out.byte(byteOf.closeBracket)
    return true
  }
}

/** The writer of objects of one type; null where one of the fields may have to be resolved. */
export function objectWriter({ fields, labels }: Pick<Selection, 'fields' | 'labels'>): WritePlain | null {
  const writers = fields.map((field) => field.plain)
  if (writers.length === 0 || !writers.every((write) => write !== null)) return null
  return (out, row) => {
    if (typeof row !== 'object' || row === null || row instanceof Error || 'then' in row) return false
    for (let index = 0; index < writers.length; index++) {
      const [label, write] = [labels[index], writers[index]]
      if (label === undefined || write === undefined) return false
      out.label(label)
      if (!write(out, row)) return false
    }
    out.byte(byteOf.closeBrace)
    return true
  }
}

/** The writer of a field of a row; null where its value may have to be resolved. */
export function fieldWriter({ source, shape }: Pick<PlannedField, 'source' | 'shape'>): WritePlain | null {
  const write = shape.plain
  switch (source.kind) {
    case 'typename':
      return (out) => {
        out.label(source.text)
        return true
      }
    case 'property': {
      const { name } = source
      return write && ((out, row) => write(out, (row as Readonly<Record<string, unknown>>)[name]))
    }
    case 'computed':
      return write && ((out, row) => write(out, source.from(row as object)))
    case 'relation':
    case 'resolver':
      return null
  }
}
