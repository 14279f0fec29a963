import { Findings } from '../core/outcome.ts'
import { expected, isObject, type Read, readInteger, readNumber, readObject } from '../core/read.ts'

/** What is billed, in the order of the service documents. */
export const billingItemKinds = [
  'base',
  'localNumbers',
  'tollFreeNumbers',
  'inboundVoiceCalls',
  'outboundVoiceCalls',
  'inboundFaxes',
  'outboundFaxes',
  'inboundSmsMessages',
  'outboundSmsMessages',
  'aiInsights',
  'aiLiveMinutes',
] as const
export type BillingItemKind = (typeof billingItemKinds)[number]

/** Money and multipliers as JSON numbers; `allowance` in units, after the multiplier, not negative. */
export interface BillingItem {
  readonly baseCost: number
  readonly rawUnitMultiplier: number
  readonly unitCost: number
  readonly allowance: number
}

/** Settings as the database keeps them: no nulls, and items that the documents do not name beside those they do. */
export interface StoredBillingSettings {
  readonly [item: string]: BillingItem
}

/** An item that costs nothing, whatever is used. */
export const noCost = { baseCost: 0, rawUnitMultiplier: 0, unitCost: 0, allowance: 0 } as const satisfies BillingItem

const readAllowance: Read<number> = (value, field, findings) => {
  const allowance = readInteger(value, field, findings)
  return allowance !== null && allowance < 0 ? expected('0 or more', { value, field, findings }) : allowance
}

const readItemMembers = readObject<BillingItem>({
  baseCost: readNumber,
  rawUnitMultiplier: readNumber,
  unitCost: readNumber,
  allowance: readAllowance,
})

/** Members left out count 0; costs may be negative. */
const readItem: Read<BillingItem> = (value, field, findings) => {
  const members = readItemMembers(value, field, findings)
  return members && { ...noCost, ...members }
}

const readNamedItems = readObject<Record<BillingItemKind, BillingItem>>(ofEachKind(readItem))

/**
 * Checks settings, from GraphQL or in their wire form, and answers them as they are stored. Items that are null or left
 * out are left out; unknown ones of an item's shape are kept, others dropped. User errors: Invalid, with the path.
 */
export const checkBillingSettings: Read<StoredBillingSettings> = (value, field, findings) => {
  const named = readNamedItems(value, field, findings)
  return named && { ...named, ...readUnknownItems(value) }
}

/**
 * The settings that replace the stored ones where only the named items could be said, as on GraphQL: the unknown ones
 * stay.
 */
export function keepUnknownItems(
  stored: StoredBillingSettings | null,
  next: StoredBillingSettings,
): StoredBillingSettings {
  return { ...readUnknownItems(stored), ...next }
}

const knownNames = new Set(billingItemKinds.map((kind) => kind.toLowerCase()))
/** An item's name becomes the name of an XML element and of a CSV column. */
const itemName = /^[a-z][a-z0-9]{0,63}$/i

function readUnknownItems(settings: unknown): StoredBillingSettings {
  const unknown = Object.entries(isObject(settings) ? settings : {}).flatMap(([name, value]) => {
    if (knownNames.has(name.toLowerCase()) || !itemName.test(name)) return []
    const findings = new Findings()
    const item = readItem(value, [], findings)
    return item && !findings.any ? [[name, item] as const] : []
  })
  return Object.fromEntries(unknown)
}

function ofEachKind<Each>(each: Each): Record<BillingItemKind, Each> {
  // Made of the very names that the type has.
  return Object.fromEntries(billingItemKinds.map((kind) => [kind, each])) as Record<BillingItemKind, Each>
}
