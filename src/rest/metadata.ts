import { type Markup, markup } from '../core/markup.ts'
import type { Dto, EnumType, Type } from './description.ts'
import * as dtos from './dto.ts'
import { samplesOf } from './metadata-samples.ts'
import { metadataStyle } from './metadata-style.ts'
import { namedTypes, schemaName } from './named-types.ts'
import { dtosOf, type Operation } from './operations.ts'
import { prose } from './prose.ts'
import type { Words } from './words.ts'

/** The page that lists the operations, their fields and samples; it needs no script and nothing from elsewhere. */
export function metadataPage(operations: readonly Operation[], words: Words): string {
  const requests = new Set(operations.map(({ request }) => schemaName(request)))
  const described = [...operations.flatMap(dtosOf), dtos.errorResponse]
  const types = [...namedTypes(described)].filter(([name]) => !requests.has(name))
  return markup`<!doctype html>
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
<ul>${operations.map(({ name }) => markup`<li>${linkTo(name)}</li>`)}</ul>
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

const introduction = markup`<p>${prose(
  'Each operation has a route, and answers under `/{format}/reply/{Operation}` and `/api/{Operation}` as well; with `[]` after its name it takes a list of at most 100 requests.',
)}</p>
<p>${prose(
  'The formats are `json`, `xml`, `jsv` and `csv`. What names one first counts: `?callback=` (JSONP), `?format=`, a suffix of the path (`/customers.csv`), `/{format}/reply/`, the `Accept` header. Requests may be forms, too.',
)}</p>
<p>${prose(
  'Sign in with a bearer token, with HTTP Basic, or by the cookies of `Authenticate`. Stored objects carry an `ETag` for `If-Match` and `If-None-Match`; `Idempotency-Key` makes a POST or PATCH safe to repeat.',
)} For programs: <a href="/openapi.json">openapi.json</a>.</p>`

function linkTo(name: string): Markup {
  return markup`<a href="#${name}">${name}</a>`
}

function operationSection(operation: Operation, words: Words): Markup {
  const { name, method, template, summary, isOpen = false, request, response } = operation
  return markup`<section id="${name}" aria-labelledby="${name}-title">
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

function typeSection(name: string, type: Dto | EnumType, words: Words): Markup {
  const about = type.kind === 'object' ? words.ofType(type) : undefined
  const body = type.kind === 'object' ? fields(type, words) : markup`<p>${valuesOf(type)}</p>`
  return markup`<section id="${name}" aria-labelledby="${name}-title">
<h3 id="${name}-title">${name}</h3>
${about ? markup`<p>${prose(about)}</p>` : ''}
${body}
</section>
`
}

/** Each with a chance to break the line after it. */
function valuesOf({ values }: EnumType): readonly Markup[] {
  return values.map((value, index) => markup`${index > 0 ? ', ' : ''}<code>${value}</code>`)
}

function fields(dto: Dto, words: Words): Markup {
  if (dto.members.length === 0) return markup`<p>No fields.</p>`
  const rows = dto.members.map((member) => {
    const about = words.ofMember(dto, member)
    const required = words.isRequired(dto, member) ? markup` <span class="soft">required</span>` : ''
    return markup`<div>
<dt><code>${member.key}</code> <span class="soft">${typeText(member.type)}</span>${required}</dt>
<dd>${about ? prose(about) : ''}</dd>
</div>
`
  })
  return markup`<dl>${rows}</dl>`
}

/** `list of Tag`. */
function typeText(type: Type): Markup {
  if (type === 'date') return markup`instant`
  if (typeof type === 'string') return markup`${type}`
  switch (type.kind) {
    case 'enum':
      return linkTo(type.name)
    case 'object':
      return linkTo(schemaName(type))
    case 'list':
      return markup`list of ${typeText(type.of)}`
    case 'dictionary':
      return markup`dictionary of ${typeText(type.of)}`
  }
}
