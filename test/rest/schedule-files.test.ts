import { convertIcsCalendar } from 'ts-ics'
import { beforeAll, describe, expect, test } from 'vitest'
import { customer, manager, onBothDatabases } from '../support/gateway.ts'
import { allOf, readMarkup } from '../support/markup.ts'
import { make, type RestRequest, refusalOf, rest, sendJson } from '../support/rest.ts'

const officeHours = {
  id: 'office',
  name: 'Office hours',
  state: 'Business Hours',
  simpleRuleType: 'Time',
  startTime: '09:00',
  endTime: '17:00',
}

/** The titles of the bars: state, times and cause. */
function barsIn(svg: string): readonly string[][] {
  const [, ...below] = allOf(readMarkup(svg))
  return below.flatMap(({ name, children }) => (name === 'svg' ? [children[0]?.text.split('\n') ?? []] : []))
}

onBothDatabases("a schedule's files", (gateway) => {
  let accountId: string
  let open: string
  let closed: string

  beforeAll(async () => {
    accountId = await make(gateway(), '/accounts', { name: 'North' })
    open = await make(gateway(), '/customers', { name: 'Acme, Söhne & <Co>', accountId })
    closed = await make(gateway(), '/customers', { name: 'Branch', parentCustomerId: open })
    const hours = { timeZoneId: 'Eastern Standard Time', defaultState: 'After Hours', rules: [officeHours] }
    await giveSchedule(open, hours)
    await giveSchedule(closed, { inherit: true, forceClosed: true })
  })

  const giveSchedule = async (customerId: string, schedule: object) => {
    const answer = await sendJson(gateway(), 'PATCH', `/customers/${customerId}`, { value: { schedule } })
    expect(answer.status, answer.text).toBe(200)
  }
  const get = (path: string, request?: RestRequest) => rest(gateway(), path, request)
  const picture = (query: string, request?: RestRequest) => get(`/customers/${open}/schedule.svg${query}`, request)

  describe('the picture', () => {
    test('shows the days asked for', async () => {
      const answer = await picture('?from=2026-11-16&days=2')
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'image/svg+xml; charset=utf-8'])
      expect(answer.headers.get('content-disposition')).toBe('inline; filename="schedule.svg"')
      expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
      const day = [
        ['After Hours', '00:00 to 09:00', 'no rule applies'],
        ['Business Hours', '09:00 to 17:00', 'rule “Office hours”'],
        ['After Hours', '17:00 to 24:00', 'no rule applies'],
      ]
      expect(barsIn(answer.text)).toEqual([...day, ...day])
      expect(readMarkup(answer.text).children[0]?.text).toBe(
        'Schedule of Acme, Söhne & <Co>, 16 November 2026 – 17 November 2026, Eastern Standard Time',
      )
    })

    test('shows a week from today where nothing is asked for', async () => {
      expect(barsIn((await picture('')).text).length).toBe(21)
    })

    test('shows what is inherited, and what is forced', async () => {
      const answer = await get(`/customers/${closed}/schedule.svg?from=2026-11-01&days=1`)
      expect(barsIn(answer.text)).toEqual([['Closed', '00:00 UTC−04:00 to 24:00 UTC−05:00', 'closed by force']])
    })

    test.each([
      ['?days=0', '400 Invalid Days'],
      ['?days=32', '400 Invalid Days'],
      ['?days=1.5', '400 Invalid Days'],
      ['?days=-1', '400 Invalid Days'],
      ['?from=2026-02-30', '400 Invalid From'],
      ['?from=tomorrow', '400 Invalid From'],
      ['?from=1969-12-31', '400 Invalid From'],
      ['?from=9999-01-01', '400 Invalid From'],
    ])('is refused for %s', async (query, refusal) => {
      expect(refusalOf(await picture(query))).toBe(refusal)
    })

    test('may be 31 days long', async () => {
      expect(barsIn((await picture('?from=2026-10-16&days=31')).text).length).toBe(93)
    })
  })

  describe('the calendar file', () => {
    const calendar = async (id: string) => {
      const answer = await get(`/customers/${id}/schedule.ics`)
      expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/calendar; charset=utf-8'])
      expect(answer.headers.get('content-disposition')).toBe('inline; filename="schedule.ics"')
      return convertIcsCalendar(undefined, answer.text)
    }
    const hours = (from: Date, to: Date | undefined) => ((to?.getTime() ?? 0) - from.getTime()) / 3_600_000

    test('has what is not the default, for 400 days', async () => {
      const { events = [] } = await calendar(open)
      expect(events.length).toBe(400)
      const distinct = (values: readonly unknown[]) => [...new Set(values)]
      expect(distinct(events.map(({ summary }) => summary))).toEqual(['Business Hours'])
      expect(distinct(events.map(({ start, end }) => hours(start.date, end?.date)))).toEqual([8])
      expect(distinct(events.map(({ uid }) => uid)).length).toBe(400)
    })

    test('has one event where the customer is closed by force', async () => {
      const { events = [] } = await calendar(closed)
      expect(events.map(({ summary }) => summary)).toEqual(['Closed'])
      expect(events.map(({ start, end }) => hours(start.date, end?.date))).toEqual([400 * 24])
    })
  })

  test('neither is made where the state changes all the time', async () => {
    const rule = { ...officeHours, frequency: 'Minutely', interval: 2, startTime: '00:00', endTime: '00:01' }
    const restless = await make(gateway(), '/customers', { name: 'Restless', accountId })
    await giveSchedule(restless, { defaultState: 'Quiet', rules: [rule] })
    expect(refusalOf(await get(`/customers/${restless}/schedule.svg`))).toBe('400 TooLong')
    expect(refusalOf(await get(`/customers/${restless}/schedule.ics`))).toBe('400 TooLong')
  })

  describe.each(['schedule.svg', 'schedule.ics'])('%s', (file) => {
    const path = () => `/customers/${open}/${file}`

    test('is there for GET and HEAD', async () => {
      const head = await get(path(), { method: 'HEAD' })
      expect([head.status, head.text]).toEqual([200, ''])
      const post = await get(path(), { method: 'POST' })
      expect([refusalOf(post), post.headers.get('allow')]).toEqual(['405 MethodNotAllowed', 'GET, HEAD'])
    })

    test('is there for those who see the customer', async () => {
      expect((await get(path(), { as: manager(accountId) })).status).toBe(200)
      expect((await get(path(), { as: customer(open) })).status).toBe(200)
    })

    test('is absent for others, as for a customer that there is not', async () => {
      const absent = await get(`/customers/nobody/${file}`)
      expect(refusalOf(absent)).toBe('404 NotFound')
      for (const as of [manager(), manager('none'), customer(closed)]) {
        const hidden = await get(path(), { as })
        expect([hidden.status, hidden.text]).toEqual([404, absent.text])
      }
    })

    test('is for nobody without a token', async () => {
      const answer = await get(path(), { as: null })
      expect(refusalOf(answer)).toBe('401 Unauthorized')
      expect(answer.headers.get('www-authenticate')).toContain('Bearer')
    })

    test('refuses in the format that is accepted', async () => {
      const answer = await get(`/customers/nobody/${file}`, { headers: { accept: 'application/xml' } })
      expect(answer.headers.get('content-type')).toBe('application/xml; charset=utf-8')
    })
  })
})
