import { expect, test } from 'vitest'
import { WINDOWS_TO_IANA_MAP } from 'windows-iana'
import { findZone } from '../../src/schedule/zone.ts'

test.each([
  ['America/New_York', 'America/New_York'],
  ['america/new_york', 'America/New_York'],
  ['Eastern Standard Time', 'America/New_York'],
  ['EASTERN STANDARD TIME', 'America/New_York'],
  ['utc', 'UTC'],
  ['Etc/GMT+5', 'Etc/GMT+5'],
])('%s is %s', (id, zone) => {
  expect(findZone(id)).toBe(zone)
})

test.each([['Asia/Calcutta'], ['Asia/Kolkata'], ['Europe/Kiev'], ['Europe/Kyiv'], ['US/Pacific']])(
  'the legacy or canonical name %s is known',
  (id) => expect(findZone(id)).not.toBeNull(),
)

test.each([[''], ['Mars/Olympus'], ['+05:00'], ['-03'], [' UTC'], ['Eastern  Standard Time']])('%j is none', (id) => {
  expect(findZone(id)).toBeNull()
})

test('every Windows zone is known', () => {
  expect(WINDOWS_TO_IANA_MAP.filter(({ windowsName }) => findZone(windowsName) === null)).toEqual([])
})
