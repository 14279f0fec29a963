import { type Decimal, decimalOf, printDecimal, sumOf, zero } from '../core/decimal.ts'
import { badInput } from '../core/errors.ts'
import {
  type BillingItem,
  type BillingItemKind,
  billingItemKinds,
  noCost,
  type StoredBillingSettings,
} from './model.ts'

/** How much of one item was used, in raw units: seconds of calls, numbers, messages. */
export interface Usage {
  readonly item: BillingItemKind
  readonly rawUnits: Decimal
}

/** The raw units of each item that was used. */
export type UsageByItem = ReadonlyMap<BillingItemKind, Decimal>

/** What one item comes to; `units` after the multiplier, `billableUnits` after the allowance. */
export interface BillingEstimateLine {
  readonly item: BillingItemKind
  readonly rawUnits: Decimal
  readonly units: Decimal
  readonly billableUnits: Decimal
  readonly baseCost: Decimal
  readonly usageCost: Decimal
  readonly cost: Decimal
}

/** What a usage comes to, item by item in the order of the service documents. */
export interface BillingEstimate {
  readonly lines: readonly BillingEstimateLine[]
  readonly total: Decimal
}

/**
 * Checks a usage. Items may be left out, and none is named twice: adding both up would bill a usage twice that was sent
 * twice.
 * @throws {RequestError} `BAD_USER_INPUT` at `usage.0.item` or `usage.0.rawUnits`; raw units may not be negative.
 */
export function readUsage(usage: readonly Usage[]): UsageByItem {
  const byItem = new Map<BillingItemKind, Decimal>()
  for (const [index, { item, rawUnits }] of usage.entries()) {
    if (byItem.has(item)) throw badInput(`usage.${index}.item`, `each item at most once, got ${item} again`)
    if (rawUnits.lt(zero)) throw badInput(`usage.${index}.rawUnits`, `0 or more, got ${printDecimal(rawUnits)}`)
    byItem.set(item, rawUnits)
  }
  return byItem
}

/**
 * What a usage comes to by the settings that apply, in exact decimals. Each item of the settings has a line, used or
 * not; one that is used and not in the settings has a line that costs nothing. Items that the documents do not name are
 * not billed: neither can a usage name them, nor is known what their figures mean.
 */
export function estimateBilling(settings: StoredBillingSettings, usage: UsageByItem): BillingEstimate {
  const lines = billingItemKinds
    .filter((item) => settings[item] || usage.has(item))
    .map((item) => ({ item, ...rate(settings[item] ?? noCost, usage.get(item) ?? zero) }))
  return { lines, total: sumOf(lines.map(({ cost }) => cost)) }
}

/** The formula. Costs may be negative, which are credits; billable units may not. */
function rate(item: BillingItem, rawUnits: Decimal): Omit<BillingEstimateLine, 'item'> {
  const units = rawUnits.times(decimalOf(item.rawUnitMultiplier))
  const beyond = units.minus(decimalOf(item.allowance))
  const billableUnits = beyond.gt(zero) ? beyond : zero
  const baseCost = decimalOf(item.baseCost)
  const usageCost = billableUnits.times(decimalOf(item.unitCost))
  return { rawUnits, units, billableUnits, baseCost, usageCost, cost: baseCost.plus(usageCost) }
}
