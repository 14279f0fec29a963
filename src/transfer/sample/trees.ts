import type { CustomerInfo } from '../documents.ts'
import { type Locale, locales, unusualCompanies } from '../words.ts'
import type { SampleAccount } from './accounts.ts'
import { sampleCustomer } from './customers.ts'
import type { PartKind, Position } from './position.ts'
import { itemAt, type Random } from './random.ts'

/** The deepest tree, and the size from which a company has it. */
const kindsBySize: readonly (readonly [minSize: number, kinds: readonly PartKind[]])[] = [
  [14, ['Region', 'Branch', 'Department', 'Team', 'Desk']],
  [10, ['Branch', 'Department', 'Team', 'Desk']],
  [6, ['Branch', 'Department', 'Team']],
  [4, ['Branch', 'Department']],
  [1, ['Department']],
]
const deepestSize = 14

/** Makes `count` customers of an account, company by company, each before those below it. */
export function* accountCustomers(random: Random, account: SampleAccount, count: number): Generator<CustomerInfo> {
  const maxSize = Math.max(deepestSize, Math.ceil(count / 3))
  for (let made = 0, place = 0; made < count; place++) {
    const wanted = place === 0 ? deepestSize + random.below(4) : companySize(random, maxSize)
    const size = Math.min(wanted, count - made)
    const locale = random.chance(0.6) ? account.home : random.pick(locales)
    yield* grow(random, companyPosition(random, account, { locale, size, place }), size)
    made += size
  }
}

/** Mostly small, now and then very large (a Pareto distribution). */
function companySize(random: Random, maxSize: number): number {
  return Math.min(maxSize, 3000, Math.floor(3 / (1 - random.fraction()) ** 0.8))
}

interface Company {
  readonly locale: Locale
  readonly size: number
  readonly place: number
}

function companyPosition(random: Random, account: SampleAccount, { locale, size, place }: Company): Position {
  const isUnusual = place % 7 === 1
  const cities = locale.regions.flatMap((region) => region.cities)
  const kindsBelow = kindsBySize.find(([minSize]) => size >= minSize)?.[1] ?? []
  return {
    account,
    kind: 'Company',
    kindsBelow,
    name: isUnusual
      ? random.pick(unusualCompanies)
      : locale.company(random.pick(locale.families), random.pick(locale.trades)),
    locale,
    city: random.pick(cities),
    cities,
    breadcrumb: [],
    parent: undefined,
  }
}

function* grow(random: Random, position: Position, size: number): Generator<CustomerInfo> {
  const { info, created } = sampleCustomer(random, position)
  yield info
  const [kind, ...kindsBelow] = position.kindsBelow
  if (kind === undefined) return
  const below = {
    ...position,
    kind,
    kindsBelow,
    breadcrumb: [...position.breadcrumb, { id: info.id, name: position.name }],
    parent: { created, timeZoneId: position.city.timeZoneId },
  }
  const offset = random.below(100)
  for (const [place, childSize] of childSizes(random, size - 1, kindsBelow.length + 1).entries()) {
    yield* grow(random, { ...below, ...childNames(below, offset, place) }, childSize)
  }
}

/** Divides what a customer has below it among its children; the first has enough to reach the lowest level. */
function childSizes(random: Random, size: number, levels: number): number[] {
  if (size === 0) return []
  if (levels === 1) return Array.from({ length: size }, () => 1)
  const first = Math.min(size, levels)
  const others = size - first
  const wanted = Math.round(size ** (1 / levels) * (0.6 + 1.2 * random.fraction()))
  const sizes = [first, ...Array.from({ length: Math.min(others, Math.max(0, wanted - 1)) }, () => 1)]
  for (let left = size - first - (sizes.length - 1); left > 0; left--) {
    const place = random.below(sizes.length)
    sizes[place] = (sizes[place] ?? 0) + 1
  }
  return sizes
}

type Names = Pick<Position, 'name' | 'city' | 'cities'>

/** What a child is called and where it is. Siblings go through the words in turn, from `offset`. */
function childNames(
  { kind, locale, city, cities }: Position & { readonly kind: PartKind },
  offset: number,
  place: number,
): Names {
  const turn = <Word>(words: readonly Word[], write: (word: Word) => string) =>
    numbered(write(itemAt(words, offset + place)), Math.floor(place / words.length))
  switch (kind) {
    case 'Region': {
      const region = itemAt(locale.regions, offset + place)
      return { name: turn(locale.regions, ({ name }) => name), city: itemAt(region.cities, 0), cities: region.cities }
    }
    case 'Branch':
      return { name: turn(cities, ({ name }) => locale.branch(name)), city: itemAt(cities, offset + place), cities }
    case 'Department':
    case 'Team':
    case 'Desk':
      return { name: turn(wordsOf(kind, locale), (word) => word), city, cities }
  }
}

function wordsOf(kind: 'Department' | 'Team' | 'Desk', locale: Locale): readonly string[] {
  if (kind === 'Department') return locale.departments
  return kind === 'Team' ? locale.teams : locale.desks
}

function numbered(name: string, round: number): string {
  return round === 0 ? name : `${name} ${round + 1}`
}
