import type { Findings } from './outcome.ts'
import type { Sparse } from './sparse.ts'

/** The path of a member of an input, list positions as text. */
export type Path = readonly string[]

/** Checks one value of an input: answers it clean, or null and then `findings` tell why. */
export type Read<Value> = (value: unknown, field: Path, findings: Findings) => Value | null

/** How each member of an object is read. */
export type Reads<Whole> = { readonly [Name in keyof Whole]-?: Read<NonNullable<Whole[Name]>> }

export const readBoolean: Read<boolean> = (value, field, findings) =>
  typeof value === 'boolean' ? value : expected('true or false', { value, field, findings })

/** A whole number of 32 bits, GraphQL's Int and the service's int. */
export const readInteger: Read<number> = (value, field, findings) =>
  typeof value === 'number' && (value | 0) === value ? value : expected('a whole number', { value, field, findings })

export const readNumber: Read<number> = (value, field, findings) =>
  typeof value === 'number' && Number.isFinite(value) ? value : expected('a finite number', { value, field, findings })

/** One of an enum's names, letter for letter. */
export function readOneOf<Name extends string>(names: readonly Name[]): Read<Name> {
  return (value, field, findings) =>
    names.find((name) => name === value) ?? expected(`one of ${names.join(', ')}`, { value, field, findings })
}

/** A list of at most `maxLength`; members that cannot be read are left out of it. */
export function readList<Item>(read: Read<Item>, maxLength: number): Read<readonly Item[]> {
  return (value, field, findings) => {
    if (!Array.isArray(value)) return expected('a list', { value, field, findings })
    if (value.length > maxLength) {
      findings.add('TooLong', field, `expected at most ${maxLength}, got ${value.length}`)
      return null
    }
    return value
      .map((item, index) => read(item, [...field, String(index)], findings))
      .filter((item): item is Exclude<typeof item, null> => item !== null)
  }
}

/**
 * An object whose members are read by name, without regard to case. Absent and null members, those that nothing reads,
 * and those that cannot be read are left out of the answer.
 * @param required the members that may not be absent or null: `Blank`.
 */
export function readObject<Whole extends object>(
  reads: Reads<Whole>,
  required: readonly (keyof Whole)[] = [],
): Read<Sparse<Whole>> {
  return (value, field, findings) => {
    const members = membersOf(value)
    if (!members) return expected('an object', { value, field, findings })
    const clean = Object.entries<Read<unknown>>(reads).map(([name, read]) => {
      const member = members.get(name.toLowerCase()) ?? null
      const path = [...field, name]
      if (member !== null) return [name, read(member, path, findings)] as const
      if (required.some((each) => each === name)) findings.add('Blank', path, 'expected a value, got none')
      return [name, null] as const
    })
    // Each member comes from the reader of its own type.
    return Object.fromEntries(clean.filter(([, member]) => member !== null)) as Sparse<Whole>
  }
}

export function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** An object's members by their names in lower case; null for what is no object. */
export function membersOf(value: unknown): ReadonlyMap<string, unknown> | null {
  return isObject(value) ? new Map(Object.entries(value).map(([name, member]) => [name.toLowerCase(), member])) : null
}

interface Finding {
  readonly value: unknown
  readonly field: Path
  readonly findings: Findings
}

/** Finds `value` Invalid, saying what was expected and what came. */
export function expected(what: string, { value, field, findings }: Finding): null {
  findings.add('Invalid', field, `expected ${what}, got ${shown(value)}`)
  return null
}

const maxShown = 40

/** A value as messages show it: short, on one line. */
export function shown(value: unknown): string {
  if (Array.isArray(value)) return 'a list'
  if (isObject(value)) return 'an object'
  if (typeof value !== 'string') return String(value)
  return JSON.stringify(value.length > maxShown ? `${value.slice(0, maxShown)}…` : value)
}
