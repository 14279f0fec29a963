import {
  type GraphQLInputType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  isRequiredInputField,
} from 'graphql'
import type { Random } from '../../../src/transfer/sample/random.ts'
import { type Names, nothing } from './names.ts'

/** Where a value is given: its name, and the field or the input object that it belongs to. */
export interface Place {
  readonly owner: string
  readonly name: string
}

/** What values are made of. */
export interface ValueSource {
  readonly random: Random
  readonly names: Names
  /** How likely a value is one that is refused. */
  readonly badness: number
}

const texts = ['', 'x', 'Ä', 'ß', '🦊', "'; drop table x", '%', 'a "b" \\ c', 'Zürich', '  trimmed  ', '\u2028']
const refusedTexts = ['\u0000', 'x'.repeat(300), ' ', 'Mars/Olympus', 'tab\there']
/** Near each other, so that few timelines are long. */
const instants = [
  '2026-03-27T22:30:00Z',
  '2026-03-28T00:00:00Z',
  '2026-03-29T01:00:00.250Z',
  '2026-03-29T03:30:00+02:00',
  '2026-03-31T12:00:00-05:30',
  '2026-04-03T09:00:00Z',
]
const farInstants = ['2025-01-01T00:00:00Z', '2028-01-01T00:00:00Z', '1970-01-01T00:00:00Z', '2026-12-24T23:00:00Z']
/** Of the import, after it, and before and after everything. */
const pastInstants = ['2026-11-21T09:30:00Z', '2026-11-21T09:30:01Z', '2099-01-01T00:00:00Z', '2020-01-01T00:00:00Z']
const decimals = ['0', '1', '12.5', '3600', '0.0001', '99999999999999999999.99', 7, 0.5]
const structs = [
  {},
  { vip: true },
  { seats: 12.5, site: { city: 'Łódź', parking: false }, contacts: [{ name: 'Zoë' }, {}] },
  { b: 'second', a: 'first', _: { deep: { deeper: { deepest: 'x' } } } },
]
const refusedStructs = [{ none: null }, { list: [1, 2] }, { text: '\u0001' }]
const dates = ['2026-03-01', '2026-03-28', '2024-02-29', '2026-03-28T10:00:00']
const times = ['00:00', '09:00', '02:30', '17:30:30', '23:59:59']
const zones = ['Europe/Zurich', 'UTC', 'America/New_York', 'GMT Standard Time', 'Asia/Katmandu']
const urls = ['https://example.org/a', '/local', 'http://hooks.invalid/x']
const refusedUrls = ['javascript:alert(1)', '//x', 'http://127.0.0.1/', 'no url']

/** A value for an input type, as JSON has it; never null where it is asked for one. */
export function anyValue(source: ValueSource, type: GraphQLInputType, place: Place): unknown {
  const { random } = source
  if (isNonNullType(type)) return anyValue(source, type.ofType, place)
  if (isListType(type)) {
    const length = random.pick([0, 1, 1, 2, 3, 4])
    return Array.from({ length }, () => anyValue(source, type.ofType, place))
  }
  if (isEnumType(type)) return random.pick(type.getValues()).name
  if (isInputObjectType(type)) {
    const members = Object.values(type.getFields()).filter((member) => isMemberGiven(source, member))
    return Object.fromEntries(
      members.map((member) => {
        const isNull = !isNonNullType(member.type) && random.chance(0.1)
        return [member.name, isNull ? null : anyValue(source, member.type, { owner: type.name, name: member.name })]
      }),
    )
  }
  return anyScalar(source, type.name, place)
}

type Member = Parameters<typeof isRequiredInputField>[0]

/** Filters hardly ever match when all of their members are given. */
export function isMemberGiven({ random }: ValueSource, member: Member): boolean {
  return isRequiredInputField(member) || random.chance(0.14)
}

function anyScalar(source: ValueSource, type: string, place: Place): unknown {
  const { random, badness } = source
  const oneOf = <Value>(good: readonly Value[], bad: readonly Value[]) =>
    random.pick(bad.length > 0 && random.chance(badness) ? bad : good)
  switch (type) {
    case 'Boolean':
      return random.chance(0.5)
    case 'Int':
      return anyInt(source, place)
    case 'Float':
      return oneOf([0, 1, -2.5, 0.0079, 1e-7, 100], [])
    case 'ID':
      return anyId(source, place)
    case 'DateTime':
      if (place.name === 'asOf') return random.pick(pastInstants)
      return oneOf(random.chance(0.1) && place.name !== 'to' ? farInstants : instants, farInstants)
    case 'Decimal':
      return oneOf(decimals, ['-1', -0.5])
    case 'Struct':
      return oneOf<object>(structs, refusedStructs)
    case '_Any':
      return anyRepresentation(source)
    default:
      return anyText(source, place)
  }
}

function anyInt({ random, badness }: ValueSource, { name }: Place): number {
  if (name === 'first' || name === 'last')
    return random.chance(badness) ? random.pick([-1, 251, 900]) : random.pick([0, 1, 2, 3, 5, 8, 12, 20])
  if (name === 'bySetPosition' || name === 'offset') return random.pick([-1, 1, 0, 2])
  if (name === 'expectedVersion') return random.pick([1, 2, 3])
  const small = [0, 1, 2, 3, 5, 12, 28]
  return random.pick(random.chance(badness) ? [-1, 60, 367, 100_000] : small)
}

function anyId(source: ValueSource, place: Place): string {
  const { random, names } = source
  if (random.chance(0.04)) return random.pick([nothing, '', '__proto__', 'Ä'.repeat(70), "'"])
  const known = random.chance(0.04) ? random.pick([names.customers, names.accounts, names.tags]) : idsFor(source, place)
  return random.pick(known.length > 0 ? known : [nothing])
}

function idsFor({ random, names }: ValueSource, { owner, name }: Place): readonly string[] {
  const { customers, accounts, tags, webhooks, changes } = names
  if (/webhook/i.test(name)) return webhooks
  if (name === 'fromChangeId') return changes
  if (/account/i.test(name) || owner === 'Query.account' || owner === 'AccountFilter') return accounts
  if (/tag/i.test(name) || owner === 'Query.tag' || owner === 'TagFilter') return tags
  if (name === 'ids' || owner === 'Query.node')
    return random.pick([customers, customers, accounts, tags, webhooks, webhooks])
  return customers
}

function anyRepresentation(source: ValueSource): object {
  const { random, badness } = source
  if (random.chance(badness)) return random.pick([{ __typename: 'Webhook', id: 'x' }, { id: 'x' }, {}])
  const __typename = random.pick(['Customer', 'Customer', 'Account', 'Tag'])
  if (random.chance(0.03)) return { __typename, id: 5 }
  const id = anyId(source, { owner: `Query.${__typename.toLowerCase()}`, name: 'id' })
  return { __typename, id, ...(random.chance(0.1) && { name: 'more than the key' }) }
}

function anyText({ random, names, badness }: ValueSource, { owner, name }: Place): string {
  const isBad = random.chance(badness)
  if (name === 'after' || name === 'before') return anyCursor({ random, names, badness }, owner)
  if (name === 'nameFilter') return random.pick(random.chance(0.2) ? texts : names.nameParts)
  if (name === 'referenceIds' || name === 'referenceId') return random.pick([...names.referenceIds, 'REF-1'])
  if (name === 'timeZoneId') return random.pick(isBad ? refusedTexts : zones)
  if (/url|uri/i.test(name)) return random.pick(isBad ? refusedUrls : urls)
  if (/Date$/.test(name)) return random.pick(isBad ? ['2026-02-30', 'soon'] : dates)
  if (/Time$/.test(name)) return random.pick(isBad ? ['25:00', '9'] : times)
  return random.pick(isBad ? refusedTexts : texts)
}

/** @param connection the type of the connection that it is for. */
function anyCursor({ random, names, badness }: ValueSource, connection: string): string {
  const ofAny = () => random.pick(random.pick(Object.values(names.cursors)))
  const own = names.cursors[connection]
  const cursor = own ? random.pick(own) : ofAny()
  if (!random.chance(badness)) return cursor
  return random.pick(['', 'no cursor', cursor.slice(1), `${cursor}A`, `${cursor.slice(0, -2)}AA`, ofAny()])
}
