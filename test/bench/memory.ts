import { type Bench, requestsOf, withServers } from './contest.ts'
import { prepareData } from './data.ts'
import { measureRound } from './measure.ts'
import { operationNames } from './operations.ts'
import { residentMb } from './processes.ts'
import { digits } from './report.ts'
import { restoreAll } from './restore.ts'

/** Prints the gateway's resident memory while it gets all operations in turn for some minutes. */
export async function watchMemory(bench: Bench): Promise<void> {
  const { customers, memoryMinutes, seconds, connections, operations, servers } = bench.options
  const name = servers.find((each) => each.startsWith('product'))
  const data = await prepareData(bench.cluster, customers, name === 'product-sqlite')
  await restoreAll(bench.cluster, data)
  await withServers(bench.cluster, data, name === undefined ? [] : [name], async (contenders) => {
    const [contender] = contenders
    if (contender === undefined) throw new Error('--memory watches product, product-uncached or product-sqlite')
    const { pid } = contender.running
    const tell = (when: string) => console.log(`${contender.server.name} ${when}: ${digits(residentMb(pid).now)} MB`)
    const started = Date.now()
    const minutes = () => (Date.now() - started) / 60_000
    tell('at the start')
    for (let round = 0, told = 0; minutes() < memoryMinutes; round++) {
      for (const operation of operationNames) {
        if (operation === 'export' || !operations.includes(operation)) continue
        const requests = requestsOf(contender, operation, data)
        await measureRound(bench, contender, requests, { connections, seconds, offset: round * 500 })
      }
      if (round > 0 && minutes() < told + 1) continue
      told = minutes()
      tell(`after ${told.toFixed(1)} minutes`)
    }
    const { now, max } = residentMb(pid)
    console.log(`${contender.server.name} at the end: ${digits(now)} MB, at most ${digits(max)} MB`)
  })
}
