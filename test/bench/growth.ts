import { type Bench, compare, requestsOf, warmUp, withServers } from './contest.ts'
import { type Data, prepareData } from './data.ts'
import { measureRound, median } from './measure.ts'
import { graphqlNames } from './operations.ts'
import { digits } from './report.ts'
import { restoreAll } from './restore.ts'
import type { ServerName } from './servers/server.ts'

const sizes = [10_000, 100_000, 1_000_000]
const measured: readonly ServerName[] = ['product', 'product-uncached']

/** Milliseconds, by operation. */
type P50s = ReadonlyMap<string, number>

/** Prints the gateway's p50 at one connection with more and more customers, with what it keeps and without. */
export async function measureGrowth(bench: Bench): Promise<void> {
  const names = bench.options.servers.filter((name) => measured.includes(name))
  const bySize = new Map<ServerName, P50s[]>(names.map((name) => [name, []]))
  for (const customers of sizes) {
    const data = await prepareData(bench.cluster, customers, false)
    await restoreAll(bench.cluster, data)
    for (const [name, p50s] of bySize) p50s.push(await measureSize(bench, name, data))
  }
  for (const [name, p50s] of bySize) print(name, p50s)
}

async function measureSize(bench: Bench, name: ServerName, data: Data): Promise<P50s> {
  const { seconds, rounds, operations } = bench.options
  const p50s = new Map<string, number>()
  await withServers(bench.cluster, data, [name], async (contenders) => {
    for (const operation of graphqlNames) {
      if (operation === 'M1' || !operations.includes(operation)) continue
      await compare(bench, operation, contenders, data)
      for (const contender of contenders) {
        const requests = requestsOf(contender, operation, data)
        await warmUp(bench, contender, requests)
        const ofRounds: number[] = []
        for (let round = 0; round < rounds; round++) {
          const offset = Math.floor((requests.length * round) / rounds)
          ofRounds.push((await measureRound(bench, contender, requests, { connections: 1, seconds, offset })).p50)
        }
        p50s.set(operation, median(ofRounds))
      }
    }
  })
  return p50s
}

function print(name: ServerName, bySize: readonly P50s[]): void {
  console.log(`\n${name}: the p50 at one connection, in ms`)
  const [first = new Map<string, number>(), ...others] = bySize
  const rows = [...first].map(([operation, p50]) => {
    const all = [p50, ...others.map((p50s) => p50s.get(operation) ?? Number.NaN)]
    const columns = Object.fromEntries(sizes.map((size, place) => [size, digits(all[place] ?? Number.NaN)]))
    return [operation, { ...columns, 'last ÷ first': digits((all.at(-1) ?? Number.NaN) / p50) }]
  })
  console.table(Object.fromEntries(rows))
}
