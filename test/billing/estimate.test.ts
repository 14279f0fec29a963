import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { type BillingEstimateLine, estimateBilling, readUsage } from '../../src/billing/estimate.ts'
import type { StoredBillingSettings } from '../../src/billing/model.ts'
import { type Decimal, findDecimal, printDecimal, zero } from '../../src/core/decimal.ts'
import { expectedEstimate, items, type Used } from '../support/estimate.ts'
import { type Answer, administrator, manager, onBothDatabases } from '../support/gateway.ts'

const free = { baseCost: 0, rawUnitMultiplier: 1, unitCost: 0, allowance: 0 }

/** The estimate as an answer shows it. */
function estimate(settings: StoredBillingSettings, usage: readonly Used[]) {
  const { lines, total } = estimateBilling(settings, readUsage(usage.map(readUsed)))
  return { lines: lines.map(printLine), total: printDecimal(total) }
}

function readUsed({ item, rawUnits }: Used) {
  const found = items.find((each) => each === item)
  if (!found) throw new Error(`there is no item ${item}`)
  return { item: found, rawUnits: findDecimal(rawUnits) ?? zero }
}

function printLine({ item, ...figures }: BillingEstimateLine) {
  const texts = Object.entries<Decimal>(figures).map(([name, figure]) => [name, printDecimal(figure)])
  return { item, ...Object.fromEntries(texts) }
}

/** What one item comes to. */
function rate(prices: Partial<typeof free>, rawUnits: string) {
  return estimate({ base: { ...free, ...prices } }, [{ item: 'base', rawUnits }]).lines[0]
}

const anyDecimal = fc
  .tuple(fc.nat(), fc.bigInt({ min: 0n, max: 10n ** 20n }))
  .map(([whole, fraction]) => `${whole}.${fraction}`)
const anyUsage = fc.uniqueArray(fc.record({ item: fc.constantFrom(...items), rawUnits: anyDecimal }), {
  selector: ({ item }) => item,
})
/** Every finite number, the smallest and the largest among them, and those that people write. */
const anyNumber = fc.oneof(
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.tuple(fc.integer({ min: -1e6, max: 1e6 }), fc.nat({ max: 6 })).map(([digits, scale]) => digits / 10 ** scale),
)
const anyPrices = fc.record({
  baseCost: anyNumber,
  rawUnitMultiplier: anyNumber,
  unitCost: anyNumber,
  allowance: fc.nat({ max: 2 ** 31 - 1 }),
})
const anySettings = fc.dictionary(fc.constantFrom(...items), anyPrices, { noNullPrototype: true })

describe('an estimate', () => {
  test('is exact, whatever the figures are', () => {
    fc.assert(
      fc.property(anySettings, anyUsage, (settings, usage) => {
        expect(estimate(settings, usage)).toEqual(expectedEstimate(settings, usage))
      }),
      { numRuns: 500 },
    )
  })

  test('does not depend on the order of the usage', () => {
    fc.assert(
      fc.property(anySettings, anyUsage, (settings, usage) => {
        expect(estimate(settings, usage.toReversed())).toEqual(estimate(settings, usage))
      }),
    )
  })

  test('does not round: 0.1 x 3 is 0.3', () => {
    expect(rate({ unitCost: 0.1 }, '3')).toMatchObject({ usageCost: '0.3', cost: '0.3' })
    expect(rate({ rawUnitMultiplier: 0.1 }, '3')).toMatchObject({ units: '0.3' })
    expect(rate({ baseCost: 0.1, unitCost: 0.2 }, '1')).toMatchObject({ cost: '0.3' })
  })

  test('has no exponents and no trailing zeros', () => {
    expect(rate({ unitCost: 1e-7, baseCost: 12 }, '5.00')).toMatchObject({ rawUnits: '5', usageCost: '0.0000005' })
    expect(rate({ unitCost: 1e21 }, '2.5')).toMatchObject({ cost: '2500000000000000000000' })
    expect(rate({ unitCost: 12.5 }, '1.0')).toMatchObject({ units: '1', cost: '12.5' })
    expect(rate({ rawUnitMultiplier: -1, unitCost: -1 }, '0')).toMatchObject({ units: '0', usageCost: '0', cost: '0' })
  })

  test('takes the allowance off the units, not off the raw units, and never below 0', () => {
    const prices = { rawUnitMultiplier: 0.5, unitCost: 1, allowance: 4 }
    expect(rate(prices, '10')).toMatchObject({ units: '5', billableUnits: '1', usageCost: '1' })
    expect(rate(prices, '7')).toMatchObject({ units: '3.5', billableUnits: '0', usageCost: '0' })
  })

  test('has credits where costs are negative', () => {
    expect(rate({ baseCost: -5, unitCost: -0.25 }, '2')).toMatchObject({ usageCost: '-0.5', cost: '-5.5' })
  })

  test('has a line for items that nobody used, in the order of the documents', () => {
    const settings = { aiInsights: { ...free, baseCost: 9.9 }, base: { ...free, baseCost: 19, unitCost: 1 } }
    const { lines, total } = estimate(settings, [])
    expect(lines).toMatchObject([
      { item: 'base', rawUnits: '0', cost: '19' },
      { item: 'aiInsights', rawUnits: '0', cost: '9.9' },
    ])
    expect(total).toBe('28.9')
  })

  test('has a line of zeros for an item that is not in the settings only when it was used', () => {
    const nothing = { units: '0', billableUnits: '0', baseCost: '0', usageCost: '0', cost: '0' }
    expect(estimate({}, [{ item: 'inboundFaxes', rawUnits: '7' }])).toEqual({
      lines: [{ item: 'inboundFaxes', rawUnits: '7', ...nothing }],
      total: '0',
    })
    expect(estimate({}, [])).toEqual({ lines: [], total: '0' })
  })

  test('leaves out items that the documents do not name', () => {
    expect(estimate({ aiMessages: { ...free, baseCost: 5 } }, [])).toEqual({ lines: [], total: '0' })
  })
})

describe('published cases', () => {
  const text = readFileSync('test/vectors/estimates.txt', 'utf8')
  test.each(text.split('\n').filter((line) => /^\w/.test(line)))('%s', (line) => {
    const [, rawUnits = '', ...figures] = line.split(/[\s=]+/)
    const [rawUnitMultiplier = 0, allowance = 0, baseCost = 0, unitCost = 0] = figures.map(Number)
    const [units, billableUnits, cost] = figures.slice(4)
    const published = Object.entries({ units, billableUnits, cost }).filter(([, figure]) => figure !== '-')
    expect(rate({ rawUnitMultiplier, allowance, baseCost, unitCost }, rawUnits)).toMatchObject(
      Object.fromEntries(published),
    )
  })
})

describe('a usage', () => {
  const used = (...rawUnits: string[]) => rawUnits.map((each) => readUsed({ item: 'base', rawUnits: each }))

  test('may not be negative', () => {
    expect(() => readUsage(used('-0.5'))).toThrow('usage.0.rawUnits: 0 or more, got -0.5')
    expect(readUsage(used('-0')).size).toBe(1)
  })

  test('names an item once', () => {
    expect(() => readUsage(used('1', '1'))).toThrow('usage.1.item: each item at most once, got base again')
  })
})

const query = `query ($id: ID!, $usage: [UsageInput!]!) { customer(id: $id) { billingEstimate(usage: $usage) {
  lines { item rawUnits units billableUnits baseCost usageCost cost } total
} } }`

onBothDatabases('billingEstimate', (gateway) => {
  const ids: Record<string, string> = {}

  const make = async (name: string, parentCustomerId: string | null, patch: object = {}) => {
    const made = await gateway().data<{ newCustomer: { customer: { id: string } } }>(
      administrator,
      'mutation ($input: NewCustomerInput!) { newCustomer(input: $input) { customer { id } } }',
      { input: { name, parentCustomerId } },
    )
    const customerId = made.newCustomer.customer.id
    ids[name] = customerId
    const done = await gateway().data(
      administrator,
      'mutation ($input: PatchCustomerInput!) { patchCustomer(input: $input) { userErrors { message } } }',
      { input: { customerId, ...patch } },
    )
    expect(done).toEqual({ patchCustomer: { userErrors: [] } })
  }

  beforeAll(async () => {
    const account = {
      name: 'Only',
      billingSettings: { base: { baseCost: 19.9 }, outboundVoiceCalls: { rawUnitMultiplier: 0.1, unitCost: 0.1 } },
    }
    const made = await gateway().data<{ newAccount: { account: { id: string } } }>(
      administrator,
      'mutation ($input: NewAccountInput!) { newAccount(input: $input) { account { id } } }',
      { input: account },
    )
    ids.account = made.newAccount.account.id
    await make('root', null)
    const credit = { aiInsights: { baseCost: -5, unitCost: -0.1, rawUnitMultiplier: 1 } }
    await make('credited', ids.root ?? '', { overrideBillingSettings: true, billingSettings: credit })
    await make('below', ids.credited ?? '')
    await make('free', ids.root ?? '', { overrideBillingSettings: true, billingSettings: null })
  })

  const ask = async (name: string, usage: unknown): Promise<Answer> =>
    gateway().graphql(administrator, query, { id: ids[name], usage })
  const estimateOf = async (name: string, usage: unknown): Promise<unknown> =>
    (await gateway().data<{ customer: { billingEstimate: unknown } }>(administrator, query, { id: ids[name], usage }))
      .customer.billingEstimate

  test('is made by the settings of the account', async () => {
    const usage = [{ item: 'outboundVoiceCalls', rawUnits: '30' }]
    expect(await estimateOf('root', usage)).toEqual({
      lines: [
        { item: 'base', rawUnits: '0', units: '0', billableUnits: '0', baseCost: '19.9', usageCost: '0', cost: '19.9' },
        {
          item: 'outboundVoiceCalls',
          rawUnits: '30',
          units: '3',
          billableUnits: '3',
          baseCost: '0',
          usageCost: '0.3',
          cost: '0.3',
        },
      ],
      total: '20.2',
    })
  })

  test('takes over settings as a whole, with their credits', async () => {
    const usage = [{ item: 'aiInsights', rawUnits: '3' }]
    const credit = { units: '3', billableUnits: '3', baseCost: '-5', usageCost: '-0.3', cost: '-5.3' }
    const expected = { lines: [{ item: 'aiInsights', rawUnits: '3', ...credit }], total: '-5.3' }
    expect(await estimateOf('credited', usage)).toEqual(expected)
    expect(await estimateOf('below', usage)).toEqual(expected)
  })

  test('bills nothing where null overrides', async () => {
    expect(await estimateOf('free', [])).toEqual({ lines: [], total: '0' })
    expect(await estimateOf('free', [{ item: 'base', rawUnits: '2' }])).toMatchObject({ total: '0' })
  })

  test('is as precise for a viewer who may not see whose settings apply', async () => {
    const viewer = { ...manager(), roles: ['Customer' as const], customerIds: [ids.below ?? ''] }
    const data = await gateway().data<{ customer: { billingEstimate: { total: string } } }>(viewer, query, {
      id: ids.below,
      usage: [],
    })
    expect(data.customer.billingEstimate.total).toBe('-5')
  })

  test.each([
    ['"3.10"', '3.1'],
    ['3.10', '3.1'],
    ['12345678901234567890123456789', '12345678901234567890123456789'],
  ])('takes the literal %s as it is written', async (literal, rawUnits) => {
    const lines = `billingEstimate(usage: [{ item: base, rawUnits: ${literal} }]) { lines { rawUnits } }`
    const answer = await gateway().graphql(administrator, `{ customer(id: "${ids.free}") { ${lines} } }`)
    expect(answer).toEqual({ data: { customer: { billingEstimate: { lines: [{ rawUnits }] } } } })
  })

  test.each(['1e5', '1e999999999', '"1e5"', '9'.repeat(41), 'true', '{}'])(
    'refuses the literal %s',
    async (literal) => {
      const lines = `billingEstimate(usage: [{ item: base, rawUnits: ${literal} }]) { total }`
      const { errors } = await gateway().graphql(administrator, `{ customer(id: "${ids.free}") { ${lines} } }`)
      expect(errors).toMatchObject([{ extensions: { code: 'GRAPHQL_VALIDATION_FAILED' } }])
    },
  )

  test.each([
    [0.1, '0.1'],
    [1e5, '100000'],
    [1e-7, '0.0000001'],
    ['0.30000000000000000004', '0.30000000000000000004'],
  ])('takes %j in JSON', async (sent, rawUnits) => {
    expect(await estimateOf('free', [{ item: 'base', rawUnits: sent }])).toMatchObject({ lines: [{ rawUnits }] })
  })

  test.each([['1e5'], ['1e999999999'], ['abc'], ['9'.repeat(41)], [2 ** 53], [5e-324], [true], [['1', '2']], [{}]])(
    'refuses %j',
    async (rawUnits) => {
      const { errors } = await ask('free', [{ item: 'base', rawUnits }])
      expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }])
      expect(errors?.[0]?.message).toMatch(/usage\[0\]\.rawUnits.*Decimal: expected a text such as "12\.5"/)
    },
  )

  test.each([
    [[{ item: 'base', rawUnits: '-0.1' }], 'usage.0.rawUnits'],
    [
      [
        { item: 'aiInsights', rawUnits: '1' },
        { item: 'base', rawUnits: '1' },
        { item: 'base', rawUnits: '1' },
      ],
      'usage.2.item',
    ],
  ])('refuses the usage %j at %s', async (usage, field) => {
    const { errors } = await ask('root', usage)
    expect(errors).toMatchObject([
      { path: ['customer', 'billingEstimate'], extensions: { code: 'BAD_USER_INPUT', field } },
    ])
  })
})
