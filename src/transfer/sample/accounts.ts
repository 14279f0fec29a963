import type { AccountInfo, TagInfo } from '../documents.ts'
import { accountNames, type Locale, locales, tagWords, userNames } from '../words.ts'
import { accountDates } from './dates.ts'
import { hex, itemAt, type Random, sampleId } from './random.ts'
import { fullBillingSettings } from './settings.ts'

/** An account, what its customers may be tagged with, their usual language, and since when it is (ms since 1970). */
export interface SampleAccount {
  readonly info: AccountInfo & { readonly name: string }
  readonly tags: readonly TagInfo[]
  readonly home: Locale
  readonly created: number
}

/** How many places earlier the parent of an account is, again and again; 0 for a root. */
const stepsToParent = [0, 1, 0, 1, 1, 3]

/** Makes accounts, parents before children, with tags dealt out evenly. */
export function sampleAccounts(random: Random, count: number, tagCount: number): SampleAccount[] {
  const accounts: SampleAccount[] = []
  for (let place = 0; place < count; place++) {
    const step = itemAt(stepsToParent, place)
    const parent = step === 0 ? undefined : accounts[place - step]
    const { created, ...dates } = accountDates(random, parent?.created)
    const tags = sampleTags(random, created, place, Math.ceil((tagCount - place) / count))
    const info = { ...accountInfo(random, created, parent), name: accountName(place), ...dates }
    accounts.push({ info, tags, home: itemAt(locales, place), created })
  }
  return accounts
}

function accountInfo(random: Random, created: number, parent: SampleAccount | undefined): AccountInfo {
  const id = sampleId(random, created)
  const isBYOA = random.chance(0.4)
  const logoId = random.chance(0.6) ? sampleId(random, created) : undefined
  return {
    id,
    ...(parent ? { parentAccountId: parent.info.id } : {}),
    ancestorIds: parent ? [...(parent.info.ancestorIds ?? []), parent.info.id] : [],
    ...(isBYOA ? { twilioAccountSid: sid(random, 'AC'), trustHubProfileSid: sid(random, 'BU') } : {}),
    maxPhoneNumbers: 50 * (1 + random.below(40)),
    isBYOA,
    ...(logoId ? { logoId, logoUri: `https://files.example/logos/${logoId}.png` } : {}),
    ...(parent ? {} : { billingSettings: fullBillingSettings(random) }),
    createdBy: 'provisioning',
    lastModifiedBy: random.pick(userNames),
  }
}

/** The names run out after a dozen; then they are numbered. */
function accountName(place: number): string {
  const round = Math.floor(place / accountNames.length)
  return round === 0 ? itemAt(accountNames, place) : `${itemAt(accountNames, place)} ${round + 1}`
}

function sampleTags(random: Random, created: number, offset: number, count: number): TagInfo[] {
  return Array.from({ length: Math.max(0, count) }, (_, place) => {
    const { name, color } = itemAt(tagWords, offset + place)
    const round = Math.floor(place / tagWords.length)
    return { id: sampleId(random, created), name: round === 0 ? name : `${name} ${round + 1}`, color }
  })
}

/** An id as the telephone provider gives them: two letters and 32 hexadecimal digits. */
function sid(random: Random, kind: 'AC' | 'BU'): string {
  return kind + hex(random) + hex(random) + hex(random) + hex(random)
}
