import { foldName } from '../../core/fold.ts'
import type { Findings } from '../../core/outcome.ts'
import type { TagChange } from '../../customer/tags.ts'
import type { Tag } from '../../tag/model.ts'
import type { CustomerRecord, TagRecord } from './record.ts'

export type TagRow = Omit<Tag, 'managed'>

/** A customer and a tag that it carries. */
export interface TagLink {
  readonly customerId: string
  readonly tagId: string
}

/** The tags that a batch has to do with, and who carries them, as they are after each of its records. */
export class TagBook {
  readonly #tags: Map<string, TagRow>
  readonly #stored: ReadonlyMap<string, TagRow>
  readonly #holders: Map<string, string>
  readonly #carried: Map<string, ReadonlySet<string>>
  readonly #storedCarried: ReadonlyMap<string, ReadonlySet<string>>
  readonly #storedLinks: readonly TagLink[]

  /** @param stored the tags of the batch's ids and those that have its names. */
  constructor(stored: readonly TagRow[], links: readonly TagLink[]) {
    this.#stored = new Map(stored.map((tag) => [tag.id, tag]))
    this.#tags = new Map(this.#stored)
    this.#holders = new Map(stored.map((tag) => [nameInAccount(tag), tag.id]))
    this.#storedLinks = links
    const carried = new Map<string, Set<string>>()
    for (const { customerId, tagId } of links) {
      const tagIds = carried.get(customerId) ?? new Set()
      carried.set(customerId, tagIds.add(tagId))
    }
    this.#storedCarried = carried
    this.#carried = new Map(carried)
  }

  /** Finds tags of another account (Invalid), and names that another tag has (Taken). */
  findFaults({ columns: { accountId }, tags }: CustomerRecord, findings: Findings): void {
    const ownIds = new Set(tags.map(({ id }) => id))
    const ownNames = new Map<string, string>()
    for (const [index, tag] of tags.entries()) {
      const path = ['tags', String(index)]
      const owner = this.#tags.get(tag.id)?.accountId ?? accountId
      if (owner !== accountId) findings.add('Invalid', [...path, 'id'], `the tag belongs to the account ${owner}`)
      const name = foldName(tag.name)
      const stored = this.#holders.get(nameInAccount({ accountId, nameKey: name }))
      // A tag that the record renames as well gives its name free.
      const holder = ownNames.get(name) ?? (stored !== undefined && ownIds.has(stored) ? undefined : stored)
      if (holder !== undefined && holder !== tag.id) {
        findings.add('Taken', [...path, 'name'], `the tag ${holder} of the account has this name`)
      }
      ownNames.set(name, tag.id)
    }
  }

  /** Whether the customer carries other tags than its record says. */
  differs({ columns: { id }, tags }: CustomerRecord): boolean {
    const carried = this.#carried.get(id) ?? new Set()
    const wanted = new Set(tags.map((tag) => tag.id))
    return carried.size !== wanted.size || [...wanted].some((tagId) => !carried.has(tagId))
  }

  /** Makes the tags of a record as it says, and gives them to its customer; nothing may be wrong with them. */
  put({ columns: { id, accountId }, tags }: CustomerRecord): void {
    for (const tag of tags) this.#putTag(accountId, tag)
    this.#carried.set(id, new Set(tags.map((tag) => tag.id)))
  }

  #putTag(accountId: string, { id, name, color }: TagRecord): void {
    const before = this.#tags.get(id)
    const tag = { id, accountId, name, nameKey: foldName(name), color }
    if (before && this.#holders.get(nameInAccount(before)) === id) this.#holders.delete(nameInAccount(before))
    this.#holders.set(nameInAccount(tag), id)
    this.#tags.set(id, tag)
  }

  /** The ids of the tags that a customer carried when the batch began, and carries now. */
  changeOf(customerId: string): TagChange {
    const sorted = (tagIds: ReadonlySet<string> = new Set()) => [...tagIds].sort()
    return { before: sorted(this.#storedCarried.get(customerId)), after: sorted(this.#carried.get(customerId)) }
  }

  created(): TagRow[] {
    return [...this.#tags.values()].filter(({ id }) => !this.#stored.has(id))
  }

  updated(): TagRow[] {
    return [...this.#tags.values()].filter((tag) => {
      const stored = this.#stored.get(tag.id)
      return stored !== undefined && (stored.name !== tag.name || stored.color !== tag.color)
    })
  }

  removedLinks(): TagLink[] {
    return this.#storedLinks.filter(({ customerId, tagId }) => !this.#carried.get(customerId)?.has(tagId))
  }

  addedLinks(): TagLink[] {
    const stored = new Set(this.#storedLinks.map(linkKey))
    return [...this.#carried]
      .flatMap(([customerId, tagIds]) => [...tagIds].map((tagId) => ({ customerId, tagId })))
      .filter((link) => !stored.has(linkKey(link)))
  }
}

/** No id and no name holds a NUL. */
function nameInAccount({ accountId, nameKey }: Pick<TagRow, 'accountId' | 'nameKey'>): string {
  return `${accountId}\0${nameKey}`
}

function linkKey({ customerId, tagId }: TagLink): string {
  return `${customerId}\0${tagId}`
}
