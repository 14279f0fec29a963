import type { Random } from './random.ts'

const firstDay = Date.UTC(2019, 0, 7)
const lastAccountDay = Date.UTC(2021, 11, 17)
const lastDay = Date.UTC(2026, 8, 30)

/** When something came to be and was last changed; `created` again in milliseconds since 1970. */
export interface SampleDates {
  readonly created: number
  readonly dateCreated: string
  readonly dateLastModified: string
}

/** Accounts come in the first three years, each after its parent. */
export function accountDates(random: Random, parentCreated = firstDay): SampleDates {
  return datesOf(random, between(parentCreated, lastAccountDay, random.fraction() ** 2))
}

/** Companies come at any time after their account, what is below them mostly not much later than its parent. */
export function customerDates(random: Random, earliest: number, isCompany: boolean): SampleDates {
  const share = isCompany ? random.fraction() : 0.6 * random.fraction() ** 5
  return datesOf(random, between(earliest, lastDay, share))
}

function datesOf(random: Random, created: number): SampleDates {
  const modified = random.chance(0.3) ? created : between(created, lastDay, random.fraction())
  return {
    created,
    dateCreated: new Date(created).toISOString(),
    dateLastModified: new Date(modified).toISOString(),
  }
}

function between(from: number, to: number, share: number): number {
  return Math.floor(from + (to - from) * share)
}
