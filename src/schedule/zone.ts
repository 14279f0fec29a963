import { WINDOWS_TO_IANA_MAP } from 'windows-iana'

const windowsZones = new Map(
  WINDOWS_TO_IANA_MAP.filter(({ territory }) => territory === '001').map(({ windowsName, iana }) => [
    windowsName.toLowerCase(),
    iana[0],
  ]),
)

/**
 * The IANA zone, known to Intl, that an IANA or Windows id names, without regard to case; null when there is none.
 * Legacy IANA names count (Asia/Calcutta, Europe/Kiev).
 * @see CLDR, windowsZones, territory 001
 */
export function findZone(timeZoneId: string): string | null {
  const known = found.get(timeZoneId)
  if (known !== undefined) return known
  const zone = findIanaZone(windowsZones.get(timeZoneId.toLowerCase()) ?? timeZoneId)
  if (found.size >= maxFound) found.clear()
  found.set(timeZoneId, zone)
  return zone
}

/** Intl takes a fifth of a millisecond to look for a zone. */
const found = new Map<string, string | null>()
const maxFound = 2000

function findIanaZone(timeZoneId: string): string | null {
  // Since Node 22 Intl takes offsets such as +05:00, which are no ids.
  if (!/^[a-z]/i.test(timeZoneId)) return null
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timeZoneId }).resolvedOptions().timeZone
  } catch (error) {
    if (error instanceof RangeError) return null
    throw error
  }
}
