import { type ErrorResponse, JsonServiceClient } from '@servicestack/client'
import { beforeAll, describe, expect, test } from 'vitest'
import { administrator, type Gateway, manager, onBothDatabases } from '../support/gateway.ts'
import {
  Authenticate,
  type AuthStatus,
  GetAccount,
  GetCustomer,
  GetInheritedSchedule,
  ListAccounts,
  ListCustomers,
  NewAccount,
  NewCustomer,
  PatchAccount,
  PatchCustomer,
  SetCustomerStagingMode,
} from '../support/servicestack-dtos.ts'
import { giveUser, password } from '../support/users.ts'

/** The ways in which a client of ServiceStack calls: its default, and that of older ones. */
const basePaths = [['api'], [null]] as const

async function clientOf(gateway: Gateway, basePath: string | null = 'api', viewer = administrator) {
  const client = new JsonServiceClient(gateway.app.url)
  client.basePath = basePath
  client.bearerToken = (await gateway.authorization(viewer)).replace('Bearer ', '')
  return client
}

/** The typed error of a request that has to fail. */
async function failure(request: Promise<unknown>): Promise<ErrorResponse> {
  return request.then(
    (answer) => Promise.reject(new Error(`it was answered: ${JSON.stringify(answer)}`)),
    (error: ErrorResponse) => error,
  )
}

onBothDatabases('@servicestack/client', (gateway) => {
  describe.each(basePaths)('with the base path %s', (basePath) => {
    const client = () => clientOf(gateway(), basePath)

    test('drives accounts', async () => {
      const name = `North ${basePath}`
      const billingSettings = { base: { baseCost: 12.5, rawUnitMultiplier: 1, unitCost: 0.25, allowance: 3 } }
      const account = await (await client()).post(new NewAccount({ name, isBYOA: true, billingSettings }))
      expect(account).toMatchObject({ name, isBYOA: true, ancestorIds: [], billingSettings, createdBy: 'ada' })
      const below = await (await client()).post(new NewAccount({ name: `${name} 1`, parentAccountId: account.id }))
      expect(below).toMatchObject({ parentAccountId: account.id, ancestorIds: [account.id] })

      const patched = await (await client()).patch(
        new PatchAccount({ accountId: below.id, twilioAccountSid: 'sid', maxPhoneNumbers: 7 }),
      )
      expect(patched).toEqual({
        ...below,
        twilioAccountSid: 'sid',
        maxPhoneNumbers: 7,
        dateLastModified: expect.any(String),
      })
      expect(await (await client()).get(new GetAccount({ accountId: below.id }))).toEqual(patched)
      const list = await (await client()).get(new ListAccounts({ parentAccountIds: [account.id] }))
      expect(list).toEqual({ items: [patched], totalCount: 1, totalPages: 1, hasMorePages: false })
      const named = await (await client()).api(new ListAccounts({ nameFilter: name, sortField: 'name' }))
      expect(named.response?.items).toEqual([account, patched])
    })

    test('drives customers', async () => {
      const { id: accountId } = await (await client()).post(new NewAccount({ name: `South ${basePath}` }))
      const data = { vip: { boolValue: true }, site: { structValue: { floors: { numberValue: 3 } } } }
      const root = await (await client()).post(new NewCustomer({ accountId, name: 'Acme, Inc.', data }))
      expect(root).toMatchObject({ accountId, accountName: `South ${basePath}`, name: 'Acme, Inc.', data, tags: [] })
      const leaf = await (await client()).send(new NewCustomer({ name: 'Desk', parentCustomerId: root.id }))
      expect(leaf).toMatchObject({ parentCustomerId: root.id, breadcrumb: [{ id: root.id, name: 'Acme, Inc.' }] })

      const { tags } = await (await client()).patch(
        new PatchCustomer({ customerId: root.id, tagIds: [await newTag(accountId)] }),
      )
      expect(tags).toEqual([{ id: expect.any(String), name: 'Gold', color: 'Gold' }])
      const schedule = { timeZoneId: 'Europe/Oslo', rules: [{ id: 'r', state: 'Open', byMonth: [1, 2] }] }
      const patched = await (await client()).patch(
        new PatchCustomer({
          customerId: root.id,
          schedule,
          appSettings: { pageTitle: 'Hi' },
          overrideAppSettings: true,
        }),
      )
      expect(patched).toMatchObject({ schedule, appSettings: { pageTitle: 'Hi' }, overrideAppSettings: true, tags })

      const staged = await (await client()).post(new SetCustomerStagingMode({ customerId: leaf.id, isStaging: true }))
      expect(staged).toMatchObject({ id: leaf.id, isStaging: true })
      expect(await (await client()).get(new GetCustomer({ customerId: leaf.id }))).toEqual(staged)
      await (await client()).patch(new PatchCustomer({ customerId: leaf.id, schedule: { inherit: true } }))
      const inherited = await (await client()).get(new GetInheritedSchedule({ customerId: leaf.id }))
      expect(inherited).toEqual(patched.schedule)

      const tagIds = tags.map(({ id }) => id)
      const filters = { accountIds: [accountId], parentCustomerIds: null, nameFilter: null, sortField: null, tagIds }
      const list = await (await client()).get(new ListCustomers(filters))
      expect(list).toEqual({ items: [patched], totalCount: 1, totalPages: 1, hasMorePages: false })
      const ids = { specificIds: [leaf.id, root.id], sortField: 'NAME', sortOrder: 'Descend' as const }
      const both = await (await client()).get(new ListCustomers({ ...ids, countPerPage: 1, page: 1 }))
      expect(both).toMatchObject({ items: [{ id: root.id }], totalCount: 2, totalPages: 2, hasMorePages: false })
      const all = await (await client()).get(new ListCustomers({ accountIds: [accountId], all: true }))
      expect(all.items.map(({ name }) => name)).toEqual(['Acme, Inc.', 'Desk'])
      expect(await (await client()).post(new ListCustomers(filters))).toEqual(list)
    })

    test('sends lists of requests', async () => {
      const { id: accountId } = await (await client()).post(new NewAccount({ name: `West ${basePath}` }))
      const names = Array.from({ length: 100 }, (_, n) => `Number ${n}`)
      const made = await (await client()).sendAll(names.map((name) => new NewCustomer({ accountId, name })))
      expect(made.map(({ name }) => name)).toEqual(names)
      const got = await (await client()).sendAll(made.map(({ id: customerId }) => new GetCustomer({ customerId })))
      expect(got).toEqual(made)
      const tooMany = Array.from({ length: 101 }, () => new GetCustomer({ customerId: 'x' }))
      expect(await failure((await client()).sendAll(tooMany))).toMatchObject({
        responseStatus: { errorCode: 'TooLong', message: 'body: expected at most 100 requests, got 101' },
      })
    })

    test('shows what is wrong with each field', async () => {
      const { id: accountId } = await (await client()).post(new NewAccount({ name: `East ${basePath}` }))
      const { id: customerId } = await (await client()).post(new NewCustomer({ accountId, name: 'Acme' }))
      const rules = [{ byMonth: [13], frequency: 'Yearly' }, { startTime: 'soon' }]
      const patch = new PatchCustomer({ customerId, name: ' ', schedule: { rules } })
      const { error } = await (await client()).api(patch)
      expect(error?.errors?.map(({ errorCode, fieldName }) => `${errorCode} ${fieldName}`)).toEqual([
        'NotEmpty Name',
        expect.stringMatching(/^Invalid Schedule\.Rules\[0\]\.ByMonth/),
        'Invalid Schedule.Rules[1].StartTime',
      ])
      const answer = await (await client()).api(new NewCustomer({ accountId }))
      expect(answer.failed).toBe(true)
      expect(answer.errorCode).toBe('NotEmpty')
      expect(answer.fieldError('Name')).toMatchObject({ errorCode: 'NotEmpty', message: expect.any(String) })
      expect(await failure((await client()).get(new GetCustomer({ customerId: 'nobody' })))).toEqual({
        responseStatus: { errorCode: 'NotFound', message: 'There is no such customer.' },
      })
    })
  })

  const newTag = async (accountId: string) => {
    const { newTag } = await gateway().data<{ newTag: { tag: { id: string } } }>(
      administrator,
      'mutation ($input: NewTagInput!) { newTag(input: $input) { tag { id } } }',
      { input: { accountId, name: 'Gold', color: 'Gold' } },
    )
    return newTag.tag.id
  }

  describe('who', () => {
    let accountId: string
    beforeAll(async () => {
      accountId = (await (await clientOf(gateway())).post(new NewAccount({ name: 'Port' }))).id
      const person = { displayName: 'Max Mustermann', emailAddress: 'max@example.com' }
      await giveUser(gateway(), { userName: 'max', roles: ['Manager'], accountIds: [accountId], ...person })
    })

    const visitor = () => new JsonServiceClient(gateway().app.url)
    const status = (client: JsonServiceClient) => client.get<AuthStatus>('/auth/status')
    const signedIn = () => ({
      isAuthenticated: true,
      id: 'id of max',
      name: 'Max Mustermann',
      emailAddress: 'max@example.com',
      roles: ['Manager'],
      accountIds: [accountId],
      accountNames: ['Port'],
    })

    test('nobody', async () => {
      expect(await status(visitor())).toEqual({ isAuthenticated: false })
      expect(await failure(visitor().get(new ListCustomers({})))).toMatchObject({
        responseStatus: { errorCode: 'Unauthorized' },
      })
    })

    test('the holder of a token', async () => {
      const client = await clientOf(gateway(), 'api', manager(accountId))
      expect(await status(client)).toMatchObject({ isAuthenticated: true, id: 'max', accountNames: ['Port'] })
      expect((await client.get(new ListAccounts({}))).items).toHaveLength(1)
      expect(await failure(client.post(new NewAccount({ name: 'Root' })))).toMatchObject({
        responseStatus: { errorCode: 'NotAllowed', errors: [{ fieldName: 'ParentAccountId' }] },
      })
    })

    test('a user with a password in each request', async () => {
      const client = visitor()
      client.setCredentials('MAX', password)
      expect(await status(client)).toEqual(signedIn())
      expect((await client.post(new NewCustomer({ name: 'By Basic' }))).createdBy).toBe('id of max')
      client.setCredentials('max', 'wrong')
      expect(await failure(client.get(new ListAccounts({})))).toMatchObject({
        responseStatus: { errorCode: 'Unauthorized', message: 'The user name or the password is not right.' },
      })
    })

    test.each([[false], [true]])('a user who signs in, to be remembered: %s', async (rememberMe) => {
      const client = visitor()
      const credentials = { provider: 'credentials', userName: 'max', password, rememberMe } as const
      const answer = await client.post(new Authenticate(credentials))
      expect(answer).toMatchObject({ userId: 'id of max', userName: 'max', displayName: 'Max Mustermann' })
      expect(await status(client)).toEqual(signedIn())
      if (rememberMe) client.deleteCookie('ss-id')
      expect((await client.post(new NewCustomer({ name: 'By a cookie' }))).createdBy).toBe('id of max')
      const { cookies } = client
      await client.post(new Authenticate({ provider: 'logout' }))
      expect(await status(client)).toEqual({ isAuthenticated: false })
      const thief = visitor()
      thief.cookies = cookies
      expect(await status(thief)).toEqual({ isAuthenticated: false })
      expect(await failure(thief.get(new ListCustomers({})))).toMatchObject({
        responseStatus: { errorCode: 'Unauthorized' },
      })
    })

    test('who is refused gets no session', async () => {
      const client = visitor()
      const wrong = client.post(new Authenticate({ provider: 'credentials', userName: 'max', password: 'wrong' }))
      expect(await failure(wrong)).toMatchObject({ responseStatus: { errorCode: 'Unauthorized' } })
      expect(client.cookies).toEqual({})
    })
  })
})
