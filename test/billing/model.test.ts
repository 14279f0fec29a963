import { describe, expect, test } from 'vitest'
import { checkBillingSettings, keepUnknownItems } from '../../src/billing/model.ts'
import { findingsOf } from '../support/findings.ts'

const check = (value: unknown) => findingsOf((findings) => checkBillingSettings(value, ['billingSettings'], findings))
const item = { baseCost: 1.5, rawUnitMultiplier: 0.1, unitCost: -2, allowance: 3 }
const noCost = { baseCost: 0, rawUnitMultiplier: 0, unitCost: 0, allowance: 0 }

describe('settings', () => {
  test('fill in an item and leave out those that are null', () => {
    expect(check({ base: item, localNumbers: { unitCost: 2 }, aiInsights: null })).toStrictEqual({
      value: { base: item, localNumbers: { ...noCost, unitCost: 2 } },
      errors: [],
    })
  })

  test('are read without regard to case', () => {
    expect(check({ AIInsights: { BaseCost: 2 } }).value).toEqual({ aiInsights: { ...noCost, baseCost: 2 } })
  })

  test('keep unknown items of the right shape only', () => {
    const { value, errors } = check({ aiMessages: item, 'a b': item, other: 5, next: { baseCost: 'x' } })
    expect(errors).toEqual([])
    expect(value).toEqual({ aiMessages: item })
  })

  test.each([
    [[], 'billingSettings'],
    [{ base: 5 }, 'billingSettings.base'],
    [{ base: { baseCost: Number.NaN } }, 'billingSettings.base.baseCost'],
    [{ base: { unitCost: '1' } }, 'billingSettings.base.unitCost'],
    [{ base: { allowance: -1 } }, 'billingSettings.base.allowance'],
    [{ base: { allowance: 1.5 } }, 'billingSettings.base.allowance'],
    [{ base: { allowance: 2 ** 31 } }, 'billingSettings.base.allowance'],
  ])('%j is invalid at %s', (value, path) => {
    expect(check(value).errors).toEqual([`Invalid ${path}`])
  })

  test('replaced by their named items keep the unknown ones', () => {
    expect(keepUnknownItems({ base: item, aiMessages: item }, { aiInsights: noCost })).toEqual({
      aiInsights: noCost,
      aiMessages: item,
    })
    expect(keepUnknownItems(null, { base: item })).toEqual({ base: item })
  })
})
