import { type Bench, requestsOf, withServers } from './contest.ts'
import { prepareData } from './data.ts'
import { measureRound } from './measure.ts'
import { operationNames } from './operations.ts'
import { residentMb } from './processes.ts'
import { digits } from './report.ts'
import { restore } from './restore.ts'

/** Prints the gateway's resident memory while it gets all operations in turn for some minutes. */
export async function watchMemory(bench: Bench): Promise<void> {
  const { customers, memoryMinutes, seconds, connections, operations, servers } = bench.options
  const data = await prepareData(bench.cluster, customers, servers.includes('product-sqlite'))
  await restore(bench.cluster, data)
  const names = servers.filter((name) => name.startsWith('product'))
  await withServers(bench.cluster, data, names, async (contenders) => {
    const [contender] = contenders
    if (contender === undefined) throw new Error('--memory watches product or product-sqlite')
    const deadline = Date.now() + memoryMinutes * 60_000
    const { pid } = contender.running
    console.log(`${contender.server.name} at the start: ${digits(residentMb(pid).now)} MB`)
    for (let minute = Date.now() + 60_000, round = 0; Date.now() < deadline; round++) {
      for (const operation of operationNames) {
        if (operation === 'export' || !operations.includes(operation)) continue
        const requests = requestsOf(contender, operation, data)
        await measureRound(bench, contender, requests, { connections, seconds, offset: round * 500 })
      }
      if (Date.now() < minute) continue
      minute += 60_000
      console.log(`after round ${round + 1}: ${digits(residentMb(pid).now)} MB`)
    }
    const { now, max } = residentMb(pid)
    console.log(`${contender.server.name} at the end: ${digits(now)} MB, at most ${digits(max)} MB`)
  })
}
