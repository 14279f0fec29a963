import { isDeepStrictEqual } from 'node:util'

/** A document as it is stored: without the members that are null or equal to their default. */
export type Sparse<Whole> = { readonly [Name in keyof Whole]?: NonNullable<Whole[Name]> }

/** Leaves out of a document what `{ ...defaults, ...document }` gives back. */
export function toSparse<Document extends object, Defaults extends object>(
  document: Document,
  defaults: Defaults,
): Sparse<Document> {
  const known = new Map<string, unknown>(Object.entries(defaults))
  const kept = Object.entries(document).filter(
    ([name, member]) => member !== null && !(known.has(name) && isDeepStrictEqual(member, known.get(name))),
  )
  // The members of `document` itself, less some.
  return Object.fromEntries(kept) as Sparse<Document>
}
