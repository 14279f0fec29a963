import type { Findings } from './outcome.ts'
import { expected, isObject, type Path, type Read, readBoolean, readList, readNumber, readObject } from './read.ts'
import { checkCharacters, textWithin } from './text.ts'

/** One entry of a Struct as the service writes it; usually one member is set. */
export interface Value {
  readonly boolValue?: boolean
  readonly stringValue?: string
  readonly numberValue?: number
  readonly listValue?: readonly Struct[]
  readonly structValue?: Struct
}

/** A dictionary of values, as REST carries and the database stores it. */
export interface Struct {
  readonly [name: string]: Value
}

/** The same as GraphQL shows it: plain JSON. Null stands for a Value of which no member is set. */
export type PlainValue = boolean | string | number | null | PlainStruct | readonly PlainStruct[]
export interface PlainStruct {
  readonly [name: string]: PlainValue
}

const maxLevels = 16
const maxBytes = 64 * 1024

/** A struct as plain JSON. Of a Value with several members it shows the first of struct, list, string, number, bool. */
export function toPlain(struct: Struct): PlainStruct {
  return mapEntries(struct, ({ structValue, listValue, stringValue, numberValue, boolValue }) =>
    structValue ? toPlain(structValue) : (listValue?.map(toPlain) ?? stringValue ?? numberValue ?? boolValue ?? null),
  )
}

/**
 * Reads plain JSON as GraphQL takes it. User errors, each with its path: Invalid for what a Value cannot hold, more than
 * 16 levels (the object itself is the first; lists are no level of their own) and control characters; TooLong over 64 KiB.
 */
export function fromPlain(json: unknown, field: Path, findings: Findings): Struct {
  return checkSize(readPlain(json, field, findings) ?? {}, field, findings)
}

/**
 * Reads the wire form: an object of Values, whose members are named without regard to case; unknown ones are left out,
 * several are kept. A null entry is a Value with no member. User errors: as `fromPlain`.
 */
export function readStruct(wire: unknown, field: Path, findings: Findings): Struct {
  return checkSize(readWire(wire, field, findings) ?? {}, field, findings)
}

const readString = textWithin({ hasLines: true })
/** No more entries than the bytes of the whole. */
const listOf = (read: Read<Struct>) => readList(read, maxBytes)

const refuseLevel: Read<Struct> = (_value, field, findings) => {
  findings.add('Invalid', field, `expected at most ${maxLevels} levels, got more`)
  return null
}

const readPlain = nested((inner) => (value, field, findings) => {
  if (typeof value === 'boolean') return { boolValue: value }
  if (typeof value === 'string') return only('stringValue', readString(value, field, findings))
  if (typeof value === 'number') return only('numberValue', readNumber(value, field, findings))
  if (Array.isArray(value)) return only('listValue', listOf(inner)(value, field, findings))
  if (isObject(value)) return only('structValue', inner(value, field, findings))
  return expected('a boolean, text, number, object or list of objects', { value, field, findings })
})

const readWire = nested((inner) => {
  const read = readObject<Required<Value>>({
    boolValue: readBoolean,
    stringValue: readString,
    numberValue: readNumber,
    // The documents' samples have null in lists, which stands for an object without entries.
    listValue: listOf((value, field, findings) => inner(value ?? {}, field, findings)),
    structValue: inner,
  })
  return (value, field, findings) => read(value ?? {}, field, findings)
})

/** A reader of structs whose entries are read by `readEntry`, which gets the reader of the level below. */
function nested(readEntry: (inner: Read<Struct>) => Read<Value>): Read<Struct> {
  return Array.from({ length: maxLevels }).reduce((inner: Read<Struct>) => structOf(readEntry(inner)), refuseLevel)
}

function structOf(readEntry: Read<Value>): Read<Struct> {
  return (value, field, findings) => {
    if (!isObject(value)) return expected('an object', { value, field, findings })
    return mapEntries(value, (entry, name) => {
      const path = [...field, name]
      checkCharacters(name, path, { findings, hasLines: true })
      return readEntry(entry, path, findings) ?? {}
    })
  }
}

function only<Name extends keyof Value>(name: Name, member: Value[Name] | null): Value {
  return member === null ? {} : { [name]: member }
}

function checkSize(struct: Struct, field: Path, findings: Findings): Struct {
  const bytes = Buffer.byteLength(JSON.stringify(withEveryMember(struct)))
  if (bytes > maxBytes) findings.add('TooLong', field, `expected at most ${maxBytes} bytes as JSON, got ${bytes}`)
  return struct
}

/** As `toPlain`, so that the size is the same on every surface; but of a Value with several members, each counts. */
function withEveryMember(struct: Struct): unknown {
  return mapEntries(struct, ({ structValue, listValue, ...scalars }) => {
    const nestedMembers = [structValue && withEveryMember(structValue), listValue?.map(withEveryMember)]
    const members = [...Object.values(scalars), ...nestedMembers].filter((member) => member !== undefined)
    return members.length > 1 ? members : (members[0] ?? null)
  })
}

/** Makes own properties of all names, `__proto__` too. */
function mapEntries<From, To>(object: Readonly<Record<string, From>>, map: (value: From, name: string) => To) {
  return Object.fromEntries(Object.entries(object).map(([name, value]) => [name, map(value, name)]))
}
