/** Numbers in ascending order, perhaps too many to write down. */
export interface Ascending {
  readonly length: number
  /** @param index from 0 to `length` - 1. */
  at(index: number): number
}

export function listed(values: readonly number[]): Ascending {
  return { length: values.length, at: (index) => values[index] ?? Number.NaN }
}

/** Each of `outer` plus each of `inner`; all of `inner` lie between two of `outer`. */
export function product(outer: Ascending, inner: Ascending): Ascending {
  const { length } = inner
  return {
    length: outer.length * length,
    at: (index) => outer.at(Math.floor(index / length)) + inner.at(index % length),
  }
}

/** The members at positions that count from 1, or from the end when negative (RFC 5545, BYSETPOS). */
export function atPositions(members: Ascending, positions: readonly number[]): Ascending {
  const indices = positions.map((position) => (position > 0 ? position - 1 : members.length + position))
  const inside = new Set(indices.filter((index) => index >= 0 && index < members.length))
  return listed([...inside].sort((a, b) => a - b).map((index) => members.at(index)))
}

/** How many of them are smaller than `value`: the index of the first that is not. */
export function countBelow(members: Ascending, value: number): number {
  let low = 0
  let high = members.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (members.at(middle) < value) low = middle + 1
    else high = middle
  }
  return low
}

/**
 * The first and the last index of the members around `index` that are `spacing` apart, one from the next.
 * @param spacing the distance that no two members fall short of.
 */
export function rowAround(members: Ascending, index: number, spacing: number): readonly [first: number, last: number] {
  // What the distance from a member exceeds `spacing` for each by grows with the index.
  const excess = (other: number) => members.at(other) - members.at(index) - (other - index) * spacing
  const excesses = { length: members.length, at: excess }
  return [countBelow(excesses, 0), countBelow(excesses, 1) - 1]
}
