import { changes } from '../write.ts'

/** The fields that a write changes, as they were and as they become. */
export interface Difference<Fields> {
  readonly before: Partial<Fields>
  readonly after: Partial<Fields>
}

/**
 * The members of `next` that differ from `row`; members that are undefined stay as they are.
 * @param implied what `row` becomes of itself: members of `next` that say the same are no difference.
 */
export function difference<Fields extends object>(
  row: Fields,
  next: Partial<Fields>,
  implied: Partial<Fields> = {},
): Difference<Fields> {
  const after = changes<Fields>(Object.assign({}, row, implied), next)
  const stored = new Map<string, unknown>(Object.entries(row))
  const before = Object.fromEntries(Object.keys(after).map((name) => [name, stored.get(name)]))
  // Members of `row` itself.
  return { before: before as Partial<Fields>, after }
}
