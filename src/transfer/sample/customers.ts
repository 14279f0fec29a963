import type { CustomerInfo, ScheduleInfo, StructInfo, TagInfo } from '../documents.ts'
import { integrations, people, segments, userNames } from '../words.ts'
import { customerDates } from './dates.ts'
import type { Position } from './position.ts'
import { type Random, sampleId } from './random.ts'
import { companySchedule, type ScheduleOwner, siteSchedule, teamSchedule } from './schedules.ts'
import { appSettings, customerBillingSettings } from './settings.ts'

/** Makes the customer that stands at a position, and tells when it came to be (milliseconds since 1970). */
export function sampleCustomer(random: Random, position: Position): { info: CustomerInfo; created: number } {
  const { account, breadcrumb, name, parent } = position
  const { created, ...dates } = customerDates(random, parent?.created ?? account.created, !parent)
  const parentCustomerId = breadcrumb.at(-1)?.id
  const info: CustomerInfo = {
    accountId: account.info.id,
    ...(parentCustomerId ? { parentCustomerId } : {}),
    breadcrumb,
    accountName: account.info.name,
    isStaging: random.chance(0.04),
    name,
    ...(random.chance(0.85) ? { referenceId: `${position.locale.country}-${100_000 + random.below(900_000)}` } : {}),
    ...(random.chance(0.7) ? { data: sampleData(random, position) } : {}),
    tags: pickTags(random, account.tags),
    schedule: sampleSchedule(random, position, created),
    ...sampleIntegrations(random),
    ...sampleOverrides(random, position),
    id: sampleId(random, created),
    ...dates,
    createdBy: random.pick(userNames),
    lastModifiedBy: random.pick(userNames),
  }
  return { info, created }
}

function sampleSchedule(random: Random, { kind, locale, city, parent }: Position, created: number): ScheduleInfo {
  const owner: ScheduleOwner = { locale, city, created, parentTimeZoneId: parent?.timeZoneId }
  if (kind === 'Company') return companySchedule(random, owner)
  return kind === 'Region' || kind === 'Branch' ? siteSchedule(random, owner) : teamSchedule(random, owner)
}

/** None to four, each once. */
function pickTags(random: Random, tags: readonly TagInfo[]): TagInfo[] {
  if (tags.length === 0) return []
  const wanted = Math.floor(5 * random.fraction() ** 1.7)
  return [...new Set(Array.from({ length: wanted }, () => random.pick(tags)))]
}

function sampleData(random: Random, { kind, city }: Position): StructInfo {
  return {
    ...(random.chance(0.3) ? { vip: { boolValue: random.chance(0.7) } } : {}),
    seats: { numberValue: 1 + random.below(kind === 'Company' ? 400 : 25) },
    ...(kind === 'Company' ? { segment: { stringValue: random.pick(segments) } } : {}),
    ...(kind === 'Branch' ? { site: { structValue: siteData(random, city.name) } } : {}),
    ...(random.chance(0.25) ? { contacts: { listValue: contacts(random) } } : {}),
  }
}

function siteData(random: Random, city: string): StructInfo {
  return {
    city: { stringValue: city },
    floor: { numberValue: random.below(12) },
    parking: { boolValue: random.chance(0.5) },
  }
}

function contacts(random: Random): StructInfo[] {
  return Array.from({ length: 1 + random.below(2) }, () => ({
    name: { stringValue: random.pick(people) },
    isPrimary: { boolValue: random.chance(0.5) },
  }))
}

function sampleIntegrations(random: Random): Pick<CustomerInfo, 'integrationData'> {
  if (!random.chance(0.2)) return {}
  return {
    integrationData: { [random.pick(integrations)]: { thirdPartyId: String(10_000_000 + random.below(90_000_000)) } },
  }
}

/** Companies and branches now and then have prices and a portal of their own; others hardly ever. */
function sampleOverrides(random: Random, { kind, name }: Position): Partial<CustomerInfo> {
  const isLarge = kind === 'Company' || kind === 'Branch'
  const overrideBillingSettings = random.chance(isLarge ? 0.2 : 0.02)
  const overrideAppSettings = random.chance(isLarge ? 0.3 : 0.01)
  const billingSettings = overrideBillingSettings ? customerBillingSettings(random) : undefined
  return {
    overrideBillingSettings,
    ...(billingSettings ? { billingSettings } : {}),
    overrideAppSettings,
    ...(overrideAppSettings ? { appSettings: appSettings(random, name) } : {}),
  }
}
