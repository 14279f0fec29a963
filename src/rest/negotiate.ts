export type FormatName = 'json' | 'xml' | 'csv' | 'jsv'

/** The media types of each format; the first is what answers say. */
export const mediaTypes: Readonly<Record<FormatName, readonly [string, ...string[]]>> = {
  json: ['application/json', 'text/json'],
  xml: ['application/xml', 'text/xml'],
  csv: ['text/csv', 'application/csv'],
  jsv: ['text/jsv', 'application/jsv'],
}

const names: readonly FormatName[] = ['json', 'xml', 'csv', 'jsv']

/** The format of a media type, parameters aside; null for any other. */
export function formatOf(mediaType: string): FormatName | null {
  const type = mediaType.split(';')[0]?.trim().toLowerCase() ?? ''
  return names.find((name) => mediaTypes[name].includes(type)) ?? null
}

/** What says which format an answer is to have. */
export interface Wishes {
  /** The parameter `format`. */
  readonly parameter: string | null
  /** The path's suffix, or `/{format}/reply/`. */
  readonly path: FormatName | null
  readonly accept: string
  /** The format of the request's body. */
  readonly body: FormatName | null
}

/** The format of an answer; JSON where nothing that is asked for is known: nothing is ever 406. */
export function chooseFormat({ parameter, path, accept, body }: Wishes): FormatName {
  const asked = names.find((name) => name === parameter?.toLowerCase()) ?? path
  return asked ?? acceptedFormat(accept, body) ?? 'json'
}

interface Range {
  readonly type: string
  readonly quality: number
}

/** The best of the Accept header (RFC 9110, 12.5.1); a range of everything means the request's own format. */
function acceptedFormat(accept: string, body: FormatName | null): FormatName | null {
  const ranges = accept.split(',').map(readRange)
  const refused = ranges.filter(({ quality }) => quality === 0).map(({ type }) => formatOf(type))
  const wanted = ranges.filter(({ quality }) => quality > 0).sort((one, other) => other.quality - one.quality)
  const preferred = [...(body ? [body] : []), ...names].find((name) => !refused.includes(name)) ?? null
  for (const { type } of wanted) {
    const format = type === '*/*' || type === 'application/*' || type === 'text/*' ? preferred : formatOf(type)
    if (format) return format
  }
  return null
}

function readRange(text: string): Range {
  const [type = '', ...parameters] = text.split(';').map((part) => part.trim().toLowerCase())
  const quality = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
  return { type, quality: quality === undefined ? 1 : Number(quality) || 0 }
}
