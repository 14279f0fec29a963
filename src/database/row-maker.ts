import { LRUCache } from 'lru-cache'
import type { StoredRow } from './database.ts'

/** As many kinds of rows as are asked for at a time; the function of each is small. */
const maxKept = 1_000

type ValuesOfRow = readonly unknown[]
type ValuesByColumn = readonly (readonly unknown[] | null)[]

/** Makes rows of the same names. */
export interface RowMaker {
  /** Of the values of one row. */
  ofRow(values: ValuesOfRow): StoredRow
  /** Of the n-th value of each column. */
  ofColumns(values: ValuesByColumn, n: number): StoredRow
}

const makers = new LRUCache<string, RowMaker>({ max: maxKept })

/**
 * What makes rows of columns with these names, which carry the name of a type if one is given. Rows are literals of a
 * function that is written for them: members that are added to an object one by one, or to a copy of one, take Node ten
 * times as long, and leave much to the collector of garbage.
 */
export function rowMaker(names: readonly string[], typeName: string | undefined): RowMaker {
  const key = `${typeName ?? ''} ${names.join()}`
  const known = makers.get(key)
  if (known) return known
  const literal = (valueAt: (place: number) => string) => {
    const members = names.map((name, place) => `${JSON.stringify(name)}: ${valueAt(place)}`)
    if (typeName !== undefined) members.push(`__typename: ${JSON.stringify(typeName)}`)
    return `return { ${members.join()} }`
  }
  // Names and types are quoted, so that the text is nothing but such a literal.
  const maker: RowMaker = {
    ofRow: new Function(
      'values',
      literal((place) => `values[${place}]`),
    ) as RowMaker['ofRow'],
    ofColumns: new Function(
      'values',
      'n',
      literal((place) => `values[${place}]?.[n]`),
    ) as RowMaker['ofColumns'],
  }
  makers.set(key, maker)
  return maker
}
