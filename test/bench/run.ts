/*
 * How fast the gateway is: against SQL by hand on bare Node, which is what there is to be had, and against other ways to
 * serve the same data. `npm run bench` runs it; `npm run bench -- --help` tells its options.
 */
import { cpus } from 'node:os'
import { type Cluster, startCluster } from './cluster.ts'
import { type Answers, askAll, type Contender, expectEqual } from './compare.ts'
import { type Data, prepareData } from './data.ts'
import { installPeers } from './install.ts'
import { type Loader, startLoader } from './loader.ts'
import { measureRound, medianRound, type Round } from './measure.ts'
import { type GraphqlName, type OperationName, variablesOf } from './operations.ts'
import { describeMachine, type Options, readOptions } from './options.ts'
import { residentMb } from './processes.ts'
import { digits, printMarkdown, printOperation, type Result } from './report.ts'
import { restore } from './restore.ts'
import { servers } from './servers/all.ts'
import { graphqlNames, type Request } from './servers/server.ts'
import { countStatements, track } from './statements.ts'

const comparedRequests = 40
const countedRequests = 40

interface Bench {
  readonly options: Options
  readonly cluster: Cluster
  readonly loader: Loader
}

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  if (options === null) return
  installPeers()
  const cluster = await startCluster()
  const loader = startLoader()
  try {
    console.log(describeMachine(cpus()[0]?.model ?? 'unknown processor'))
    console.log(cluster.description)
    await track(cluster, 'none')
    await measureAll({ options, cluster, loader })
  } finally {
    loader.stop()
    await cluster.stop()
  }
}

async function measureAll(bench: Bench): Promise<void> {
  const { options, cluster } = bench
  const data = await prepareData(cluster, options.customers)
  await restore(cluster, data)
  const contenders: Contender[] = []
  try {
    for (const server of servers.filter(({ name }) => options.servers.includes(name))) {
      contenders.push({ server, running: await server.start(cluster, data) })
    }
    const all = new Map<OperationName, Result[]>()
    for (const operation of graphqlNames.filter((name) => options.operations.includes(name))) {
      const able = contenders.filter(({ server }) => server.operations.includes(operation))
      await compare(operation, able, data)
      const results = await measure(bench, operation, able, data)
      all.set(operation, results)
      printOperation(operation, results, options.connections)
    }
    printMarkdown(
      all,
      contenders.map(({ server }) => server),
    )
    printMemory(contenders)
  } finally {
    for (const { running } of contenders) await running.stop()
  }
}

function requestsOf({ server, running }: Contender, operation: GraphqlName, data: Data): Request[] {
  return variablesOf(operation, data.samples).map((variables) => server.request(operation, variables, running))
}

/** @throws {Error} when two servers answer differently. */
async function compare(operation: GraphqlName, contenders: readonly Contender[], data: Data): Promise<void> {
  let first: Answers | null = null
  for (const contender of contenders) {
    const requests = requestsOf(contender, operation, data).slice(0, comparedRequests)
    if (requests.length === 0) throw new Error(`${operation}: the data holds nothing to ask for`)
    const answers = { name: contender.server.name, requests, answers: await askAll(contender, operation, requests) }
    if (first === null) first = answers
    else expectEqual(operation, first, answers)
  }
}

/** The servers take turns round by round, so that what else the machine does meets them all. */
async function measure(
  bench: Bench,
  operation: GraphqlName,
  contenders: readonly Contender[],
  data: Data,
): Promise<Result[]> {
  const { seconds, rounds, connections } = bench.options
  const rows = contenders.map((contender) => ({
    contender,
    requests: requestsOf(contender, operation, data),
    loaded: [] as Round[],
    single: [] as Round[],
  }))
  for (const { contender, requests } of rows) {
    await measureRound(bench, contender, requests, { connections, seconds: seconds / 2, offset: 0 })
  }
  for (let round = 0; round < rounds; round++) {
    for (const { contender, requests, loaded, single } of rows) {
      const offset = Math.floor((requests.length * round) / rounds)
      loaded.push(await measureRound(bench, contender, requests, { connections, seconds, offset }))
      single.push(await measureRound(bench, contender, requests, { connections: 1, seconds: seconds / 2, offset }))
    }
  }
  const results: Result[] = []
  for (const { contender, requests, loaded, single } of rows) {
    const options = { connections: 1, seconds: 10, count: countedRequests, offset: 0 }
    const sent = await countStatements(bench.cluster, contender, () =>
      measureRound(bench, contender, requests, options),
    )
    const statements = sent / countedRequests
    results.push({ server: contender.server, loaded: medianRound(loaded), single: medianRound(single), statements })
  }
  return results
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
