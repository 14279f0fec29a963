import type { Answer } from '../http/exchange.ts'
import { type Dto, list } from './description.ts'
import * as dtos from './dto.ts'
import { type Refusal, toErrorBody } from './errors.ts'
import { literalCsv } from './formats/csv.ts'
import type { Format } from './formats/format.ts'
import { writeJsonp } from './formats/json.ts'
import { writeList } from './formats/stream.ts'
import type { FormatName } from './negotiate.ts'
import type { Reply } from './operation.ts'
import type { Operation } from './operations.ts'
import { formats } from './read-request.ts'

/** How an answer is to be written. */
export interface Manner {
  readonly format: FormatName
  /** The function that a JSONP answer calls; null for plain answers. */
  readonly callback: string | null
  /** Whether the path was `/{format}/reply/…`. */
  readonly isReply: boolean
}

/** What an operation answered, written. `ifNoneMatch` is the header of a GET. */
export function toAnswer(reply: Reply, operation: Operation, manner: Manner, ifNoneMatch: string | undefined): Answer {
  const { response } = operation
  if (reply.kind === 'nothing' || response === null) return noContent
  switch (reply.kind) {
    case 'object': {
      const etag = reply.version === null ? null : `"${reply.version}"`
      const headers = { ...(etag !== null && { etag }) }
      if (etag !== null && matches(ifNoneMatch, etag))
        return { status: 304, headers: { ...headers, ...vary }, body: '' }
      return written(200, writeBody(response, reply.value, manner), manner, headers)
    }
    case 'list':
      return written(200, writeBody(response, reply.value, manner), manner, attachment(operation, manner))
    case 'stream':
      return written(200, stream(response, reply, manner), manner, attachment(operation, manner))
  }
}

/** The answers of a batch as one list; nothing where the operation answers nothing. */
export function toBatchAnswer(values: readonly object[], { response }: Operation, manner: Manner): Answer {
  if (response === null) return noContent
  return written(200, formats[manner.format].write(list(response), values), manner, {})
}

const noContent: Answer = { status: 204, headers: {}, body: '' }

/** An error in the form of the service documents. */
export function toErrorAnswer(refusal: Refusal, manner: Manner): Answer {
  const body = writeBody(dtos.errorResponse, toErrorBody(refusal), { ...manner, isReply: false })
  return written(refusal.status, body, manner, refusal.headers)
}

const vary = { vary: 'Accept' }

function written(
  status: number,
  body: Answer['body'],
  { format, callback }: Manner,
  headers: Answer['headers'],
): Answer {
  const type = callback === null ? formats[format].contentType : 'text/javascript'
  return { status, headers: { 'content-type': `${type}; charset=utf-8`, ...vary, ...headers }, body }
}

function formatOf({ format, isReply }: Manner): Format {
  return format === 'csv' && isReply ? literalCsv : formats[format]
}

function writeBody(dto: Dto, value: object, manner: Manner): string {
  const body = formatOf(manner).write(dto, value)
  return manner.callback === null ? body : writeJsonp(manner.callback, body)
}

type Stream = Extract<Reply, { readonly kind: 'stream' }>

async function* stream(dto: Dto, { batches, hasTotals }: Stream, manner: Manner): AsyncGenerator<string> {
  let totalCount = 0
  const counted = (async function* () {
    for await (const batch of batches) {
      totalCount += batch.length
      yield batch
    }
  })()
  const totals = () => (hasTotals ? { totalCount, totalPages: totalCount === 0 ? 0 : 1 } : {})
  const text = writeList(formatOf(manner).list(dto), { batches: counted, known: { hasMorePages: false }, totals })
  if (manner.callback === null) yield* text
  else {
    yield `${writeJsonp(manner.callback, '').slice(0, -1)}`
    yield* text
    yield ')'
  }
}

function attachment({ name }: Operation, { format }: Manner): Answer['headers'] {
  return format === 'csv' ? { 'content-disposition': `attachment; filename="${name}.csv"` } : {}
}

function matches(ifNoneMatch: string | undefined, etag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  return tags.includes(etag) || tags.includes('*')
}
