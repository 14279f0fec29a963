import { beforeAll, expect, test } from 'vitest'
import { onBothDatabases } from '../support/gateway.ts'
import { authorizationOf } from './ask.ts'
import { buildWorld } from './build.ts'
import { type ChangedEvent, expectedEvents, follow, tellStory } from './changes.ts'
import { administrator } from './mutate.ts'
import { type Identity, identityOf, viewers } from './viewers.ts'
import type { Change, World } from './world.ts'

onBothDatabases('what is told of changes', (gateway) => {
  let world: World
  let story: readonly Change[]
  let afterId: string
  beforeAll(async () => {
    world = await buildWorld(gateway())
    const [last] = await gateway().database.query('select max("id") as "id" from "CustomerChange"')
    afterId = String(last?.id)
    await tellStory(gateway(), world)
    const [all] = await gateway().database.query(
      `select count(*) as "count" from "CustomerChange" where "id" > ${afterId}`,
    )
    const events = await follow(gateway(), await authorizationOf(administrator), {
      variables: { afterId },
      count: Number(all?.count),
    })
    story = events.map(({ change }) => change)
    expect(story).toHaveLength(Number(all?.count))
  })

  /** Two streams of one viewer: all that they may be told, and what names hidden things as well. */
  const followAs = async (identity: Identity, expected: readonly ChangedEvent[], filter: object = {}) => {
    return follow(gateway(), await authorizationOf({ ...identity }), {
      variables: { afterId, ...filter },
      count: expected.length,
    })
  }

  test('to each viewer is what the model says', async () => {
    const told = await Promise.all(
      Object.entries(viewers).map(async ([name, plan]) => {
        const identity = identityOf(world, plan)
        const expected = expectedEvents(world, identity, story)
        return { name, expected, events: await followAs(identity, expected) }
      }),
    )
    for (const { name, events, expected } of told) expect({ name, events }).toEqual({ name, events: expected })
    // The story tells everybody apart who sees something.
    expect(told.filter(({ events }) => events.length > 0).length).toBeGreaterThan(20)
    expect(told.some(({ events }) => events.some(({ change }) => change.after === null))).toBe(true)
  })

  test('is narrowed by ids, hidden ones included, and by nothing else', async () => {
    const customerIds = ['Oslo 1.1.1', 'West 2', 'East 1.1', 'Cork 2', 'nobody'].map(world.id)
    const accountIds = ['Oslo', 'East', 'nowhere'].map(world.id)
    await Promise.all(
      Object.values(viewers).map(async (plan) => {
        const identity = identityOf(world, plan)
        const whole = expectedEvents(world, identity, story)
        const ofCustomers = whole.filter(({ change }) => customerIds.includes(change.customerId))
        const ofAccounts = ofCustomers.filter(({ change }) =>
          world.customers.some(({ id, accountId }) => id === change.customerId && accountIds.includes(accountId)),
        )
        expect(await followAs(identity, ofAccounts, { customerIds, accountIds })).toEqual(ofAccounts)
      }),
    )
  })
})
