import type { ListTotals, ListWriter } from './format.ts'

export interface ListParts {
  readonly batches: AsyncIterable<readonly unknown[]>
  /** What is known before the items. */
  readonly known: ListTotals
  /** Asked for once all items are out. */
  readonly totals?: () => ListTotals | Promise<ListTotals>
}

/** A list of any length as text, a piece per batch; who stops reading ends `batches`. */
export async function* writeList(writer: ListWriter, { batches, known, totals }: ListParts): AsyncGenerator<string> {
  let count = 0
  yield writer.opening(known)
  for await (const batch of batches) {
    const first = count
    count += batch.length
    yield batch.map((value, index) => writer.item(value, first + index)).join('')
  }
  yield writer.closing({ ...known, ...(await totals?.()) })
}
