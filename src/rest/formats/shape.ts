import { isObject } from '../../core/read.ts'
import { type Dto, type Member, type Scalar, type Type, toKey } from '../description.ts'
import { UnreadableBody } from './format.ts'

/** From the root down to a value, for the message when it is refused. */
interface Place {
  readonly name: string
  readonly outer: Place | null
}

/**
 * Gives what a format read the form of `type`: members by their names without regard to case, texts as numbers,
 * booleans and enum names where those are meant; members that are null or unknown are left out.
 * @throws {UnreadableBody} at the path of a number that is too large.
 */
export function shape(type: Type, raw: unknown): unknown {
  return shapeAt(type, raw, null)
}

function shapeAt(type: Type, raw: unknown, place: Place | null): unknown {
  if (typeof type === 'string') return typeof raw === 'string' ? shapeText(type, raw, place) : raw
  if (type.kind === 'enum') return typeof raw === 'string' ? nameIn(type.values, raw) : raw
  if (raw === 'null') return null
  if (type.kind === 'list') return Array.isArray(raw) ? shapeItems(type.of, raw, place) : raw
  if (!isObject(raw)) return raw
  return type.kind === 'dictionary' ? shapeEntries(type.of, raw, place) : shapeMembers(type, raw, place)
}

const number = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?\s*$/i

function shapeText(type: Scalar, text: string, place: Place | null): unknown {
  if (type === 'string' || type === 'date') return text
  if (type === 'boolean') return readBoolean(text)
  if (!number.test(text)) return text
  const read = Number(text)
  if (!Number.isFinite(read)) throw new UnreadableBody('expected a finite number', pathOf(place))
  return read
}

function readBoolean(text: string): boolean | string {
  const word = text.trim().toLowerCase()
  return word === 'true' || (word === 'false' ? false : text)
}

function nameIn(names: readonly string[], text: string): string {
  const wanted = text.trim().toLowerCase()
  return names.find((name) => name.toLowerCase() === wanted) ?? text
}

function shapeItems(type: Type, raw: readonly unknown[], outer: Place | null): unknown {
  return raw.map((item, index) => shapeAt(type, item, { name: `[${index}]`, outer }))
}

/** A null entry is one with no member. */
function shapeEntries(type: Dto, raw: Readonly<Record<string, unknown>>, outer: Place | null): unknown {
  return Object.fromEntries(
    Object.entries(raw).map(([name, entry]) => [name, shapeAt(type, entry, { name, outer }) ?? {}]),
  )
}

function shapeMembers(type: Dto, raw: Readonly<Record<string, unknown>>, outer: Place | null): unknown {
  const known = memberIndex(type)
  const shaped = Object.entries(raw).flatMap(([name, value]) => {
    const member = known.get(name.toLowerCase()) ?? otherMember(type, name)
    const clean = member && shapeAt(member.type, value, { name: member.name, outer })
    return clean === null || clean === undefined ? [] : [[member?.key, clean]]
  })
  return Object.fromEntries(shaped)
}

function otherMember({ others, namespace }: Dto, name: string): Member | null {
  return others ? { name, key: toKey(name), type: others, namespace, isNullable: true } : null
}

const indexes = new WeakMap<Dto, ReadonlyMap<string, Member>>()

/** A DTO's members by their names in lower case. */
export function memberIndex(type: Dto): ReadonlyMap<string, Member> {
  const found = indexes.get(type)
  if (found) return found
  const index = new Map(type.members.map((member) => [member.name.toLowerCase(), member]))
  indexes.set(type, index)
  return index
}

function pathOf(place: Place | null): string {
  if (!place) return 'the root'
  const names: string[] = []
  for (let at: Place | null = place; at; at = at.outer) names.unshift(at.name)
  return names.join('.').replaceAll('.[', '[')
}
