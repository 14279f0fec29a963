/** Whether a client would rather read a page than JSON, as browsers say by naming `text/html` in `Accept`. */
export function prefersHtml(accept: string | undefined): boolean {
  const weights = parseAccept(accept ?? '')
  const html = weights.get('text/html') ?? 0
  const others = ['application/json', 'application/graphql-response+json'].map((type) => weights.get(type) ?? 0)
  return html > Math.max(...others)
}

/** The types that an `Accept` header names, with their weights. @see RFC 9110, 12.5.1 */
function parseAccept(accept: string): Map<string, number> {
  const entries = accept.split(',').map((range): [string, number] => {
    const [type = '', ...parameters] = range.split(';').map((part) => part.trim().toLowerCase())
    const weight = parameters.find((parameter) => parameter.startsWith('q='))?.slice(2)
    return [type, weight === undefined ? 1 : Number(weight) || 0]
  })
  return new Map(entries)
}
