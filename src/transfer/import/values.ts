import { v5 } from 'uuid'
import type { Findings } from '../../core/outcome.ts'
import { expected, isObject, type Path, type Read, readInteger, readObject } from '../../core/read.ts'
import { findInstant } from '../../core/scalars.ts'
import { checkName, checkText } from '../../core/text.ts'
import { type IntegrationEntries, maxIntegrations } from '../../customer/model.ts'

/** An RFC 3339 instant of the years 1 to 9999, which both databases can keep; answered in UTC with milliseconds. */
export const readInstant: Read<string> = (value, field, findings) => {
  const text = findInstant(value)?.toISOString() ?? ''
  return isKept.test(text) ? text : expected('an RFC 3339 instant with offset', { value, field, findings })
}

const isKept = /^(?!0000)\d{4}-/

/** A whole number that is not negative. */
export const readCount: Read<number> = (value, field, findings) => {
  const count = readInteger(value, field, findings)
  return count !== null && count < 0 ? expected('0 or more', { value, field, findings }) : count
}

const readEntry = readObject<{ thirdPartyId: string }>({ thirdPartyId: checkText })

/** The integration dictionary (EntityIntegrationData); entries that are null are left out. */
export const readIntegrations: Read<IntegrationEntries> = (value, field, findings) => {
  if (!isObject(value)) return expected('an object', { value, field, findings })
  const given = Object.entries(value).filter(([, entry]) => entry !== null)
  if (given.length > maxIntegrations) {
    findings.add('TooLong', field, `expected at most ${maxIntegrations} entries, got ${given.length}`)
  }
  return Object.fromEntries(given.map(([key, entry]) => readIntegration(key, entry, { field, findings })))
}

function readIntegration(key: string, entry: unknown, { field, findings }: { field: Path; findings: Findings }) {
  const path = [...field, key]
  return [checkName(key, path, findings), readEntry(entry, path, findings) ?? {}] as const
}

/** Namespace of the ids that rules get when they come without, as RFC 9562 wants one for UUIDs made of names. */
const ruleNamespace = '7a0c4f5e-6d0f-5b1e-9a53-1f5f0c2f8d11'

/** Ids for the rules of a customer's schedule that come without: the same whenever the same record is imported. */
export function ruleIds(customerId: string): () => string {
  let count = 0
  return () => v5(`${customerId}/${count++}`, ruleNamespace)
}
