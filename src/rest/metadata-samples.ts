import { type Markup, markup } from '../core/markup.ts'
import type { Dto } from './description.ts'
import type { Format } from './formats/format.ts'
import type { Operation } from './operations.ts'
import { formats } from './read-request.ts'
import { sampleObject } from './sample.ts'

const titles = { json: 'JSON', xml: 'XML', jsv: 'JSV', csv: 'CSV' } as const

/** A request of an operation and its answer, in each format, as the service writes them; JSON is indented for people. */
export function samplesOf(operation: Operation): readonly Markup[] {
  return Object.values(formats).map(
    (format) => markup`<details>
<summary>${titles[format.name]}</summary>
<p class="soft">Request</p>
<pre>${requestText(operation, format)}</pre>
<p class="soft">Answer</p>
<pre>${answerText(operation, format)}</pre>
</details>
`,
  )
}

function requestText({ method, template, request }: Operation, format: Format): string {
  const sample = sampleObject(request)
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => String(sample[name]))
  const others = Object.entries(sample).filter(([name]) => !template.includes(`{${name}}`))
  const query = others.map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`).join('&')
  const isInQuery = method === 'GET' || method === 'DELETE'
  const target = isInQuery && query !== '' ? `${path}?${query}` : path
  const head = `${method} ${target} HTTP/1.1\nAccept: ${format.contentType}`
  if (isInQuery || others.length === 0) return head
  return `${head}\nContent-Type: ${format.contentType}\n\n${bodyText(request, format)}`
}

function answerText({ response }: Operation, format: Format): string {
  if (response === null) return 'HTTP/1.1 204 No Content'
  return `HTTP/1.1 200 OK\nContent-Type: ${format.contentType}; charset=utf-8\n\n${bodyText(response, format)}`
}

function bodyText(dto: Dto, { name, write }: Format): string {
  const text = write(dto, sampleObject(dto))
  return name === 'json' ? JSON.stringify(JSON.parse(text), null, 2) : text
}
