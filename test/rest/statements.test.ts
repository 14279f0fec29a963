import { beforeAll, expect, test } from 'vitest'
import type { Viewer } from '../../src/auth/viewer.ts'
import { type Forest, plantForest, writeAll } from '../support/forest.ts'
import { administrator, customer, manager, onBothDatabases } from '../support/gateway.ts'
import { sendJson } from '../support/rest.ts'

const sizes = [1, 50, 250]

onBothDatabases('the number of SQL statements over REST', (gateway) => {
  let forest: Forest
  let accountIds: readonly string[]
  beforeAll(async () => {
    forest = await plantForest(gateway(), Math.max(...sizes))
    const below = Array.from({ length: Math.max(...sizes) }, (_, n) => ({
      name: `Below ${n}`,
      parentAccountId: forest.accountId,
    }))
    accountIds = await writeAll(gateway(), 'newAccount', below)
  })

  /** How many statements a page of each size takes; all are to be the same. */
  const countAtEachSize = async (as: Viewer, operation: string, ids: readonly string[]) => {
    const counts = new Set<number>()
    for (const size of sizes) {
      const value = { specificIds: ids.slice(0, size), countPerPage: 250 }
      const read = async () => {
        const { json } = await sendJson(gateway(), 'POST', `/api/${operation}`, { as, value })
        expect(json?.items).toHaveLength(size)
      }
      counts.add(await gateway().statements(read))
    }
    return [...counts]
  }

  test.each([
    ['an administrator', () => administrator],
    ['a manager', () => manager(forest.accountId)],
    ['a customer', () => customer(forest.rootId)],
  ])('does not depend on how many customers a page has, for %s', async (_who, viewer) => {
    expect(await countAtEachSize(viewer(), 'ListCustomers', forest.leafIds)).toHaveLength(1)
    expect(await countAtEachSize(viewer(), 'ListCustomers', forest.branchIds)).toHaveLength(1)
  })

  test('does not depend on how many accounts a page has', async () => {
    expect(await countAtEachSize(administrator, 'ListAccounts', accountIds)).toHaveLength(1)
    expect(await countAtEachSize(manager(forest.accountId), 'ListAccounts', accountIds)).toHaveLength(1)
  })
})
