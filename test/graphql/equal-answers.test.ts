import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { databases } from '../support/databases.ts'
import { membersBelow, targetsBelow } from './equal/aim.ts'
import { check, trialOf, writes } from './equal/check.ts'
import { createCoverage } from './equal/coverage.ts'
import { startWorld, type World } from './equal/world.ts'

/** How many on each database. `EQUAL_SEED` is that of the first; the next ones follow it. */
const operations = Number(process.env.EQUAL_OPERATIONS ?? 2000)
const firstSeed = Number(process.env.EQUAL_SEED ?? 6_000_000)
/** With `EQUAL_BOTH=true` graphql-js answers on both sides, which shows that nothing differs by chance. */
const compiles = process.env.EQUAL_BOTH !== 'true'
const atOnce = 8

const coverage = createCoverage()

describe.each(databases)('what is compiled and what graphql-js runs, on %s', (engine, makeDatabase) => {
  let world: World
  beforeAll(async () => {
    world = await startWorld(makeDatabase, compiles)
  })
  afterAll(() => world.close())

  test(`have equal answers to ${operations} operations`, { timeout: 3_600_000 }, async () => {
    // Each database gets operations of its own.
    const place = databases.findIndex(([name]) => name === engine)
    const isAlone = operations === 1
    const start = isAlone ? firstSeed : firstSeed + place * operations
    const seeds = Array.from({ length: operations }, (_, index) => start + index)
    const checkOne = async (seed: number) => {
      const trial = trialOf(world, seed)
      coverage.add(world.schema, trial.request.operation, await check(world, trial))
    }
    const reads = seeds.filter((seed) => !writes(seed)).values()
    const readAll = async () => {
      for (const seed of reads) await checkOne(seed)
    }
    await Promise.all(Array.from({ length: atOnce }, readAll))
    for (const seed of seeds.filter(writes)) await checkOne(seed)
  })

  test.runIf(engine === databases.at(-1)?.[0] && operations >= 1000)('leave nothing out', () => {
    const query = world.schema.getQueryType()
    const targets = query ? targetsBelow(world.schema, query).map(({ type, field }) => `${type.name}.${field}`) : []
    expect(targets.filter((each) => !coverage.fields.has(each))).toEqual([])
    const members = query ? membersBelow(world.schema, query) : []
    expect(members.filter((each) => !coverage.members.has(each))).toEqual([])
    const mutations = Object.keys(world.schema.getMutationType()?.getFields() ?? {})
    expect(mutations.filter((each) => !coverage.fields.has(`Mutation.${each}`))).toEqual([])
    expect([...coverage.statuses].sort()).toEqual([200, 400, 401])
    const codes = [...coverage.errors].map((error) => error.split(' ')[0])
    expect(codes).toEqual(
      expect.arrayContaining(['BAD_USER_INPUT', 'NOT_FOUND', 'UNAUTHENTICATED', 'QUERY_TOO_COMPLEX']),
    )
    // They are made valid; equal refusals would show nothing.
    expect(codes).not.toContain('GRAPHQL_VALIDATION_FAILED')
    expect(codes).not.toContain('GRAPHQL_PARSE_FAILED')
    expect(coverage.errors.size).toBeGreaterThanOrEqual(15)
  })
})
