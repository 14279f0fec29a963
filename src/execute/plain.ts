import type { WriteLeaf } from './leaf.ts'
import type { PlannedField, Selection, Shape } from './plan.ts'

/**
 * Writes a value in which nothing has to be resolved or read. Undefined where something is out of the ordinary: a
 * missing value, an error, a promise. The execution then goes through it again, and tells what it is.
 */
export type WritePlain = (value: unknown) => string | undefined

/** The writer of a shape; null where its values may have to be resolved. */
export function plainWriter(shape: Shape): WritePlain | null {
  const absent = shape.nonNull ? undefined : 'null'
  if (shape.kind === 'leaf') return plainLeaf(shape.write, absent)
  const write = presentWriter(shape)
  return write && ((value) => (value === null || value === undefined ? absent : write(value)))
}

function plainLeaf(write: WriteLeaf, absent: string | undefined): WritePlain {
  return (value) => {
    if (typeof value === 'string' || typeof value === 'number') return write(value)
    if (value === null || value === undefined) return absent
    return isOrdinary(value) ? write(value) : undefined
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
  return (value) => {
    if (!Array.isArray(value)) return undefined
    let text = '['
    for (let index = 0; index < value.length; index++) {
      const item = writeItem(value[index])
      if (item === undefined) return undefined
      text += index === 0 ? item : `,${item}`
    }
    return `${text}]`
  }
}

/** The writer of objects of one type; null where one of the fields may have to be resolved. */
export function objectWriter({ fields, labels }: Pick<Selection, 'fields' | 'labels'>): WritePlain | null {
  const writers = fields.map((field) => field.plain)
  if (writers.length === 0 || !writers.every((write) => write !== null)) return null
  return (row) => {
    if (typeof row !== 'object' || row === null || row instanceof Error || 'then' in row) return undefined
    let text = ''
    for (let index = 0; index < writers.length; index++) {
      const value = writers[index]?.(row)
      if (value === undefined) return undefined
      text += labels[index] + value
    }
    return `${text}}`
  }
}

/** The writer of a field of a row; null where its value may have to be resolved. */
export function fieldWriter({ source, shape }: Pick<PlannedField, 'source' | 'shape'>): WritePlain | null {
  if (source.kind === 'typename') return () => source.text
  const write = shape.plain
  if (write === null) return null
  switch (source.kind) {
    case 'property': {
      const { name } = source
      return (row) => write((row as Readonly<Record<string, unknown>>)[name])
    }
    case 'computed':
      return (row) => write(source.from(row as object))
    case 'relation':
    case 'resolver':
      return null
  }
}
