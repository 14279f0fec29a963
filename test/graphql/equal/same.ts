import type { Request, Response } from './ask.ts'
import { pruneTo } from './prune.ts'

interface FoundError {
  readonly message: string
  readonly path?: readonly (string | number)[]
  readonly locations?: readonly { readonly line: number; readonly column: number }[]
  readonly extensions?: object
}

interface Body {
  readonly data?: unknown
  readonly errors: readonly FoundError[]
}

/** Answers with what graphql-js runs; null where an operation cannot be asked again. */
export type AskAgain = ((request: Request) => Promise<Response>) | null

/**
 * Whether two answers are equal, byte for byte, but for what graphql-js leaves to a race: which errors it tells.
 *
 * The data is determined. An error makes null of the nearest place above it that may be null, whatever happens beside it.
 * The errors of an operation that was carried out are not, for graphql-js resolves neighbours at the same time:
 *
 * 1. Errors are told in the order in which they happened.
 * 2. Of several that make null of one place, the first is told, and no other.
 * 3. One that makes null of a place further below is told when it happened before the place above became null, and else
 *    not: `CollectedErrors` in graphql-js's execution.
 *
 * So the order of errors is not compared, and a place that errors from below made null may have other ones in each
 * answer. Such an error is taken for one only where graphql-js tells it, word for word and with its locations, of the
 * operation that asks for its place alone; and in each answer one error is told of each place that it makes null, the
 * place itself among them. Everything else is a difference: an error at the very place that is null, below which nothing
 * is run; and any of an operation that was not carried out, whose order is that of the document.
 */
export async function areEqual(request: Request, one: Response, other: Response, askAgain: AskAgain): Promise<boolean> {
  if (one.status !== other.status || one.contentType !== other.contentType) return false
  if (one.body === other.body) return true
  const [body, otherBody] = [parseBody(one), parseBody(other)]
  if (!body || !otherBody || body.data === undefined) return false
  if (withoutErrors(one, body) !== withoutErrors(other, otherBody)) return false
  const racing = [...onlyIn(body, otherBody), ...onlyIn(otherBody, body)]
  if (racing.length === 0) return true
  const places = new Set(racing.map((error) => placeBelow(body.data, error)))
  if (places.has(null) || askAgain === null) return false
  const areSound = [body, otherBody].map((each) => isSound(request, each, { places, askAgain }))
  return (await Promise.all(areSound)).every(Boolean)
}

function parseBody({ body }: Response): Body | null {
  const parsed: Partial<Body> = JSON.parse(body)
  return parsed.errors ? { ...parsed, errors: parsed.errors } : null
}

/** The rest of an answer, to the byte. */
function withoutErrors({ body }: Response, { errors }: Body): string {
  return body.replace(JSON.stringify(errors), () => '')
}

function onlyIn({ errors }: Body, others: Body): readonly FoundError[] {
  const left = others.errors.map((error) => JSON.stringify(error))
  return errors.filter((error) => {
    const at = left.indexOf(JSON.stringify(error))
    if (at >= 0) left.splice(at, 1)
    return at < 0
  })
}

/** The place that became null because of an error below it, as JSON; null for an error at that very place. */
function placeBelow(data: unknown, { path = [] }: FoundError): string | null {
  const depth = nullDepth(data, path)
  return depth < path.length ? JSON.stringify(path.slice(0, depth)) : null
}

/** How many steps of a path lead to the first null. */
function nullDepth(data: unknown, path: readonly (string | number)[]): number {
  let value = data
  for (const [depth, step] of path.entries()) {
    if (value === null) return depth
    value = Object(value)[step]
  }
  return path.length
}

interface Race {
  readonly places: ReadonlySet<string | null>
  readonly askAgain: NonNullable<AskAgain>
}

/** Whether the errors told of places where they race are errors, one for each place that they make null. */
async function isSound(request: Request, { data, errors }: Body, { places, askAgain }: Race): Promise<boolean> {
  const told = [...places].map(async (place) => {
    const own = errors.filter((error) => placeBelow(data, error) === place)
    const nulled = await Promise.all(own.map((error) => nulledAlone(request, error, askAgain)))
    return !nulled.includes(null) && nulled.includes(place) && new Set(nulled).size === nulled.length
  })
  return (await Promise.all(told)).every(Boolean)
}

/** The place that an error makes null where nothing else is asked for; null where there is no such error. */
async function nulledAlone(
  request: Request,
  error: FoundError,
  askAgain: NonNullable<AskAgain>,
): Promise<string | null> {
  const pruned = pruneTo(request.operation, error.path ?? [])
  if (pruned === null) return null
  const body = parseBody(await askAgain({ ...request, operation: pruned.operation }))
  const isTold = body?.errors.some((found) => {
    const locations = new Set(
      (found.locations ?? []).map(({ line, column }) => pruned.locations.get(`${line}:${column}`)),
    )
    const expected = (error.locations ?? []).map(({ line, column }) => `${line}:${column}`)
    return JSON.stringify({ ...found, locations: [...locations] }) === JSON.stringify({ ...error, locations: expected })
  })
  if (!body || !isTold) return null
  const path = error.path ?? []
  return JSON.stringify(path.slice(0, nullDepth(body.data, path)))
}
