import { StartError } from '../core/errors.ts'
import { membersOf } from '../core/read.ts'
import type { Database } from '../database/database.ts'
import { maxBatchRecords } from './import/batches.ts'
import { type ImportCounts, type ImportInput, type ImportOptions, importRecords } from './import.ts'
import { listUrl, type PageQuery, readSourcePage, type Source, type SourcePage } from './mirror/source.ts'
import { findListState, type ListState, saveListState } from './mirror/state.ts'

export type { Source }

export interface MirrorOptions extends ImportOptions {
  /** Whether to read all there is, not only what changed since the last time. */
  readonly readAll: boolean
}

/** A page is a batch. */
const countPerPage = maxBatchRecords

/** A write with an earlier date may become visible at the service after one with a later date. */
const overlapMs = 5 * 60_000

/**
 * Imports the accounts and customers of another service with the REST routes of the service documents. The first run
 * reads in the order of creation, and goes on where it was broken off; later ones read what was modified last, down to
 * what an earlier one has seen. Where records are refused, the next run reads them again.
 * @throws {StartError} when the service cannot be read; what was imported until then stays.
 */
export async function mirror(database: Database, source: Source, options: MirrorOptions): Promise<ImportCounts> {
  const [accounts, customers] = [listUrl(source, 'accounts'), listUrl(source, 'customers')]
  const known = options.readAll
    ? []
    : [await findListState(database, accounts), await findListState(database, customers)]
  const progress = new Progress()
  const states: ListState[] = []
  const save = async (state: ListState) => {
    if (!options.dryRun && progress.isSettled) await saveListState(database, state)
  }
  async function* inputs() {
    for (const [index, url] of [accounts, customers].entries()) {
      states.push(yield* readList({ source, url, save, progress }, known[index] ?? null))
    }
  }
  const counts = await importRecords(database, inputs(), {
    ...options,
    onProgress(counts) {
      progress.settle(counts)
      options.onProgress(counts)
    },
  })
  progress.settle(counts)
  for (const state of states) await save(state)
  return counts
}

/** How many records were given to the import, and what became of them. */
class Progress {
  #given = 0
  #taken = 0

  give(count: number): void {
    this.#given += count
  }

  settle({ created, updated, unchanged }: ImportCounts): void {
    this.#taken = created + updated + unchanged
  }

  /** Whether all that was given is in the database: none waits for another, none was refused. */
  get isSettled(): boolean {
    return this.#given === this.#taken
  }
}

interface Reading {
  readonly source: Source
  readonly url: string
  readonly progress: Progress
  save(state: ListState): Promise<void>
}

type Pages = AsyncGenerator<ImportInput, ListState>

/** What a run wants of a list; answers how far the list is imported when all of it is. */
async function* readList(reading: Reading, known: ListState | null): Pages {
  return known === null || known.page !== null ? yield* readAll(reading, known) : yield* readChanges(reading, known)
}

/** Pages in the order of creation stay as they are while others write, and parents come before children. */
async function* readAll(reading: Reading, known: ListState | null): Pages {
  const { source, url, save } = reading
  const since = known?.since ?? (await findNewest(source, url))
  // One page back, for what was deleted at the service meanwhile.
  const first = Math.max(0, (known?.page ?? 0) - 1)
  for await (const { page, items } of pagesOf(reading, 'DateCreated', first)) {
    yield toInput(reading, page, items)
    await save({ url, since, page: page + 1 })
  }
  return { url, since, page: null }
}

async function* readChanges(reading: Reading, { url, since }: ListState): Pages {
  let newest: Date | null = null
  for await (const { page, items } of pagesOf(reading, 'DateLastModified', 0)) {
    newest ??= modifiedAt(items[0])
    yield toInput(reading, page, items)
    const oldest = modifiedAt(items.at(-1))
    if (since && oldest && oldest.getTime() < since.getTime() - overlapMs) break
  }
  return { url, since: newest ?? since, page: null }
}

async function findNewest(source: Source, url: string): Promise<Date | null> {
  const query = { page: 0, countPerPage: 1, sortField: 'DateLastModified', sortOrder: 'Descend' } as const
  const { items } = await readSourcePage(source, url, query)
  return modifiedAt(items[0])
}

function modifiedAt(item: unknown): Date | null {
  const date = new Date(String(membersOf(item)?.get('datelastmodified')))
  return Number.isNaN(date.getTime()) ? null : date
}

/** As JSON lines: the line in a refusal is the place on the page. */
function toInput({ url, progress }: Reading, page: number, items: readonly unknown[]): ImportInput {
  progress.give(items.length)
  const lines = items.map((item) => `${JSON.stringify(item)}\n`).join('')
  return { name: `${url}?page=${page}`, bytes: once(Buffer.from(lines)), format: 'jsonl' }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

type NumberedPage = Pick<SourcePage, 'items'> & { readonly page: number }

/** The pages of a list from `first` on; where objects are deleted meanwhile, those that others slid onto once more. */
async function* pagesOf(
  { source, url }: Reading,
  sortField: PageQuery['sortField'],
  first: number,
): AsyncGenerator<NumberedPage> {
  const sortOrder = sortField === 'DateCreated' ? 'Ascend' : 'Descend'
  let total = 0
  let before: unknown
  for (let page = first, hasMore = true; hasMore; ) {
    const answer = await readSourcePage(source, url, { page, countPerPage, sortField, sortOrder })
    const missing = total - (answer.totalCount ?? total)
    total = answer.totalCount ?? total
    if (missing > 0 && page > 0) {
      page = Math.max(0, page - Math.ceil(missing / countPerPage))
      before = undefined
      continue
    }
    const ids = JSON.stringify(answer.items.map((item) => membersOf(item)?.get('id')))
    if (answer.items.length > 0 && ids === before)
      throw new StartError(`import: ${url}: pages ${page - 1} and ${page} are the same`)
    before = ids
    if (answer.items.length > 0) yield { page, items: answer.items }
    hasMore = answer.hasMore
    page++
  }
}
