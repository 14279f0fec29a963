import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { dumpTables } from '../support/dump-tables.ts'
import { plantForest, writeAll } from '../support/forest.ts'
import { administrator, customer, type Gateway, manager, onBothDatabases } from '../support/gateway.ts'

/** Trees that are patched at random, on each database; 200 were, and more can be asked for. */
const rounds = Number(process.env.IMPACT_ROUNDS ?? 6)

const billing = 'base { baseCost unitCost } aiInsights { baseCost }'
const appSettings = 'pageTitle enableDialer customCss'
const schedule = 'forceClosed defaultState rules { id name state byDay { offset dayOfWeek } }'
const effective = `
  effectiveBillingSettings { settings { ${billing} } }
  effectiveAppSettings { settings { ${appSettings} } }
  effectiveSchedule { schedule { ${schedule} } timeZoneId }`
const owner = 'inheritedFrom { ... on Customer { id name } ... on Account { id } }'
const everything = `
  id version name referenceId data isStaging lastModifiedBy parentCustomerId
  parent { name version } breadcrumb { id name } tags { id name customers { totalCount nodes { name } } }
  account { customers { totalCount nodes { name version breadcrumb { id } } } }
  children { totalCount nodes { name parentCustomerId } } descendants { nodes { name breadcrumb { name } ${effective} } }
  schedule { inherit timeZoneId ${schedule} } inheritedSchedule { ${schedule} } ${effective}
  effectiveBillingSettings { inherited ${owner} } effectiveAppSettings { inherited ${owner} }
  effectiveSchedule { inherited ${owner} }`
const flags = 'effectiveBillingChanged effectiveAppSettingsChanged effectiveScheduleChanged'
const impact = `impact {
  affectedCount
  customers(first: 250) { totalCount nodes { customer { id name } ${flags} } edges { node { customer { version } } } }
}`

interface Reached {
  readonly customer: { readonly id: string; readonly name: string }
  readonly effectiveBillingChanged: boolean
  readonly effectiveAppSettingsChanged: boolean
  readonly effectiveScheduleChanged: boolean
}

interface Page {
  readonly nodes: readonly { readonly customer: { readonly name: string } }[]
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null }
}

interface Patched {
  readonly customer: object | null
  readonly impact: {
    readonly affectedCount: number
    readonly customers: { readonly totalCount: number; readonly nodes: readonly Reached[] }
  } | null
  readonly userErrors: readonly object[]
}

async function patch(gateway: Gateway, input: object, viewer = administrator): Promise<Patched> {
  const query = `mutation ($input: PatchCustomerInput!) {
    patchCustomer(input: $input) { customer { ${everything} } ${impact} userErrors { code field message } }
  }`
  return (await gateway.data<{ patchCustomer: Patched }>(viewer, query, { input })).patchCustomer
}

interface Values extends Record<string, unknown> {
  readonly id: string
  readonly name: string
}

async function readAll(gateway: Gateway, accountId: string): Promise<readonly Values[]> {
  const query = `query ($ids: [ID!]) { customers(first: 250, filter: { accountIds: $ids }) {
    nodes { id name ${effective} }
  } }`
  const variables = { ids: [accountId] }
  return (await gateway.data<{ customers: { nodes: Values[] } }>(administrator, query, variables)).customers.nodes
}

/** Whom a change reached: every customer's values before and after it, compared one by one. */
function compare(before: readonly Values[], after: readonly Values[]): readonly Reached[] {
  return after.flatMap(({ id, name, ...values }) => {
    const former = before.find((each) => each.id === id)
    const differs = (field: string) => !isDeepStrictEqual(values[field], former?.[field])
    const reached = {
      customer: { id, name },
      effectiveBillingChanged: differs('effectiveBillingSettings'),
      effectiveAppSettingsChanged: differs('effectiveAppSettings'),
      effectiveScheduleChanged: differs('effectiveSchedule'),
    }
    return Object.values(reached).includes(true) ? [reached] : []
  })
}

const size = 9
const anyIndex = fc.nat(size - 1)
const few = <Value>(...values: Value[]) => fc.constantFrom(...values)
const anyRules = few([], [{ id: 'a', state: 'Open' }], [{ id: 'a', state: 'Open', byDay: [{ dayOfWeek: 'Monday' }] }])
const anySchedule = fc.record(
  {
    inherit: fc.boolean(),
    forceClosed: fc.boolean(),
    timeZoneId: few(null, 'UTC', 'Europe/Oslo'),
    defaultState: few(null, 'Open'),
    rules: anyRules,
  },
  { requiredKeys: [] },
)
const anyBilling = few(null, {}, { base: { baseCost: 1 } }, { base: { baseCost: 12.5 } }, { aiInsights: {} })
const anyAppSettings = few(null, {}, { pageTitle: 'A' }, { pageTitle: 'A', enableDialer: true, customCss: null })

/** Fields of a patch; `parent` is an index, or null to make a root. */
const anyPatch = fc.record(
  {
    name: few('Acme', 'acme', 'Zeta'),
    parent: fc.option(anyIndex),
    schedule: fc.option(anySchedule, { freq: 8 }),
    overrideBillingSettings: fc.boolean(),
    billingSettings: anyBilling,
    overrideAppSettings: fc.boolean(),
    appSettings: anyAppSettings,
    tags: fc.subarray([0, 1]),
  },
  { requiredKeys: [] },
)
type Fields = typeof anyPatch extends fc.Arbitrary<infer Value> ? Value : never

interface Grove {
  readonly accountId: string
  readonly ids: readonly string[]
  readonly tagIds: readonly string[]
}

/** A few customers in an account whose parent has billing settings, in any shape. */
async function plantGrove(gateway: Gateway, parents: readonly number[]): Promise<Grove> {
  const one = async (...written: Parameters<typeof writeAll> extends [Gateway, ...infer Rest] ? Rest : never) =>
    writeAll(gateway, ...written)
  const [top] = await one('newAccount', [{ name: 'Top', billingSettings: { base: { baseCost: 12.5 } } }])
  const [accountId = ''] = await one('newAccount', [{ name: 'Nordic', parentAccountId: top }])
  const tagIds = await one('newTag', [
    { accountId, name: 'Gold', color: 'Gold' },
    { accountId, name: 'Red', color: 'Red' },
  ])
  const ids: string[] = []
  for (const [index, parent] of parents.entries()) {
    const parentCustomerId = parent < index ? ids[parent] : null
    ids.push(...(await one('newCustomer', [{ accountId, name: `Customer ${index}`, parentCustomerId }])))
  }
  return { accountId, ids, tagIds }
}

function toInput({ ids, tagIds }: Grove, index: number, { parent, tags, ...fields }: Fields): object {
  return {
    customerId: ids[index],
    ...fields,
    ...(parent !== undefined && { parentCustomerId: parent === null ? null : ids[parent] }),
    ...(tags && { tagIds: tags.map((tag) => tagIds[tag]) }),
  }
}

onBothDatabases('impact and dryRun', (gateway) => {
  test('tell what a patch then does', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(anyIndex, { minLength: size, maxLength: size }),
        fc.array(fc.record({ index: anyIndex, fields: anyPatch }), { minLength: 3, maxLength: 5 }),
        async (parents, patches) => {
          const grove = await plantGrove(gateway(), parents)
          for (const { index, fields } of patches) {
            const input = toInput(grove, index, fields)
            const rehearsed = await patch(gateway(), { ...input, dryRun: true })
            const before = await readAll(gateway(), grove.accountId)
            const patched = await patch(gateway(), input)
            // Had the dry run written anything, the versions would tell.
            expect(rehearsed).toEqual(patched)
            if (patched.impact === null) expect(patched.userErrors).not.toEqual([])
            const reached = compare(before, await readAll(gateway(), grove.accountId))
            expect(patched.impact?.customers.nodes ?? []).toEqual(reached)
            expect(patched.impact?.affectedCount ?? 0).toBe(reached.length)
            expect(patched.impact?.customers.totalCount ?? 0).toBe(reached.length)
          }
        },
      ),
      { numRuns: rounds },
    )
  }, 600_000)
})

onBothDatabases('a dry run', (gateway) => {
  let grove: Grove
  const ask = async <Data>(query: string, variables?: object) => gateway().data<Data>(administrator, query, variables)
  const rename = (alias: string, name: string, dryRun: boolean, selection = 'customer { name version }') =>
    `${alias}: patchCustomer(input: { customerId: "${grove.ids[0]}", name: "${name}", dryRun: ${dryRun} }) {
      ${selection} userErrors { code }
    }`
  const readName = async () => {
    const { customer: stored } = await ask<{ customer: object }>(`{ customer(id: "${grove.ids[0]}") { name version } }`)
    return stored
  }
  beforeAll(async () => {
    grove = await plantGrove(gateway(), [0, 0, 1])
  })

  test('is over where the next mutation of the request begins, and shows what the one before it wrote', async () => {
    const fields = [rename('a', 'A', true), rename('b', 'B', false), rename('c', 'C', true), rename('d', 'D', true)]
    const answer = await ask(`mutation { ${fields.join('\n')} }`)
    const shown = (name: string, version: number) => ({ customer: { name, version }, userErrors: [] })
    expect(answer).toEqual({ a: shown('A', 2), b: shown('B', 2), c: shown('C', 3), d: shown('D', 3) })
    expect(await readName()).toEqual({ name: 'B', version: 2 })
  })

  test('of staging shows the switch, and writes nothing', async () => {
    const stored = await dumpTables(gateway().database)
    const answer = await ask(`mutation {
      setCustomerStagingMode(input: { customerId: "${grove.ids[1]}", isStaging: true, dryRun: true }) {
        customer { isStaging version history { totalCount } } userErrors { code }
      }
      none: setCustomerStagingMode(input: { customerId: "nobody", isStaging: true, dryRun: true }) {
        customer { id } userErrors { code field }
      }
    }`)
    expect(answer).toEqual({
      setCustomerStagingMode: { customer: { isStaging: true, version: 2, history: { totalCount: 1 } }, userErrors: [] },
      none: { customer: null, userErrors: [{ code: 'NotFound', field: ['customerId'] }] },
    })
    expect(await dumpTables(gateway().database)).toEqual(stored)
  })

  test('of every kind of field leaves the database as it is, to the last row', async () => {
    const stored = await dumpTables(gateway().database)
    const kinds: readonly object[] = [
      { name: 'Other', referenceId: 'other', data: { a: 1 } },
      { parentCustomerId: null, tagIds: grove.tagIds },
      { schedule: { rules: [{ state: 'Open' }] }, billingSettings: {}, overrideBillingSettings: true, appSettings: {} },
    ]
    for (const fields of kinds) {
      const { customer: shown } = await patch(gateway(), { customerId: grove.ids[1], ...fields, dryRun: true })
      expect(shown).toMatchObject({ version: 2 })
    }
    expect(await dumpTables(gateway().database)).toEqual(stored)
  })

  test('whose answer fails locks nothing either', async () => {
    const failing = 'customer { name children(first: 1000) { totalCount } }'
    const answer = await gateway().graphql(administrator, `mutation { ${rename('a', 'A', true, failing)} }`)
    expect(answer.errors?.[0]?.extensions.code).toBe('BAD_USER_INPUT')
    await ask(`mutation { ${rename('b', 'After', false)} }`)
    expect(await readName()).toMatchObject({ name: 'After' })
  })

  test('beside others and beside writes is alone with what it shows', async () => {
    const { version } = (await readName()) as { version: number }
    const numbers = Array.from({ length: 12 }, (_, n) => n)
    const answers = await Promise.all(
      numbers.map((n) =>
        ask<Record<string, { customer: object }>>(`mutation { ${rename('a', `Name ${n}`, n % 3 !== 0)} }`),
      ),
    )
    // What is written is read anew, when others may have written as well.
    const rehearsed = numbers.filter((n) => n % 3 !== 0)
    for (const n of rehearsed) expect(answers[n]?.a?.customer).toMatchObject({ name: `Name ${n}` })
    expect(await readName()).toMatchObject({ version: version + numbers.length / 3 })
  })

  test('refuses what the patch refuses, in the same words', async () => {
    const refused = [
      { customerId: 'nobody' },
      { name: ' ', expectedVersion: 999, referenceId: 'x'.repeat(256) },
      { parentCustomerId: grove.ids[2] },
      { parentCustomerId: 'nobody', tagIds: ['nothing'], data: { a: null } },
      { schedule: { timeZoneId: 'Mars', rules: [{ byMonth: [13] }] }, appSettings: { logoutUrl: '//evil' } },
      { billingSettings: { base: { allowance: -1 } }, name: null },
    ]
    for (const fields of refused) {
      const input = { customerId: grove.ids[0], ...fields }
      const patched = await patch(gateway(), input)
      expect(patched).toMatchObject({ customer: null, impact: null })
      expect(patched.userErrors).not.toEqual([])
      expect(await patch(gateway(), { ...input, dryRun: true })).toEqual(patched)
    }
  })
})

onBothDatabases('the impact of one patch', (gateway) => {
  const descendants = 1000
  const many = { rootId: '', accountId: '', few: '' }
  beforeAll(async () => {
    const { rootId, accountId } = await plantForest(gateway(), descendants / 2)
    const [one = ''] = await writeAll(gateway(), 'newCustomer', [{ accountId, name: 'One' }])
    await writeAll(gateway(), 'newCustomer', [{ parentCustomerId: one, name: 'Below' }])
    Object.assign(many, { rootId, accountId, few: one })
  })

  const reach = `impact { affectedCount customers(first: 3) {
    totalCount nodes { customer { name breadcrumb { name } effectiveAppSettings { settings { pageTitle } } } ${flags} }
  } }`
  const retitle = (customerId: string, title: string, dryRun: boolean) =>
    gateway().data<{ patchCustomer: { impact: { affectedCount: number } } }>(
      administrator,
      `mutation ($input: PatchCustomerInput!) { patchCustomer(input: $input) { customer { name } ${reach} } }`,
      { input: { customerId, overrideAppSettings: true, appSettings: { pageTitle: title }, dryRun } },
    )

  describe.each([true, false])('with dryRun %s', (dryRun) => {
    test('takes as many statements for a thousand as for one', async () => {
      const counts = new Set<number>()
      for (const [customerId, count] of [[many.rootId, descendants + 1] as const, [many.few, 2] as const]) {
        counts.add(
          await gateway().statements(async () => {
            const { patchCustomer } = await retitle(customerId, `Title ${dryRun}`, dryRun)
            expect(patchCustomer.impact.affectedCount).toBe(count)
          }),
        )
      }
      expect([...counts]).toHaveLength(1)
    })
  })

  test('is listed page by page, by name, and holds only whom the viewer sees', async () => {
    const query = `mutation ($input: PatchCustomerInput!, $after: String) { patchCustomer(input: $input) { impact {
      customers(first: 250, after: $after) { nodes { customer { name } } pageInfo { hasNextPage endCursor } }
    } } }`
    const input = { customerId: many.rootId, schedule: { forceClosed: true }, dryRun: true }
    const readPage = async (after: string | null) => {
      const data = await gateway().data<{ patchCustomer: { impact: { customers: Page } } }>(
        manager(many.accountId),
        query,
        { input, after },
      )
      return data.patchCustomer.impact.customers
    }
    const names: string[] = []
    for (let after: string | null = null, hasNextPage = true; hasNextPage; ) {
      const page = await readPage(after)
      names.push(...page.nodes.map((node) => node.customer.name))
      after = page.pageInfo.endCursor
      hasNextPage = page.pageInfo.hasNextPage
    }
    expect(new Set(names).size).toBe(descendants + 1)
    expect(names.at(-1)).toBe('Root')
    expect(names.slice(0, 3)).toEqual(['Branch 0', 'Branch 1', 'Branch 10'])
  })

  test('reaches nobody where nothing changes, or where all below have their own', async () => {
    const input = { customerId: many.few, referenceId: 'new', isStaging: undefined }
    expect(await patch(gateway(), input, customer(many.few))).toMatchObject({ impact: { affectedCount: 0 } })
  })

  test('is worked out only where it is asked for', async () => {
    const input = { customerId: many.few, name: 'One', dryRun: true }
    const count = (selection: string) =>
      gateway().statements(() =>
        gateway().data(
          administrator,
          `mutation ($input: PatchCustomerInput!) { patchCustomer(input: $input) { userErrors { code } ${selection} } }`,
          { input },
        ),
      )
    expect((await count('impact { affectedCount }')) - (await count(''))).toBe(5)
  })
})
