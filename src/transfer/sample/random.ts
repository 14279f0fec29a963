/** Numbers that look random and are the same for the same seed, on every machine and in every version. */
export interface Random {
  /** A whole number from 0 to 2³² - 1. */
  bits(): number
  /** A number from 0 to below 1. */
  fraction(): number
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number
  chance(probability: number): boolean
  /** @throws {RangeError} when there is nothing to pick from. */
  pick<Item>(items: readonly Item[]): Item
}

/** @see PractRand's sfc32, by Chris Doty-Humphrey. */
export function createRandom(seed: number): Random {
  let [a, b, c, counter] = [seed | 0, Math.floor(seed / 2 ** 32) | 0, 0x9e3779b9, 1]
  function bits(): number {
    const sum = (((a + b) | 0) + counter) | 0
    counter = (counter + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = (((c << 21) | (c >>> 11)) + sum) | 0
    return sum >>> 0
  }
  // The first numbers still resemble the seed.
  for (let round = 0; round < 15; round++) bits()

  const fraction = () => bits() / 2 ** 32
  const below = (limit: number) => Math.floor(fraction() * limit)
  return {
    bits,
    fraction,
    below,
    chance: (probability) => fraction() < probability,
    pick: (items) => itemAt(items, below(items.length)),
  }
}

/**
 * The item at a place, counted around the end.
 * @throws {RangeError} when there are no items.
 */
export function itemAt<Item>(items: readonly Item[], place: number): Item {
  const item = items[place % items.length]
  if (item === undefined) throw new RangeError('items: at least one, got none')
  return item
}

/** A UUIDv7 (RFC 9562, 5.7) of `time`, in milliseconds since 1970; everything else in it comes from `random`. */
export function sampleId(random: Random, time: number): string {
  const stamp = time.toString(16).padStart(12, '0')
  const [low, middle, high] = [hex(random), hex(random), hex(random)]
  const variant = '89ab'.charAt(random.below(4))
  return `${stamp.slice(0, 8)}-${stamp.slice(8)}-7${low.slice(0, 3)}-${variant}${low.slice(3, 6)}-${middle}${high.slice(0, 4)}`
}

/** 8 hexadecimal digits. */
export function hex(random: Random): string {
  return random.bits().toString(16).padStart(8, '0')
}
