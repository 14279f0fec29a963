import { plus, type Scaled, scaled, times, written } from './scaled.ts'

/** Items in the order of the documents. */
export const items = [
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

/** The figures of an item, as settings hold them. */
export interface Prices {
  readonly baseCost: number
  readonly rawUnitMultiplier: number
  readonly unitCost: number
  readonly allowance: number
}

export interface Used {
  readonly item: string
  readonly rawUnits: string
}

type Item = (typeof items)[number]

const free: Prices = { baseCost: 0, rawUnitMultiplier: 0, unitCost: 0, allowance: 0 }
const nothing = scaled(0)

/** The estimate that is to be answered, worked out on integers. */
export function expectedEstimate(settings: { readonly [Name in Item]?: Prices }, usage: readonly Used[]) {
  const rated = items.flatMap((item) => {
    const used = usage.find((each) => each.item === item)
    const prices = settings[item] ?? (used && free)
    return prices ? [{ item, ...rate(prices, used?.rawUnits ?? '0') }] : []
  })
  return {
    lines: rated.map(({ item, ...figures }) => ({ item, ...textsOf(figures) })),
    total: written(rated.map(({ cost }) => cost).reduce(plus, nothing)),
  }
}

function rate(prices: Prices, raw: string) {
  const rawUnits = scaled(raw)
  const units = times(rawUnits, scaled(prices.rawUnitMultiplier))
  const beyond = plus(units, scaled(-prices.allowance))
  const billableUnits = beyond.integer > 0n ? beyond : nothing
  const baseCost = scaled(prices.baseCost)
  const usageCost = times(billableUnits, scaled(prices.unitCost))
  return { rawUnits, units, billableUnits, baseCost, usageCost, cost: plus(baseCost, usageCost) }
}

function textsOf<Name extends string>(figures: Readonly<Record<Name, Scaled>>): Record<string, string> {
  return Object.fromEntries(Object.entries<Scaled>(figures).map(([name, figure]) => [name, written(figure)]))
}
