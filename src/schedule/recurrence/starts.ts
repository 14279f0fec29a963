import { type Block, type Blocks, blocksOf } from './blocks.ts'
import { countBelow, rowAround } from './positions.ts'
import type { Recurrence } from './recurrence.ts'

/** The seconds of the wall clock at which a rule occurs. A range is half-open: from, and before. */
export interface Starts {
  /** The first within a range; null where there is none. */
  first(from: number, before: number): number | null
  /** The last within a range; null where there is none. */
  last(from: number, before: number): number | null
  /** The first and the last of the occurrences around `start` that follow one another within `length` seconds each; perhaps not all. */
  rowAround(start: number, length: number): readonly [first: number, last: number]
}

/**
 * How far a COUNT is followed from its start, in steps: through all years where years can be counted, through some nine of
 * them where a rule's steps fall differently into each day. One that goes on further than that counts as ended there.
 */
const maxCountingSteps = 20_000

/** The occurrences of a rule. Neither search comes from the start of the rule, but for COUNT, once. */
export function startsOf(recurrence: Recurrence): Starts {
  const allBlocks = blocksOf(recurrence)
  const end = endOf(recurrence, allBlocks)
  const blocks = rememberingLatest(allBlocks)
  const clipped =
    (search: Starts['first']): Starts['first'] =>
    (from, before) => {
      const low = Math.max(from, recurrence.start)
      const high = Math.min(before, end(before))
      return low < high ? search(low, high) : null
    }
  const last = lastIn(blocks)
  return {
    first: clipped(firstIn(blocks)),
    last: clipped(last),
    rowAround(start, length) {
      const { spacing } = blocks
      if (spacing === null || spacing > length) return [start, start]
      const { base, starts } = blocks.at(blocks.numberOf(start))
      const row = rowAround(starts, countBelow(starts, start - base), spacing)
      const [first, beyond] = [base + starts.at(row[0]), base + starts.at(row[1]) + 1]
      const firstOccurrence = first + Math.ceil(Math.max(0, recurrence.start - first) / spacing) * spacing
      return [firstOccurrence, last(start, Math.min(beyond, end(beyond))) ?? start]
    },
  }
}

/** Searches go to and fro between a block and the one beside it. */
function rememberingLatest(blocks: Blocks): Blocks {
  const latest: { number: number; block: Block }[] = []
  return {
    ...blocks,
    at(number) {
      const slot = number & 1
      const known = latest[slot]
      if (known?.number === number) return known.block
      const block = blocks.at(number)
      latest[slot] = { number, block }
      return block
    },
  }
}

function firstIn(blocks: Blocks): Starts['first'] {
  return (from, before) => {
    let last: number | undefined
    for (let number = blocks.numberOf(from) - blocks.reach; ; number++) {
      const { base, starts } = blocks.at(number)
      const index = countBelow(starts, from - base)
      if (index < starts.length) return within(base + starts.at(index), from, before)
      last ??= blocks.numberOf(before - 1) + blocks.reach
      if (number >= last) return null
    }
  }
}

function lastIn(blocks: Blocks): Starts['last'] {
  return (from, before) => {
    let first: number | undefined
    for (let number = blocks.numberOf(before - 1) + blocks.reach; ; number--) {
      const { base, starts } = blocks.at(number)
      const index = countBelow(starts, before - base) - 1
      if (index >= 0) return within(base + starts.at(index), from, before)
      first ??= blocks.numberOf(from) - blocks.reach
      if (number <= first) return null
    }
  }
}

function within(start: number, from: number, before: number): number | null {
  return from <= start && start < before ? start : null
}

/** Where a recurrence ends, as far as ranges before `before` are concerned: the second after its last occurrence. */
function endOf({ start, until, count }: Recurrence, blocks: Blocks): (before: number) => number {
  if (count === Number.POSITIVE_INFINITY) return () => until + 1
  let number = blocks.numberOf(start) - blocks.reach
  let left = count
  let stepsLeft = maxCountingSteps
  let end = Number.POSITIVE_INFINITY
  return (before) => {
    // Not even at the smallest distance are there so many.
    if (blocks.spacing !== null && (before - start) / blocks.spacing < count) return Number.POSITIVE_INFINITY
    for (; end === Number.POSITIVE_INFINITY; number++) {
      const { base, starts } = blocks.at(number)
      if (base >= before) break
      const skipped = base < start ? countBelow(starts, start - base) : 0
      const counted = starts.length - skipped
      stepsLeft -= blocks.stepsEach
      if (counted >= left) end = base + starts.at(skipped + left - 1) + 1
      else if (stepsLeft < 0) end = base
      left -= counted
    }
    return end
  }
}
