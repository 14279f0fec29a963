import { setTimeout as sleep } from 'node:timers/promises'
import { StartError } from '../../core/errors.ts'
import { membersOf } from '../../core/read.ts'

/** A service with the REST routes of the service documents, and how to speak with it. */
export interface Source {
  /** What `/accounts` and `/customers` are appended to. */
  readonly url: URL
  /** The bearer token; null where the service wants none. */
  readonly token: string | null
  /** How long to wait before each further attempt. */
  readonly pausesMs: readonly number[]
  /** How long an answer may take, to its last byte. */
  readonly timeoutMs: number
  /** Told before each pause. */
  onRetry(reason: string): void
}

/** A page of a list, of which only the paging of the service documents is expected. */
export interface SourcePage {
  readonly items: readonly unknown[]
  readonly hasMore: boolean
  /** Undefined where the service does not tell. */
  readonly totalCount: number | undefined
}

export interface PageQuery {
  /** From 0. */
  readonly page: number
  readonly countPerPage: number
  readonly sortField: 'DateCreated' | 'DateLastModified'
  readonly sortOrder: 'Ascend' | 'Descend'
}

const maxPageBytes = 256 * 1024 * 1024

/** The address of a list. */
export function listUrl({ url }: Source, list: 'accounts' | 'customers'): string {
  return `${url.href.replace(/\/+$/, '')}/${list}`
}

/**
 * Reads a page, again where the service or the way to it fails.
 * @throws {StartError} when it cannot be had.
 */
export async function readSourcePage(source: Source, list: string, query: PageQuery): Promise<SourcePage> {
  const parameters = Object.entries(query).map(([name, value]) => [name, String(value)])
  const url = `${list}?${new URLSearchParams(parameters)}`
  for (let attempt = 0; ; attempt++) {
    try {
      return toPage(await fetchJson(source, url), query.page)
    } catch (error) {
      const pauseMs = source.pausesMs[attempt]
      const reason = `${url}: ${reasonOf(error)}`
      if (error instanceof Final || pauseMs === undefined) throw new StartError(`import: ${reason}`, 1, error)
      source.onRetry(`${reason}; again in ${pauseMs / 1000} s`)
      await sleep(pauseMs)
    }
  }
}

/** An answer that the same request would get again. */
class Final extends Error {}

/** The token is for one host: `fetch` leaves it out where it is redirected to another origin. */
async function fetchJson({ token, timeoutMs }: Source, url: string): Promise<unknown> {
  const headers = { accept: 'application/json', ...(token !== null && { authorization: `Bearer ${token}` }) }
  const response = await fetch(url, { headers, signal: AbortSignal.timeout(timeoutMs) })
  if (!response.ok) {
    await response.body?.cancel()
    throw refusalOf(response.status)
  }
  const text = await readText(response)
  try {
    return JSON.parse(text)
  } catch (cause) {
    throw new Error(`answered no JSON, but ${JSON.stringify(text.slice(0, 40))}`, { cause })
  }
}

function refusalOf(status: number): Error {
  if (status === 401 || status === 403) return new Final(`the service refuses the token, with status ${status}`)
  const mayPass = status >= 500 || status === 408 || status === 429
  return mayPass ? new Error(`answered status ${status}`) : new Final(`answered status ${status}`)
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder()
  const parts: string[] = []
  let size = 0
  for await (const chunk of response.body ?? []) {
    size += chunk.length
    if (size > maxPageBytes) throw new Final(`a page has at most ${maxPageBytes} bytes`)
    parts.push(decoder.decode(chunk, { stream: true }))
  }
  return parts.join('') + decoder.decode()
}

function toPage(answer: unknown, page: number): SourcePage {
  const members = membersOf(answer)
  const items: unknown = members?.get('items')
  if (!Array.isArray(items)) throw new Error('answered no ListResponse')
  const numberOf = (name: string) => {
    const value = members?.get(name)
    return typeof value === 'number' ? value : undefined
  }
  const hasMorePages = members?.get('hasmorepages')
  const totalPages = numberOf('totalpages')
  const isUntold = typeof hasMorePages !== 'boolean' && totalPages === undefined
  const hasMore = items.length > 0 && (hasMorePages === true || page + 1 < (totalPages ?? 0) || isUntold)
  return { items, hasMore, totalCount: numberOf('totalcount') }
}

/** The innermost cause: `fetch` itself says no more than that it failed. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'TimeoutError') return 'took too long to answer'
  const isWrapped = error instanceof TypeError && error.cause instanceof Error
  return isWrapped ? reasonOf(error.cause) : error.message
}
