import { type Bench, compare, requestsOf, withServers } from './contest.ts'
import { prepareData } from './data.ts'
import { measureRound, median } from './measure.ts'
import { graphqlNames } from './operations.ts'
import { digits } from './report.ts'
import { restoreAll } from './restore.ts'

const sizes = [10_000, 100_000, 1_000_000]

/** Prints the gateway's p50 at one connection with more and more customers. */
export async function measureGrowth(bench: Bench): Promise<void> {
  const { seconds, rounds, operations } = bench.options
  const reads = graphqlNames.filter((name) => name !== 'M1' && operations.includes(name))
  const medians = new Map<string, number[]>(reads.map((name) => [name, []]))
  for (const customers of sizes) {
    const data = await prepareData(bench.cluster, customers, false)
    await restoreAll(bench.cluster, data)
    await withServers(bench.cluster, data, ['product'], async (contenders) => {
      for (const operation of reads) {
        await compare(bench, operation, contenders, data)
        for (const contender of contenders) {
          const requests = requestsOf(contender, operation, data)
          const p50s: number[] = []
          for (let round = -1; round < rounds; round++) {
            const offset = Math.floor((requests.length * Math.max(0, round)) / rounds)
            const { p50 } = await measureRound(bench, contender, requests, { connections: 1, seconds, offset })
            if (round >= 0) p50s.push(p50)
          }
          medians.get(operation)?.push(median(p50s))
        }
      }
    })
  }
  console.log('\nThe p50 at one connection, in ms')
  console.table(
    Object.fromEntries(
      [...medians].map(([operation, p50s]) => [
        operation,
        {
          ...Object.fromEntries(sizes.map((size, place) => [size, digits(p50s[place] ?? Number.NaN)])),
          'last ÷ first': digits((p50s.at(-1) ?? Number.NaN) / (p50s[0] ?? Number.NaN)),
        },
      ]),
    ),
  )
}
