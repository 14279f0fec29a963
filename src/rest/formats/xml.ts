import { isObject } from '../../core/read.ts'
import { type DictionaryType, type Dto, dto, type Member, type Type, toKey } from '../description.ts'
import { type Format, type ListTotals, type ListWriter, UnreadableBody } from './format.ts'
import { memberIndex, shape } from './shape.ts'
import { type ContractName, contractName, entryName, instanceNamespace, itemName } from './xml-contract.ts'
import { readElements, type XmlElement } from './xml-elements.ts'

/** XML as .NET's DataContractSerializer writes it: no declaration, no indentation, null as `i:nil`. */
export const xml: Format = {
  name: 'xml',
  contentType: 'application/xml',
  write: (type, value) => element(rootSlot(type), value, instanceScope),
  read: (type, text) => readRoot(type, readElements(text)),
  list: listWriter,
}

/** The prefixes that hold at some element. */
interface Scope {
  readonly prefix: string
  readonly uri: string
  readonly outer: Scope | null
}

/** The place of an element: what it is called, what it holds, how deep it lies (the root is 1). */
interface Slot {
  readonly name: ContractName
  readonly type: Type
  readonly depth: number
  /** The namespace that it declares for what it holds. */
  readonly declares: string | null
}

const instanceScope: Scope = { prefix: 'i', uri: instanceNamespace, outer: null }

function rootSlot(type: Type): Slot {
  return { name: contractName(type), type, depth: 1, declares: null }
}

function memberSlot({ name, type, namespace }: Member, depth: number): Slot {
  return { name: { local: name, namespace }, type, depth, declares: declaredFor(type, namespace) }
}

/** Members declare the namespace of their type where it is another than their class's. */
function declaredFor(type: Type, namespace: string): string | null {
  if (typeof type === 'string' || type.kind === 'enum') return null
  const { namespace: own } = contractName(type)
  return own === namespace ? null : own
}

function element(slot: Slot, value: unknown, outer: Scope): string {
  const { tag, attributes, scope } = start(slot, outer)
  if (value === null || value === undefined) return `<${tag}${attributes} i:nil="true" />`
  const content = contentOf(slot, value, scope)
  return content === '' && value !== '' ? `<${tag}${attributes} />` : `<${tag}${attributes}>${content}</${tag}>`
}

interface Start {
  readonly tag: string
  readonly attributes: string
  readonly scope: Scope
}

function start({ name, depth, declares }: Slot, outer: Scope): Start {
  let attributes = depth === 1 ? ` xmlns:i="${instanceNamespace}"` : ''
  let scope = outer
  let prefix = prefixOf(name.namespace, scope)
  if (prefix === null) {
    prefix = ''
    scope = { prefix, uri: name.namespace, outer: scope }
    attributes += ` xmlns="${name.namespace}"`
  }
  if (declares !== null && prefixOf(declares, scope) === null) {
    scope = { prefix: `d${depth}p1`, uri: declares, outer: scope }
    attributes += ` xmlns:${scope.prefix}="${declares}"`
  }
  return { tag: prefix === '' ? name.local : `${prefix}:${name.local}`, attributes, scope }
}

/** The innermost prefix of a namespace, unless an inner element took the prefix for another one. */
function prefixOf(uri: string, scope: Scope): string | null {
  const found = findScope(scope, (each) => each.uri === uri)
  const holder = found && findScope(scope, ({ prefix }) => prefix === found.prefix)
  return holder === found ? (found?.prefix ?? null) : null
}

function findScope(scope: Scope, isWanted: (scope: Scope) => boolean): Scope | null {
  let at: Scope | null = scope
  while (at && !isWanted(at)) at = at.outer
  return at
}

function contentOf({ type, depth }: Slot, value: unknown, scope: Scope): string {
  if (typeof type === 'string' || type.kind === 'enum') return escaped(String(value))
  if (Array.isArray(value)) return type.kind === 'list' ? items(type.of, value, { depth: depth + 1, scope }) : ''
  if (!isObject(value)) return ''
  if (type.kind === 'object') return members(type, value, { depth: depth + 1, scope })
  const entries = Object.entries(value).map(([key, entry]) => ({ key, value: entry }))
  return type.kind === 'dictionary' ? items(entryDto(type), entries, { depth: depth + 1, scope }) : ''
}

interface Inside {
  readonly depth: number
  readonly scope: Scope
}

function items(type: Type, values: readonly unknown[], { depth, scope }: Inside): string {
  const slot: Slot = { name: itemName(type), type, depth, declares: null }
  return values.map((value) => element(slot, value, scope)).join('')
}

function members(type: Dto, value: Readonly<Record<string, unknown>>, { depth, scope }: Inside): string {
  let content = ''
  for (const member of membersIn(type, value)) {
    const held = value[member.key] ?? null
    // A .NET value type cannot be null: without its element it has its default.
    if (held !== null || member.isNullable) content += element(memberSlot(member, depth), held, scope)
  }
  return content
}

function membersIn(type: Dto, value: Readonly<Record<string, unknown>>): readonly Member[] {
  const others = otherMembers(type, value)
  return others.length === 0 ? sortedMembers(type) : [...sortedMembers(type), ...others].toSorted(byName)
}

const sorted = new WeakMap<Dto, readonly Member[]>()

/** The members of the base classes first, each class by ordinal name or as declared. */
function sortedMembers(type: Dto): readonly Member[] {
  const found = sorted.get(type)
  if (found) return found
  const inherited = type.base ? sortedMembers(type.base) : []
  const own = type.members.filter((member) => !type.base?.members.includes(member))
  const inOrder = [...inherited, ...(type.isOrdered ? own : own.toSorted(byName))]
  sorted.set(type, inOrder)
  return inOrder
}

function byName(one: Member, other: Member): number {
  return one.name < other.name ? -1 : 1
}

function otherMembers({ members, others, namespace }: Dto, value: Readonly<Record<string, unknown>>): Member[] {
  if (!others) return []
  const named = new Set(members.map(({ key }) => key))
  return Object.keys(value)
    .filter((key) => !named.has(key))
    .map((key) => ({ name: otherName(key), key, type: others, namespace, isNullable: true }))
}

/** PascalCase where that reads back as the same key (aiMessages), else the key itself. */
function otherName(key: string): string {
  const name = key.charAt(0).toUpperCase() + key.slice(1)
  return toKey(name) === key ? name : key
}

const entryDtos = new WeakMap<DictionaryType, Dto>()

/** .NET's KeyValue of a dictionary. */
function entryDto(type: DictionaryType): Dto {
  const found = entryDtos.get(type)
  if (found) return found
  const { local, namespace } = entryName(type)
  const made = dto(namespace, local, { Key: 'string', Value: type.of })
  entryDtos.set(type, made)
  return made
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '\r': '&#xD;' }
// biome-ignore lint/suspicious/noControlCharactersInRegex: those that XML 1.0 has no way to write
const escapable = /[&<>\r\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]|\p{Surrogate}/gu

/** What XML 1.0 has no way to write becomes U+FFFD. */
function escaped(text: string): string {
  return text.replace(escapable, (character) => escapes[character] ?? '\ufffd')
}

function listWriter(response: Dto): ListWriter {
  const root = rootSlot(response)
  const outer = start(root, instanceScope)
  const inOrder = sortedMembers(response)
  const place = inOrder.findIndex(({ key }) => key === 'items')
  const [list] = inOrder.slice(place)
  if (list === undefined || typeof list.type === 'string' || list.type.kind !== 'list')
    throw new Error('expected a list')
  const { of } = list.type
  const inner = start(memberSlot(list, 2), outer.scope)
  const write = (part: readonly Member[], totals: ListTotals) =>
    members({ ...response, members: part }, { ...totals }, { depth: 2, scope: outer.scope })
  return {
    opening: (known) =>
      `<${outer.tag}${outer.attributes}>${write(inOrder.slice(0, place), known)}<${inner.tag}${inner.attributes}>`,
    item: (value) => items(of, [value], { depth: 3, scope: inner.scope }),
    closing: (totals) => `</${inner.tag}>${write(inOrder.slice(place + 1), totals)}</${outer.tag}>`,
  }
}

/** What an element of a larger document holds. @throws {UnreadableBody} */
export function fromElement(type: Type, element: XmlElement): unknown {
  return shape(type, rawOf(type, element))
}

function readRoot(type: Type, root: XmlElement): unknown {
  const { local } = contractName(type)
  if (root.name !== local) throw new UnreadableBody(`expected the element ${local}, got ${root.name}`, 'the root')
  return fromElement(type, root)
}

/** An element as the value that other formats have there; text is not yet typed. */
function rawOf(type: Type, { name, isNil, children, text }: XmlElement): unknown {
  if (isNil) return null
  if (typeof type === 'string') return type === 'boolean' ? booleanText(text) : text
  if (type.kind === 'enum') return text
  if (type.kind === 'list') return children.map((child) => rawOf(type.of, child))
  if (type.kind === 'dictionary') return Object.fromEntries(children.map((child) => entryOf(type.of, child, name)))
  return Object.fromEntries(children.flatMap((child) => memberOf(type, child)))
}

/** XML Schema has two more words for them. */
function booleanText(text: string): string {
  const word = text.trim()
  return word === '1' ? 'true' : word === '0' ? 'false' : word
}

function memberOf(type: Dto, child: XmlElement): [string, unknown][] {
  const memberType = memberIndex(type).get(child.name.toLowerCase())?.type ?? type.others
  return memberType ? [[child.name, rawOf(memberType, child)]] : []
}

function entryOf(type: Dto, { children }: XmlElement, dictionary: string): [string, unknown] {
  const key = children.find(({ name }) => name === 'Key')
  const value = children.find(({ name }) => name === 'Value')
  if (!key) throw new UnreadableBody('expected a Key in each entry', dictionary)
  return [key.text, value ? rawOf(type, value) : null]
}
