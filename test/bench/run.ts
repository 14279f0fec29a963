/*
 * How fast the gateway is: against SQL by hand on bare Node, which is what there is to be had, and against other ways to
 * serve the same data. `npm run bench` runs it; `npm run bench -- --help` tells its options.
 */
import { startCluster } from './cluster.ts'
import type { Contender } from './compare.ts'
import { ableTo, type Bench, compare, measure, withServers } from './contest.ts'
import { prepareData } from './data.ts'
import { measureExport } from './export.ts'
import { measureGrowth } from './growth.ts'
import { installPeers } from './install.ts'
import { startLoader } from './loader.ts'
import { watchMemory } from './memory.ts'
import { type OperationName, operationNames } from './operations.ts'
import { machine, readOptions } from './options.ts'
import { residentMb } from './processes.ts'
import { digits, printImports, printMarkdown, printOperation, type Result } from './report.ts'
import { restoreAll } from './restore.ts'
import { track } from './statements.ts'

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (options === null) return
  if (options.servers.some((name) => name === 'postgraphile' || name === 'mercurius')) installPeers()
  const cluster = await startCluster()
  const loader = startLoader()
  const bench = { options, cluster, loader }
  try {
    console.log(machine)
    console.log(cluster.description)
    await track(cluster, 'none')
    if (options.growth) await measureGrowth(bench)
    else if (options.memoryMinutes > 0) await watchMemory(bench)
    else await measureAll(bench)
  } finally {
    loader.stop()
    await cluster.stop()
  }
}

async function measureAll(bench: Bench): Promise<void> {
  const { options, cluster } = bench
  const data = await prepareData(cluster, options.customers, options.servers.includes('product-sqlite'))
  await restoreAll(cluster, data)
  printImports(data)
  await withServers(cluster, data, options.servers, async (contenders) => {
    const all = new Map<OperationName, Result[]>()
    for (const operation of operationNames) {
      const able = ableTo(operation, contenders)
      if (!options.operations.includes(operation) || able.length === 0) continue
      if (operation === 'export') {
        await measureExport(able, options.customers, options.rounds)
        continue
      }
      await compare(bench, operation, able, data)
      const results = await measure(bench, operation, able, data)
      all.set(operation, results)
      printOperation(operation, results, options.connections)
    }
    printMarkdown(
      all,
      contenders.map(({ server }) => server),
      options,
    )
    printMemory(contenders)
  })
}

function printMemory(contenders: readonly Contender[]): void {
  const largest = contenders.map(({ server, running }) => `${server.name} ${digits(residentMb(running.pid).max)} MB`)
  console.log(`\nMost memory of each, resident: ${largest.join(', ')}`)
}

main().then(
  () => process.exit(0),
  (error) => {
    console.error(error instanceof Error ? error.message : error)
    process.exit(1)
  },
)
