import type { Sql } from 'sql-template-tag'

/**
 * The parameters of a statement as every driver takes them. PostgreSQL refuses a NUL in a text, SQLite ends some texts
 * there, and both drivers write lone surrogates as another character. No stored text holds any of these, nor the U+0001
 * that takes their place, so a text with one still equals none that is stored.
 */
export function parametersOf({ values }: Sql): unknown[] {
  return values.map((value) => (Array.isArray(value) ? value.map(storable) : storable(value)))
}

/** The same of one value; all but texts stay as they are. */
export function storable(value: unknown): unknown {
  if (typeof value !== 'string' || (value.isWellFormed() && !value.includes('\0'))) return value
  return value.replace(/[\0\p{Cs}]/gu, '\u0001')
}
