import { isSoundText, type UnreadableBody, unreadableAt } from './format.ts'

/** How deep JSON and JSV may nest: 16 levels of data need up to three each. */
export const maxDepth = 64

const space = /[ \t\r\n]*/y
const token = new RegExp(
  [
    /(?<punctuation>[[\]{}:,])/,
    // biome-ignore lint/suspicious/noControlCharactersInRegex: JSON has them escaped
    /(?<text>"[^"\\\x00-\x1f]*(?:\\(?:["\\/bfnrt]|u[\da-fA-F]{4})[^"\\\x00-\x1f]*)*")/,
    /(?<number>-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/,
    /true|false|null/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'y',
)

/** What may come next: a value, a name, a colon, or what follows a value. */
type Wanted = 'Value' | 'ValueOrEnd' | 'Name' | 'NameOrEnd' | 'Colon' | 'CommaOrEnd'

const wants: Readonly<Record<Wanted, string>> = {
  Value: 'a value',
  ValueOrEnd: 'a value or ]',
  Name: 'a name in quotes',
  NameOrEnd: 'a name in quotes or }',
  Colon: 'a colon',
  CommaOrEnd: 'a comma or the end of the list or object',
}

/** Finds the first fault of a text that is not JSON within the limits: the reason and where it is. */
export function jsonFault(text: string): UnreadableBody {
  const open: string[] = []
  let wanted: Wanted = 'Value'
  let at = 0
  for (;;) {
    at += matchAt(space, text, at)?.[0].length ?? 0
    const found = matchAt(token, text, at)
    const next: Wanted | null = found && follow(wanted, kindOf(found), open)
    if (!found || !next) return unreadableAt(text, at, `expected ${wants[wanted]}`)
    const excess = open.length > maxDepth ? `expected at most ${maxDepth} levels` : faultIn(found)
    if (excess) return unreadableAt(text, at, excess)
    at += found[0].length
    wanted = next
  }
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at
  return pattern.exec(text)
}

function kindOf({ groups }: RegExpExecArray): string {
  return groups?.punctuation ?? (groups?.text === undefined ? 'scalar' : 'text')
}

function faultIn({ groups }: RegExpExecArray): string | null {
  if (groups?.number !== undefined && !Number.isFinite(Number(groups.number))) return 'expected a finite number'
  const isSound = groups?.text === undefined || isSoundText(String(JSON.parse(groups.text)))
  return isSound ? null : 'expected no NUL and no lone surrogate'
}

/** What is wanted after a token, null where the token is not: a machine over the brackets that are open. */
function follow(wanted: Wanted, token: string, open: string[]): Wanted | null {
  const isValue = wanted === 'Value' || wanted === 'ValueOrEnd'
  if (token === '{' || token === '[') {
    if (!isValue) return null
    open.push(token)
    return token === '{' ? 'NameOrEnd' : 'ValueOrEnd'
  }
  if (token === '}' || token === ']') return mayEnd(wanted, token, open.at(-1)) ? close(open) : null
  if (token === ',') return wanted === 'CommaOrEnd' ? afterComma(open.at(-1)) : null
  if (token === ':') return wanted === 'Colon' ? 'Value' : null
  if (isValue) return 'CommaOrEnd'
  return token === 'text' && (wanted === 'Name' || wanted === 'NameOrEnd') ? 'Colon' : null
}

function mayEnd(wanted: Wanted, token: string, opened: string | undefined): boolean {
  if (token === '}') return opened === '{' && (wanted === 'CommaOrEnd' || wanted === 'NameOrEnd')
  return opened === '[' && (wanted === 'CommaOrEnd' || wanted === 'ValueOrEnd')
}

function close(open: string[]): Wanted {
  open.pop()
  return 'CommaOrEnd'
}

function afterComma(opened: string | undefined): Wanted | null {
  if (opened === undefined) return null
  return opened === '{' ? 'Name' : 'Value'
}
