/** A decimal as an integer and how many of its digits stand behind the point, for arithmetic without a library. */
export interface Scaled {
  readonly integer: bigint
  readonly scale: number
}

/** What a text or a number's shortest text writes, exponents included. */
export function scaled(decimal: string | number): Scaled {
  const [digits = '', exponent = '0'] = String(decimal).toLowerCase().split('e')
  const scale = (digits.split('.')[1] ?? '').length - Number(exponent)
  const integer = BigInt(digits.replace('.', ''))
  return scale < 0 ? { integer: integer * 10n ** BigInt(-scale), scale: 0 } : { integer, scale }
}

export function times(one: Scaled, other: Scaled): Scaled {
  return { integer: one.integer * other.integer, scale: one.scale + other.scale }
}

export function plus(one: Scaled, other: Scaled): Scaled {
  const scale = Math.max(one.scale, other.scale)
  return { integer: integerAt(scale, one) + integerAt(scale, other), scale }
}

/** As an answer writes it: no exponent, no trailing zeros. */
export function written({ integer, scale }: Scaled): string {
  const digits = String(integer < 0n ? -integer : integer).padStart(scale + 1, '0')
  const point = digits.length - scale
  const fraction = digits.slice(point).replace(/0+$/, '')
  return `${integer < 0n ? '-' : ''}${digits.slice(0, point)}${fraction && `.${fraction}`}`
}

function integerAt(scale: number, decimal: Scaled): bigint {
  return decimal.integer * 10n ** BigInt(scale - decimal.scale)
}
