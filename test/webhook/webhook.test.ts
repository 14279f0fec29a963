import { Webhook } from 'standardwebhooks'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { administrator, customer, manager, onBothDatabases } from '../support/gateway.ts'
import { inputTypeOf } from '../support/input-type.ts'
import { type Received, type Receiver, startReceiver } from '../support/receiver.ts'

const newWebhook = `mutation ($input: NewWebhookInput!) {
  newWebhook(input: $input) { webhook { id url accountId dateCreated } secret userErrors { code field } }
}`
interface NewWebhook {
  readonly newWebhook: {
    readonly webhook: { readonly id: string; readonly url: string } | null
    readonly secret: string | null
    readonly userErrors: readonly { readonly code: string; readonly field: readonly string[] }[]
  }
}

onBothDatabases(
  'a webhook',
  (gateway) => {
    let receiver: Receiver
    beforeEach(async () => {
      receiver = await startReceiver()
    })
    afterEach(() => receiver.close())

    const write = async (mutation: string, input: object, of: string) => {
      const type = inputTypeOf(mutation)
      const data = await gateway().data<Record<string, Record<string, { id: string }>>>(
        administrator,
        `mutation ($input: ${type}) { ${mutation}(input: $input) { ${of} { id } userErrors { code message } } }`,
        { input },
      )
      return data[mutation]?.[of]?.id ?? ''
    }
    const newAccount = (name: string, parentAccountId?: string) =>
      write('newAccount', { name, parentAccountId }, 'account')
    const newCustomer = (name: string, accountId: string) => write('newCustomer', { name, accountId }, 'customer')
    const rename = (customerId: string, name: string) => write('patchCustomer', { customerId, name }, 'customer')
    const add = async (accountId: string, viewer = administrator) => {
      const input = { accountId, url: receiver.url }
      const { webhook, secret } = (await gateway().data<NewWebhook>(viewer, newWebhook, { input })).newWebhook
      return { id: webhook?.id ?? '', secret: secret ?? '' }
    }
    const namesOf = (messages: readonly Received[]) => messages.map(({ data }) => data.after?.name)

    test('is sent the changes of its account and of those below, and of no others', async () => {
      const top = await newAccount('Top')
      const [account, other] = [await newAccount('Below', top), await newAccount('Other')]
      const before = await newCustomer('before', account)
      const { secret } = await add(top, manager(top))
      const hidden = await newCustomer('hidden', other)
      const parent = await newCustomer('parent', account)
      const { newCustomer: made } = await gateway().data<{ newCustomer: { customer: { id: string } } }>(
        administrator,
        `mutation { newCustomer(input: { name: "child", parentCustomerId: "${parent}" }) { customer { id } } }`,
      )
      await rename(before, 'renamed')
      await receiver.until(3)
      expect(receiver.received.map(({ data }) => data.customerId).sort()).toEqual(
        [parent, made.customer.id, before].sort(),
      )
      expect(JSON.stringify(receiver.received.map(({ data }) => data))).not.toContain(hidden)
      for (const { headers, body, data } of receiver.received) {
        expect(headers['content-type']).toBe('application/json')
        expect(new Webhook(secret).verify(body, headers as Record<string, string>)).toMatchObject({
          type: 'customer.changed',
          timestamp: expect.stringMatching(/Z$/),
          data: { by: 'ada', version: data.version },
        })
        expect(() => new Webhook(secret).verify(`${body} `, headers as Record<string, string>)).toThrow()
      }
      const child = receiver.received.find(({ data }) => data.customerId === made.customer.id)
      expect(child?.data.after).toMatchObject({ name: 'child', parentCustomerId: parent })
      const change = await gateway().data<{ customer: { history: { nodes: object[] } } }>(
        manager(top),
        `{ customer(id: "${before}") { history(first: 1) { nodes { id customerId version at by action fields before after } } } }`,
      )
      const renamed = receiver.received.find(({ data }) => data.customerId === before)
      expect([renamed?.data]).toEqual(change.customer.history.nodes)
    })

    test('keeps the order of each customer, and lists what it was sent', async () => {
      const account = await newAccount('Ordered')
      const { id } = await add(account)
      const ids = [await newCustomer('a 0', account), await newCustomer('b 0', account)]
      for (let round = 1; round < 10; round++) {
        for (const each of ids) await rename(each, `${each === ids[0] ? 'a' : 'b'} ${round}`)
      }
      await receiver.until(20)
      for (const [index, letter] of ['a', 'b'].entries()) {
        const own = receiver.received.filter(({ data }) => data.customerId === ids[index])
        expect(namesOf(own)).toEqual(Array.from({ length: 10 }, (_, round) => `${letter} ${round}`))
      }
      expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(20)
      const query = `query ($id: ID!, $status: WebhookDeliveryStatus) {
        node(id: $id) { ... on Webhook { url deliveries(first: 3, status: $status) { totalCount nodes {
          id change { id customerId after } status attempts lastStatusCode lastAttemptAt nextAttemptAt
        } } } } }`
      interface Deliveries {
        readonly node: { readonly deliveries: { readonly totalCount: number; readonly nodes: readonly object[] } }
      }
      const list = (status?: string) =>
        gateway().data<Deliveries>(manager(account), query, { id, ...(status && { status }) })
      await receiver.until(async () => (await list('Delivered')).node.deliveries.totalCount === 20)
      const { node } = await list()
      const last = receiver.received.find(({ data }) => data.after?.name === 'b 9')
      expect(node).toMatchObject({ url: receiver.url, deliveries: { totalCount: 20 } })
      expect(node.deliveries.nodes[0]).toEqual({
        id: last?.headers['webhook-id'],
        change: { id: last?.data.id, customerId: ids[1], after: { name: 'b 9' } },
        status: 'Delivered',
        attempts: 1,
        lastStatusCode: 204,
        lastAttemptAt: expect.any(String),
        nextAttemptAt: null,
      })
      expect((await list('Parked')).node.deliveries).toEqual({ totalCount: 0, nodes: [] })
    })

    test('is sent again what is replayed, under the same ids', async () => {
      const account = await newAccount('Replayed')
      const { id } = await add(account)
      const ids = [
        await newCustomer('one', account),
        await newCustomer('two', account),
        await newCustomer('three', account),
      ]
      await receiver.until(3)
      const sent = (customerId?: string) => receiver.received.filter(({ data }) => data.customerId === customerId)
      const fromChangeId = sent(ids[1])[0]?.data.id
      await write('replayWebhook', { webhookId: id, fromChangeId }, 'webhook')
      await receiver.until(5)
      for (const each of [ids[1], ids[2]]) {
        const [first, second] = sent(each)
        expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id'])
        expect(second?.body).toBe(first?.body)
      }
      expect(sent(ids[0])).toHaveLength(1)
    })

    test('is sent nothing once it is deleted', async () => {
      const account = await newAccount('Deleted')
      const { id } = await add(account)
      const kept = await add(account)
      const gone = `mutation { deleteWebhook(input: { webhookId: "${id}" }) { deletedWebhookId userErrors { code } } }`
      expect(await gateway().data(manager(account), gone)).toEqual({
        deleteWebhook: { deletedWebhookId: id, userErrors: [] },
      })
      await newCustomer('one', account)
      await receiver.until(1)
      const query = `{ webhooks(accountId: "${account}") { totalCount nodes { id deliveries(status: Delivered) { totalCount } } } }`
      await receiver.until(async () => JSON.stringify(await gateway().data(administrator, query)).includes('":1}}]'))
      expect(await gateway().data(administrator, query)).toEqual({
        webhooks: { totalCount: 1, nodes: [{ id: kept.id, deliveries: { totalCount: 1 } }] },
      })
      expect(receiver.received).toHaveLength(1)
      expect(await gateway().data(manager(account), gone)).toEqual({
        deleteWebhook: { deletedWebhookId: null, userErrors: [{ code: 'NotFound' }] },
      })
    })

    test.each([
      ['', 'Blank'],
      ['ftp://example.org', 'Invalid'],
      ['example.org', 'Invalid'],
      ['https://user:secret@example.org', 'Invalid'],
      ['https://example.org/#top', 'Invalid'],
      [`https://example.org/${'a'.repeat(2048)}`, 'TooLong'],
    ])('is refused for %j', async (url, code) => {
      const account = await newAccount('Refusing')
      const { newWebhook: answer } = await gateway().data<NewWebhook>(administrator, newWebhook, {
        input: { accountId: account, url },
      })
      expect(answer).toEqual({ webhook: null, secret: null, userErrors: [{ code, field: ['url'] }] })
    })

    test('tells all that is wrong at once', async () => {
      const input = { accountId: 'nowhere', url: 'no url' }
      for (const viewer of [administrator, manager(), customer()]) {
        const { newWebhook: answer } = await gateway().data<NewWebhook>(viewer, newWebhook, { input })
        expect(answer.userErrors).toEqual([
          { code: 'Invalid', field: ['url'] },
          { code: 'NotFound', field: ['accountId'] },
        ])
      }
    })
  },
  { WEBHOOK_ALLOW_PRIVATE: 'true' },
)
