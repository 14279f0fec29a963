import type { Sql } from 'sql-template-tag'

/**
 * The parameters of a statement as every driver takes them. PostgreSQL refuses a NUL in a text, SQLite ends some texts
 * there, and both drivers write lone surrogates as another character. No stored text holds any of these, nor the U+0001
 * that takes their place, so a text with one still equals none that is stored.
 */
export function parametersOf({ values }: Sql): unknown[] {
  return values.map((value) => (typeof value === 'string' ? storable(value) : value))
}

/** The same of one text. */
export function storable(value: string): string {
  if (value.isWellFormed() && !value.includes('\0')) return value
  return value.replace(/[\0\p{Cs}]/gu, '\u0001')
}
