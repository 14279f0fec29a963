import type { IncomingMessage } from 'node:http'
import { isObject } from '../core/read.ts'
import { readBody } from '../http/body.ts'
import { type Dto, dto, list } from './description.ts'
import { Refusal } from './errors.ts'
import { csv } from './formats/csv.ts'
import { readForm } from './formats/form.ts'
import type { Format } from './formats/format.ts'
import { json } from './formats/json.ts'
import { jsv } from './formats/jsv.ts'
import { xml } from './formats/xml.ts'
import { type FormatName, formatOf } from './negotiate.ts'
import { checkRequest } from './request-check.ts'

export const formats: Readonly<Record<FormatName, Format>> = { json, xml, csv, jsv }

const maxBodyBytes = 1024 * 1024
const maxBatch = 100

/** The text of a request's body and what it is written in; null where there is none. */
export interface Body {
  readonly text: string
  readonly format: FormatName | 'form'
}

/** @throws {Refusal} 413, 415, or 400 where it is not UTF-8. */
export async function readBodyText(request: IncomingMessage): Promise<Body | null> {
  const bytes = await readBody(request, maxBodyBytes)
  if (bytes === null) throw new Refusal(413, 'RequestTooLarge', `body: at most ${maxBodyBytes} bytes`)
  // Some clients name a type though they send nothing.
  if (bytes.length === 0) return null
  const contentType = request.headers['content-type'] ?? 'application/json'
  const format = /^application\/x-www-form-urlencoded\b/i.test(contentType) ? 'form' : formatOf(contentType)
  const charset = /charset\s*=\s*"?([\w-]+)/i.exec(contentType)?.[1]?.toLowerCase() ?? 'utf-8'
  if (format === null || request.headers['content-encoding'] !== undefined) {
    const expected = 'content-type: JSON, XML, JSV, CSV or a form, not compressed'
    throw new Refusal(415, 'UnsupportedMediaType', `${expected}, got ${contentType}`)
  }
  if (charset !== 'utf-8' && charset !== 'utf8') throw notUtf8(bytes)
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), format }
  } catch {
    throw notUtf8(bytes)
  }
}

function notUtf8(bytes: Buffer): Refusal {
  const text = new TextDecoder().decode(bytes)
  const offset = text.indexOf('\uFFFD')
  return new Refusal(400, 'Invalid', `body: expected UTF-8${offset < 0 ? '' : `, at character ${offset + 1}`}`)
}

/** Where the parts of one request are. */
export interface RequestParts {
  readonly body: Body | null
  /** The query string. */
  readonly query: string
  readonly variables: Readonly<Record<string, string>>
}

/** One request by its DTO: path variables win over the body, the body over the query. @throws {Refusal} 400. */
export function readRequest(dto: Dto, { body, query, variables }: RequestParts): Readonly<Record<string, unknown>> {
  const fromBody =
    body && (body.format === 'form' ? readForm(dto, body.text) : formats[body.format].read(dto, body.text))
  if (fromBody !== null && !isObject(fromBody)) throw new Refusal(400, 'Invalid', 'body: expected an object')
  return checkRequest(dto, { ...asObject(readForm(dto, query)), ...fromBody, ...variables })
}

/** A list of requests of one operation. @throws {Refusal} 400. */
export function readBatch(dto: Dto, body: Body | null): Readonly<Record<string, unknown>>[] {
  if (body === null || body.format === 'form') throw new Refusal(400, 'Invalid', 'body: expected a list of requests')
  const requests = formats[body.format].read(list(dto), body.text)
  if (!Array.isArray(requests)) throw new Refusal(400, 'Invalid', 'body: expected a list of requests')
  if (requests.length > maxBatch) {
    throw new Refusal(400, 'TooLong', `body: expected at most ${maxBatch} requests, got ${requests.length}`)
  }
  return requests.map((request) => checkRequest(dto, request))
}

/** A parameter of a query string, by its name without regard to case; null where it is not given, or empty. */
export function readParameter(query: string, name: string): string | null {
  const given = [...new URLSearchParams(query)].filter(([key, value]) => key.toLowerCase() === name && value !== '')
  return given.at(-1)?.[1] ?? null
}

const resetParameter = dto('', 'Reset', { Reset: list('string') })

/** The members that `?reset=` clears, in lower case. @throws {UnreadableBody} */
export function readReset(query: string): string[] {
  const { reset } = { reset: [], ...asObject(readForm(resetParameter, query)) }
  return reset.map((name) => String(name).trim().toLowerCase())
}

function asObject(value: unknown): object {
  return isObject(value) ? value : {}
}
