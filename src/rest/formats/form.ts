import type { Dto, Member, Type } from '../description.ts'
import { UnreadableBody } from './format.ts'
import { readJsv } from './jsv.ts'
import { memberIndex, shape } from './shape.ts'

/**
 * Reads a form, or a query string without its `?`, as the members of `type`: names without regard to case, unknown and
 * empty ones ignored. A list is `a,b`, `[a,b]` or repeated keys; lists and objects are JSV.
 * @throws {UnreadableBody} with the name of the parameter as its position.
 */
export function readForm(type: Dto, text: string): unknown {
  const known = memberIndex(type)
  const values = new Map<Member, string[]>()
  for (const [name, value] of new URLSearchParams(text)) {
    const member = known.get(name.toLowerCase())
    if (!member || value === '') continue
    const given = values.get(member)
    if (given) given.push(value)
    else values.set(member, [value])
  }
  const raw = [...values].map(([{ name, type }, texts]) => [name, readParameter(name, type, texts)])
  return shape(type, Object.fromEntries(raw))
}

/** Of a key that is repeated without being a list, the last counts. */
function readParameter(name: string, type: Type, texts: readonly string[]): unknown {
  const last = texts.at(-1) ?? ''
  if (last.includes('\0')) throw new UnreadableBody('expected no NUL', name)
  if (typeof type === 'string' || type.kind === 'enum') return last
  try {
    return type.kind === 'list' ? texts.flatMap(readItems) : readJsv(last)
  } catch (cause) {
    if (!(cause instanceof UnreadableBody)) throw cause
    throw new UnreadableBody(cause.message, name)
  }
}

function readItems(text: string): unknown[] {
  const items = readJsv(text.startsWith('[') ? text : `[${text}]`)
  return Array.isArray(items) ? items.filter((item) => item !== null) : [items]
}
