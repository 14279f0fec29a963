/** How many bytes at the start of a file are read to tell its form: the members before `items` must fit in. */
export const maxHeadBytes = 64 * 1024

/**
 * The form of a file of records: one on each line, or a list of them. A list's `opening` is the text up to and with its
 * bracket, `{"totalCount":2,"items":[` or only `[`.
 */
export type RecordForm = { readonly kind: 'Lines' } | { readonly kind: 'List'; readonly opening: Uint8Array }

/** Tells the form from the first bytes of a file, without a byte order mark. Whatever opens no list is lines. */
export function recordForm(head: Uint8Array): RecordForm {
  // A character a byte, so that places in the text are places in the bytes.
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1')
  const opening = /^[ \t\r\n]*\[/.exec(text)?.[0].length ?? itemsOpening(text)
  return opening === undefined ? { kind: 'Lines' } : { kind: 'List', opening: head.subarray(0, opening) }
}

/** Finds the end of `"items":[`, in JSV `items:[`, among the members of the object that `text` begins with; nested ones do not count. */
function itemsOpening(text: string): number | undefined {
  // The line end that a string cannot hold ends the search in a broken first line of many.
  const token = /[ \t\r\n]*("(?:[^"\\\n]|\\.)*"|[{}[\],:]|[^"{}[\],: \t\r\n]+)/y
  let depth = 0
  let before = ['', '']
  for (let found = token.exec(text); found !== null; found = token.exec(text)) {
    const [, symbol = ''] = found
    const [name = '', colon] = before
    if (depth === 1 && symbol === '[' && colon === ':' && /^"?items"?$/i.test(name)) return token.lastIndex
    depth += nesting(symbol)
    if (depth <= 0) return undefined
    before = [before[1] ?? '', symbol]
  }
  return undefined
}

function nesting(symbol: string): -1 | 0 | 1 {
  if (symbol === '{' || symbol === '[') return 1
  return symbol === '}' || symbol === ']' ? -1 : 0
}
