import { extname } from 'node:path'

/** What a file of records may be written in; `jsonl` is one JSON record on each line. */
export const fileFormats = ['json', 'jsonl', 'csv', 'xml', 'jsv'] as const
export type FileFormat = (typeof fileFormats)[number]

/** The format that the end of a file's name tells; null where it tells none. */
export function formatOfName(path: string): FileFormat | null {
  const ending = extname(path).slice(1).toLowerCase()
  return ending === 'ndjson' ? 'jsonl' : (fileFormats.find((format) => format === ending) ?? null)
}

/** The format that the first bytes of a file tell, without a byte order mark. What looks like no other is JSON. */
export function formatOfHead(head: Uint8Array): FileFormat {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1').trimStart()
  if (text.startsWith('<')) return 'xml'
  if (/^(?:\[\s*)?\{\s*[A-Za-z_]/.test(text)) return 'jsv'
  const [header = ''] = text.split(/\r?\n/, 1)
  return /^(?:"?\w+"?,)*"?id"?(?:,"?\w+"?)*$/i.test(header) ? 'csv' : 'json'
}
