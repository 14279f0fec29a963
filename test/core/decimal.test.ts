import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decimalOf, findDecimal, printDecimal, sumOf, zero } from '../../src/core/decimal.ts'
import { DecimalScalar } from '../../src/core/scalars.ts'
import { plus, scaled, times, written } from '../support/scaled.ts'

const anyNumber = fc.double({ noNaN: true, noDefaultInfinity: true })
const anyText = fc
  .tuple(fc.constantFrom('', '-'), fc.stringMatching(/^\d{1,20}$/), fc.stringMatching(/^(\.\d{1,20})?$/))
  .map((parts) => parts.join(''))
const read = (text: string) => findDecimal(text) ?? zero

describe('a decimal', () => {
  test('is a number through its shortest text', () => {
    expect(printDecimal(decimalOf(0.1))).toBe('0.1')
    fc.assert(
      fc.property(anyNumber, (number) => {
        expect(printDecimal(decimalOf(number))).toBe(written(scaled(number)))
      }),
    )
  })

  test('is printed without exponent and trailing zeros, and so that it reads the same again', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const printed = printDecimal(read(text))
        expect(printed).toBe(written(scaled(text)))
        expect(printDecimal(read(printed))).toBe(printed)
      }),
    )
  })

  test('is added and multiplied without rounding', () => {
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        expect(printDecimal(sumOf([read(one), read(other)]))).toBe(written(plus(scaled(one), scaled(other))))
        expect(printDecimal(read(one).times(read(other)))).toBe(written(times(scaled(one), scaled(other))))
      }),
    )
  })

  test.each([
    ['007', '7'],
    ['-0.0', '0'],
    ['12.3450', '12.345'],
    ['9'.repeat(40), '9'.repeat(40)],
    [`-0.${'0'.repeat(38)}1`, `-0.${'0'.repeat(38)}1`],
  ])('%s is %s', (text, printed) => {
    expect(printDecimal(read(text))).toBe(printed)
  })

  test.each(['', ' 1', '1\n', '+1', '.5', '1.', '1e5', '1e999999999', '0x1', '1,5', '١', 'NaN', '9'.repeat(41)])(
    '%j is none',
    (text) => {
      expect(findDecimal(text)).toBeNull()
    },
  )

  test('is no JSON number beyond all numbers', () => {
    expect(() => DecimalScalar.parseValue(JSON.parse('1e999999999'))).toThrow('got Infinity')
  })
})
