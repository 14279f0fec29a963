import type { Gateway } from '../support/gateway.ts'
import { inputTypeOf } from '../support/input-type.ts'
import { askAs } from './ask.ts'
import { administrator } from './mutate.ts'
import { viewOf } from './rules.ts'
import type { Identity } from './viewers.ts'
import type { Change, World } from './world.ts'

/** What `customerChanged` tells of a change, with the ids of customers that are there now. */
export interface ChangedEvent {
  readonly change: Change
  readonly customer: { readonly id: string } | null
}

export const changedQuery = `subscription ($customerIds: [ID!], $accountIds: [ID!], $afterId: ID) {
  customerChanged(customerIds: $customerIds, accountIds: $accountIds, afterId: $afterId) {
    change { id customerId version at by action fields before after } customer { id }
  }
}`

/** Changes of every kind, with moves out of sight and into it; nobody's parent of then is deleted by now. */
export async function tellStory(gateway: Gateway, { id }: World): Promise<void> {
  const send = async (mutation: string, input: Readonly<Record<string, unknown>>) => {
    const type = inputTypeOf(mutation)
    const query = `mutation ($input: ${type}) { ${mutation}(input: $input) { userErrors { code message } } }`
    const { body } = await askAs(gateway, administrator, query, { input })
    const payload = body.data?.[mutation]
    if (JSON.stringify(payload) !== '{"userErrors":[]}') throw new Error(JSON.stringify({ mutation, input, body }))
  }
  const patch = (name: string, input: object) => send('patchCustomer', { customerId: id(name), ...input })
  const move = (name: string, parent: string | null) =>
    patch(name, { name: `${name} moved`, parentCustomerId: parent === null ? null : id(parent) })
  await patch('Oslo 1.1', { name: 'patched', data: { patched: true } })
  await move('Oslo 1.1.1', 'Oslo 2')
  await patch('Oslo 1.1.1', { name: 'out of sight' })
  await patch('Oslo 1.1.1.1', { name: 'out of sight with it' })
  await move('Oslo 1.1.1', 'Oslo 1.1')
  await move('East 1.1', null)
  await patch('East 1.1.1', { referenceId: 'below a root' })
  await move('Port 2.1', 'Port 1.1.1')
  await patch('Port 2.1', { name: 'into sight' })
  await send('newCustomer', { parentCustomerId: id('West 1.1'), name: 'new' })
  await send('newCustomer', { accountId: id('Void'), name: 'new in Void' })
  await send('setCustomerStagingMode', { customerId: id('Cork 2'), isStaging: false })
  await send('setCustomerIntegration', { customerId: id('Cork 2.1'), key: 'story', thirdPartyId: 'x' })
  await send('deleteCustomer', { customerId: id('Cork 1.2') })
  await send('deleteCustomer', { customerId: id('West 2'), withDescendants: true })
  await send('deleteCustomer', { customerId: id('East 1.2') })
  await send('restoreCustomer', { customerId: id('East 1.2') })
  await send('deleteTag', { tagId: id('Oslo Silver') })
}

/** What a viewer is told of the story, by the changes in it as who sees everything is told of them. */
export function expectedEvents(world: World, identity: Identity, story: readonly Change[]): readonly ChangedEvent[] {
  const { managedIds } = viewOf(world, identity)
  const parents = new Map([...world.customers, ...world.deleted].map(({ id, parentId }) => [id, parentId]))
  const accounts = new Map([...world.customers, ...world.deleted].map(({ id, accountId }) => [id, accountId]))
  const gone = new Set(world.deleted.map(({ id }) => id))
  const lineOf = (id: string | null | undefined): readonly string[] => (id ? [id, ...lineOf(parents.get(id))] : [])
  const told = story.map((change) => {
    const { customerId, action, before, after } = change
    const linesBefore = action === 'Created' ? [] : lineOf(customerId)
    if (after && 'parentCustomerId' in after) parents.set(customerId, idOrNull(after.parentCustomerId))
    else if (action === 'Created') parents.set(customerId, null)
    if (action === 'Created') accounts.set(customerId, String(after?.accountId))
    if (action === 'Deleted') gone.add(customerId)
    if (action === 'Restored') gone.delete(customerId)
    return { change, before, after, linesBefore, linesAfter: lineOf(customerId) }
  })
  const roots = identity.roles.includes('Customer') ? identity.customerIds.filter((id) => !gone.has(id)) : []
  const sees = (id: string, line: readonly string[]) =>
    line.length > 0 && (managedIds.has(accounts.get(id) ?? '') || line.some((each) => roots.includes(each)))
  const seesNow = (id: string) => !gone.has(id) && sees(id, lineOf(id))
  const mask = (fields: Change['before']) =>
    fields?.parentCustomerId && !seesNow(String(fields.parentCustomerId))
      ? { ...fields, parentCustomerId: null }
      : fields
  return told.flatMap(({ change, before, after, linesBefore, linesAfter }) => {
    const { customerId } = change
    const [wasSeen, isSeen] = [sees(customerId, linesBefore), sees(customerId, linesAfter)]
    if (!wasSeen && !isSeen) return []
    const shown = { ...change, before: mask(before), after: isSeen ? mask(after) : null }
    return [{ change: shown, customer: isSeen && seesNow(customerId) ? { id: customerId } : null }]
  })
}

function idOrNull(value: unknown): string | null {
  return typeof value === 'string' ? value : null
}

/** Follows until so many events have come, and the stream then pauses. */
export async function follow(
  gateway: Gateway,
  authorization: string,
  { variables, count }: { readonly variables: object; readonly count: number },
): Promise<readonly ChangedEvent[]> {
  const response = await fetch(`${gateway.app.url}/graphql/stream`, {
    method: 'POST',
    headers: { authorization, 'content-type': 'application/json' },
    body: JSON.stringify({ query: changedQuery, variables }),
  })
  if (!response.body) throw new Error(`status ${response.status}`)
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader()
  let text = ''
  for (let isLate = false; !isLate; ) {
    // All was there before it began to follow, so what else there is comes right behind.
    const pause = new Promise<null>((resolve) =>
      setTimeout(resolve, eventsIn(text).length < count ? 20_000 : 300, null),
    )
    const part = await Promise.race([reader.read(), pause])
    isLate = part === null || part.done
    text += part?.value ?? ''
  }
  await reader.cancel()
  return eventsIn(text)
}

function eventsIn(text: string): ChangedEvent[] {
  return [...text.matchAll(/^event: next\ndata: (.*)\n\n/gm)].map(([, json = '']) => {
    const { data, errors } = JSON.parse(json)
    if (errors) throw new Error(json)
    return data.customerChanged
  })
}
