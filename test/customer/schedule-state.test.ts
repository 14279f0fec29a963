import { beforeAll, describe, expect, test } from 'vitest'
import { administrator, customer, type Gateway, onBothDatabases } from '../support/gateway.ts'
import { rest, sendJson } from '../support/rest.ts'
import { importText, openMigrated } from '../support/transfer.ts'

const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday'].map((dayOfWeek) => ({ dayOfWeek }))
const businessHours = {
  id: 'hours',
  name: 'Office hours',
  priority: 2,
  state: 'Business Hours',
  simpleRuleType: 'Time',
  frequency: 'Weekly',
  byDay: weekdays,
  startTime: '09:00',
  endTime: '17:00',
  flowId: 'front-desk',
  flowParams: { greeting: 'hello' },
}
const christmas = {
  id: 'christmas',
  priority: 1,
  state: 'Holiday',
  simpleRuleType: 'Time',
  isAllDay: true,
  startDate: '2026-12-24',
  untilDate: '2026-12-26',
}
const officeSchedule = {
  timeZoneId: 'Eastern Standard Time',
  defaultState: 'After Hours',
  rules: [businessHours, christmas],
}

interface Made {
  readonly id: string
}

async function makeCustomer(gateway: Gateway, name: string, parentCustomerId: string | null, schedule?: object) {
  const made = await gateway.data<{ newCustomer: { customer: Made } }>(
    administrator,
    'mutation ($input: NewCustomerInput!) { newCustomer(input: $input) { customer { id } } }',
    { input: { name, parentCustomerId } },
  )
  const { id } = made.newCustomer.customer
  if (schedule) {
    const patched = await gateway.data(
      administrator,
      'mutation ($input: PatchCustomerInput!) { patchCustomer(input: $input) { userErrors { field message } } }',
      { input: { customerId: id, schedule } },
    )
    expect(patched).toEqual({ patchCustomer: { userErrors: [] } })
  }
  return id
}

onBothDatabases('the state of a schedule', (gateway) => {
  let office: string
  let branch: string
  let desk: string
  beforeAll(async () => {
    await gateway().data(administrator, 'mutation { newAccount(input: { name: "Only" }) { account { id } } }')
    office = await makeCustomer(gateway(), 'Office', null, officeSchedule)
    branch = await makeCustomer(gateway(), 'Branch', office, { inherit: true, timeZoneId: 'Europe/London' })
    const whileOpen = { state: 'With the branch', simpleRuleType: 'CustomerState', customerState: ' Business Hours ' }
    desk = await makeCustomer(gateway(), 'Desk', branch, { defaultState: 'Alone', rules: [whileOpen] })
  })

  const ask = (query: string, variables: object = {}) => gateway().graphql(administrator, query, variables)
  const stateOf = async (id: string, at: string, fields: string) => {
    const query = `query ($id: ID!, $at: DateTime) { customer(id: $id) { scheduleState(at: $at) { ${fields} } } }`
    const { customer: found } = await gateway().data<{ customer: { scheduleState: object } }>(administrator, query, {
      id,
      at,
    })
    return found.scheduleState
  }

  test('says which rule decided, since when and until when', async () => {
    const fields = 'stateName timeZoneId at source rule { id name } flowId flowParams since until'
    expect(await stateOf(office, '2026-11-20T10:00:00-05:00', fields)).toEqual({
      stateName: 'Business Hours',
      timeZoneId: 'Eastern Standard Time',
      at: '2026-11-20T15:00:00.000Z',
      source: 'Rule',
      rule: { id: 'hours', name: 'Office hours' },
      flowId: 'front-desk',
      flowParams: { greeting: 'hello' },
      since: '2026-11-20T14:00:00.000Z',
      until: '2026-11-20T22:00:00.000Z',
    })
  })

  test('is read on the own clock where hours are inherited', async () => {
    const at = '2026-11-20T09:30:00Z'
    expect(await stateOf(branch, at, 'stateName timeZoneId')).toEqual({
      stateName: 'Business Hours',
      timeZoneId: 'Europe/London',
    })
    expect(await stateOf(office, at, 'stateName')).toEqual({ stateName: 'After Hours' })
    expect(await stateOf(desk, at, 'stateName timeZoneId')).toEqual({
      stateName: 'With the branch',
      timeZoneId: 'Europe/London',
    })
  })

  test('is that of now where no instant is given', async () => {
    const before = Date.now()
    const query = 'query ($id: ID!) { customer(id: $id) { scheduleState { at } } }'
    const { customer: found } = await gateway().data<{ customer: { scheduleState: { at: string } } }>(
      administrator,
      query,
      { id: office },
    )
    const at = Date.parse(found.scheduleState.at)
    expect(at).toBeGreaterThanOrEqual(before)
    expect(at).toBeLessThanOrEqual(Date.now())
  })

  test('tells every step to it', async () => {
    const fields = 'trace { owner { ... on Customer { name } } rule { id } outcome part }'
    expect(await stateOf(branch, '2026-11-21T09:30:00Z', fields)).toEqual({
      trace: [
        { owner: { name: 'Branch' }, rule: null, outcome: 'NotMatched', part: 'forceClosed' },
        { owner: { name: 'Branch' }, rule: null, outcome: 'Inherited', part: 'inherit' },
        { owner: { name: 'Office' }, rule: null, outcome: 'NotMatched', part: 'forceClosed' },
        { owner: { name: 'Office' }, rule: { id: 'christmas' }, outcome: 'NotMatched', part: 'startDate' },
        { owner: { name: 'Office' }, rule: { id: 'hours' }, outcome: 'NotMatched', part: 'byDay' },
        { owner: { name: 'Office' }, rule: null, outcome: 'Matched', part: 'defaultState' },
      ],
    })
  })

  test('changes with the schedule', async () => {
    const id = await makeCustomer(gateway(), 'Changing', null, { defaultState: 'first' })
    expect(await stateOf(id, '2026-11-20T09:30:00Z', 'stateName')).toEqual({ stateName: 'first' })
    await gateway().data(
      administrator,
      'mutation ($input: PatchCustomerInput!) { patchCustomer(input: $input) { customer { version } } }',
      { input: { customerId: id, schedule: { defaultState: 'second' } } },
    )
    expect(await stateOf(id, '2026-11-20T09:30:00Z', 'stateName')).toEqual({ stateName: 'second' })
  })

  describe('over a span', () => {
    const timeline = async (from: string, to: string) =>
      ask(
        `query ($id: ID!, $from: DateTime!, $to: DateTime!) {
          customer(id: $id) { scheduleTimeline(from: $from, to: $to) { from to stateName source rule { id } } } }`,
        { id: office, from, to },
      )

    test('is a list of stretches', async () => {
      const days = await timeline('2026-12-23T12:00:00Z', '2026-12-28T12:00:00Z')
      const rule = (id: string) => ({ source: 'Rule', rule: { id } })
      const noRule = { source: 'DefaultState', rule: null, stateName: 'After Hours' }
      const instants = [
        '2026-12-23T12:00:00.000Z',
        '2026-12-23T14:00:00.000Z',
        '2026-12-23T22:00:00.000Z',
        '2026-12-24T05:00:00.000Z',
        '2026-12-27T05:00:00.000Z',
        '2026-12-28T12:00:00.000Z',
      ]
      const stretch = (index: number) => ({ from: instants[index], to: instants[index + 1] })
      expect(days).toEqual({
        data: {
          customer: {
            scheduleTimeline: [
              { ...stretch(0), ...noRule },
              { ...stretch(1), ...rule('hours'), stateName: 'Business Hours' },
              { ...stretch(2), ...noRule },
              { ...stretch(3), ...rule('christmas'), stateName: 'Holiday' },
              { ...stretch(4), ...noRule },
            ],
          },
        },
      })
    })

    test.each([
      ['2026-01-01T00:00:00Z', '2025-12-31T00:00:00Z', 'to: not before from, 2026-01-01T00:00:00.000Z'],
      ['2026-01-01T00:00:00Z', '2027-02-05T00:00:00.001Z', 'to: at most 400 days after from'],
    ])('from %s to %s is refused', async (from, to, message) => {
      const answer = await timeline(from, to)
      expect(answer.errors).toMatchObject([
        { message: expect.stringContaining(message), extensions: { code: 'BAD_USER_INPUT', field: 'to' } },
      ])
    })
  })

  describe('tried out', () => {
    const inverted = { ...officeSchedule, rules: [{ ...businessHours, priority: 0, state: 'Open' }] }
    const at = '2026-11-20T15:00:00Z'

    test('uses the schedule that is sent along, and saves nothing', async () => {
      const query = `query ($id: ID!, $schedule: ScheduleInput, $at: DateTime) {
        saved: testSchedule(customerId: $id, at: $at) { stateName }
        sent: testSchedule(customerId: $id, schedule: $schedule, at: $at) { stateName until }
        customer(id: $id) { version scheduleState(at: $at) { stateName } } }`
      expect(await gateway().data(administrator, query, { id: office, schedule: inverted, at })).toEqual({
        saved: { stateName: 'Business Hours' },
        sent: { stateName: 'Open', until: '2026-11-20T22:00:00.000Z' },
        customer: { version: 2, scheduleState: { stateName: 'Business Hours' } },
      })
    })

    test('over a span', async () => {
      const query = `query ($id: ID!, $schedule: ScheduleInput) { testScheduleTimeline(customerId: $id,
        schedule: $schedule, from: "2026-11-20T15:00:00Z", to: "2026-11-20T23:00:00Z") { to stateName } }`
      expect(await gateway().data(administrator, query, { id: office, schedule: inverted })).toEqual({
        testScheduleTimeline: [
          { to: '2026-11-20T22:00:00.000Z', stateName: 'Open' },
          { to: '2026-11-20T23:00:00.000Z', stateName: 'After Hours' },
        ],
      })
    })

    test('is linted', async () => {
      const schedule = { rules: [{ simpleRuleType: 'Always', state: 'Open' }, { condition: 'weather == "fine"' }] }
      const query =
        'query ($id: ID!, $schedule: ScheduleInput) { lintSchedule(customerId: $id, schedule: $schedule) { code field } }'
      const { lintSchedule } = await gateway().data<{ lintSchedule: readonly { code: string }[] }>(
        administrator,
        query,
        { id: office, schedule },
      )
      expect(lintSchedule).toContainEqual({ code: 'NoState', field: ['schedule', 'rules', '1', 'state'] })
      expect(lintSchedule).toContainEqual({
        code: 'ConditionNotEvaluated',
        field: ['schedule', 'rules', '1', 'condition'],
      })
    })

    test.each([
      'testSchedule(customerId: $id, schedule: $schedule) { stateName }',
      'testScheduleTimeline(customerId: $id, schedule: $schedule, from: "2026-01-01T00:00:00Z", to: "2026-01-02T00:00:00Z") { to }',
      'lintSchedule(customerId: $id, schedule: $schedule) { code }',
    ])('tells all that is wrong with it: %s', async (field) => {
      const schedule = { timeZoneId: 'Mars/Olympus', rules: [{ byMonth: [13] }, { byWeekNo: [1], frequency: 'Daily' }] }
      const answer = await ask(`query ($id: ID!, $schedule: ScheduleInput) { ${field} }`, { id: office, schedule })
      expect(answer.errors).toMatchObject([
        {
          message: 'schedule.timeZoneId: expected an IANA or Windows time zone, got "Mars/Olympus"',
          extensions: {
            code: 'BAD_USER_INPUT',
            userErrors: [
              { code: 'Invalid', field: ['schedule', 'timeZoneId'] },
              { code: 'Invalid', field: ['schedule', 'rules', '0', 'byMonth', '0'] },
              { code: 'Invalid', field: ['schedule', 'rules', '1', 'byWeekNo'] },
            ],
          },
        },
      ])
    })

    test('of a customer that is not there is an error', async () => {
      const answer = await gateway().graphql(
        customer(desk),
        'query ($id: ID!) { testSchedule(customerId: $id) { stateName } }',
        { id: office },
      )
      expect(answer).toMatchObject({ data: null, errors: [{ extensions: { code: 'NOT_FOUND' } }] })
    })
  })

  describe('on REST', () => {
    const path = () => `/customers/${office}/test-schedule`

    test('is a name and a zone', async () => {
      const { status, json } = await sendJson(gateway(), 'POST', path(), {
        value: { dateTime: '2026-11-20T15:00:00Z' },
      })
      expect({ status, json }).toEqual({
        status: 200,
        json: { stateName: 'Business Hours', timeZoneId: 'Eastern Standard Time' },
      })
      const sent = { Schedule: { DefaultState: 'Sent', Rules: [] }, DateTime: '2026-11-20T15:00:00+01:00' }
      expect((await sendJson(gateway(), 'POST', path(), { value: sent })).json).toEqual({
        stateName: 'Sent',
        timeZoneId: 'UTC',
      })
    })

    test('takes every format', async () => {
      const asXml = await rest(gateway(), `${path()}?format=xml`, {
        method: 'POST',
        headers: { 'content-type': 'application/jsv' },
        body: '{DateTime:"2026-11-20T15:00:00Z"}',
      })
      expect(asXml.text).toContain('<StateName>Business Hours</StateName>')
      expect((await rest(gateway(), `${path()}`, { method: 'POST' })).status).toBe(200)
    })

    test.each<[object, string]>([
      [{ dateTime: 'noon' }, 'DateTime'],
      [{ schedule: { rules: [{ byMonth: [0] }] } }, 'Schedule.Rules[0].ByMonth[0]'],
    ])('refuses %j', async (value, fieldName) => {
      const { status, json } = await sendJson(gateway(), 'POST', path(), { value })
      expect(status).toBe(400)
      expect(json).toMatchObject({ responseStatus: { errors: [{ fieldName }] } })
    })

    test('of a customer that is not there is 404', async () => {
      const hidden = await sendJson(gateway(), 'POST', path(), { value: {}, as: customer(desk) })
      expect(hidden.status).toBe(404)
    })
  })

  test('of imported rules that cannot be evaluated goes by the others, and lint says why', async () => {
    const schedule = {
      timeZoneId: 'Nowhere/Land',
      defaultState: 'After Hours',
      rules: [
        { id: 'broken', state: 'Never', simpleRuleType: 'Time', frequency: 'Weekly', byMonthDay: [13] },
        { id: 'fine', state: 'Open', simpleRuleType: 'Time' },
      ],
    }
    const { accounts } = await gateway().data<{ accounts: { nodes: Made[] } }>(
      administrator,
      '{ accounts { nodes { id } } }',
    )
    const record = { id: 'imported', accountId: accounts.nodes[0]?.id, name: 'Imported', schedule }
    const database = await openMigrated(gateway().database)
    await importText(database, JSON.stringify([record]))
    await database.close()
    const fields = 'stateName timeZoneId trace { rule { id } outcome part because }'
    expect(await stateOf('imported', '2026-11-20T09:30:00Z', fields)).toMatchObject({
      stateName: 'Open',
      timeZoneId: 'UTC',
      trace: [
        {},
        {
          rule: { id: 'broken' },
          outcome: 'NotMatched',
          part: 'byMonthDay',
          because: expect.stringContaining('expected no byMonthDay with Weekly'),
        },
        { rule: { id: 'fine' }, outcome: 'Matched' },
      ],
    })
    const lint = await gateway().data(administrator, '{ lintSchedule(customerId: "imported") { code field message } }')
    expect(lint).toEqual({
      lintSchedule: [
        { code: 'UnknownTimeZone', field: ['schedule', 'timeZoneId'], message: expect.any(String) },
        {
          code: 'NeverOccurs',
          field: ['schedule', 'rules', '0', 'byMonthDay'],
          message: expect.stringContaining('expected no byMonthDay with Weekly'),
        },
      ],
    })
  })
})
