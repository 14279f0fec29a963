import Big from 'big.js'

/** An exact decimal number: sums, differences and products of decimals are never rounded. */
export type Decimal = Big

export const zero: Decimal = new Big(0)

/** Digits of a decimal that is sent to us, on both sides of the point. */
export const maxDigits = 40

/** An exponent would let a few characters stand for a number that fills the memory. */
const plain = /^-?\d+(?:\.\d+)?$/

/** The decimal that a text writes without exponent and with at most 40 digits, as in `-12.50`; null for other texts. */
export function findDecimal(text: string): Decimal | null {
  return plain.test(text) && text.replace(/\D/g, '').length <= maxDigits ? new Big(text) : null
}

/** A finite number as its shortest round-trip text writes it: 0.1 is exactly 0.1. */
export function decimalOf(number: number): Decimal {
  return new Big(number)
}

/** A decimal without exponent and trailing zeros: `12.5`, `0`. */
export function printDecimal(decimal: Decimal): string {
  return decimal.toFixed()
}

export function sumOf(decimals: readonly Decimal[]): Decimal {
  return decimals.reduce((sum, decimal) => sum.plus(decimal), zero)
}
