import type { Dto, EnumType, Type } from './description.ts'
import * as dtos from './dto.ts'
import { type Html, html, prose } from './html.ts'
import { samplesOf } from './metadata-samples.ts'
import { metadataStyle } from './metadata-style.ts'
import { namedTypes, schemaName } from './named-types.ts'
import { dtosOf, type Operation } from './operations.ts'
import type { Words } from './words.ts'

/** The page that lists the operations, their fields and samples; it needs no script and nothing from elsewhere. */
export function metadataPage(operations: readonly Operation[], words: Words): string {
  const requests = new Set(operations.map(({ request }) => schemaName(request)))
  const described = [...operations.flatMap(dtosOf), dtos.errorResponse]
  const types = [...namedTypes(described)].filter(([name]) => !requests.has(name))
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Operations of the customer gateway</title>
<style>${{ markup: metadataStyle }}</style>
</head>
<body>
<a class="skip" href="#operations">To the operations</a>
<header>
<h1>Operations of the customer gateway</h1>
${introduction}
</header>
<nav aria-label="Contents">
<h2>Contents</h2>
<ul>${operations.map(({ name }) => html`<li>${linkTo(name)}</li>`)}</ul>
<p><a href="#types">Types of requests and answers</a></p>
</nav>
<main id="operations">
${operations.map((operation) => operationSection(operation, words))}
<section id="types" aria-labelledby="types-title">
<h2 id="types-title">Types</h2>
${types.map(([name, type]) => typeSection(name, type, words))}
</section>
</main>
</body>
</html>
`.markup
}

const introduction = html`<p>${prose(
  'Each operation has a route, and answers under `/{format}/reply/{Operation}` and `/api/{Operation}` as well; with `[]` after its name it takes a list of at most 100 requests.',
)}</p>
<p>${prose(
  'The formats are `json`, `xml`, `jsv` and `csv`. What names one first counts: `?callback=` (JSONP), `?format=`, a suffix of the path (`/customers.csv`), `/{format}/reply/`, the `Accept` header. Requests may be forms, too.',
)}</p>
<p>${prose(
  'Sign in with a bearer token, with HTTP Basic, or by the cookies of `Authenticate`. Stored objects carry an `ETag` for `If-Match` and `If-None-Match`; `Idempotency-Key` makes a POST or PATCH safe to repeat.',
)} For programs: <a href="/openapi.json">openapi.json</a>.</p>`

function linkTo(name: string): Html {
  return html`<a href="#${name}">${name}</a>`
}

function operationSection(operation: Operation, words: Words): Html {
  const { name, method, template, summary, isOpen = false, request, response } = operation
  return html`<section id="${name}" aria-labelledby="${name}-title">
<h2 id="${name}-title">${name}</h2>
<p>${prose(summary)}</p>
<ul class="routes">
<li><code><span class="method">${method}</span> ${template}</code></li>
<li><code><span class="method">POST</span> /json/reply/${name}</code></li>
</ul>
<p class="soft">${isOpen ? 'Open to everybody.' : 'Needs one of the roles SystemAdministrator, Manager, Customer.'}</p>
<h3>Request</h3>
${fields(request, words)}
<h3>Answer</h3>
<p>${response ? linkTo(schemaName(response)) : 'Nothing (204)'}, or ${linkTo('ErrorResponse')}.</p>
<h3>Samples</h3>
${samplesOf(operation)}</section>
`
}

function typeSection(name: string, type: Dto | EnumType, words: Words): Html {
  const about = type.kind === 'object' ? words.ofType(type) : undefined
  const body = type.kind === 'object' ? fields(type, words) : html`<p>${valuesOf(type)}</p>`
  return html`<section id="${name}" aria-labelledby="${name}-title">
<h3 id="${name}-title">${name}</h3>
${about ? html`<p>${prose(about)}</p>` : ''}
${body}
</section>
`
}

/** Each with a chance to break the line after it. */
function valuesOf({ values }: EnumType): readonly Html[] {
  return values.map((value, index) => html`${index > 0 ? ', ' : ''}<code>${value}</code>`)
}

function fields(dto: Dto, words: Words): Html {
  if (dto.members.length === 0) return html`<p>No fields.</p>`
  const rows = dto.members.map((member) => {
    const about = words.ofMember(dto, member)
    const required = words.isRequired(dto, member) ? html` <span class="soft">required</span>` : ''
    return html`<div>
<dt><code>${member.key}</code> <span class="soft">${typeText(member.type)}</span>${required}</dt>
<dd>${about ? prose(about) : ''}</dd>
</div>
`
  })
  return html`<dl>${rows}</dl>`
}

/** `list of Tag`. */
function typeText(type: Type): Html {
  if (type === 'date') return html`instant`
  if (typeof type === 'string') return html`${type}`
  switch (type.kind) {
    case 'enum':
      return linkTo(type.name)
    case 'object':
      return linkTo(schemaName(type))
    case 'list':
      return html`list of ${typeText(type.of)}`
    case 'dictionary':
      return html`dictionary of ${typeText(type.of)}`
  }
}
