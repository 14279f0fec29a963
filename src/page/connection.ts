import type { Page } from './keyset.ts'

/** A Relay connection; each part is read when it is asked for. */
export interface Connection<Row> {
  readonly edges: Promise<Page<Row>['edges']>
  readonly nodes: Promise<readonly Row[]>
  readonly pageInfo: Promise<PageInfo>
  readonly totalCount: Promise<number>
}

interface PageInfo {
  readonly hasNextPage: boolean
  readonly hasPreviousPage: boolean
  readonly startCursor: string | null
  readonly endCursor: string | null
}

/** A connection over a page and a count, which are read at most once, and only when the query wants them. */
export function connection<Row>(read: () => Promise<Page<Row>>, count: () => Promise<number>): Connection<Row> {
  return new LazyConnection(read, count)
}

class LazyConnection<Row> implements Connection<Row> {
  readonly #read: () => Promise<Page<Row>>
  readonly #count: () => Promise<number>
  #page: Promise<Page<Row>> | null = null

  constructor(read: () => Promise<Page<Row>>, count: () => Promise<number>) {
    this.#read = read
    this.#count = count
  }

  get edges() {
    return this.#once().then(({ edges }) => edges)
  }

  get nodes() {
    return this.#once().then(({ edges }) => edges.map(({ node }) => node))
  }

  get pageInfo() {
    return this.#once().then(toPageInfo)
  }

  get totalCount() {
    return this.#count()
  }

  #once(): Promise<Page<Row>> {
    this.#page ??= this.#read()
    return this.#page
  }
}

function toPageInfo<Row>({ edges, hasNextPage, hasPreviousPage }: Page<Row>): PageInfo {
  return {
    hasNextPage,
    hasPreviousPage,
    startCursor: edges[0]?.cursor ?? null,
    endCursor: edges.at(-1)?.cursor ?? null,
  }
}
